package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

abstract class RuleContract extends NetworkingContract {
  private String vpcId = "";
  private String groupId = "";

  @BeforeEach
  void makeGroup() {
    vpcId = newVpc("10.77.0.0/24");
    groupId = newGroup(vpcId, "rules");
  }

  private static IpPermission tcp(int port, String cidr) {
    return tcp(port, IpRange.builder().cidrIp(cidr).build());
  }

  private static IpPermission tcp(int port, IpRange range) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .ipRanges(range)
        .build();
  }

  private SecurityGroupRule allowIn(IpPermission permission) {
    return ec2()
        .authorizeSecurityGroupIngress(r ->
            r.groupId(groupId)
                .ipPermissions(permission)
                .tagSpecifications(tagged("security-group-rule", tag("role", "door"))))
        .securityGroupRules()
        .getFirst();
  }

  private SecurityGroupRule allowOut(IpPermission permission) {
    return ec2()
        .authorizeSecurityGroupEgress(r -> r.groupId(groupId).ipPermissions(permission))
        .securityGroupRules()
        .getFirst();
  }

  private SecurityGroupRule rule(String id) {
    return ec2()
        .describeSecurityGroupRules(r -> r.securityGroupRuleIds(id))
        .securityGroupRules()
        .getFirst();
  }

  private List<SecurityGroupRule> out() {
    return ec2()
        .describeSecurityGroupRules(r -> r.filters(filter("group-id", groupId)))
        .securityGroupRules()
        .stream()
        .filter(SecurityGroupRule::isEgress)
        .toList();
  }

  @Test
  void whatGoesOutHasRulesOfItsOwn() {
    SecurityGroupRule in = allowIn(tcp(443, "10.0.0.0/8"));
    SecurityGroupRule made = allowOut(tcp(443, "10.0.0.0/8"));

    assertThat(in.isEgress()).isFalse();
    assertThat(made.isEgress()).isTrue();
    assertThat(group(groupId).ipPermissionsEgress()).hasSize(2);
    assertRefused(
        () -> allowOut(tcp(443, "10.0.0.0/8")),
        "InvalidPermission.Duplicate",
        "the specified rule \"peer: 10.0.0.0/8, TCP, from port: 443, to port: 443, ALLOW\" already"
            + " exists");
    assertRefused(
        () ->
            ec2()
                .revokeSecurityGroupEgress(
                    r -> r.groupId(groupId).securityGroupRuleIds(in.securityGroupRuleId())),
        "InvalidSecurityGroupRuleId.NotFound",
        "The security group rule ID '%s' does not exist".formatted(in.securityGroupRuleId()));
  }

  @Test
  void everythingMayGoOutUntilThatRuleIsRevoked() {
    var everything =
        IpPermission.builder()
            .ipProtocol("-1")
            .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
            .build();
    assertRefused(
        () -> allowOut(everything),
        "InvalidPermission.Duplicate",
        "the specified rule \"peer: 0.0.0.0/0, ALL, ALLOW\" already exists");

    var revoked =
        ec2()
            .revokeSecurityGroupEgress(r -> r.groupId(groupId).ipPermissions(everything))
            .revokedSecurityGroupRules();

    assertThat(revoked).hasSize(1);
    assertThat(revoked.getFirst().isEgress()).isTrue();
    assertThat(out()).isEmpty();
    assertRefused(
        () -> ec2().revokeSecurityGroupEgress(r -> r.groupId(groupId).ipPermissions(everything)),
        "InvalidPermission.NotFound",
        "The specified rule does not exist in this security group");
    String id = allowOut(everything).securityGroupRuleId();
    ec2().revokeSecurityGroupEgress(r -> r.groupId(groupId).securityGroupRuleIds(id));
    assertThat(out()).isEmpty();
  }

  @Test
  void eachDirectionHasRoomForSixtyRules() {
    for (int i = 0; i < 60; i++) {
      allowIn(tcp(1000 + i, "10.0.0.0/8"));
    }
    for (int i = 0; i < 59; i++) {
      allowOut(tcp(1000 + i, "10.0.0.0/8"));
    }

    assertRefused(
        () -> allowOut(tcp(2000, "10.0.0.0/8")), "RulesPerSecurityGroupLimitExceeded", "");
    assertThat(out()).hasSize(60);
  }

  @Test
  void aDescriptionIsChangedByTupleAndById() {
    String id = allowIn(tcp(443, "10.0.0.0/8")).securityGroupRuleId();

    ec2()
        .updateSecurityGroupRuleDescriptionsIngress(r ->
            r.groupId(groupId)
                .ipPermissions(
                    tcp(
                        443,
                        IpRange.builder().cidrIp("10.0.0.0/8").description("by tuple").build())));
    assertThat(rule(id).description()).isEqualTo("by tuple");
    ec2()
        .updateSecurityGroupRuleDescriptionsIngress(
            r -> r.groupId(groupId).securityGroupRuleDescriptions(described(id, "by id")));
    assertThat(rule(id).description()).isEqualTo("by id");
    String outId = allowOut(tcp(443, "10.0.0.0/8")).securityGroupRuleId();
    ec2()
        .updateSecurityGroupRuleDescriptionsEgress(
            r -> r.groupId(groupId).securityGroupRuleDescriptions(described(outId, "out")));
    assertThat(rule(outId).description()).isEqualTo("out");

    assertRefused(
        () ->
            ec2()
                .updateSecurityGroupRuleDescriptionsIngress(
                    r -> r.groupId(groupId).ipPermissions(tcp(444, "10.0.0.0/8"))),
        "InvalidPermission.NotFound",
        "The specified rule does not exist in this security group");
    assertRefused(
        () ->
            ec2()
                .updateSecurityGroupRuleDescriptionsIngress(
                    r -> r.groupId(groupId).securityGroupRuleDescriptions(described(id, "it's"))),
        "InvalidParameterValue",
        "Invalid rule description. Valid descriptions are strings less than 256 characters");
  }

  @Test
  void aModifiedRuleKeepsItsIdAndTags() {
    String id = allowIn(tcp(443, "10.0.0.0/8")).securityGroupRuleId();
    String other = allowIn(tcp(80, "10.0.0.0/8")).securityGroupRuleId();

    modify(id, 8443);

    assertThat(rule(id).fromPort()).isEqualTo(8443);
    assertThat(rule(id).description()).isEqualTo("modified");
    assertThat(rule(id).tags()).containsExactly(tag("role", "door"));
    assertRefused(() -> modify(other, 8443), "InvalidPermission.Duplicate", "from port: 8443");
    assertRefused(
        () -> modify("sgr-" + UNKNOWN, 8443),
        "InvalidSecurityGroupRuleId.NotFound",
        "The security group rule ID 'sgr-%s' does not exist".formatted(UNKNOWN));
  }

  private void modify(String id, int port) {
    var update =
        SecurityGroupRuleUpdate.builder()
            .securityGroupRuleId(id)
            .securityGroupRule(rule ->
                rule.ipProtocol("tcp")
                    .fromPort(port)
                    .toPort(port)
                    .cidrIpv4("10.0.0.0/8")
                    .description("modified"))
            .build();
    ec2().modifySecurityGroupRules(r -> r.groupId(groupId).securityGroupRules(update));
  }

  private static SecurityGroupRuleDescription described(String id, String text) {
    return SecurityGroupRuleDescription.builder().securityGroupRuleId(id).description(text).build();
  }

  @Test
  void ipv6RangesAreCanonical() {
    SecurityGroupRule made =
        allowIn(
            IpPermission.builder()
                .ipProtocol("58")
                .fromPort(128)
                .toPort(0)
                .ipv6Ranges(Ipv6Range.builder().cidrIpv6("2001:0DB8:0:0:1::7/64").build())
                .build());

    assertThat(made.cidrIpv6()).isEqualTo("2001:db8::/64");
    assertThat(made.ipProtocol()).isEqualTo("icmpv6");
  }

  @Test
  void aGroupOfAnotherVpcIsNoSource() {
    String foreign = newGroup(newVpc("10.78.0.0/24"), "foreign");

    assertRefused(
        () ->
            allowIn(
                IpPermission.builder()
                    .ipProtocol("-1")
                    .userIdGroupPairs(UserIdGroupPair.builder().groupId(foreign).build())
                    .build()),
        "InvalidGroup.NotFound",
        "You have specified two resources that belong to different networks.");
  }

  @Test
  void anUpdateGivesTheWholeRule() {
    String id = allowIn(tcp(443, "10.0.0.0/8")).securityGroupRuleId();

    assertRefused(
        () -> update(id, rule -> rule.ipProtocol("udp").toPort(53).cidrIpv4("10.0.0.0/8")),
        "InvalidParameterValue",
        "Invalid value for portRange. Must specify both from and to ports with TCP/UDP.");
    assertRefused(
        () -> update(id, rule -> rule.fromPort(53).toPort(53).cidrIpv4("10.0.0.0/8")),
        "InvalidParameterValue",
        "Invalid value 'null' for protocol.");
    assertRefused(
        () -> update(id, rule -> rule.ipProtocol("-1")),
        "MissingParameter",
        "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or"
            + " referencedGroupId");
    assertRefused(
        () -> update(id, rule -> rule.ipProtocol("-1").cidrIpv4("10.0.0.0/8").cidrIpv6("::/0")),
        "InvalidParameterCombination",
        "Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified");
    assertThat(rule(id).fromPort()).isEqualTo(443);
  }

  private void update(String id, Consumer<SecurityGroupRuleRequest.Builder> rule) {
    var update =
        SecurityGroupRuleUpdate.builder().securityGroupRuleId(id).securityGroupRule(rule).build();
    ec2().modifySecurityGroupRules(r -> r.groupId(groupId).securityGroupRules(update));
  }

  @Test
  void aGroupThatIsNotThereIsMissedFirst() {
    String unknown = "sg-" + UNKNOWN;
    String message = "The security group '%s' does not exist".formatted(unknown);

    assertRefused(
        () -> ec2().authorizeSecurityGroupIngress(r -> r.groupId(unknown)),
        "InvalidGroup.NotFound",
        message);
    assertRefused(
        () -> ec2().authorizeSecurityGroupEgress(r -> r.groupId(unknown)),
        "InvalidGroup.NotFound",
        message);
  }
}
