package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Vpc;
import dev.fixedip.model.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which ping rules of ours are still needed. The cluster's FixedIps share them. */
final class PingNeeds {
  private PingNeeds() {}

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
        .flatMap(group -> PingRules.rules(situation.world(), group).stream())
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
    return neighbours.all().stream().anyMatch(it -> needs(it, rule, neighbours, world));
  }

  private static boolean neededByOthers(Situation situation, SecurityGroupRule rule) {
    String self = situation.desired().identity().uid();
    return situation.neighbours().all().stream()
        .filter(it -> !it.desired().identity().uid().equals(self))
        .anyMatch(it -> needs(it, rule, situation.neighbours(), situation.world()));
  }

  private static boolean needs(
      Neighbours.Neighbour it, SecurityGroupRule rule, Neighbours neighbours, World world) {
    FixedIpSpec spec = it.desired().spec();
    if (it.desired().deleting() || !spec.pingOrDefault().isEnabled() || isOnlyReserved(it)) {
      return false;
    }
    Optional<NetworkInterface> primary = primary(spec, neighbours, world);
    Optional<Held> held = held(it, primary, world);
    return held.isEmpty()
        || held.get().needs(spec, rule)
        || (follows(spec)
            && primary
                .flatMap(eni -> held(eni, world))
                .filter(of -> of.needs(spec, rule))
                .isPresent());
  }

  /** No instance has the address, or shall have it: nobody can be pinged. */
  private static boolean isOnlyReserved(Neighbours.Neighbour it) {
    return it.desired().spec().instance() == null && it.status().instanceId() == null;
  }

  /** Whether the interface has the groups of the instance's primary one. */
  private static boolean follows(FixedIpSpec spec) {
    return spec.interfaceOrDefault().securityGroupIds() == null && spec.interfaceId() == null;
  }

  /** The interface that a FixedIp's ping goes to, or will go to; empty if that cannot be told. */
  private static Optional<Held> held(
      Neighbours.Neighbour it, Optional<NetworkInterface> primary, World world) {
    return Optional.ofNullable(it.status().networkInterface())
        .flatMap(known -> world.networkInterface(known.id()).present())
        .or(() -> primary)
        .flatMap(eni -> held(eni, world));
  }

  private static Optional<Held> held(NetworkInterface it, World world) {
    return world.vpc(it.placement().vpcId()).map(vpc -> new Held(vpc, it));
  }

  private static Optional<NetworkInterface> primary(
      FixedIpSpec spec, Neighbours neighbours, World world) {
    return Selection.instance(spec, world, neighbours.nodes())
        .flatMap(instance -> Target.primary(instance, world));
  }

  /** An interface whose ping is wanted, as it is or as the spec asks for, and its VPC. */
  record Held(Vpc vpc, NetworkInterface networkInterface) {
    boolean needs(FixedIpSpec spec, SecurityGroupRule rule) {
      List<String> asked = spec.interfaceOrDefault().securityGroupIds();
      return (networkInterface.securityGroupIds().contains(rule.groupId())
              || (asked != null && asked.contains(rule.groupId())))
          && PingRules.isFor(spec, rule)
          && PingRules.sources(spec, vpc).stream().anyMatch(from -> from.equals(rule.cidr()));
    }
  }
}
