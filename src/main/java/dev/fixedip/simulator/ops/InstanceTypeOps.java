package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Zones;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.NetworkCardInfo;
import software.amazon.awssdk.services.ec2.model.NetworkInfo;

/** Describing instance types. */
final class InstanceTypeOps {
  private static final int LARGEST_PAGE = 100;
  private static final int LARGEST_OFFERINGS_PAGE = 1000;

  private static final Filters<InstanceTypeOffering> OFFERING_FILTERS =
      new Filters<InstanceTypeOffering>(offering -> List.of())
          .one("instance-type", InstanceTypeOffering::instanceTypeAsString)
          .one("location", InstanceTypeOffering::location);

  private static final Filters<InstanceTypeInfo> FILTERS =
      new Filters<InstanceTypeInfo>(type -> List.of())
          .one("instance-type", InstanceTypeInfo::instanceTypeAsString)
          .one("bare-metal", InstanceTypeInfo::bareMetal)
          .one("burstable-performance-supported", InstanceTypeInfo::burstablePerformanceSupported)
          .one("current-generation", InstanceTypeInfo::currentGeneration)
          .one("free-tier-eligible", InstanceTypeInfo::freeTierEligible)
          .one("hypervisor", InstanceTypeInfo::hypervisorAsString)
          .one("memory-info.size-in-mib", type -> type.memoryInfo().sizeInMiB())
          .one("vcpu-info.default-vcpus", type -> type.vCpuInfo().defaultVCpus())
          .many(
              "processor-info.supported-architecture",
              type -> type.processorInfo().supportedArchitecturesAsStrings().stream())
          .one("network-info.ena-support", network(NetworkInfo::enaSupportAsString))
          .one(
              "network-info.ipv4-addresses-per-interface",
              network(NetworkInfo::ipv4AddressesPerInterface))
          .one(
              "network-info.ipv6-addresses-per-interface",
              network(NetworkInfo::ipv6AddressesPerInterface))
          .one("network-info.ipv6-supported", network(NetworkInfo::ipv6Supported))
          .one("network-info.maximum-network-cards", network(NetworkInfo::maximumNetworkCards))
          .one(
              "network-info.maximum-network-interfaces",
              network(NetworkInfo::maximumNetworkInterfaces))
          .one("network-info.network-performance", network(NetworkInfo::networkPerformance));

  private static Function<InstanceTypeInfo, @Nullable Object> network(
      Function<NetworkInfo, @Nullable Object> value) {
    return type -> value.apply(type.networkInfo());
  }

  @Action
  DescribeInstanceTypesResponse describe(DescribeInstanceTypesRequest request) {
    List<String> asked = request.instanceTypesAsStrings();
    if (!asked.isEmpty() && request.maxResults() != null) {
      throw Errors.invalidCombination(
          "The parameter instanceTypes cannot be used with the parameter maxResults");
    }
    List<String> unknown =
        asked.stream().filter(type -> !InstanceTypes.ALL.containsKey(type)).toList();
    if (!unknown.isEmpty()) {
      throw InstanceTypes.unknown(unknown);
    }
    var named = FILTERS.compile(request.filters());
    var page =
        Pages.page(
            InstanceTypeOps::after,
            InstanceTypeInfo::instanceTypeAsString,
            named.and(type -> asked.isEmpty() || asked.contains(type.instanceTypeAsString())),
            new Pages.Query(
                List.of(),
                List.of(),
                request.maxResults() == null && asked.isEmpty()
                    ? Integer.valueOf(LARGEST_PAGE)
                    : request.maxResults(),
                request.nextToken()),
            LARGEST_PAGE);
    return DescribeInstanceTypesResponse.builder()
        .instanceTypes(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  /** All types are offered in the whole region. */
  @Action
  DescribeInstanceTypeOfferingsResponse describe(DescribeInstanceTypeOfferingsRequest request) {
    LocationType locationType =
        request.locationType() == null ? LocationType.REGION : request.locationType();
    List<String> locations =
        switch (locationType) {
          case REGION -> List.of(World.REGION);
          case AVAILABILITY_ZONE -> Zones.ALL.stream().map(Zones.Zone::name).toList();
          case AVAILABILITY_ZONE_ID -> Zones.ALL.stream().map(Zones.Zone::id).toList();
          case OUTPOST -> List.of();
          case UNKNOWN_TO_SDK_VERSION ->
              throw Errors.invalidValue(
                  "Value (%s) for parameter locationType is invalid."
                      .formatted(request.locationTypeAsString()));
        };
    var page =
        Pages.page(
            after ->
                offerings(locationType, locations)
                    .filter(it -> key(it).compareTo(after) > 0)
                    .toList(),
            InstanceTypeOps::key,
            OFFERING_FILTERS.compile(request.filters()),
            new Pages.Query(List.of(), List.of(), request.maxResults(), request.nextToken()),
            LARGEST_OFFERINGS_PAGE);
    return DescribeInstanceTypeOfferingsResponse.builder()
        .instanceTypeOfferings(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static Stream<InstanceTypeOffering> offerings(
      LocationType locationType, List<String> locations) {
    return InstanceTypes.ALL.keySet().stream()
        .flatMap(type ->
            locations.stream()
                .map(location ->
                    InstanceTypeOffering.builder()
                        .instanceType(type)
                        .locationType(locationType)
                        .location(location)
                        .build()))
        .sorted(Comparator.comparing(InstanceTypeOps::key));
  }

  private static String key(InstanceTypeOffering offering) {
    return offering.instanceTypeAsString() + " " + offering.location();
  }

  private static Collection<InstanceTypeInfo> after(String name) {
    return InstanceTypes.ALL.tailMap(name + '\0').values().stream()
        .map(InstanceTypeOps::info)
        .toList();
  }

  private static InstanceTypeInfo info(InstanceTypes.Type type) {
    return InstanceTypeInfo.builder()
        .instanceType(type.name())
        .currentGeneration(type.currentGeneration())
        .freeTierEligible(type.freeTier())
        .bareMetal(type.bareMetal())
        .hypervisor(type.hypervisor())
        .burstablePerformanceSupported(type.burstable())
        .processorInfo(p -> p.supportedArchitecturesWithStrings(type.architectures()))
        .vCpuInfo(v -> v.defaultVCpus(type.vcpus()))
        .memoryInfo(m -> m.sizeInMiB(type.memoryMib()))
        .supportedInRegion(true)
        .networkInfo(
            NetworkInfo.builder()
                .networkPerformance(type.performance())
                .enaSupport(type.ena())
                .maximumNetworkInterfaces(type.interfaces())
                .ipv4AddressesPerInterface(type.addresses())
                .ipv6AddressesPerInterface(type.ipv6Addresses())
                .ipv6Supported(type.ipv6Addresses() > 0)
                .maximumNetworkCards(type.cards())
                .defaultNetworkCardIndex(type.defaultCard())
                .networkCards(
                    IntStream.range(0, type.cards()).mapToObj(card -> card(type, card)).toList())
                .build())
        .build();
  }

  private static NetworkCardInfo card(InstanceTypes.Type type, int card) {
    return NetworkCardInfo.builder()
        .networkCardIndex(card)
        .networkPerformance(type.performance().replaceFirst("^%dx ".formatted(type.cards()), ""))
        .maximumNetworkInterfaces(type.interfacesPerCard())
        .build();
  }
}
