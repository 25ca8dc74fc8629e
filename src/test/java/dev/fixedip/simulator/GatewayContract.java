package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

abstract class GatewayContract extends NetworkingContract {
  @Test
  void aGatewayIsAttachedToOneVpc() {
    String vpcId = newVpc("10.77.0.0/24");
    String otherVpcId = newVpc("10.78.0.0/24");
    String id = newGateway();
    assertThat(gateway(id).attachments()).isEmpty();

    attach(id, vpcId);

    assertThat(gateway(id).attachments()).hasSize(1);
    assertThat(gateway(id).attachments().getFirst().vpcId()).isEqualTo(vpcId);
    assertThat(gateway(id).attachments().getFirst().stateAsString()).isEqualTo("available");
    assertRefused(
        () -> attach(id, otherVpcId),
        "Resource.AlreadyAssociated",
        "resource %s is already attached to network %s".formatted(id, vpcId));
    assertRefused(
        () -> attach(newGateway(), vpcId),
        "InvalidParameterValue",
        "Network %s already has an internet gateway attached".formatted(vpcId));
  }

  @Test
  void anAttachedGatewayStays() {
    String vpcId = newVpc("10.77.0.0/24");
    String id = newGateway();
    attach(id, vpcId);
    assertRefused(
        () -> ec2().deleteInternetGateway(r -> r.internetGatewayId(id)),
        "DependencyViolation",
        "The internetGateway '%s' has dependencies and cannot be deleted.".formatted(id));

    assertRefused(
        () -> detach(id, "vpc-0123456789abcdef0"),
        "Gateway.NotAttached",
        "resource %s is not attached to network vpc-0123456789abcdef0".formatted(id));
    detach(id, vpcId);
    assertRefused(
        () -> detach(id, vpcId),
        "Gateway.NotAttached",
        "resource %s is not attached to network %s".formatted(id, vpcId));
    ec2().deleteInternetGateway(r -> r.internetGatewayId(id));

    assertRefused(
        () -> gateway(id),
        "InvalidInternetGatewayID.NotFound",
        "The internetGateway ID '%s' does not exist".formatted(id));
    assertRefused(
        () -> gateway("foobar"),
        "InvalidInternetGatewayId.Malformed",
        "Invalid id: \"foobar\" (expecting \"igw-...\")");
  }

  @Test
  void aGatewayHasTags() {
    var made =
        ec2()
            .createInternetGateway(
                r -> r.tagSpecifications(tagged("internet-gateway", tag("role", "way"))))
            .internetGateway();
    atTheEnd(() -> ec2().deleteInternetGateway(r -> r.internetGatewayId(made.internetGatewayId())));

    assertThat(made.tags()).containsExactly(tag("role", "way"));
    assertThat(
            ec2()
                .describeTags(r -> r.filters(filter("resource-id", made.internetGatewayId())))
                .tags()
                .getFirst()
                .resourceTypeAsString())
        .isEqualTo("internet-gateway");
    assertRefused(() -> ec2().createInternetGateway(r -> r.dryRun(true)), "DryRunOperation", "");
  }

  @ParameterizedTest
  @CsvSource({
    "attachment.state, available",
    "attachment.vpc-id, vpc-*",
    "owner-id, *",
    "tag:role, w?y"
  })
  void filtersFindTheGateway(String name, String value) {
    String id = newGateway();
    attach(id, newVpc("10.77.0.0/24"));
    ec2().createTags(r -> r.resources(id).tags(tag("role", "way")));

    assertThat(
            ec2()
                .describeInternetGateways(
                    r -> r.filters(filter("internet-gateway-id", id), filter(name, value)))
                .internetGateways())
        .hasSize(1);
    assertThat(
            ec2()
                .describeInternetGateways(
                    r -> r.filters(filter("internet-gateway-id", id), filter(name, "none")))
                .internetGateways())
        .isEmpty();
  }

  @Test
  void anUnknownFilterIsNamed() {
    assertRefused(
        () -> ec2().describeInternetGateways(r -> r.filters(filter("colour", "red"))),
        "InvalidParameterValue",
        "The filter 'colour' is invalid");
  }
}
