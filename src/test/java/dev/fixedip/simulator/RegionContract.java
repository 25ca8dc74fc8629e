package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Region;

abstract class RegionContract extends Ec2Contract {
  @Test
  void theZonesAreThoseOfTheRegion() {
    var zones = ec2().describeAvailabilityZones(r -> {}).availabilityZones();
    var first = zones.getFirst();

    assertThat(zones)
        .extracting(AvailabilityZone::zoneName)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.startsWith(first.regionName()));
    assertThat(first.stateAsString()).isEqualTo("available");
    assertThat(first.optInStatusAsString()).isEqualTo("opt-in-not-required");
    assertThat(first.zoneType()).isEqualTo("availability-zone");
    assertThat(
            ec2().describeAvailabilityZones(r -> r.zoneNames(first.zoneName())).availabilityZones())
        .containsExactly(first);
    assertThat(ec2().describeAvailabilityZones(r -> r.zoneIds(first.zoneId())).availabilityZones())
        .containsExactly(first);
    assertThat(
            ec2()
                .describeAvailabilityZones(r ->
                    r.filters(filter("zone-name", first.zoneName()), filter("state", "available")))
                .availabilityZones())
        .containsExactly(first);
  }

  @Test
  void zonesAreStrictlyNamed() {
    assertRefused(
        () -> ec2().describeAvailabilityZones(r -> r.zoneNames("us-east-1z")),
        "InvalidParameterValue",
        "Invalid availability zone: [us-east-1z]");
    assertRefused(
        () -> ec2().describeAvailabilityZones(r -> r.zoneIds("use1-az99")),
        "InvalidParameterValue",
        "Invalid availability zone-id: [use1-az99]");
    assertRefused(
        () -> ec2().describeAvailabilityZones(r -> r.filters(filter("colour", "red"))),
        "InvalidParameterValue",
        "The filter 'colour' is invalid");
  }

  @Test
  void regionsThatNeedOptInAreListedWhenAskedFor() {
    var regions = ec2().describeRegions(r -> {}).regions();

    assertThat(regions).extracting(Region::regionName).contains("us-east-1", "eu-central-1");
    assertThat(regions).noneMatch(region -> region.optInStatus().equals("not-opted-in"));
    assertThat(ec2().describeRegions(r -> r.allRegions(true)).regions())
        .hasSizeGreaterThanOrEqualTo(regions.size())
        .extracting(Region::regionName)
        .contains("af-south-1");
    assertThat(ec2().describeRegions(r -> r.regionNames("eu-west-1")).regions().getFirst())
        .extracting(Region::endpoint)
        .isEqualTo("ec2.eu-west-1.amazonaws.com");
    assertThat(ec2().describeRegions(r -> r.filters(filter("region-name", "us-west-?"))).regions())
        .hasSize(2);
    assertRefused(
        () -> ec2().describeRegions(r -> r.regionNames("eu-nowhere-1")),
        "InvalidParameterValue",
        "eu-nowhere-1");
  }

  @Test
  void theAccountTellsWhatItMayHave() {
    var attributes =
        ec2()
            .describeAccountAttributes(
                r -> r.attributeNamesWithStrings("supported-platforms", "max-instances"))
            .accountAttributes();

    assertThat(attributes).hasSize(2);
    assertThat(attributes)
        .filteredOn(it -> it.attributeName().equals("supported-platforms"))
        .first()
        .satisfies(
            it -> assertThat(it.attributeValues().getFirst().attributeValue()).isEqualTo("VPC"));
    assertThat(ec2().describeAccountAttributes(r -> {}).accountAttributes())
        .extracting(it -> it.attributeName())
        .contains("default-vpc", "vpc-max-security-groups-per-interface");
    assertRefused(
        () -> ec2().describeAccountAttributes(r -> r.attributeNamesWithStrings("colour")),
        "InvalidParameterValue",
        "colour");
  }
}
