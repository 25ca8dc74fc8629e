package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Ipv6Address;
import dev.fixedip.simulator.world.Ipv6Addresses;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AssignIpv6AddressesRequest;
import software.amazon.awssdk.services.ec2.model.AssignIpv6AddressesResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UnassignIpv6AddressesRequest;
import software.amazon.awssdk.services.ec2.model.UnassignIpv6AddressesResponse;

/** The IPv6 addresses of network interfaces; all or nothing. */
final class Ipv6Ops {
  private final World world;
  private final Ipv6Addresses addresses;

  Ipv6Ops(World world) {
    this.world = world;
    this.addresses = new Ipv6Addresses(world);
  }

  @Action(
      requires = "NetworkInterfaceId",
      refuses = {"Ipv6Prefix", "Ipv6PrefixCount"})
  AssignIpv6AddressesResponse assign(AssignIpv6AddressesRequest request) {
    NetworkInterface face = world.interfaces().get(request.networkInterfaceId());
    InterfaceOps.refuseManaged(face);
    Subnet subnet = world.subnets().get(face.subnetId());
    Integer count = request.ipv6AddressCount();
    if (count != null && !request.ipv6Addresses().isEmpty()) {
      throw Errors.invalidCombination("ipv6AddressCount cannot be used with ipv6Addresses");
    }
    if (count == null && request.ipv6Addresses().isEmpty()) {
      throw Errors.missing("ipv6Addresses or ipv6AddressCount");
    }
    if (count != null && count < 1) {
      throw Errors.invalidValue(
          "Value (%d) for parameter ipv6AddressCount is invalid.".formatted(count));
    }
    List<String> has = of(face);
    List<String> added =
        count == null
            ? addresses.check(
                subnet,
                request.ipv6Addresses().stream()
                    .filter(address -> !has.contains(canonical(address)))
                    .toList())
            : addresses.pick(subnet, count, List.of());
    checkLimit(limit(face), has.size() + added.size());
    put(face, Stream.concat(has.stream(), added.stream()).toList());
    return AssignIpv6AddressesResponse.builder()
        .networkInterfaceId(face.networkInterfaceId())
        .assignedIpv6Addresses(
            count == null
                ? request.ipv6Addresses().stream().map(Ipv6Ops::canonical).distinct().toList()
                : added)
        .build();
  }

  @Action(requires = "NetworkInterfaceId", refuses = "Ipv6Prefix")
  UnassignIpv6AddressesResponse unassign(UnassignIpv6AddressesRequest request) {
    NetworkInterface face = world.interfaces().get(request.networkInterfaceId());
    InterfaceOps.refuseManaged(face);
    if (request.ipv6Addresses().isEmpty()) {
      throw Errors.missing("ipv6Addresses");
    }
    Set<String> taken = new LinkedHashSet<>();
    request.ipv6Addresses().forEach(address -> taken.add(canonical(address)));
    List<String> left = new ArrayList<>(of(face));
    if (!left.containsAll(taken)) {
      throw Errors.invalidValue(
          "Some of the specified addresses are not assigned to interface "
              + face.networkInterfaceId());
    }
    left.removeAll(taken);
    put(face, left);
    return UnassignIpv6AddressesResponse.builder()
        .networkInterfaceId(face.networkInterfaceId())
        .unassignedIpv6Addresses(taken)
        .build();
  }

  private static String canonical(String text) {
    return Ipv6Address.parse(text)
        .orElseThrow(() -> Errors.invalidValue("invalid value for parameter address: " + text))
        .toString();
  }

  private static List<String> of(NetworkInterface face) {
    return face.ipv6Addresses().stream().map(NetworkInterfaceIpv6Address::ipv6Address).toList();
  }

  private void put(NetworkInterface face, Collection<String> all) {
    world.interfaces().put(face.toBuilder().ipv6Addresses(Ipv6Addresses.entries(all)).build());
  }

  private int limit(NetworkInterface face) {
    return face.attachment() == null
        ? InstanceTypes.MOST_IPV6
        : InstanceTypes.of(world.instances().get(face.attachment().instanceId())).ipv6Addresses();
  }

  /** Refuses more IPv6 addresses than an interface may have. */
  static void checkLimit(int limit, int count) {
    if (count > limit) {
      throw new Ec2Error(
          "PrivateIpAddressLimitExceeded", "Number of IPv6 addresses will exceed limit.");
    }
  }
}
