package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.RevokedSecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** Describing, adding and revoking the ingress rules of security groups. */
final class RuleOps {
  private static final Filters<SecurityGroupRule> FILTERS =
      new Filters<>(SecurityGroupRule::tags)
          .one("group-id", SecurityGroupRule::groupId)
          .one("security-group-rule-id", SecurityGroupRule::securityGroupRuleId);

  private final World world;
  private final Permissions permissions;

  RuleOps(World world) {
    this.world = world;
    this.permissions = new Permissions(world);
  }

  @Action
  DescribeSecurityGroupRulesResponse describe(DescribeSecurityGroupRulesRequest request) {
    request.filters().stream()
        .filter(filter -> "group-id".equals(filter.name()))
        .flatMap(filter -> filter.values().stream())
        .forEach(world.groups().kind().words()::check);
    var page =
        Pages.page(
            world.rules(),
            FILTERS,
            new Pages.Query(
                request.securityGroupRuleIds(),
                request.filters(),
                request.maxResults(),
                request.nextToken()),
            rule -> true);
    return DescribeSecurityGroupRulesResponse.builder()
        .securityGroupRules(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  @Action(refuses = {"GroupName", "SourceSecurityGroupName", "SourceSecurityGroupOwnerId"})
  AuthorizeSecurityGroupIngressResponse authorize(AuthorizeSecurityGroupIngressRequest request) {
    String groupId = group(request.groupId());
    List<IpPermission> asked =
        request.ipPermissions().isEmpty()
            ? List.of(
                Permissions.flat(
                    request.ipProtocol(), request.fromPort(), request.toPort(), request.cidrIp()))
            : request.ipPermissions();
    List<SecurityGroupRule> rules = permissions.rules(groupId, asked);
    var tags =
        Tags.of(
            ResourceType.SECURITY_GROUP_RULE,
            request.tagSpecifications(),
            Set.of(ResourceType.SECURITY_GROUP_RULE));
    checkNew(groupId, rules);
    return AuthorizeSecurityGroupIngressResponse.builder()
        .returnValue(true)
        .securityGroupRules(
            rules.stream()
                .map(rule -> {
                  String id = world.ids().next("sgr");
                  return world
                      .rules()
                      .put(
                          rule.toBuilder()
                              .securityGroupRuleId(id)
                              .securityGroupRuleArn(Makers.arn("security-group-rule", id))
                              .tags(tags)
                              .build());
                })
                .toList())
        .build();
  }

  private String group(@Nullable String groupId) {
    if (groupId == null) {
      throw Errors.missing("groupName or groupId");
    }
    return world.groups().get(groupId).groupId();
  }

  private void checkNew(String groupId, List<SecurityGroupRule> rules) {
    List<SecurityGroupRule> all = new ArrayList<>();
    world.rules().of(groupId).stream().filter(rule -> !rule.isEgress()).forEach(all::add);
    int existing = all.size();
    for (SecurityGroupRule rule : rules) {
      int same = indexOfSame(all, rule);
      if (same >= existing) {
        throw Errors.invalidValue("The same permission must not appear multiple times");
      }
      if (same >= 0) {
        throw new Ec2Error(
            "InvalidPermission.Duplicate",
            "the specified rule \"%s\" already exists".formatted(words(rule)));
      }
      all.add(rule);
    }
    long v4 = all.stream().filter(rule -> rule.cidrIpv6() == null).count();
    long v6 = all.stream().filter(rule -> rule.cidrIpv4() == null).count();
    if (Math.max(v4, v6) > world.quotas().rulesPerGroup()) {
      throw new Ec2Error(
          "RulesPerSecurityGroupLimitExceeded",
          "The maximum number of rules per security group has been reached.");
    }
  }

  private static int indexOfSame(List<SecurityGroupRule> rules, SecurityGroupRule wanted) {
    for (int i = 0; i < rules.size(); i++) {
      if (isSame(rules.get(i), wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isSame(SecurityGroupRule a, SecurityGroupRule b) {
    return Objects.equals(a.ipProtocol(), b.ipProtocol())
        && Objects.equals(a.fromPort(), b.fromPort())
        && Objects.equals(a.toPort(), b.toPort())
        && peer(a).equals(peer(b));
  }

  private static String peer(SecurityGroupRule rule) {
    if (rule.cidrIpv4() != null) {
      return rule.cidrIpv4();
    }
    return rule.cidrIpv6() != null ? rule.cidrIpv6() : rule.referencedGroupInfo().groupId();
  }

  private static String words(SecurityGroupRule rule) {
    String protocol = rule.ipProtocol().toUpperCase(Locale.ROOT);
    return switch (rule.ipProtocol()) {
      case "-1" -> "peer: %s, ALL, ALLOW".formatted(peer(rule));
      case "icmp", "icmpv6" ->
          "peer: %s, %s, type: %s, code: %s, ALLOW"
              .formatted(peer(rule), protocol, orAll(rule.fromPort()), orAll(rule.toPort()));
      default ->
          "peer: %s, %s, from port: %d, to port: %d, ALLOW"
              .formatted(peer(rule), protocol, rule.fromPort(), rule.toPort());
    };
  }

  private static String orAll(int number) {
    return number == -1 ? "ALL" : Integer.toString(number);
  }

  @Action(refuses = {"GroupName", "SourceSecurityGroupName", "SourceSecurityGroupOwnerId"})
  RevokeSecurityGroupIngressResponse revoke(RevokeSecurityGroupIngressRequest request) {
    String groupId = group(request.groupId());
    List<SecurityGroupRule> rules =
        request.securityGroupRuleIds().isEmpty()
            ? byTuple(groupId, request)
            : byId(groupId, request.securityGroupRuleIds());
    rules.forEach(rule -> world.rules().remove(rule.securityGroupRuleId()));
    return RevokeSecurityGroupIngressResponse.builder()
        .returnValue(true)
        .revokedSecurityGroupRules(rules.stream().map(RuleOps::revoked).toList())
        .build();
  }

  private List<SecurityGroupRule> byId(String groupId, List<String> ids) {
    List<SecurityGroupRule> rules = world.rules().getAll(ids);
    List<String> foreign =
        rules.stream()
            .filter(rule -> !rule.groupId().equals(groupId) || rule.isEgress())
            .map(SecurityGroupRule::securityGroupRuleId)
            .toList();
    if (!foreign.isEmpty()) {
      throw world.rules().kind().words().missing(foreign);
    }
    return rules;
  }

  private List<SecurityGroupRule> byTuple(
      String groupId, RevokeSecurityGroupIngressRequest request) {
    List<IpPermission> asked =
        request.ipPermissions().isEmpty()
            ? List.of(
                Permissions.flat(
                    request.ipProtocol(), request.fromPort(), request.toPort(), request.cidrIp()))
            : request.ipPermissions();
    return permissions.rules(groupId, asked).stream()
        .map(wanted ->
            same(groupId, wanted)
                .orElseThrow(() ->
                    new Ec2Error(
                        "InvalidPermission.NotFound",
                        "The specified rule does not exist in this security group")))
        .toList();
  }

  private Optional<SecurityGroupRule> same(String groupId, SecurityGroupRule wanted) {
    return world.rules().of(groupId).stream()
        .filter(rule -> !rule.isEgress() && isSame(rule, wanted))
        .findFirst();
  }

  private static RevokedSecurityGroupRule revoked(SecurityGroupRule rule) {
    return RevokedSecurityGroupRule.builder()
        .securityGroupRuleId(rule.securityGroupRuleId())
        .groupId(rule.groupId())
        .isEgress(rule.isEgress())
        .ipProtocol(rule.ipProtocol())
        .fromPort(rule.fromPort())
        .toPort(rule.toPort())
        .cidrIpv4(rule.cidrIpv4())
        .cidrIpv6(rule.cidrIpv6())
        .description(rule.description())
        .build();
  }
}
