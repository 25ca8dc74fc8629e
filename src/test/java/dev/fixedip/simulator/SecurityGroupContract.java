package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

abstract class SecurityGroupContract extends Ec2Contract {
  private static IpPermission ping(String... cidrs) {
    return IpPermission.builder()
        .ipProtocol("icmp")
        .fromPort(8)
        .toPort(-1)
        .ipRanges(
            List.of(cidrs).stream().map(cidr -> IpRange.builder().cidrIp(cidr).build()).toList())
        .build();
  }

  private List<SecurityGroupRule> allow(String groupId, IpPermission permission) {
    return ec2()
        .authorizeSecurityGroupIngress(r ->
            r.groupId(groupId)
                .ipPermissions(permission)
                .tagSpecifications(tagged("security-group-rule", tag("fixedip.dev/cluster", "c"))))
        .securityGroupRules();
  }

  private List<SecurityGroupRule> ingress(String groupId) {
    return ec2()
        .describeSecurityGroupRules(r -> r.filters(filter("group-id", groupId)))
        .securityGroupRules()
        .stream()
        .filter(rule -> !rule.isEgress())
        .toList();
  }

  private String newGroup() {
    return ec2()
        .createSecurityGroup(
            r -> r.vpcId(setting().vpcId()).groupName("ping").description("for a test"))
        .groupId();
  }

  @Test
  void theHostBitsOfACidrAreCleared() {
    assertThat(allow(setting().groupId(), ping("10.0.0.7/21")).getFirst().cidrIpv4())
        .isEqualTo("10.0.0.0/21");
  }

  @Test
  void aRuleIsAddedWithItsTags() {
    List<SecurityGroupRule> added = allow(setting().groupId(), ping("10.0.0.0/21"));

    assertThat(added).hasSize(1);
    assertThat(added.getFirst().cidrIpv4()).isEqualTo("10.0.0.0/21");
    assertThat(added.getFirst().fromPort()).isEqualTo(8);
    assertThat(added.getFirst().toPort()).isEqualTo(-1);
    assertThat(added.getFirst().tags()).hasSize(1);
    eventually(() -> assertThat(ingress(setting().groupId())).contains(added.getFirst()));
    eventually(() ->
        assertThat(
                ec2()
                    .describeSecurityGroupRules(r ->
                        r.filters(
                            filter("group-id", setting().groupId()),
                            filter("tag:fixedip.dev/cluster", "c")))
                    .securityGroupRules())
            .containsExactlyElementsOf(added));
  }

  @Test
  void theSameRuleTwiceIsRefused() {
    allow(setting().groupId(), ping("10.0.0.0/21"));

    assertRefused(
        () -> allow(setting().groupId(), ping("10.0.0.9/21")),
        "InvalidPermission.Duplicate",
        "the specified rule \"peer: 10.0.0.0/21, ICMP, type: 8, code: ALL, ALLOW\" already exists");
  }

  @Test
  void aRuleIsRevokedByIdAndByTuple() {
    String groupId = newGroup();
    String id = allow(groupId, ping("10.0.0.0/24", "10.0.1.0/24")).getFirst().securityGroupRuleId();
    ec2().revokeSecurityGroupIngress(r -> r.groupId(groupId).securityGroupRuleIds(id));
    eventually(() -> assertThat(ingress(groupId)).hasSize(1));

    ec2().revokeSecurityGroupIngress(r -> r.groupId(groupId).ipPermissions(ping("10.0.1.0/24")));
    eventually(() -> assertThat(ingress(groupId)).isEmpty());
  }

  @Test
  void aRuleThatIsNotThereIsNotRevoked() {
    String groupId = newGroup();

    assertRefused(
        () ->
            ec2()
                .revokeSecurityGroupIngress(
                    r -> r.groupId(groupId).securityGroupRuleIds("sgr-0123456789abcdef0")),
        "InvalidSecurityGroupRuleId.NotFound",
        "The security group rule ID 'sgr-0123456789abcdef0' does not exist");
    assertRefused(
        () ->
            ec2()
                .revokeSecurityGroupIngress(
                    r -> r.groupId(groupId).ipPermissions(ping("10.0.1.0/24"))),
        "InvalidPermission.NotFound",
        "The specified rule does not exist in this security group");
  }

  @Test
  void aGroupHasRoomForSixtyRules() {
    String groupId = newGroup();
    String[] cidrs =
        IntStream.range(0, 60).mapToObj(i -> "10.1.%d.0/24".formatted(i)).toArray(String[]::new);
    allow(groupId, ping(cidrs));

    assertRefused(
        () -> allow(groupId, ping("10.2.0.0/24")), "RulesPerSecurityGroupLimitExceeded", "");
    eventually(() -> assertThat(ingress(groupId)).hasSize(60));
  }

  @Test
  void theGroupShowsItsRules() {
    String groupId = newGroup();
    allow(groupId, ping("10.0.0.0/24"));
    eventually(() -> {
      var group =
          ec2().describeSecurityGroups(r -> r.groupIds(groupId)).securityGroups().getFirst();
      assertThat(group.ipPermissions()).hasSize(1);
      assertThat(group.ipPermissions().getFirst().ipRanges().getFirst().cidrIp())
          .isEqualTo("10.0.0.0/24");
      assertThat(group.ipPermissionsEgress()).hasSize(1);
    });
  }

  @Test
  void aNameIsTakenOncePerVpc() {
    newGroup();

    assertRefused(this::newGroup, "InvalidGroup.Duplicate", "already exists for VPC");
  }

  @Test
  void whatIsNoRuleIsRefused() {
    assertRefused(
        () -> allow(setting().groupId(), ping("10.0.0.0/21").toBuilder().ipProtocol(null).build()),
        "InvalidParameterValue",
        "Invalid value 'null' for protocol.");
    assertRefused(
        () -> allow(setting().groupId(), ping("10.0.0.0/33")),
        "InvalidParameterValue",
        "CIDR block 10.0.0.0/33 is malformed");
  }

  @Test
  void filtersOfRulesAreFew() {
    assertRefused(
        () -> ec2().describeSecurityGroupRules(r -> r.filters(filter("vpc-id", setting().vpcId()))),
        "InvalidParameterValue",
        "The filter 'vpc-id' is invalid");
  }

  @Test
  void aGroupIdInAFilterHasItsForm() {
    assertRefused(
        () -> ingress("foobar"),
        "InvalidGroupId.Malformed",
        "The security group ID 'foobar' is malformed");
    assertThat(ingress("sg-0123456789abcdef0")).isEmpty();
  }
}
