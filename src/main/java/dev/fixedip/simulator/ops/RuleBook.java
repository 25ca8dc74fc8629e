package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** Which rules are the same, how EC2 words them, and how many a group may have. */
final class RuleBook {
  private final World world;

  RuleBook(World world) {
    this.world = world;
  }

  /** The rules of a group in one direction. */
  List<SecurityGroupRule> rules(String groupId, boolean egress) {
    return world.rules().of(groupId).stream().filter(rule -> rule.isEgress() == egress).toList();
  }

  /**
   * Refuses rules that a group may not get.
   *
   * @param rules of one group and direction
   * @throws Ec2Error for a rule that is there, for one that is given twice, and for too many
   */
  void checkNew(String groupId, boolean egress, List<SecurityGroupRule> rules) {
    List<SecurityGroupRule> all = new ArrayList<>(rules(groupId, egress));
    int existing = all.size();
    for (SecurityGroupRule rule : rules) {
      int same = indexOfSame(all, rule);
      if (same >= existing) {
        throw Errors.invalidValue("The same permission must not appear multiple times");
      }
      if (same >= 0) {
        throw duplicate(rule);
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

  /** The error for a rule that the group has. */
  static Ec2Error duplicate(SecurityGroupRule rule) {
    return new Ec2Error(
        "InvalidPermission.Duplicate",
        "the specified rule \"%s\" already exists".formatted(words(rule)));
  }

  /**
   * The group's rules that are the same as the wanted ones.
   *
   * @throws Ec2Error {@code InvalidPermission.NotFound}
   */
  List<SecurityGroupRule> existing(List<SecurityGroupRule> wanted) {
    return wanted.stream()
        .map(rule ->
            same(rule)
                .orElseThrow(() ->
                    new Ec2Error(
                        "InvalidPermission.NotFound",
                        "The specified rule does not exist in this security group")))
        .toList();
  }

  /** The group's rule that is the same as this one, if it has one. */
  Optional<SecurityGroupRule> same(SecurityGroupRule wanted) {
    return rules(wanted.groupId(), wanted.isEgress()).stream()
        .filter(rule -> isSame(rule, wanted))
        .findFirst();
  }

  /**
   * The group's rules with these ids.
   *
   * @throws Ec2Error {@code InvalidSecurityGroupRuleId.NotFound}, also for another group's rules
   */
  List<SecurityGroupRule> withIds(String groupId, boolean egress, List<String> ids) {
    List<SecurityGroupRule> rules = world.rules().getAll(ids);
    List<String> foreign =
        rules.stream()
            .filter(rule -> !rule.groupId().equals(groupId) || rule.isEgress() != egress)
            .map(SecurityGroupRule::securityGroupRuleId)
            .toList();
    if (!foreign.isEmpty()) {
      throw world.rules().kind().words().missing(foreign);
    }
    return rules;
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
}
