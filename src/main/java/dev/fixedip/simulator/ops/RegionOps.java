package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Networks;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Zones;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AccountAttribute;
import software.amazon.awssdk.services.ec2.model.AccountAttributeValue;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneOptInStatus;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneState;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Where the account is: regions, zones, and what it may have. */
final class RegionOps {
  private static final String ALWAYS = "opt-in-not-required";
  private static final String NOT_OPTED_IN = "not-opted-in";

  private static final List<Region> REGIONS =
      Stream.concat(
              Stream.of(
                      "ap-northeast-1",
                      "ap-northeast-2",
                      "ap-northeast-3",
                      "ap-south-1",
                      "ap-southeast-1",
                      "ap-southeast-2",
                      "ca-central-1",
                      "eu-central-1",
                      "eu-north-1",
                      "eu-west-1",
                      "eu-west-2",
                      "eu-west-3",
                      "sa-east-1",
                      "us-east-1",
                      "us-east-2",
                      "us-west-1",
                      "us-west-2")
                  .map(name -> region(name, ALWAYS)),
              Stream.of("af-south-1", "ap-east-1", "eu-south-1", "me-south-1")
                  .map(name -> region(name, NOT_OPTED_IN)))
          .toList();

  private static final List<AvailabilityZone> ZONES =
      Zones.ALL.stream()
          .map(zone ->
              AvailabilityZone.builder()
                  .zoneName(zone.name())
                  .zoneId(zone.id())
                  .zoneType("availability-zone")
                  .regionName(World.REGION)
                  .groupName(World.REGION + "-zg-1")
                  .groupLongName("US East (N. Virginia) 1")
                  .networkBorderGroup(World.REGION)
                  .optInStatus(AvailabilityZoneOptInStatus.OPT_IN_NOT_REQUIRED)
                  .state(AvailabilityZoneState.AVAILABLE)
                  .messages(List.of())
                  .build())
          .toList();

  private static final Filters<Region> REGION_FILTERS =
      new Filters<Region>(region -> List.of())
          .one("endpoint", Region::endpoint)
          .one("opt-in-status", Region::optInStatus)
          .one("region-name", Region::regionName);

  private static final Filters<AvailabilityZone> ZONE_FILTERS =
      new Filters<AvailabilityZone>(zone -> List.of())
          .one("group-long-name", AvailabilityZone::groupLongName)
          .one("group-name", AvailabilityZone::groupName)
          .many("message", zone -> Stream.of())
          .one("opt-in-status", AvailabilityZone::optInStatusAsString)
          .one("parent-zone-id", AvailabilityZone::parentZoneId)
          .one("parent-zone-name", AvailabilityZone::parentZoneName)
          .one("region-name", AvailabilityZone::regionName)
          .one("state", AvailabilityZone::stateAsString)
          .one("zone-id", AvailabilityZone::zoneId)
          .one("zone-name", AvailabilityZone::zoneName)
          .one("zone-type", AvailabilityZone::zoneType);

  private final World world;

  RegionOps(World world) {
    this.world = world;
  }

  private static Region region(String name, String optIn) {
    return Region.builder()
        .regionName(name)
        .endpoint("ec2.%s.amazonaws.com".formatted(name))
        .optInStatus(optIn)
        .build();
  }

  @Action
  DescribeAvailabilityZonesResponse zones(DescribeAvailabilityZonesRequest request) {
    var wanted = ZONE_FILTERS.compile(request.filters());
    checkKnown(
        ZONES, AvailabilityZone::zoneName, request.zoneNames(), "Invalid availability zone: [%s]");
    checkKnown(
        ZONES, AvailabilityZone::zoneId, request.zoneIds(), "Invalid availability zone-id: [%s]");
    return DescribeAvailabilityZonesResponse.builder()
        .availabilityZones(
            ZONES.stream()
                .filter(wanted)
                .filter(zone -> isAsked(zone.zoneName(), request.zoneNames()))
                .filter(zone -> isAsked(zone.zoneId(), request.zoneIds()))
                .toList())
        .build();
  }

  @Action
  DescribeRegionsResponse regions(DescribeRegionsRequest request) {
    var wanted = REGION_FILTERS.compile(request.filters());
    checkKnown(REGIONS, Region::regionName, request.regionNames(), "Invalid region name: [%s]");
    boolean all = Boolean.TRUE.equals(request.allRegions()) || !request.regionNames().isEmpty();
    return DescribeRegionsResponse.builder()
        .regions(
            REGIONS.stream()
                .filter(wanted)
                .filter(region -> all || region.optInStatus().equals(ALWAYS))
                .filter(region -> isAsked(region.regionName(), request.regionNames()))
                .toList())
        .build();
  }

  private static <T> void checkKnown(
      List<T> all, Function<T, String> name, List<String> asked, String message) {
    for (String it : asked) {
      if (all.stream().map(name).noneMatch(it::equals)) {
        throw Errors.invalidValue(message.formatted(it));
      }
    }
  }

  private static boolean isAsked(String name, List<String> asked) {
    return asked.isEmpty() || asked.contains(name);
  }

  @Action
  DescribeAccountAttributesResponse account(DescribeAccountAttributesRequest request) {
    Map<String, String> attributes = attributes();
    for (String name : request.attributeNamesAsStrings()) {
      if (!attributes.containsKey(name)) {
        throw Errors.invalidValue(
            "Value (%s) for parameter attributeName is invalid.".formatted(name));
      }
    }
    return DescribeAccountAttributesResponse.builder()
        .accountAttributes(
            attributes.entrySet().stream()
                .filter(it -> isAsked(it.getKey(), request.attributeNamesAsStrings()))
                .map(it ->
                    AccountAttribute.builder()
                        .attributeName(it.getKey())
                        .attributeValues(
                            AccountAttributeValue.builder().attributeValue(it.getValue()).build())
                        .build())
                .toList())
        .build();
  }

  private Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("supported-platforms", "VPC");
    attributes.put("default-vpc", new Networks(world).defaultVpc().map(Vpc::vpcId).orElse("none"));
    attributes.put("max-instances", "20");
    attributes.put(
        "vpc-max-security-groups-per-interface",
        Integer.toString(world.quotas().groupsPerInterface()));
    String elasticIps = Integer.toString(world.quotas().elasticIps());
    attributes.put("max-elastic-ips", elasticIps);
    attributes.put("vpc-max-elastic-ips", elasticIps);
    return attributes;
  }
}
