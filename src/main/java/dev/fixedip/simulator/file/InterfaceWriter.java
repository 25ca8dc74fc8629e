package dev.fixedip.simulator.file;

import dev.fixedip.simulator.world.Associations;
import dev.fixedip.simulator.world.World;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;

/** Writes the network interfaces of a world and the public addresses that lead to them. */
final class InterfaceWriter {
  private final World world;
  private final Associations associations;

  InterfaceWriter(World world) {
    this.world = world;
    this.associations = new Associations(world);
  }

  InterfacePart.NetworkInterface face(NetworkInterface face) {
    NetworkInterfaceType type = face.interfaceType();
    return new InterfacePart.NetworkInterface(
        face.networkInterfaceId(),
        face.subnetId(),
        face.privateIpAddresses().stream()
            .map(NetworkInterfacePrivateIpAddress::privateIpAddress)
            .toList(),
        face.ipv6Addresses().stream().map(NetworkInterfaceIpv6Address::ipv6Address).toList(),
        Parts.unless(false, world.publicAddresses().launchedPublic(face.networkInterfaceId())),
        publicIp(face),
        face.groups().stream().map(GroupIdentifier::groupId).toList(),
        face.description(),
        face.macAddress(),
        face.sourceDestCheck() ? null : false,
        face.statusAsString(),
        type == NetworkInterfaceType.INTERFACE ? null : face.interfaceTypeAsString(),
        face.requesterId(),
        operator(face),
        attachment(face),
        Parts.tags(face.tagSet()));
  }

  private @Nullable String publicIp(NetworkInterface face) {
    if (Associations.isAmazons(face)) {
      return face.association().publicIp();
    }
    boolean lacking =
        world.publicAddresses().launchedPublic(face.networkInterfaceId())
            && face.association() == null
            && face.attachment() != null
            && world
                .instances()
                .find(face.attachment().instanceId())
                .filter(it -> it.state().name() == InstanceStateName.RUNNING)
                .isPresent();
    return lacking ? InterfacePart.NONE : null;
  }

  private static InterfacePart.@Nullable Operator operator(NetworkInterface face) {
    return Boolean.TRUE.equals(face.operator().managed())
        ? new InterfacePart.Operator(
            face.operator().principal(), Boolean.TRUE.equals(face.operator().hiddenByDefault()))
        : null;
  }

  private static InterfacePart.@Nullable Attachment attachment(NetworkInterface face) {
    var attachment = face.attachment();
    return attachment == null
        ? null
        : new InterfacePart.Attachment(
            attachment.attachmentId(),
            attachment.instanceId(),
            attachment.deviceIndex(),
            attachment.networkCardIndex(),
            attachment.deleteOnTermination(),
            attachment.attachTime(),
            attachment.statusAsString());
  }

  InterfacePart.ElasticIp elasticIp(Address address) {
    return new InterfacePart.ElasticIp(
        address.allocationId(),
        address.publicIp(),
        associations
            .of(address.publicIp())
            .map(it ->
                new InterfacePart.Association(
                    it.address().association().associationId(),
                    it.face().networkInterfaceId(),
                    null,
                    it.address().privateIpAddress()))
            .orElse(null),
        Parts.tags(address.tags()));
  }
}
