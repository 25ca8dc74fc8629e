package dev.fixedip.simulator.ops;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/** The filters of DescribeNetworkInterfaces. */
final class InterfaceFilters {
  static final Filters<NetworkInterface> ALL =
      new Filters<>(NetworkInterface::tagSet)
          .many(
              "addresses.private-ip-address",
              face ->
                  face.privateIpAddresses().stream()
                      .map(NetworkInterfacePrivateIpAddress::privateIpAddress))
          .many(
              "addresses.primary",
              face -> face.privateIpAddresses().stream().map(a -> a.primary().toString()))
          .one("attachment.attachment-id", attachment(NetworkInterfaceAttachment::attachmentId))
          .one("attachment.attach-time", attachment(NetworkInterfaceAttachment::attachTime))
          .one(
              "attachment.delete-on-termination",
              attachment(NetworkInterfaceAttachment::deleteOnTermination))
          .one("attachment.device-index", attachment(NetworkInterfaceAttachment::deviceIndex))
          .one("attachment.instance-id", attachment(NetworkInterfaceAttachment::instanceId))
          .one(
              "attachment.instance-owner-id",
              attachment(NetworkInterfaceAttachment::instanceOwnerId))
          .one("attachment.status", attachment(NetworkInterfaceAttachment::statusAsString))
          .one("availability-zone", NetworkInterface::availabilityZone)
          .one("description", NetworkInterface::description)
          .many("group-id", face -> face.groups().stream().map(GroupIdentifier::groupId))
          .many("group-name", face -> face.groups().stream().map(GroupIdentifier::groupName))
          .one("interface-type", NetworkInterface::interfaceTypeAsString)
          .one("mac-address", NetworkInterface::macAddress)
          .one("network-interface-id", NetworkInterface::networkInterfaceId)
          .one("operator.managed", face -> face.operator().managed())
          .one("operator.principal", face -> face.operator().principal())
          .one("owner-id", NetworkInterface::ownerId)
          .one("private-dns-name", NetworkInterface::privateDnsName)
          .one("private-ip-address", NetworkInterface::privateIpAddress)
          .one("requester-id", NetworkInterface::requesterId)
          .one("requester-managed", NetworkInterface::requesterManaged)
          .one("source-dest-check", NetworkInterface::sourceDestCheck)
          .one("status", NetworkInterface::statusAsString)
          .one("subnet-id", NetworkInterface::subnetId)
          .one("vpc-id", NetworkInterface::vpcId);

  private InterfaceFilters() {}

  private static Function<NetworkInterface, @Nullable Object> attachment(
      Function<NetworkInterfaceAttachment, @Nullable Object> value) {
    return face -> face.attachment() == null ? null : value.apply(face.attachment());
  }
}
