package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressResponse;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressResponse;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Changing rules of security groups that are there; they keep their ids and tags. */
final class RuleChangeOps {
  private static final String PEERS = "cidrIp, cidrIpv6, prefixListId, or referencedGroupId";

  private final World world;
  private final Permissions permissions;
  private final Groups groups;
  private final RuleBook book;

  RuleChangeOps(World world) {
    this.world = world;
    this.permissions = new Permissions(world);
    this.groups = new Groups(world);
    this.book = new RuleBook(world);
  }

  @Action
  UpdateSecurityGroupRuleDescriptionsIngressResponse describe(
      UpdateSecurityGroupRuleDescriptionsIngressRequest request) {
    describe(
        groups.chosen(request.groupId(), request.groupName()).groupId(),
        false,
        request.ipPermissions(),
        request.securityGroupRuleDescriptions());
    return UpdateSecurityGroupRuleDescriptionsIngressResponse.builder().returnValue(true).build();
  }

  @Action
  UpdateSecurityGroupRuleDescriptionsEgressResponse describe(
      UpdateSecurityGroupRuleDescriptionsEgressRequest request) {
    describe(
        groups.chosen(request.groupId(), request.groupName()).groupId(),
        true,
        request.ipPermissions(),
        request.securityGroupRuleDescriptions());
    return UpdateSecurityGroupRuleDescriptionsEgressResponse.builder().returnValue(true).build();
  }

  private void describe(
      String groupId,
      boolean egress,
      List<IpPermission> asked,
      List<SecurityGroupRuleDescription> descriptions) {
    if (asked.isEmpty() == descriptions.isEmpty()) {
      throw asked.isEmpty()
          ? Errors.missing("ipPermissions or securityGroupRuleDescriptions")
          : Errors.invalidCombination(
              "The parameter ipPermissions cannot be used with the parameter"
                  + " securityGroupRuleDescriptions");
    }
    List<SecurityGroupRule> changed = new ArrayList<>();
    if (descriptions.isEmpty()) {
      List<SecurityGroupRule> wanted = permissions.rules(groupId, egress, asked);
      List<SecurityGroupRule> existing = book.existing(wanted);
      for (int i = 0; i < wanted.size(); i++) {
        changed.add(described(existing.get(i), wanted.get(i).description()));
      }
    }
    for (SecurityGroupRuleDescription it : descriptions) {
      if (it.securityGroupRuleId() == null) {
        throw Errors.missing("securityGroupRuleId");
      }
      Permissions.checkDescription(it.description());
      changed.add(
          described(
              book.withIds(groupId, egress, List.of(it.securityGroupRuleId())).getFirst(),
              it.description()));
    }
    changed.forEach(world.rules()::put);
  }

  private static SecurityGroupRule described(SecurityGroupRule rule, @Nullable String description) {
    return rule.toBuilder().description(description).build();
  }

  @Action(requires = {"GroupId", "SecurityGroupRule"})
  ModifySecurityGroupRulesResponse modify(ModifySecurityGroupRulesRequest request) {
    String groupId = world.groups().get(request.groupId()).groupId();
    List<SecurityGroupRule> changed =
        request.securityGroupRules().stream().map(it -> changed(groupId, it)).toList();
    changed.forEach(world.rules()::put);
    return ModifySecurityGroupRulesResponse.builder().returnValue(true).build();
  }

  private SecurityGroupRule changed(String groupId, SecurityGroupRuleUpdate update) {
    if (update.securityGroupRuleId() == null) {
      throw Errors.missing("securityGroupRuleId");
    }
    if (update.securityGroupRule() == null) {
      throw Errors.missing("securityGroupRule");
    }
    boolean egress = world.rules().get(update.securityGroupRuleId()).isEgress();
    SecurityGroupRule old =
        book.withIds(groupId, egress, List.of(update.securityGroupRuleId())).getFirst();
    checkPeers(update.securityGroupRule());
    SecurityGroupRule rule =
        permissions
            .rules(groupId, egress, List.of(permission(update.securityGroupRule())))
            .getFirst();
    book.same(rule)
        .filter(same -> !same.securityGroupRuleId().equals(old.securityGroupRuleId()))
        .ifPresent(same -> {
          throw RuleBook.duplicate(rule);
        });
    return rule.toBuilder()
        .securityGroupRuleId(old.securityGroupRuleId())
        .securityGroupRuleArn(old.securityGroupRuleArn())
        .tags(old.tags())
        .build();
  }

  private static void checkPeers(SecurityGroupRuleRequest rule) {
    Permissions.checkBase(
        rule.ipProtocol(),
        rule.fromPort(),
        rule.toPort(),
        "Invalid value for portRange. Must specify both from and to ports with TCP/UDP.");
    long peers =
        Stream.of(rule.cidrIpv4(), rule.cidrIpv6(), rule.prefixListId(), rule.referencedGroupId())
            .filter(Objects::nonNull)
            .count();
    if (peers == 0) {
      throw new Ec2Error("MissingParameter", "The request must contain exactly one of: " + PEERS);
    }
    if (peers > 1) {
      throw Errors.invalidCombination("Only one of " + PEERS + " can be specified");
    }
    if (rule.prefixListId() != null) {
      throw Errors.notSimulated("PrefixListId");
    }
  }

  private static IpPermission permission(SecurityGroupRuleRequest rule) {
    String text = rule.description();
    var permission =
        IpPermission.builder()
            .ipProtocol(rule.ipProtocol())
            .fromPort(rule.fromPort())
            .toPort(rule.toPort());
    if (rule.cidrIpv4() != null) {
      permission.ipRanges(IpRange.builder().cidrIp(rule.cidrIpv4()).description(text).build());
    }
    if (rule.cidrIpv6() != null) {
      permission.ipv6Ranges(
          Ipv6Range.builder().cidrIpv6(rule.cidrIpv6()).description(text).build());
    }
    if (rule.referencedGroupId() != null) {
      permission.userIdGroupPairs(
          UserIdGroupPair.builder().groupId(rule.referencedGroupId()).description(text).build());
    }
    return permission.build();
  }
}
