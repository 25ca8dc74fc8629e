package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpSpec.Icmp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Vpc;
import dev.fixedip.model.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The security group rules that let ping through. The cluster's FixedIps share them. */
final class PingRules {
  private static final String DESCRIPTION = "Ping to fixed IPs, added by fixedip";

  private PingRules() {}

  /** From where ping shall come in; empty when it is switched off. */
  static List<Cidr> sources(FixedIpSpec spec, Vpc vpc) {
    FixedIpSpec.PingSpec ping = spec.pingOrDefault();
    if (!ping.isEnabled()) {
      return List.of();
    }
    List<String> asked = ping.from();
    return asked == null ? vpc.cidrs() : asked.stream().map(Cidr::parse).toList();
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

  /** A rule of ours counts only for the very source that it was added for. */
  private static boolean allows(Situation situation, SecurityGroupRule rule, Cidr from) {
    FixedIpSpec spec = situation.desired().spec();
    return Ownership.owns(situation.policy().clusterId(), rule)
        ? from.equals(rule.cidr()) && rule.fromPort() == type(spec)
        : rule.allowsIcmp(type(spec), from);
  }

  /** Adds the rules that are missing. */
  static List<Step> toAdd(Situation situation, Vpc vpc, NetworkInterface it) {
    FixedIpSpec spec = situation.desired().spec();
    if (misplaced(spec, it).isPresent()) {
      return List.of();
    }
    String cluster = situation.policy().clusterId();
    List<Step> steps = new ArrayList<>();
    for (Cidr from : missing(situation, vpc, it)) {
      String group = chosenGroup(spec, it, situation);
      steps.add(
          new Step(
              new Action.AuthorizePing(
                  group, type(spec), from.toString(), Ownership.ofRule(cluster), DESCRIPTION),
              "No rule of the interface's security groups lets ping in from " + from,
              new Difference(
                  field(from.toString()), group + " lets ping in from " + from, Difference.NONE)));
    }
    return steps;
  }

  /** Takes back rules of ours that this FixedIp once needed and now nobody does. */
  static List<Step> toRevoke(Situation situation, Optional<Held> held) {
    return unneeded(situation, held)
        .map(rule ->
            Step.of(
                new Action.RevokePing(rule.groupId(), rule.id()),
                "No FixedIp needs ping from %s through this rule any more".formatted(rule.cidr())))
        .toList();
  }

  /** Lets go of rules that stay although nobody needs them any more. */
  static List<Step> toDisown(Situation situation) {
    return unneeded(situation, Optional.empty())
        .map(rule ->
            Step.of(
                new Action.DisownRule(
                    rule.groupId(), rule.id(), Ownership.ofRule(situation.policy().clusterId())),
                "It is retained, as the spec says"))
        .toList();
  }

  private static Stream<SecurityGroupRule> unneeded(Situation situation, Optional<Held> held) {
    Set<String> known =
        situation.remembered().pingRules().stream()
            .map(FixedIpStatus.PingRule::id)
            .collect(Collectors.toSet());
    return situation.remembered().pingRules().stream()
        .map(FixedIpStatus.PingRule::securityGroupId)
        .distinct()
        .flatMap(group -> rules(situation.world(), group).stream())
        .filter(rule -> known.contains(rule.id()))
        .filter(rule -> Ownership.owns(situation.policy().clusterId(), rule))
        .filter(rule -> held.isEmpty() || !held.get().needs(situation.desired().spec(), rule))
        .filter(rule -> !neededByOthers(situation, rule));
  }

  /** The first group with a rule that the status knows and nobody has read yet. */
  static Optional<String> unreadKnown(Situation situation) {
    return situation.remembered().pingRules().stream()
        .filter(FixedIpStatus.PingRule::owned)
        .map(FixedIpStatus.PingRule::securityGroupId)
        .filter(group -> situation.world().rules(group).isUnread())
        .findFirst();
  }

  /** Whether some FixedIp of the cluster needs that rule of ours. */
  static boolean isNeeded(SecurityGroupRule rule, Neighbours neighbours, World world) {
    return neighbours.all().stream().anyMatch(it -> needs(it, rule, world));
  }

  private static boolean neededByOthers(Situation situation, SecurityGroupRule rule) {
    String self = situation.desired().identity().uid();
    return situation.neighbours().all().stream()
        .filter(it -> !it.desired().identity().uid().equals(self))
        .anyMatch(it -> needs(it, rule, situation.world()));
  }

  private static boolean needs(Neighbours.Neighbour it, SecurityGroupRule rule, World world) {
    FixedIpSpec spec = it.desired().spec();
    if (it.desired().deleting() || !spec.pingOrDefault().isEnabled()) {
      return false;
    }
    Optional<Held> held = held(it, world);
    return held.isEmpty() || held.get().needs(spec, rule);
  }

  /** The interface that a FixedIp's ping goes to, or will go to; empty if that cannot be told. */
  private static Optional<Held> held(Neighbours.Neighbour it, World world) {
    FixedIpSpec spec = it.desired().spec();
    Optional<NetworkInterface> known =
        Optional.ofNullable(it.status().networkInterface())
            .flatMap(eni -> world.networkInterface(eni.id()).present());
    Optional<NetworkInterface> found =
        known.or(() ->
            world.instance(spec.instance().id()).present().stream()
                .map(Instance::id)
                .flatMap(id -> world.interfacesOf(id).stream())
                .filter(NetworkInterface::isPrimary)
                .findFirst());
    return found.flatMap(eni ->
        world
            .vpc(eni.placement().vpcId())
            .map(vpc -> new Held(vpc, known.isPresent() ? eni : asked(spec, eni))));
  }

  private static NetworkInterface asked(FixedIpSpec spec, NetworkInterface primary) {
    List<String> groups = spec.interfaceOrDefault().securityGroupIds();
    return groups == null ? primary : primary.withSecurityGroups(groups);
  }

  /** An interface whose ping is wanted, and its VPC. */
  record Held(Vpc vpc, NetworkInterface networkInterface) {
    boolean needs(FixedIpSpec spec, SecurityGroupRule rule) {
      String named = spec.pingOrDefault().securityGroupId();
      return networkInterface.securityGroupIds().contains(rule.groupId())
          && (named == null || named.equals(rule.groupId()))
          && rule.fromPort() == type(spec)
          && sources(spec, vpc).stream().anyMatch(from -> from.equals(rule.cidr()));
    }
  }

  /** The field that a missing rule is told under. */
  static String field(String cidr) {
    return Difference.PING_RULES + "[" + cidr + "]";
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

  private static int type(FixedIpSpec spec) {
    return spec.pingOrDefault().icmpOrDefault() == Icmp.All
        ? SecurityGroupRule.ALL
        : SecurityGroupRule.ECHO_REQUEST;
  }

  private static List<SecurityGroupRule> rules(World world, String group) {
    return world.rules(group).present().orElse(List.of());
  }
}
