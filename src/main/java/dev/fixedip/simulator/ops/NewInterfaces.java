package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Addresses;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Ipv6Addresses;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InstanceIpv6Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.PrivateIpAddressSpecification;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Makes network interfaces with the addresses that requests want for them. */
final class NewInterfaces {
  /**
   * The private IPv4 addresses wanted.
   *
   * @param primary null for any
   * @param more secondary addresses besides those listed, any
   */
  record Wanted(@Nullable String primary, List<String> secondaries, int more) {
    /**
     * Reads the parameters that CreateNetworkInterface and RunInstances have in common.
     *
     * @throws Ec2Error when they contradict each other
     */
    static Wanted of(
        @Nullable String single,
        List<PrivateIpAddressSpecification> listed,
        @Nullable Integer more) {
      List<String> primaries = new ArrayList<>();
      List<String> secondaries = new ArrayList<>();
      if (single != null) {
        primaries.add(single);
      }
      for (PrivateIpAddressSpecification address : listed) {
        if (address.privateIpAddress() == null) {
          throw Errors.missing("privateIpAddress");
        }
        boolean primary = Boolean.TRUE.equals(address.primary());
        (primary ? primaries : secondaries).add(address.privateIpAddress());
      }
      if (primaries.size() > 1) {
        throw Errors.invalidCombination("Only one primary private IP address can be specified.");
      }
      if (more != null && more < 0) {
        throw Errors.invalidValue(
            "Value (%d) for parameter secondaryPrivateIpAddressCount is invalid.".formatted(more));
      }
      if (more != null && more > 0 && !listed.isEmpty()) {
        throw Errors.invalidCombination(
            "secondaryPrivateIpAddressCount cannot be used with privateIpAddresses");
      }
      return new Wanted(
          primaries.isEmpty() ? null : primaries.getFirst(), secondaries, more == null ? 0 : more);
    }

    /** The addresses named. */
    List<String> explicit() {
      return Stream.concat(Stream.ofNullable(primary), secondaries.stream()).toList();
    }

    /** How many they are in all. */
    int count() {
      return 1 + secondaries.size() + more;
    }
  }

  /**
   * The IPv6 addresses wanted.
   *
   * @param more besides those listed, any
   */
  record WantedIpv6(List<String> explicit, int more) {
    /**
     * Reads the parameters that CreateNetworkInterface and RunInstances have in common.
     *
     * @throws Ec2Error when they contradict each other
     */
    static WantedIpv6 of(Subnet subnet, List<InstanceIpv6Address> listed, @Nullable Integer count) {
      if (count != null && !listed.isEmpty()) {
        throw Errors.invalidCombination("ipv6AddressCount cannot be used with ipv6Addresses");
      }
      if (count != null && count < 0) {
        throw Errors.invalidValue(
            "Value (%d) for parameter ipv6AddressCount is invalid.".formatted(count));
      }
      List<String> explicit = new ArrayList<>();
      for (InstanceIpv6Address address : listed) {
        if (address.ipv6Address() == null) {
          throw Errors.missing("ipv6Address");
        }
        explicit.add(address.ipv6Address());
      }
      boolean byItself =
          explicit.isEmpty() && Boolean.TRUE.equals(subnet.assignIpv6AddressOnCreation());
      return new WantedIpv6(explicit, count == null ? (byItself ? 1 : 0) : count);
    }

    /** How many they are in all. */
    int count() {
      return explicit.size() + more;
    }
  }

  /** A network interface to make. */
  record Plan(
      Subnet subnet,
      Wanted wanted,
      WantedIpv6 ipv6,
      List<String> groupIds,
      String description,
      List<Tag> tags) {}

  private final World world;
  private final Makers makers;
  private final Addresses addresses;
  private final Ipv6Addresses ipv6Addresses;

  NewInterfaces(World world) {
    this.world = world;
    this.makers = new Makers(world);
    this.addresses = new Addresses(world);
    this.ipv6Addresses = new Ipv6Addresses(world);
  }

  /**
   * Refuses a plan that cannot be.
   *
   * @param limits of the instance type that it is for, or null
   * @param taken the error for an address that is taken
   */
  void check(Plan plan, InstanceTypes.@Nullable Type limits, Function<String, Ec2Error> taken) {
    List<String> explicit = plan.wanted.explicit();
    for (String address : explicit) {
      addresses.check(plan.subnet, address);
      if (addresses.isTaken(plan.subnet, address)) {
        throw taken.apply(address);
      }
    }
    if (new HashSet<>(explicit).size() < explicit.size()) {
      throw Errors.invalidValue("The same address is given twice");
    }
    int most = limits == null ? InstanceTypes.MOST_ADDRESSES : limits.addresses();
    if (plan.wanted.count() > most) {
      throw new Ec2Error(
          "PrivateIpAddressLimitExceeded", "Number of private addresses will exceed limit.");
    }
    ipv6Addresses.check(plan.subnet, plan.ipv6.explicit);
    if (plan.ipv6.more > 0) {
      Ipv6Addresses.required(plan.subnet);
    }
    Ipv6Ops.checkLimit(
        limits == null ? InstanceTypes.MOST_IPV6 : limits.ipv6Addresses(), plan.ipv6.count());
  }

  /** Refuses more interfaces than the region may have. */
  void checkQuota(int more) {
    if (world.interfaces().size() + more > world.quotas().interfaces()) {
      throw new Ec2Error(
          "NetworkInterfaceLimitExceeded",
          "The maximum number of network interfaces has been reached.");
    }
  }

  /** Makes what was checked; still pending. */
  NetworkInterface make(Plan plan) {
    List<String> all = new ArrayList<>(plan.wanted.explicit());
    boolean any = plan.wanted.primary == null;
    List<String> picked =
        addresses.pick(plan.subnet, plan.wanted.more + (any ? 1 : 0), plan.wanted.explicit());
    if (any) {
      all.addFirst(picked.getFirst());
    }
    all.addAll(picked.subList(any ? 1 : 0, picked.size()));
    List<String> ipv6 = new ArrayList<>(ipv6Addresses.check(plan.subnet, plan.ipv6.explicit));
    ipv6.addAll(ipv6Addresses.pick(plan.subnet, plan.ipv6.more, ipv6));
    NetworkInterface made =
        makers.make(
            new Makers.NewInterface(
                world.ids().next("eni"),
                plan.subnet,
                all,
                plan.groupIds,
                plan.description,
                plan.tags));
    return ipv6.isEmpty()
        ? made
        : world
            .interfaces()
            .put(made.toBuilder().ipv6Addresses(Ipv6Addresses.entries(ipv6)).build());
  }
}
