package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Vpc;

abstract class VpcContract extends NetworkingContract {
  private static final AttributeBooleanValue ON =
      AttributeBooleanValue.builder().value(true).build();

  @Test
  void aVpcIsPendingAndThenAvailable() {
    Vpc made =
        ec2()
            .createVpc(r ->
                r.cidrBlock("10.77.3.7/20").tagSpecifications(tagged("vpc", tag("Name", "made"))))
            .vpc();
    atTheEnd(() -> ec2().deleteVpc(r -> r.vpcId(made.vpcId())));

    assertThat(made.stateAsString()).isEqualTo("pending");
    assertThat(made.cidrBlock()).isEqualTo("10.77.0.0/20");
    assertThat(made.instanceTenancyAsString()).isEqualTo("default");
    assertThat(made.isDefault()).isFalse();
    assertThat(made.tags()).containsExactly(tag("Name", "made"));
    Vpc later = vpc(made.vpcId());
    assertThat(later.stateAsString()).isEqualTo("available");
    assertThat(later.cidrBlockAssociationSet()).hasSize(1);
    assertThat(later.cidrBlockAssociationSet().getFirst().cidrBlockState().stateAsString())
        .isEqualTo("associated");
  }

  @Test
  void aVpcHasItsDefaultGroup() {
    String id = newVpc("10.77.0.0/20");

    assertThat(ec2().describeSecurityGroups(r -> r.filters(filter("vpc-id", id))).securityGroups())
        .extracting(SecurityGroup::groupName, SecurityGroup::description)
        .containsExactly(tuple("default", "default VPC security group"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/15", "10.0.0.0/29"})
  void aRangeIsNeitherTooLargeNorTooSmall(String cidr) {
    assertRefused(
        () -> ec2().createVpc(r -> r.cidrBlock(cidr)),
        "InvalidVpc.Range",
        "The CIDR '%s' is invalid.".formatted(cidr));
  }

  @Test
  void creationIsStrictlyWorded() {
    assertRefused(() -> ec2().createVpc(r -> {}), "MissingParameter", "Either 'cidrBlock' or");
    assertRefused(
        () -> ec2().createVpc(r -> r.cidrBlock("10.0.0.0")),
        "InvalidParameterValue",
        "Value (10.0.0.0) for parameter cidrBlock is invalid. This is not a valid CIDR block.");
    assertRefused(
        () -> ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16").instanceTenancy("host")),
        "UnsupportedTenancy",
        "host");
    assertRefused(
        () ->
            ec2()
                .createVpc(r ->
                    r.cidrBlock("10.0.0.0/16").tagSpecifications(tagged("subnet", tag("a", "b")))),
        "InvalidParameter",
        "'subnet' is not a valid taggable resource type for this operation.");
    assertRefused(
        () -> ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16").dryRun(true)),
        "DryRunOperation",
        "Request would have succeeded");
  }

  @Test
  void aVpcThatIsUsedStays() {
    String id = newVpc("10.77.0.0/20");
    String subnetId = newSubnet(id, "10.77.0.0/24");
    assertStays(id);
    ec2().deleteSubnet(r -> r.subnetId(subnetId));

    String gatewayId = newGateway();
    attach(gatewayId, id);
    assertStays(id);
    detach(gatewayId, id);

    String groupId = newGroup(id, "extra");
    assertStays(id);
    ec2().deleteSecurityGroup(r -> r.groupId(groupId));

    ec2().deleteVpc(r -> r.vpcId(id));
    assertRefused(
        () -> vpc(id), "InvalidVpcID.NotFound", "The vpc ID '%s' does not exist".formatted(id));
    assertThat(ec2().describeSecurityGroups(r -> r.filters(filter("vpc-id", id))).securityGroups())
        .isEmpty();
  }

  private void assertStays(String id) {
    assertRefused(
        () -> ec2().deleteVpc(r -> r.vpcId(id)),
        "DependencyViolation",
        "The vpc '%s' has dependencies and cannot be deleted.".formatted(id));
  }

  @Test
  void attributesAreModifiedOneACall() {
    String id = newVpc("10.77.0.0/20");
    assertThat(
            ec2()
                .describeVpcAttribute(r -> r.vpcId(id).attribute("enableDnsSupport"))
                .enableDnsSupport()
                .value())
        .isTrue();
    assertThat(hasHostnames(id)).isFalse();

    ec2().modifyVpcAttribute(r -> r.vpcId(id).enableDnsHostnames(ON));

    assertThat(hasHostnames(id)).isTrue();
    assertRefused(
        () ->
            ec2().modifyVpcAttribute(r -> r.vpcId(id).enableDnsHostnames(ON).enableDnsSupport(ON)),
        "InvalidParameterCombination",
        "");
    assertRefused(
        () -> ec2().describeVpcAttribute(r -> r.vpcId(id).attribute("colour")),
        "InvalidParameterValue",
        "colour");
  }

  private boolean hasHostnames(String vpcId) {
    return ec2()
        .describeVpcAttribute(r -> r.vpcId(vpcId).attribute("enableDnsHostnames"))
        .enableDnsHostnames()
        .value();
  }

  @ParameterizedTest
  @CsvSource({
    "cidr, 10.77.0.0/20",
    "cidr-block-association.cidr-block, 10.77.0.0/20",
    "cidr-block-association.state, associated",
    "state, available",
    "is-default, false",
    "isDefault, false",
    "tag:role, net*",
    "tag-key, role"
  })
  void filtersFindTheVpc(String name, String value) {
    String id = newVpc("10.77.0.0/20");
    ec2().createTags(r -> r.resources(id).tags(tag("role", "network")));

    assertThat(ec2().describeVpcs(r -> r.filters(filter("vpc-id", id), filter(name, value))).vpcs())
        .hasSize(1);
    assertThat(
            ec2().describeVpcs(r -> r.filters(filter("vpc-id", id), filter(name, "none"))).vpcs())
        .isEmpty();
  }

  @Test
  void anUnknownFilterIsNamed() {
    assertRefused(
        () -> ec2().describeVpcs(r -> r.filters(filter("colour", "red"))),
        "InvalidParameterValue",
        "The filter 'colour' is invalid");
  }

  @Test
  void aDedicatedVpcBecomesAnOrdinaryOne() {
    String id =
        ec2()
            .createVpc(r -> r.cidrBlock("10.77.0.0/24").instanceTenancy("dedicated"))
            .vpc()
            .vpcId();
    atTheEnd(() -> ec2().deleteVpc(r -> r.vpcId(id)));
    assertRefused(
        () -> ec2().modifyVpcTenancy(r -> r.vpcId(id).instanceTenancy("dedicated")),
        "UnsupportedTenancy",
        "The tenancy value dedicated is not supported.");

    ec2().modifyVpcTenancy(r -> r.vpcId(id).instanceTenancy("default"));

    assertThat(vpc(id).instanceTenancyAsString()).isEqualTo("default");
  }
}
