package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Zones;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** What a launch may say of its network interfaces, whatever the world has. */
final class LaunchSpecs {
  private LaunchSpecs() {}

  /** The only interface of a request that lists none. */
  static InstanceNetworkInterfaceSpecification instanceLevel(
      RunInstancesRequest request, List<String> groupIds) {
    if (!request.securityGroups().isEmpty() && request.subnetId() != null) {
      throw Errors.invalidCombination(
          "The parameter groupName cannot be used with the parameter subnet");
    }
    return InstanceNetworkInterfaceSpecification.builder()
        .deviceIndex(0)
        .subnetId(request.subnetId())
        .privateIpAddress(request.privateIpAddress())
        .groups(groupIds)
        .ipv6Addresses(request.ipv6Addresses())
        .ipv6AddressCount(request.ipv6AddressCount())
        .build();
  }

  /** The zone that the launch names, or null. */
  static @Nullable String zone(RunInstancesRequest request) {
    String zone = request.placement() == null ? null : request.placement().availabilityZone();
    if (zone != null && Zones.named(zone).isEmpty()) {
      throw Errors.invalidValue("Invalid availability zone: [%s]".formatted(zone));
    }
    return zone;
  }

  /** Refuses what is said of the interfaces and of the instance at once. */
  static void checkLevels(RunInstancesRequest request) {
    @Nullable String twice = null;
    if (request.subnetId() != null) {
      twice = "subnet ID";
    } else if (!request.securityGroupIds().isEmpty() || !request.securityGroups().isEmpty()) {
      twice = "security groups";
    } else if (request.privateIpAddress() != null) {
      twice = "private IP address";
    } else if (!request.ipv6Addresses().isEmpty() || request.ipv6AddressCount() != null) {
      twice = "IPv6 address";
    }
    if (twice != null) {
      throw Errors.invalidCombination(
          "Network interfaces and an instance-level %s may not be specified on the same request"
              .formatted(twice));
    }
  }

  /** The network card, the first one unless named. */
  static int card(InstanceNetworkInterfaceSpecification spec) {
    return spec.networkCardIndex() == null ? 0 : spec.networkCardIndex();
  }

  /** Refuses cards and device indexes that do not go together. */
  static void checkPlaces(
      List<InstanceNetworkInterfaceSpecification> specs, InstanceTypes.Type type) {
    Set<List<Integer>> places = new HashSet<>();
    for (InstanceNetworkInterfaceSpecification spec : specs) {
      checkSimulated(spec);
      if (spec.deviceIndex() == null) {
        throw Errors.invalidValue("Each network interface requires a device index.");
      }
      if (spec.deviceIndex() < 0) {
        throw Errors.invalidValue(
            "Value (%d) for parameter deviceIndex is invalid.".formatted(spec.deviceIndex()));
      }
      AttachmentOps.checkCard(type, card(spec));
      if (!places.add(List.of(card(spec), spec.deviceIndex()))) {
        throw Errors.invalidValue("Each network interface requires a unique device index.");
      }
      if (spec.associatePublicIpAddress() != null && specs.size() > 1) {
        throw Errors.invalidCombination(
            "The associatePublicIPAddress parameter cannot be specified when launching with"
                + " multiple network interfaces.");
      }
    }
    if (!places.contains(List.of(0, 0))) {
      throw new Ec2Error(
          "UnsupportedOperation",
          "When specifying network interfaces, you must include a device at index 0.");
    }
  }

  /** Refuses an existing interface of which the launch says what is settled already. */
  static void checkExisting(InstanceNetworkInterfaceSpecification spec) {
    @Nullable String both = null;
    if (spec.subnetId() != null) {
      both = "both a network interface ID and a subnet";
    } else if (spec.privateIpAddress() != null || !spec.privateIpAddresses().isEmpty()) {
      both = "both a network interface ID and a private IP address";
    } else if (!spec.groups().isEmpty()) {
      both = "both a network interface ID and security groups";
    } else if (Boolean.TRUE.equals(spec.deleteOnTermination())) {
      both = "a network interface ID and delete on termination as true";
    }
    if (both != null) {
      throw Errors.invalidCombination("A network interface may not specify " + both);
    }
    if (spec.associatePublicIpAddress() != null) {
      throw Errors.invalidCombination(
          "The associatePublicIPAddress parameter cannot be specified for a network interface with"
              + " an ID.");
    }
  }

  private static void checkSimulated(InstanceNetworkInterfaceSpecification spec) {
    if (spec.interfaceType() != null && !spec.interfaceType().equals("interface")) {
      throw Errors.notSimulated("NetworkInterface.InterfaceType");
    }
    if (spec.hasIpv4Prefixes()
        || spec.hasIpv6Prefixes()
        || spec.ipv4PrefixCount() != null
        || spec.ipv6PrefixCount() != null) {
      throw Errors.notSimulated("NetworkInterface.Ipv4Prefix");
    }
    if (spec.enaSrdSpecification() != null
        || spec.connectionTrackingSpecification() != null
        || Boolean.TRUE.equals(spec.primaryIpv6())) {
      throw Errors.notSimulated("NetworkInterface.PrimaryIpv6");
    }
  }
}
