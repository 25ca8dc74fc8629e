package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.PingSpec;
import dev.fixedip.api.PingSpec.Icmp;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.IpFamily;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Vpc;
import dev.fixedip.model.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The security group rules that let ping through to one interface: there, missing, to be added. */
final class PingRules {
  private static final String DESCRIPTION = "Ping to fixed IPs, added by fixedip";

  private PingRules() {}

  /** From where ping shall come in; empty when it is switched off. */
  static List<Cidr> sources(FixedIpSpec spec, Vpc vpc) {
    PingSpec ping = spec.pingOrDefault();
    if (!ping.isEnabled()) {
      return List.of();
    }
    List<String> asked = ping.from();
    return asked == null
        ? vpc.cidrs(IpFamily.of(spec.address()))
        : asked.stream().map(Cidr::parse).toList();
  }

  /** The first group of the interface whose rules nobody has read yet. */
  static Optional<String> unread(NetworkInterface it, World world) {
    return it.securityGroupIds().stream().filter(g -> world.rules(g).isUnread()).findFirst();
  }

  /** The rules that let the asked ping through to the interface, ours and others'. */
  static List<SecurityGroupRule> allowing(Situation situation, Vpc vpc, NetworkInterface it) {
    FixedIpSpec spec = situation.desired().spec();
    List<Cidr> sources = sources(spec, vpc);
    return it.securityGroupIds().stream()
        .flatMap(group -> rules(situation.world(), group).stream())
        .filter(rule -> sources.stream().anyMatch(from -> allows(situation, rule, from)))
        .toList();
  }

  /** The sources from which no rule lets ping through yet. */
  static List<Cidr> missing(Situation situation, Vpc vpc, NetworkInterface it) {
    List<SecurityGroupRule> rules = allowing(situation, vpc, it);
    return sources(situation.desired().spec(), vpc).stream()
        .filter(from -> rules.stream().noneMatch(rule -> allows(situation, rule, from)))
        .toList();
  }

  /** The group that the spec names although the interface is not in it. */
  static Optional<String> misplaced(FixedIpSpec spec, NetworkInterface it) {
    return Optional.ofNullable(spec.pingOrDefault().securityGroupId())
        .filter(named -> !it.securityGroupIds().contains(named));
  }

  /** A rule of ours counts only for the very source, type and group that it was added for. */
  private static boolean allows(Situation situation, SecurityGroupRule rule, Cidr from) {
    FixedIpSpec spec = situation.desired().spec();
    return Ownership.owns(situation.policy().clusterId(), rule)
        ? isFor(spec, rule) && from.equals(rule.cidr())
        : rule.allowsIcmp(type(spec, from), from);
  }

  /** Whether a rule of ours has the type and the group that the spec asks for. */
  static boolean isFor(FixedIpSpec spec, SecurityGroupRule rule) {
    String named = spec.pingOrDefault().securityGroupId();
    return rule.cidr() != null
        && rule.fromPort() == type(spec, rule.cidr())
        && (named == null || named.equals(rule.groupId()));
  }

  /** Adds the rules that are missing. */
  static List<Step> toAdd(Situation situation, Vpc vpc, NetworkInterface it) {
    FixedIpSpec spec = situation.desired().spec();
    if (misplaced(spec, it).isPresent() || it.securityGroupIds().isEmpty()) {
      return List.of();
    }
    String cluster = situation.policy().clusterId();
    List<Step> steps = new ArrayList<>();
    for (Cidr from : missing(situation, vpc, it)) {
      String group = chosenGroup(spec, it, situation);
      steps.add(
          new Step(
              new Action.AuthorizePing(
                  group, type(spec, from), from.toString(), Ownership.ofRule(cluster), DESCRIPTION),
              "No rule of the interface's security groups lets ping in from " + from,
              new Difference(field(from), "a rule that lets ping in", Difference.NONE)));
    }
    return steps;
  }

  /** The field that a missing rule is told under. */
  static String field(Cidr from) {
    return Difference.PING_RULES + "[" + from + "]";
  }

  /** Whether ping came in through that rule for what is told under the field. */
  static boolean served(FixedIpStatus.PingRule rule, String field) {
    Cidr from = Cidr.parse(field.substring(Difference.PING_RULES.length() + 1, field.length() - 1));
    return Cidr.parse(rule.cidr()).contains(from);
  }

  /** Whether the interface that the status tells of is in the rule's group still. */
  static boolean isOnInterface(FixedIpStatus.PingRule rule, Situation situation) {
    return situation
        .remembered()
        .networkInterface()
        .flatMap(known -> situation.world().networkInterface(known.id()).present())
        .filter(it -> it.securityGroupIds().contains(rule.securityGroupId()))
        .isPresent();
  }

  private static String chosenGroup(FixedIpSpec spec, NetworkInterface it, Situation situation) {
    String named = spec.pingOrDefault().securityGroupId();
    if (named != null) {
      return named;
    }
    return it.securityGroupIds().stream()
        .filter(group ->
            rules(situation.world(), group).stream()
                .anyMatch(rule -> Ownership.owns(situation.policy().clusterId(), rule)))
        .findFirst()
        .orElse(it.securityGroupIds().getFirst());
  }

  private static int type(FixedIpSpec spec, Cidr from) {
    return spec.pingOrDefault().icmpOrDefault() == Icmp.All
        ? SecurityGroupRule.ALL
        : SecurityGroupRule.echoRequest(from.family());
  }

  static List<SecurityGroupRule> rules(World world, String group) {
    return world.rules(group).present().orElse(List.of());
  }
}
