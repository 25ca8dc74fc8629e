package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.NetworkCardInfo;
import software.amazon.awssdk.services.ec2.model.NetworkInfo;

/** The instance types, with the network limits that AWS publishes for them. */
public final class InstanceTypes {
  /** The most addresses that any type allows an interface, IPv4, the primary included. */
  static final int MOST_ADDRESSES = 50;

  private static final int LARGEST_PAGE = 100;

  /**
   * A type's limits.
   *
   * @param interfaces at one instance, over all cards
   * @param addresses IPv4, for each interface, the primary included
   * @param cards network cards
   */
  record Limits(int interfaces, int addresses, int cards) {}

  private static final SortedMap<String, Limits> TYPES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("m1.small", new Limits(2, 4, 1)),
              Map.entry("t2.micro", new Limits(2, 2, 1)),
              Map.entry("t3.nano", new Limits(2, 2, 1)),
              Map.entry("t3.micro", new Limits(2, 2, 1)),
              Map.entry("t3.small", new Limits(3, 4, 1)),
              Map.entry("t3.medium", new Limits(3, 6, 1)),
              Map.entry("t3.large", new Limits(3, 12, 1)),
              Map.entry("t3.xlarge", new Limits(4, 15, 1)),
              Map.entry("t4g.small", new Limits(3, 4, 1)),
              Map.entry("m5.large", new Limits(3, 10, 1)),
              Map.entry("m5.xlarge", new Limits(4, 15, 1)),
              Map.entry("m5.4xlarge", new Limits(8, 30, 1)),
              Map.entry("m6i.large", new Limits(3, 10, 1)),
              Map.entry("c5.large", new Limits(3, 10, 1)),
              Map.entry("c5.18xlarge", new Limits(15, 50, 1)),
              Map.entry("r5.large", new Limits(3, 10, 1)),
              Map.entry("p4d.24xlarge", new Limits(60, 50, 4))));

  private static final Filters<InstanceTypeInfo> FILTERS =
      new Filters<InstanceTypeInfo>(type -> List.of())
          .one("instance-type", InstanceTypeInfo::instanceTypeAsString)
          .one("current-generation", InstanceTypeInfo::currentGeneration)
          .one(
              "network-info.maximum-network-interfaces",
              type -> type.networkInfo().maximumNetworkInterfaces())
          .one(
              "network-info.ipv4-addresses-per-interface",
              type -> type.networkInfo().ipv4AddressesPerInterface());

  InstanceTypes() {}

  /**
   * Refuses an unknown type.
   *
   * @throws Ec2Error {@code InvalidInstanceType}
   */
  public static void check(String type) {
    limits(type);
  }

  /** The limits of a type. */
  static Limits limits(String type) {
    Limits limits = TYPES.get(type);
    if (limits == null) {
      throw new Ec2Error(
          "InvalidInstanceType",
          "The following supplied instance types do not exist: [%s]".formatted(type));
    }
    return limits;
  }

  @Action
  DescribeInstanceTypesResponse describe(DescribeInstanceTypesRequest request) {
    List<String> asked = request.instanceTypesAsStrings();
    List<String> unknown = asked.stream().filter(type -> !TYPES.containsKey(type)).toList();
    if (!unknown.isEmpty()) {
      throw new Ec2Error(
          "InvalidInstanceType",
          "The following supplied instance types do not exist: [%s]"
              .formatted(String.join(", ", unknown)));
    }
    var named = FILTERS.compile(request.filters());
    var page =
        Pages.page(
            InstanceTypes::after,
            InstanceTypeInfo::instanceTypeAsString,
            named.and(type -> asked.isEmpty() || asked.contains(type.instanceTypeAsString())),
            new Pages.Query(List.of(), List.of(), request.maxResults(), request.nextToken()),
            LARGEST_PAGE);
    return DescribeInstanceTypesResponse.builder()
        .instanceTypes(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static Collection<InstanceTypeInfo> after(String type) {
    return TYPES.tailMap(type + '\0').entrySet().stream()
        .map(entry -> info(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static InstanceTypeInfo info(String type, Limits limits) {
    return InstanceTypeInfo.builder()
        .instanceType(type)
        .currentGeneration(!type.startsWith("m1."))
        .bareMetal(false)
        .hypervisor(type.startsWith("t2.") || type.startsWith("m1.") ? "xen" : "nitro")
        .supportedInRegion(true)
        .networkInfo(
            NetworkInfo.builder()
                .maximumNetworkInterfaces(limits.interfaces)
                .ipv4AddressesPerInterface(limits.addresses)
                .maximumNetworkCards(limits.cards)
                .defaultNetworkCardIndex(0)
                .networkCards(
                    IntStream.range(0, limits.cards)
                        .mapToObj(card ->
                            NetworkCardInfo.builder()
                                .networkCardIndex(card)
                                .maximumNetworkInterfaces(limits.interfaces / limits.cards)
                                .build())
                        .toList())
                .build())
        .build();
  }
}
