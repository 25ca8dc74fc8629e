package dev.fixedip.simulator.file;

import dev.fixedip.simulator.world.Addresses;
import dev.fixedip.simulator.world.Ipv6Addresses;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.OperatorResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Reads network interfaces. */
final class InterfaceReader {
  private final World world;
  private final Makers makers;
  private final Addresses addresses;
  private final OwnIds ids;

  InterfaceReader(World world, OwnIds ids) {
    this.ids = ids;
    this.world = world;
    this.makers = new Makers(world);
    this.addresses = new Addresses(world);
  }

  String face(Place place, InterfacePart.NetworkInterface face) {
    String id = place.id(world, world.interfaces(), face.id());
    Subnet subnet = place.named(world.subnets(), "subnets", "subnetId", face.subnetId());
    NetworkInterface made =
        makers.make(
            new Makers.NewInterface(
                id,
                subnet,
                addresses(place, "privateIpAddresses", subnet, face.privateIpAddresses()),
                groups(place, subnet, face.groupIds()),
                Objects.requireNonNullElse(face.description(), ""),
                Place.tags(face.tags())));
    var more = made.toBuilder().status(NetworkInterfaceStatus.AVAILABLE);
    if (face.macAddress() != null) {
      if (!face.macAddress().matches("([0-9a-f]{2}:){5}[0-9a-f]{2}")) {
        throw place.wrong(
            "macAddress", face.macAddress() + " is none; write one such as 06:00:00:00:00:01");
      }
      more.macAddress(face.macAddress());
    }
    more.sourceDestCheck(!Boolean.FALSE.equals(face.sourceDestCheck()));
    if (!face.ipv6Addresses().isEmpty()) {
      more.ipv6Addresses(
          Ipv6Addresses.entries(
              place.checked(
                  "ipv6Addresses",
                  () -> new Ipv6Addresses(world).check(subnet, face.ipv6Addresses()))));
    }
    if (face.interfaceType() != null) {
      more.interfaceType(face.interfaceType());
    }
    if (face.requesterId() != null) {
      more.requesterManaged(true).requesterId(face.requesterId());
    }
    if (face.operator() != null) {
      more.operator(operator(place, face.operator()));
    }
    world.interfaces().put(more.build());
    if (face.attachment() != null) {
      attach(place, id, face.attachment());
    }
    return id;
  }

  private static OperatorResponse operator(Place place, InterfacePart.Operator operator) {
    return OperatorResponse.builder()
        .managed(true)
        .principal(place.required("operator.principal", operator.principal()))
        .hiddenByDefault(operator.hidden())
        .build();
  }

  /** Addresses that nobody has, or a free one. */
  List<String> addresses(Place place, String field, Subnet subnet, List<String> wanted) {
    if (wanted.isEmpty()) {
      return place.checked(field, () -> addresses.pick(subnet, 1, List.of()));
    }
    Set<String> own = new HashSet<>();
    for (String address : wanted) {
      place.checked(
          field,
          () -> {
            Addresses.checkInside(subnet, address);
            return address;
          });
      if (addresses.isTaken(subnet, address) || !own.add(address)) {
        throw place.wrong(field, address + " is taken already; write another address");
      }
    }
    return wanted;
  }

  /** Groups of the subnet's VPC, or its default group. */
  List<String> groups(Place place, Subnet subnet, List<String> wanted) {
    if (wanted.isEmpty()) {
      return world.groups().all().stream()
          .filter(it -> it.vpcId().equals(subnet.vpcId()) && it.groupName().equals("default"))
          .map(SecurityGroup::groupId)
          .toList();
    }
    for (String id : wanted) {
      SecurityGroup group = place.named(world.groups(), "securityGroups", "groupIds", id);
      if (!group.vpcId().equals(subnet.vpcId())) {
        throw place.wrong(
            "groupIds",
            "%s is a group of %s; write groups of %s".formatted(id, group.vpcId(), subnet.vpcId()));
      }
    }
    return wanted;
  }

  /** Attaches an interface that is there. */
  void attach(Place place, String faceId, InterfacePart.Attachment wanted) {
    Instance instance =
        place.named(world.instances(), "instances", "attachment.instanceId", wanted.instanceId());
    var where =
        new Makers.Place(
            instance.instanceId(), or(wanted.networkCardIndex(), 0), wanted.deviceIndex());
    checkAttachable(place, world.interfaces().get(faceId), instance, where);
    String id = ids.id(place, "attachment.id", "eni-attach", wanted.id());
    NetworkInterface attached =
        makers.attach(world.interfaces().get(faceId), where, AttachmentStatus.ATTACHED);
    var attachment = attached.attachment();
    world
        .interfaces()
        .put(
            attached.toBuilder()
                .attachment(
                    attachment.toBuilder()
                        .attachmentId(id)
                        .attachTime(or(wanted.attachTime(), attachment.attachTime()))
                        .deleteOnTermination(
                            or(wanted.deleteOnTermination(), attachment.deleteOnTermination()))
                        .build())
                .build());
  }

  private void checkAttachable(
      Place place, NetworkInterface face, Instance instance, Makers.Place where) {
    String id = instance.instanceId();
    if (!instance.placement().availabilityZone().equals(face.availabilityZone())) {
      throw place.wrong(
          "attachment.instanceId",
          "%s is in %s, but the interface's subnet in %s; write an instance of that zone"
              .formatted(id, instance.placement().availabilityZone(), face.availabilityZone()));
    }
    if (where.card() < 0) {
      throw place.wrong(
          "attachment.networkCardIndex", where.card() + " is negative; write 0 or more");
    }
    int index = where.deviceIndex();
    if (index < 0 || world.interfaces().at(id, where.card(), index).isPresent()) {
      throw place.wrong(
          "attachment.deviceIndex",
          "%d of %s is taken or negative; write another index".formatted(index, id));
    }
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
