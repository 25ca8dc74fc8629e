package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

abstract class DefaultVpcContract extends NetworkingContract {
  @Test
  void theDefaultVpcIsOneAndHasASubnetInEachZone() {
    makeDefaultVpc();
    assertRefused(
        () -> ec2().createDefaultVpc(r -> {}),
        "DefaultVpcAlreadyExists",
        "A Default VPC already exists for this account in this region.");

    Vpc made = defaultVpcs().getFirst();
    assertThat(made.cidrBlock()).isEqualTo("172.31.0.0/16");
    assertThat(
            ec2()
                .describeVpcAttribute(r -> r.vpcId(made.vpcId()).attribute("enableDnsHostnames"))
                .enableDnsHostnames()
                .value())
        .isTrue();
    assertThat(
            ec2()
                .describeSubnets(r ->
                    r.filters(filter("vpc-id", made.vpcId()), filter("default-for-az", "true")))
                .subnets())
        .hasSize(ec2().describeAvailabilityZones(r -> {}).availabilityZones().size())
        .allMatch(Subnet::mapPublicIpOnLaunch)
        .allMatch(subnet -> subnet.cidrBlock().endsWith("/20"));
    assertThat(
            ec2()
                .describeInternetGateways(r -> r.filters(filter("attachment.vpc-id", made.vpcId())))
                .internetGateways())
        .hasSize(1);
  }

  @Test
  void anInstanceWithoutASubnetGoesIntoADefaultOne() {
    makeDefaultVpc();
    var instance =
        ec2()
            .runInstances(r ->
                r.imageId(setting().imageId()).instanceType("t3.micro").minCount(1).maxCount(1))
            .instances()
            .getFirst();
    atTheEnd(() -> ec2().terminateInstances(r -> r.instanceIds(instance.instanceId())));

    assertThat(instance.vpcId()).isEqualTo(defaultVpcs().getFirst().vpcId());
    assertThat(subnet(instance.subnetId()).defaultForAz()).isTrue();
  }

  @Test
  void aGroupOfTheDefaultVpcIsKnownByItsName() {
    makeDefaultVpc();
    String name = "fixedip contract";
    String id =
        ec2().createSecurityGroup(r -> r.groupName(name).description("for a test")).groupId();
    atTheEnd(() -> ec2().deleteSecurityGroup(r -> r.groupId(id)));

    assertThat(ec2().describeSecurityGroups(r -> r.groupNames(name)).securityGroups())
        .extracting(SecurityGroup::groupId)
        .containsExactly(id);
    ec2()
        .authorizeSecurityGroupIngress(
            r -> r.groupName(name).ipProtocol("tcp").fromPort(22).toPort(22).cidrIp("10.0.0.0/8"));
    assertThat(group(id).ipPermissions()).hasSize(1);
    ec2().deleteSecurityGroup(r -> r.groupName(name));
    assertRefused(
        () -> ec2().describeSecurityGroups(r -> r.groupNames(name)),
        "InvalidGroup.NotFound",
        "The security group '%s' does not exist in default VPC 'vpc-".formatted(name));
  }

  private void makeDefaultVpc() {
    if (defaultVpcs().isEmpty()) {
      ec2().createDefaultVpc(r -> {});
    }
  }

  private List<Vpc> defaultVpcs() {
    return ec2().describeVpcs(r -> r.filters(filter("is-default", "true"))).vpcs();
  }

  @Test
  void aLaunchNamesGroupsOfTheDefaultVpc() {
    makeDefaultVpc();
    String id = newGroup(defaultVpcs().getFirst().vpcId(), "named");

    var instance = launched(r -> r.securityGroups("named"));

    assertThat(instance.securityGroups()).extracting(GroupIdentifier::groupId).containsExactly(id);
    assertRefused(
        () -> launched(r -> r.securityGroups("nobody")), "InvalidGroup.NotFound", "nobody");
  }

  @Test
  void anInstanceGoesIntoTheZoneThatWasAskedFor() {
    makeDefaultVpc();

    var instance = launched(r -> r.placement(p -> p.availabilityZone("us-east-1c")));

    assertThat(instance.placement().availabilityZone()).isEqualTo("us-east-1c");
    assertThat(subnet(instance.subnetId()).availabilityZone()).isEqualTo("us-east-1c");
    assertRefused(
        () -> launched(r -> r.placement(p -> p.availabilityZone("us-west-1b"))),
        "InvalidParameterValue",
        "Invalid availability zone: [us-west-1b]");
  }

  @Test
  void aDefaultSubnetThatIsGoneIsMadeAnew() {
    makeDefaultVpc();
    Subnet gone = defaultSubnet("us-east-1f");
    assertRefused(
        () -> ec2().createDefaultSubnet(r -> r.availabilityZone("us-east-1f")),
        "DefaultSubnetAlreadyExistsInAvailabilityZone",
        "'%s' is already the default subnet in us-east-1f.".formatted(gone.subnetId()));
    ec2().deleteSubnet(r -> r.subnetId(gone.subnetId()));
    assertRefused(
        () -> launched(r -> r.placement(p -> p.availabilityZone("us-east-1f"))),
        "InvalidInput",
        "No default subnet for availability zone: 'us-east-1f'.");

    Subnet made = ec2().createDefaultSubnet(r -> r.availabilityZone("us-east-1f")).subnet();

    assertThat(made.subnetId()).isNotEqualTo(gone.subnetId());
    assertThat(made.cidrBlock()).isEqualTo(gone.cidrBlock());
    assertThat(made.defaultForAz()).isTrue();
    assertThat(made.mapPublicIpOnLaunch()).isTrue();
  }

  private Subnet defaultSubnet(String zone) {
    return ec2()
        .describeSubnets(
            r -> r.filters(filter("default-for-az", "true"), filter("availability-zone", zone)))
        .subnets()
        .getFirst();
  }

  private Instance launched(Consumer<RunInstancesRequest.Builder> more) {
    var instance =
        ec2()
            .runInstances(r -> {
              r.imageId(setting().imageId()).instanceType("t3.micro").minCount(1).maxCount(1);
              more.accept(r);
            })
            .instances()
            .getFirst();
    atTheEnd(() -> ec2().terminateInstances(r -> r.instanceIds(instance.instanceId())));
    return instance;
  }
}
