package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceIpv6Address;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
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
      String reservation = world.reservations().find(instance.instanceId()).orElseThrow();
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
        .instances(
            instances.stream().sorted(Comparator.comparing(Instance::amiLaunchIndex)).toList())
        .build();
  }

  /** The instance with its interfaces, and what of it the primary interface decides. */
  Instance whole(Instance instance) {
    List<NetworkInterface> faces = world.interfaces().of(instance.instanceId());
    var whole =
        instance.toBuilder().networkInterfaces(faces.stream().map(InstanceOps::seen).toList());
    world
        .interfaces()
        .at(instance.instanceId(), 0)
        .ifPresent(primary -> {
          whole
              .privateIpAddress(primary.privateIpAddress())
              .privateDnsName(primary.privateDnsName())
              .sourceDestCheck(primary.sourceDestCheck())
              .securityGroups(primary.groups())
              .ipv6Address(
                  primary.ipv6Addresses().isEmpty()
                      ? null
                      : primary.ipv6Addresses().getFirst().ipv6Address());
          if (primary.association() != null) {
            whole
                .publicIpAddress(primary.association().publicIp())
                .publicDnsName(primary.association().publicDnsName());
          }
        });
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
        .association(seen(face.association()))
        .ipv6Addresses(
            face.ipv6Addresses().stream()
                .map(a ->
                    InstanceIpv6Address.builder()
                        .ipv6Address(a.ipv6Address())
                        .isPrimaryIpv6(a.isPrimaryIpv6())
                        .build())
                .toList())
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
        .association(seen(address.association()))
        .build();
  }

  private static @Nullable InstanceNetworkInterfaceAssociation seen(
      @Nullable NetworkInterfaceAssociation association) {
    return association == null
        ? null
        : InstanceNetworkInterfaceAssociation.builder()
            .publicIp(association.publicIp())
            .publicDnsName(association.publicDnsName())
            .ipOwnerId(association.ipOwnerId())
            .build();
  }
}
