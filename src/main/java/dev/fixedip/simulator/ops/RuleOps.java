package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.RevokedSecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Describing, adding and revoking the rules of security groups. */
final class RuleOps {
  private static final Filters<SecurityGroupRule> FILTERS =
      new Filters<>(SecurityGroupRule::tags)
          .one("group-id", SecurityGroupRule::groupId)
          .one("security-group-rule-id", SecurityGroupRule::securityGroupRuleId);

  private final World world;
  private final Permissions permissions;
  private final Groups groups;
  private final RuleBook book;

  RuleOps(World world) {
    this.world = world;
    this.permissions = new Permissions(world);
    this.groups = new Groups(world);
    this.book = new RuleBook(world);
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

  @Action(refuses = {"SourceSecurityGroupName", "SourceSecurityGroupOwnerId"})
  AuthorizeSecurityGroupIngressResponse authorize(AuthorizeSecurityGroupIngressRequest request) {
    String groupId = groups.chosen(request.groupId(), request.groupName()).groupId();
    List<IpPermission> asked =
        Permissions.asked(
            request.ipPermissions(),
            request.ipProtocol(),
            request.fromPort(),
            request.toPort(),
            request.cidrIp());
    return AuthorizeSecurityGroupIngressResponse.builder()
        .returnValue(true)
        .securityGroupRules(
            add(permissions.rules(groupId, false, asked), request.tagSpecifications()))
        .build();
  }

  @Action(
      requires = "GroupId",
      refuses = {"SourceSecurityGroupName", "SourceSecurityGroupOwnerId"})
  AuthorizeSecurityGroupEgressResponse authorize(AuthorizeSecurityGroupEgressRequest request) {
    String groupId = world.groups().get(request.groupId()).groupId();
    List<IpPermission> asked =
        Permissions.asked(
            request.ipPermissions(),
            request.ipProtocol(),
            request.fromPort(),
            request.toPort(),
            request.cidrIp());
    return AuthorizeSecurityGroupEgressResponse.builder()
        .returnValue(true)
        .securityGroupRules(
            add(permissions.rules(groupId, true, asked), request.tagSpecifications()))
        .build();
  }

  private List<SecurityGroupRule> add(
      List<SecurityGroupRule> rules, List<TagSpecification> specifications) {
    var tags =
        Tags.of(
            ResourceType.SECURITY_GROUP_RULE,
            specifications,
            Set.of(ResourceType.SECURITY_GROUP_RULE));
    book.checkNew(rules.getFirst().groupId(), rules.getFirst().isEgress(), rules);
    return rules.stream()
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
        .toList();
  }

  @Action(refuses = {"SourceSecurityGroupName", "SourceSecurityGroupOwnerId"})
  RevokeSecurityGroupIngressResponse revoke(RevokeSecurityGroupIngressRequest request) {
    String groupId = groups.chosen(request.groupId(), request.groupName()).groupId();
    List<SecurityGroupRule> rules =
        request.securityGroupRuleIds().isEmpty()
            ? book.existing(
                permissions.rules(
                    groupId,
                    false,
                    Permissions.asked(
                        request.ipPermissions(),
                        request.ipProtocol(),
                        request.fromPort(),
                        request.toPort(),
                        request.cidrIp())))
            : book.withIds(groupId, false, request.securityGroupRuleIds());
    return RevokeSecurityGroupIngressResponse.builder()
        .returnValue(true)
        .revokedSecurityGroupRules(remove(rules))
        .build();
  }

  @Action(
      requires = "GroupId",
      refuses = {"SourceSecurityGroupName", "SourceSecurityGroupOwnerId"})
  RevokeSecurityGroupEgressResponse revoke(RevokeSecurityGroupEgressRequest request) {
    String groupId = world.groups().get(request.groupId()).groupId();
    List<SecurityGroupRule> rules =
        request.securityGroupRuleIds().isEmpty()
            ? book.existing(
                permissions.rules(
                    groupId,
                    true,
                    Permissions.asked(
                        request.ipPermissions(),
                        request.ipProtocol(),
                        request.fromPort(),
                        request.toPort(),
                        request.cidrIp())))
            : book.withIds(groupId, true, request.securityGroupRuleIds());
    return RevokeSecurityGroupEgressResponse.builder()
        .returnValue(true)
        .revokedSecurityGroupRules(remove(rules))
        .build();
  }

  private List<RevokedSecurityGroupRule> remove(List<SecurityGroupRule> rules) {
    rules.forEach(rule -> world.rules().remove(rule.securityGroupRuleId()));
    return rules.stream().map(RuleOps::revoked).toList();
  }

  private static RevokedSecurityGroupRule revoked(SecurityGroupRule rule) {
    ReferencedSecurityGroup referenced = rule.referencedGroupInfo();
    return RevokedSecurityGroupRule.builder()
        .securityGroupRuleId(rule.securityGroupRuleId())
        .groupId(rule.groupId())
        .isEgress(rule.isEgress())
        .ipProtocol(rule.ipProtocol())
        .fromPort(rule.fromPort())
        .toPort(rule.toPort())
        .cidrIpv4(rule.cidrIpv4())
        .cidrIpv6(rule.cidrIpv6())
        .referencedGroupId(referenced == null ? null : referenced.groupId())
        .description(rule.description())
        .build();
  }
}
