package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.Reservation;

/** Describing instances, together with what their network interfaces tell. */
final class InstanceOps {
  private final World world;
  private final Filters<Instance> filters;

  InstanceOps(World world) {
    this.world = world;
    this.filters = InstanceFilters.of(world);
  }

  @Action
  DescribeInstancesResponse describe(DescribeInstancesRequest request) {
    var page =
        Pages.page(
            world.instances(),
            filters,
            new Pages.Query(
                request.instanceIds(),
                request.filters(),
                request.maxResults(),
                request.nextToken()),
            instance -> true);
    Map<String, List<Instance>> byReservation = new LinkedHashMap<>();
    for (Instance instance : page.items()) {
      String reservation = Objects.requireNonNull(world.reservations().get(instance.instanceId()));
      byReservation.computeIfAbsent(reservation, r -> new ArrayList<>()).add(whole(instance));
    }
    return DescribeInstancesResponse.builder()
        .reservations(
            byReservation.entrySet().stream()
                .map(entry -> reservation(entry.getKey(), entry.getValue()))
                .toList())
        .nextToken(page.nextToken())
        .build();
  }

  private static Reservation reservation(String id, List<Instance> instances) {
    return Reservation.builder()
        .reservationId(id)
        .ownerId(World.OWNER)
        .groups(List.of())
        .instances(instances)
        .build();
  }

  /** The instance with its interfaces, and what of it the primary interface decides. */
  Instance whole(Instance instance) {
    List<NetworkInterface> faces = world.interfaces().of(instance.instanceId());
    var whole =
        instance.toBuilder().networkInterfaces(faces.stream().map(InstanceOps::seen).toList());
    if (!faces.isEmpty() && faces.getFirst().attachment().deviceIndex() == 0) {
      NetworkInterface primary = faces.getFirst();
      whole
          .privateIpAddress(primary.privateIpAddress())
          .privateDnsName(primary.privateDnsName())
          .sourceDestCheck(primary.sourceDestCheck())
          .securityGroups(primary.groups());
    }
    return whole.build();
  }

  private static InstanceNetworkInterface seen(NetworkInterface face) {
    var attachment = face.attachment();
    return InstanceNetworkInterface.builder()
        .networkInterfaceId(face.networkInterfaceId())
        .attachment(a ->
            a.attachmentId(attachment.attachmentId())
                .attachTime(attachment.attachTime())
                .deleteOnTermination(attachment.deleteOnTermination())
                .deviceIndex(attachment.deviceIndex())
                .networkCardIndex(attachment.networkCardIndex())
                .status(attachment.status()))
        .description(face.description())
        .groups(face.groups())
        .interfaceType(face.interfaceTypeAsString())
        .macAddress(face.macAddress())
        .ownerId(face.ownerId())
        .privateIpAddress(face.privateIpAddress())
        .privateDnsName(face.privateDnsName())
        .privateIpAddresses(face.privateIpAddresses().stream().map(InstanceOps::seen).toList())
        .sourceDestCheck(face.sourceDestCheck())
        .status(face.statusAsString())
        .subnetId(face.subnetId())
        .vpcId(face.vpcId())
        .operator(face.operator())
        .build();
  }

  private static InstancePrivateIpAddress seen(NetworkInterfacePrivateIpAddress address) {
    return InstancePrivateIpAddress.builder()
        .privateIpAddress(address.privateIpAddress())
        .privateDnsName(address.privateDnsName())
        .primary(address.primary())
        .build();
  }
}
