package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Addresses;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.AssignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.ec2.model.AssignPrivateIpAddressesResponse;
import software.amazon.awssdk.services.ec2.model.AssignedPrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UnassignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.ec2.model.UnassignPrivateIpAddressesResponse;

/** Secondary private IPv4 addresses; all or nothing. */
final class AddressOps {
  private final World world;
  private final Addresses addresses;

  AddressOps(World world) {
    this.world = world;
    this.addresses = new Addresses(world);
  }

  @Action(
      requires = "NetworkInterfaceId",
      refuses = {"Ipv4Prefix", "Ipv4PrefixCount"})
  AssignPrivateIpAddressesResponse assign(AssignPrivateIpAddressesRequest request) {
    NetworkInterface face = world.interfaces().get(request.networkInterfaceId());
    InterfaceOps.refuseManaged(face);
    Subnet subnet = world.subnets().get(face.subnetId());
    Set<String> wanted = wanted(subnet, request);
    Set<String> added = new LinkedHashSet<>(wanted);
    added.removeAll(secondaries(face));
    boolean takeOver = Boolean.TRUE.equals(request.allowReassignment());
    for (String address : added) {
      addresses.check(subnet, address);
      Optional<NetworkInterface> holder = holder(subnet, address);
      if (holder.isPresent() && (!takeOver || holder.get().privateIpAddress().equals(address))) {
        throw Errors.invalidValue("[%s] assigned, but move is not allowed.".formatted(address));
      }
      holder.ifPresent(InterfaceOps::refuseManaged);
    }
    if (face.privateIpAddresses().size() + added.size() > limit(face)) {
      throw new Ec2Error(
          "PrivateIpAddressLimitExceeded", "Number of private addresses will exceed limit.");
    }
    add(face, added.stream().map(address -> taken(subnet, address)).toList());
    return AssignPrivateIpAddressesResponse.builder()
        .networkInterfaceId(face.networkInterfaceId())
        .assignedPrivateIpAddresses(
            wanted.stream()
                .map(a -> AssignedPrivateIpAddress.builder().privateIpAddress(a).build())
                .toList())
        .build();
  }

  private Set<String> wanted(Subnet subnet, AssignPrivateIpAddressesRequest request) {
    Integer count = request.secondaryPrivateIpAddressCount();
    if (count != null && !request.privateIpAddresses().isEmpty()) {
      throw Errors.invalidCombination(
          "secondaryPrivateIpAddressCount cannot be used with privateIpAddresses");
    }
    if (count == null && request.privateIpAddresses().isEmpty()) {
      throw Errors.missing("privateIpAddresses or secondaryPrivateIpAddressCount");
    }
    if (count != null && count < 1) {
      throw Errors.invalidValue(
          "Value (%d) for parameter secondaryPrivateIpAddressCount is invalid.".formatted(count));
    }
    return new LinkedHashSet<>(
        count == null ? request.privateIpAddresses() : addresses.pick(subnet, count, List.of()));
  }

  private Optional<NetworkInterface> holder(Subnet subnet, String address) {
    return Optional.ofNullable(world.interfaces().holder(subnet.subnetId(), address))
        .flatMap(world.interfaces()::find);
  }

  private int limit(NetworkInterface face) {
    if (face.attachment() == null) {
      return InstanceTypes.MOST_ADDRESSES;
    }
    return InstanceTypes.of(world.instances().get(face.attachment().instanceId())).addresses();
  }

  @Action(requires = "NetworkInterfaceId", refuses = "Ipv4Prefix")
  UnassignPrivateIpAddressesResponse unassign(UnassignPrivateIpAddressesRequest request) {
    NetworkInterface face = world.interfaces().get(request.networkInterfaceId());
    InterfaceOps.refuseManaged(face);
    if (request.privateIpAddresses().isEmpty()) {
      throw Errors.missing("privateIpAddresses");
    }
    if (request.privateIpAddresses().contains(face.privateIpAddress())) {
      throw Errors.invalidValue(
          "The primary address %s of interface %s cannot be unassigned"
              .formatted(face.privateIpAddress(), face.networkInterfaceId()));
    }
    if (!secondaries(face).containsAll(request.privateIpAddresses())) {
      throw Errors.invalidValue(
          "Some of the specified addresses are not assigned to interface "
              + face.networkInterfaceId());
    }
    take(face, request.privateIpAddresses());
    return UnassignPrivateIpAddressesResponse.builder().build();
  }

  private static List<String> secondaries(NetworkInterface face) {
    return face.privateIpAddresses().stream()
        .filter(address -> !address.primary())
        .map(NetworkInterfacePrivateIpAddress::privateIpAddress)
        .toList();
  }

  /** A new entry for an address, or the one that another interface gives up, Elastic IP and all. */
  private NetworkInterfacePrivateIpAddress taken(Subnet subnet, String address) {
    Optional<NetworkInterface> from = holder(subnet, address);
    if (from.isEmpty()) {
      return Makers.address(address, false);
    }
    take(from.get(), Set.of(address));
    return from.get().privateIpAddresses().stream()
        .filter(entry -> entry.privateIpAddress().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private void add(NetworkInterface face, List<NetworkInterfacePrivateIpAddress> added) {
    List<NetworkInterfacePrivateIpAddress> all = new ArrayList<>(face.privateIpAddresses());
    all.addAll(added);
    world.interfaces().put(face.toBuilder().privateIpAddresses(all).build());
  }

  private void take(NetworkInterface face, Collection<String> taken) {
    world
        .interfaces()
        .put(
            face.toBuilder()
                .privateIpAddresses(
                    face.privateIpAddresses().stream()
                        .filter(address -> !taken.contains(address.privateIpAddress()))
                        .toList())
                .build());
  }
}
