package dev.fixedip.simulator.ops;

import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
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
          .many(
              "addresses.association.allocation-id",
              associations(NetworkInterfaceAssociation::allocationId))
          .many(
              "addresses.association.association-id",
              associations(NetworkInterfaceAssociation::associationId))
          .many(
              "addresses.association.ip-owner-id",
              associations(NetworkInterfaceAssociation::ipOwnerId))
          .many(
              "addresses.association.owner-id",
              associations(NetworkInterfaceAssociation::ipOwnerId))
          .many(
              "addresses.association.public-dns-name",
              associations(NetworkInterfaceAssociation::publicDnsName))
          .many(
              "addresses.association.public-ip",
              associations(NetworkInterfaceAssociation::publicIp))
          .many(
              "addresses.private-dns-name",
              face ->
                  face.privateIpAddresses().stream()
                      .map(NetworkInterfacePrivateIpAddress::privateDnsName))
          .one("association.allocation-id", association(NetworkInterfaceAssociation::allocationId))
          .one(
              "association.association-id", association(NetworkInterfaceAssociation::associationId))
          .one("association.ip-owner-id", association(NetworkInterfaceAssociation::ipOwnerId))
          .one(
              "association.public-dns-name",
              association(NetworkInterfaceAssociation::publicDnsName))
          .one("association.public-ip", association(NetworkInterfaceAssociation::publicIp))
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
          .one(
              "attachment.network-card-index",
              attachment(NetworkInterfaceAttachment::networkCardIndex))
          .one("attachment.status", attachment(NetworkInterfaceAttachment::statusAsString))
          .one("availability-zone", NetworkInterface::availabilityZone)
          .one("availability-zone-id", NetworkInterface::availabilityZoneId)
          .one("description", NetworkInterface::description)
          .many("group-id", face -> face.groups().stream().map(GroupIdentifier::groupId))
          .many("group-name", face -> face.groups().stream().map(GroupIdentifier::groupName))
          .many(
              "ipv6-addresses.ipv6-address",
              face -> face.ipv6Addresses().stream().map(NetworkInterfaceIpv6Address::ipv6Address))
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

  private static Function<NetworkInterface, @Nullable Object> association(
      Function<NetworkInterfaceAssociation, @Nullable Object> value) {
    return face -> face.association() == null ? null : value.apply(face.association());
  }

  private static Function<NetworkInterface, Stream<String>> associations(
      Function<NetworkInterfaceAssociation, @Nullable String> value) {
    return face ->
        face.privateIpAddresses().stream()
            .filter(address -> address.association() != null)
            .flatMap(address -> Stream.ofNullable(value.apply(address.association())));
  }
}
