package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupForVpc;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

abstract class GroupContract extends NetworkingContract {
  private String vpcId = "";

  @BeforeEach
  void makeVpc() {
    vpcId = newVpc("10.77.0.0/24");
  }

  private static IpPermission from(String groupId) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(443)
        .toPort(443)
        .userIdGroupPairs(UserIdGroupPair.builder().groupId(groupId).build())
        .build();
  }

  private void create(String name, String description) {
    ec2().createSecurityGroup(r -> r.vpcId(vpcId).groupName(name).description(description));
  }

  private void delete(String id) {
    ec2().deleteSecurityGroup(r -> r.groupId(id));
  }

  @Test
  void aGroupThatIsUsedStays() {
    String used = newGroup(vpcId, "used");
    String user = newGroup(vpcId, "user");
    ec2().authorizeSecurityGroupIngress(r -> r.groupId(user).ipPermissions(from(used)));
    ec2().authorizeSecurityGroupIngress(r -> r.groupId(user).ipPermissions(from(user)));
    assertUsed(used);
    delete(user);
    String subnetId = newSubnet(vpcId, "10.77.0.0/28");
    String interfaceId = newInterface(subnetId);
    ec2().modifyNetworkInterfaceAttribute(r -> r.networkInterfaceId(interfaceId).groups(used));
    assertUsed(used);
    ec2().deleteNetworkInterface(r -> r.networkInterfaceId(interfaceId));

    delete(used);

    assertRefused(
        () -> group(used),
        "InvalidGroup.NotFound",
        "The security group '%s' does not exist".formatted(used));
    assertThat(
            ec2()
                .describeSecurityGroupRules(r -> r.filters(filter("group-id", used)))
                .securityGroupRules())
        .isEmpty();
  }

  private void assertUsed(String id) {
    assertRefused(
        () -> delete(id),
        "DependencyViolation",
        "resource %s has a dependent object".formatted(id));
  }

  @Test
  void theDefaultGroupStays() {
    String id =
        ec2()
            .describeSecurityGroups(
                r -> r.filters(filter("vpc-id", vpcId), filter("group-name", "default")))
            .securityGroups()
            .getFirst()
            .groupId();

    assertRefused(
        () -> delete(id),
        "CannotDelete",
        "the specified group: \"%s\" name: \"default\" cannot be deleted by a user".formatted(id));
    assertRefused(
        () -> ec2().deleteSecurityGroup(r -> {}), "MissingParameter", "groupName or groupId");
    assertRefused(
        () -> ec2().deleteSecurityGroup(r -> r.groupId(id).groupName("default")),
        "InvalidParameterCombination",
        "groupName");
    assertRefused(
        () -> delete("foobar"),
        "InvalidGroupId.Malformed",
        "The security group ID 'foobar' is malformed");
  }

  @Test
  void namesAndDescriptionsAreStrictlyWorded() {
    assertRefused(
        () -> create("sg-web", "web"),
        "InvalidParameterValue",
        "Value (sg-web) for parameter GroupName is invalid. Group names may not be in the format"
            + " sg-*");
    assertRefused(
        () -> create("a".repeat(256), "web"),
        "InvalidParameterValue",
        "Invalid security group name. Valid names are strings less than 256 characters from the"
            + " following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
    assertRefused(
        () -> create("web", "the web's"),
        "InvalidParameterValue",
        "Invalid security group description. Valid descriptions are strings less than 256"
            + " characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
    assertRefused(
        () -> create("web", "wéb"),
        "InvalidParameterValue",
        "Value (wéb) for parameter GroupDescription is invalid. Character sets beyond ASCII are"
            + " not supported.");
    assertRefused(
        () -> ec2().createSecurityGroup(r -> r.vpcId(vpcId).groupName("web")),
        "MissingParameter",
        "roupDescription");
    assertRefused(() -> create("default", "web"), "InvalidParameterValue", "default");
  }

  @Test
  void aNameIsTheOnlyOneInItsVpc() {
    newGroup(vpcId, "web");
    assertRefused(
        () -> create("web", "again"),
        "InvalidGroup.Duplicate",
        "The security group 'web' already exists for VPC '%s'".formatted(vpcId));
    newGroup(newVpc("10.78.0.0/24"), "web");
  }

  @ParameterizedTest
  @CsvSource({
    "group-name, web",
    "description, for*",
    "ip-permission.cidr, 10.77.0.0/28",
    "ip-permission.from-port, 8443",
    "ip-permission.to-port, 8444",
    "ip-permission.protocol, tcp",
    "egress.ip-permission.cidr, 0.0.0.0/0",
    "egress.ip-permission.protocol, -1"
  })
  void filtersFindTheGroup(String name, String value) {
    String id = newGroup(vpcId, "web");
    ec2()
        .authorizeSecurityGroupIngress(r ->
            r.groupId(id)
                .ipPermissions(
                    IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(8443)
                        .toPort(8444)
                        .ipRanges(IpRange.builder().cidrIp("10.77.0.0/28").build())
                        .build()));

    assertThat(
            ec2()
                .describeSecurityGroups(r -> r.filters(filter("group-id", id), filter(name, value)))
                .securityGroups())
        .hasSize(1);
    assertThat(
            ec2()
                .describeSecurityGroups(
                    r -> r.filters(filter("group-id", id), filter(name, "none")))
                .securityGroups())
        .isEmpty();
  }

  @Test
  void anUnknownFilterIsNamed() {
    assertRefused(
        () -> ec2().describeSecurityGroups(r -> r.filters(filter("colour", "red"))),
        "InvalidParameterValue",
        "The filter 'colour' is invalid");
  }

  @Test
  void aGroupIsFoundByTheGroupThatItLetsIn() {
    String peer = newGroup(vpcId, "peer");
    String id = newGroup(vpcId, "web");
    ec2().authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(from(peer)));

    assertThat(
            ec2()
                .describeSecurityGroups(r ->
                    r.filters(
                        filter("vpc-id", vpcId),
                        filter("ip-permission.group-id", peer),
                        filter("ip-permission.group-name", "peer"),
                        filter("ip-permission.user-id", "*")))
                .securityGroups())
        .extracting(SecurityGroup::groupId)
        .containsExactly(id);
    ec2().revokeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(from(peer)));
  }

  @Test
  void noNameFindsAGroupThatIsLetOut() {
    String peer = newGroup(vpcId, "peer");
    String id = newGroup(vpcId, "web");
    ec2().authorizeSecurityGroupEgress(r -> r.groupId(id).ipPermissions(from(peer)));

    assertThat(found("egress.ip-permission.group-id", peer)).containsExactly(id);
    assertThat(found("egress.ip-permission.group-name", "peer")).isEmpty();
    ec2().revokeSecurityGroupEgress(r -> r.groupId(id).ipPermissions(from(peer)));
  }

  private List<String> found(String filter, String value) {
    return ec2()
        .describeSecurityGroups(r -> r.filters(filter(filter, value)))
        .securityGroups()
        .stream()
        .map(SecurityGroup::groupId)
        .toList();
  }

  @Test
  void aGroupIsFoundByTheValueOfATag() {
    String id = newGroup(vpcId, "web");
    ec2().createTags(r -> r.resources(id).tags(tag("role", "door-7")));

    assertThat(found("tag-value", "door-*")).containsExactly(id);
    assertThat(found("tag-value", "role")).isEmpty();
  }

  @Test
  void aVpcHasItsGroups() {
    String id = newGroup(vpcId, "web");

    var groups = ec2().getSecurityGroupsForVpc(r -> r.vpcId(vpcId)).securityGroupForVpcs();

    assertThat(groups)
        .allMatch(group -> group.primaryVpcId().equals(vpcId))
        .extracting(SecurityGroupForVpc::groupName)
        .containsExactlyInAnyOrder("default", "web");
    assertThat(
            ec2()
                .getSecurityGroupsForVpc(r -> r.vpcId(vpcId).filters(filter("group-name", "web")))
                .securityGroupForVpcs())
        .extracting(SecurityGroupForVpc::groupId)
        .containsExactly(id);
    assertRefused(
        () -> ec2().getSecurityGroupsForVpc(r -> r.vpcId("vpc-0123456789abcdef0")),
        "InvalidVpcID.NotFound",
        "vpc-0123456789abcdef0");
  }

  @Test
  void ipv6IsLetOutWhereTheVpcHasIt() {
    String untouched = newGroup(vpcId, "untouched");
    String closed = newGroup(vpcId, "closed");
    ec2()
        .revokeSecurityGroupEgress(
            r -> r.groupId(closed).ipPermissions(group(closed).ipPermissionsEgress()));

    ec2().associateVpcCidrBlock(r -> r.vpcId(vpcId).amazonProvidedIpv6CidrBlock(true));
    String later = newGroup(vpcId, "later");

    for (String id : List.of(untouched, later)) {
      IpPermission out = group(id).ipPermissionsEgress().getFirst();
      assertThat(out.ipRanges()).extracting(IpRange::cidrIp).containsExactly("0.0.0.0/0");
      assertThat(out.ipv6Ranges()).extracting(Ipv6Range::cidrIpv6).containsExactly("::/0");
    }
    assertThat(group(closed).ipPermissionsEgress()).isEmpty();
  }
}
