package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.Subnet;

abstract class SubnetContract extends NetworkingContract {
  private static final AttributeBooleanValue ON =
      AttributeBooleanValue.builder().value(true).build();

  @Test
  void aSubnetHasAllItsAddresses() {
    String vpcId = newVpc("10.77.0.0/20");
    Subnet made =
        ec2()
            .createSubnet(r ->
                r.vpcId(vpcId)
                    .cidrBlock("10.77.1.9/24")
                    .tagSpecifications(tagged("subnet", tag("Name", "made"))))
            .subnet();
    atTheEnd(() -> ec2().deleteSubnet(r -> r.subnetId(made.subnetId())));

    assertThat(made.cidrBlock()).isEqualTo("10.77.1.0/24");
    assertThat(made.availableIpAddressCount()).isEqualTo(251);
    assertThat(made.defaultForAz()).isFalse();
    assertThat(made.mapPublicIpOnLaunch()).isFalse();
    assertThat(made.tags()).containsExactly(tag("Name", "made"));
    assertThat(subnet(made.subnetId()).stateAsString()).isEqualTo("available");
    newInterface(made.subnetId());
    assertThat(subnet(made.subnetId()).availableIpAddressCount()).isEqualTo(250);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.78.0.0/24", "10.77.0.0/15", "10.77.0.0/29", "10.77.0.0/19"})
  void aRangeOutsideTheVpcIsRefused(String cidr) {
    String vpcId = newVpc("10.77.0.0/20");

    assertRefused(() -> newSubnet(vpcId, cidr), "InvalidSubnet.Range", "is invalid.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.1.0/24", "10.77.1.128/25", "10.77.0.0/23"})
  void aRangeThatMeetsAnotherIsRefused(String cidr) {
    String vpcId = newVpc("10.77.0.0/20");
    newSubnet(vpcId, "10.77.1.0/24");

    assertRefused(
        () -> newSubnet(vpcId, cidr),
        "InvalidSubnet.Conflict",
        "The CIDR '%s' conflicts with another subnet".formatted(cidr));
  }

  @Test
  void aSubnetIsInTheZoneThatWasAskedFor() {
    String vpcId = newVpc("10.77.0.0/20");
    var zones = ec2().describeAvailabilityZones(r -> {}).availabilityZones();
    var zone = zones.getLast();
    var byName =
        ec2()
            .createSubnet(
                r -> r.vpcId(vpcId).cidrBlock("10.77.1.0/24").availabilityZone(zone.zoneName()))
            .subnet();
    atTheEnd(() -> ec2().deleteSubnet(r -> r.subnetId(byName.subnetId())));
    var byId =
        ec2()
            .createSubnet(
                r -> r.vpcId(vpcId).cidrBlock("10.77.2.0/24").availabilityZoneId(zone.zoneId()))
            .subnet();
    atTheEnd(() -> ec2().deleteSubnet(r -> r.subnetId(byId.subnetId())));

    assertThat(byName.availabilityZoneId()).isEqualTo(zone.zoneId());
    assertThat(byId.availabilityZone()).isEqualTo(zone.zoneName());
    assertRefused(
        () ->
            ec2()
                .createSubnet(
                    r -> r.vpcId(vpcId).cidrBlock("10.77.3.0/24").availabilityZone("us-east-1z")),
        "InvalidParameterValue",
        "Value (us-east-1z) for parameter availabilityZone is invalid. Subnets can currently only"
            + " be created in the following availability zones: ");
  }

  @Test
  void creationIsStrictlyWorded() {
    String vpcId = newVpc("10.77.0.0/20");
    assertRefused(
        () -> ec2().createSubnet(r -> r.vpcId(vpcId)),
        "MissingParameter",
        "Either 'cidrBlock' or 'ipv6CidrBlock' should be provided.");
    assertRefused(
        () -> newSubnet("vpc-" + UNKNOWN, "10.77.0.0/24"),
        "InvalidVpcID.NotFound",
        "The vpc ID 'vpc-%s' does not exist".formatted(UNKNOWN));
    assertRefused(() -> newSubnet(vpcId, "10.77"), "InvalidParameterValue", "10.77");
    assertRefused(
        () -> ec2().createSubnet(r -> r.vpcId(vpcId).cidrBlock("10.77.0.0/24").dryRun(true)),
        "DryRunOperation",
        "");
  }

  @Test
  void aSubnetWithInterfacesStays() {
    String id = newSubnet(newVpc("10.77.0.0/20"), "10.77.0.0/24");
    String interfaceId = newInterface(id);
    assertRefused(
        () -> ec2().deleteSubnet(r -> r.subnetId(id)),
        "DependencyViolation",
        "The subnet '%s' has dependencies and cannot be deleted.".formatted(id));

    ec2().deleteNetworkInterface(r -> r.networkInterfaceId(interfaceId));
    ec2().deleteSubnet(r -> r.subnetId(id));

    assertRefused(
        () -> subnet(id),
        "InvalidSubnetID.NotFound",
        "The subnet ID '%s' does not exist".formatted(id));
  }

  @Test
  void attributesAreModifiedOneACall() {
    String id = newSubnet(newVpc("10.77.0.0/20"), "10.77.0.0/24");

    ec2().modifySubnetAttribute(r -> r.subnetId(id).mapPublicIpOnLaunch(ON));
    ec2().modifySubnetAttribute(r -> r.subnetId(id).enableResourceNameDnsARecordOnLaunch(ON));
    ec2()
        .modifySubnetAttribute(r -> r.subnetId(id).privateDnsHostnameTypeOnLaunch("resource-name"));

    assertThat(subnet(id).mapPublicIpOnLaunch()).isTrue();
    var dns = subnet(id).privateDnsNameOptionsOnLaunch();
    assertThat(dns.enableResourceNameDnsARecord()).isTrue();
    assertThat(dns.hostnameTypeAsString()).isEqualTo("resource-name");
    assertRefused(
        () -> ec2().modifySubnetAttribute(r -> r.subnetId(id)), "InvalidParameterCombination", "");
    assertRefused(
        () ->
            ec2()
                .modifySubnetAttribute(r -> r.subnetId(id).mapPublicIpOnLaunch(ON).enableDns64(ON)),
        "InvalidParameterCombination",
        "");
    assertRefused(
        () ->
            ec2().modifySubnetAttribute(r -> r.subnetId(id).privateDnsHostnameTypeOnLaunch("own")),
        "InvalidParameterValue",
        "own");
    assertRefused(
        () -> ec2().modifySubnetAttribute(r -> r.subnetId(id).assignIpv6AddressOnCreation(ON)),
        "InvalidParameterValue",
        "assignIpv6AddressOnCreation");
  }

  @Test
  void anIpv6RangeIsA64OfTheVpcs() {
    String vpcId = newVpc("10.77.0.0/20");
    String id = newSubnet(vpcId, "10.77.0.0/24");
    ec2().associateVpcCidrBlock(r -> r.vpcId(vpcId).amazonProvidedIpv6CidrBlock(true));
    String whole = vpc(vpcId).ipv6CidrBlockAssociationSet().getFirst().ipv6CidrBlock();
    String cidr = whole.replace("/56", "/64");
    assertRefused(
        () -> ec2().associateSubnetCidrBlock(r -> r.subnetId(id).ipv6CidrBlock("2001:db8::/64")),
        "InvalidSubnet.Range",
        "2001:db8::/64");
    Subnet dual =
        ec2()
            .createSubnet(r -> r.vpcId(vpcId).cidrBlock("10.77.1.0/24").ipv6CidrBlock(cidr))
            .subnet();
    atTheEnd(() -> ec2().deleteSubnet(r -> r.subnetId(dual.subnetId())));
    assertThat(dual.ipv6CidrBlockAssociationSet()).hasSize(1);
    assertRefused(
        () -> ec2().associateSubnetCidrBlock(r -> r.subnetId(id).ipv6CidrBlock(cidr)),
        "InvalidSubnet.Conflict",
        "conflicts with another subnet");

    String associationId = dual.ipv6CidrBlockAssociationSet().getFirst().associationId();
    ec2().modifySubnetAttribute(r -> r.subnetId(dual.subnetId()).assignIpv6AddressOnCreation(ON));
    assertThat(subnet(dual.subnetId()).assignIpv6AddressOnCreation()).isTrue();
    assertRefused(
        () -> ec2().disassociateSubnetCidrBlock(r -> r.associationId(associationId)),
        "InvalidCidrBlock.InUse",
        "has assign-ipv6-address-on-creation set to true");
    ec2()
        .modifySubnetAttribute(
            r -> r.subnetId(dual.subnetId()).assignIpv6AddressOnCreation(b -> b.value(false)));
    ec2().disassociateSubnetCidrBlock(r -> r.associationId(associationId));

    ec2().associateSubnetCidrBlock(r -> r.subnetId(id).ipv6CidrBlock(cidr));
    assertThat(subnet(id).ipv6CidrBlockAssociationSet().getFirst().ipv6CidrBlock()).isEqualTo(cidr);
  }

  @ParameterizedTest
  @CsvSource({
    "vpc-id, vpc-*",
    "state, available",
    "cidr, 10.77.0.0/28",
    "cidr-block, 10.77.0.0/28",
    "cidrBlock, 10.77.0.0/28",
    "available-ip-address-count, 11",
    "default-for-az, false",
    "map-public-ip-on-launch, false",
    "availability-zone, us-*",
    "availability-zone-id, us*-az*",
    "subnet-arn, arn:aws:ec2:*:subnet/subnet-*",
    "ipv6-native, false",
    "private-dns-name-options-on-launch.hostname-type, ip-name",
    "tag:role, network"
  })
  void filtersFindTheSubnet(String name, String value) {
    String id = newSubnet(newVpc("10.77.0.0/20"), "10.77.0.0/28");
    ec2().createTags(r -> r.resources(id).tags(tag("role", "network")));

    assertThat(
            ec2()
                .describeSubnets(r -> r.filters(filter("subnet-id", id), filter(name, value)))
                .subnets())
        .hasSize(1);
    assertThat(
            ec2()
                .describeSubnets(r -> r.filters(filter("subnet-id", id), filter(name, "none")))
                .subnets())
        .isEmpty();
  }

  @Test
  void anUnknownFilterIsNamed() {
    assertRefused(
        () -> ec2().describeSubnets(r -> r.filters(filter("colour", "red"))),
        "InvalidParameterValue",
        "The filter 'colour' is invalid");
  }
}
