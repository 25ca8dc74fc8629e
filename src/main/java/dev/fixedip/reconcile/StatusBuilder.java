package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.FixedIpStatus.Correction;
import dev.fixedip.api.FixedIpStatus.InterfaceStatus;
import dev.fixedip.api.FixedIpStatus.PingRule;
import dev.fixedip.api.FixedIpStatus.PlannedAction;
import dev.fixedip.guest.GuestSettings;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.plan.Drift;
import dev.fixedip.plan.Findings;
import dev.fixedip.plan.Plan;
import dev.fixedip.plan.Planner;
import dev.fixedip.plan.Situation;
import dev.fixedip.plan.Step;
import dev.fixedip.plan.StillTrue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes down a plan as the status of its FixedIp. */
final class StatusBuilder {
  private static final int LONGEST_PLAN = 20;

  private StatusBuilder() {}

  /** The status; equal to the one before, but for times, if nothing is new. */
  static FixedIpStatus of(Situation situation, Plan plan, Memory memory) {
    return told(situation, inPlace(situation).orElse(plan), memory);
  }

  /** What needs no touching is told of a suspended one as of any other. */
  private static Optional<Plan> inPlace(Situation situation) {
    return Optional.of(situation)
        .filter(it -> it.desired().spec().isSuspended() && !it.desired().deleting())
        .map(it -> Planner.plan(it.resumed()))
        .filter(Plan::isDone);
  }

  private static FixedIpStatus told(Situation situation, Plan plan, Memory memory) {
    FixedIpStatus before = situation.remembered().status();
    long generation = situation.desired().generation();
    Findings findings = plan.findings();
    Optional<NetworkInterface> found = findings.networkInterface();
    return new FixedIpStatus(
        StillTrue.isStale(situation) ? before.observedGeneration() : Long.valueOf(generation),
        plan.isDone() ? Long.valueOf(generation) : before.syncedGeneration(),
        StatusConditions.of(situation, plan),
        address(situation, findings),
        found.or(findings::former).flatMap(NetworkInterface::instanceId).orElse(null),
        found
            .map(it -> networkInterface(it, findings.owned()))
            .or(() -> findings.former().map(it -> networkInterface(it, true)))
            .orElseGet(() -> kept(situation)),
        plan.owned(),
        pingRules(situation, findings),
        findings.elasticIp().orElse(null),
        guest(situation, findings),
        plan.drift().stream().map(StatusBuilder::drift).toList(),
        memory.corrected().map(it -> correction(it, memory)).orElse(before.lastCorrection()),
        plan.isDone() ? List.of() : planned(situation, plan));
  }

  /** What the instance has now: the address that is asked for, or still the one before it. */
  private static @Nullable String address(Situation situation, Findings findings) {
    return findings.assigned()
        ? withPrefix(situation, situation.desired().address(), findings.networkInterface())
        : findings
            .former()
            .filter(it -> it.instanceId().filter(it::isAttachedTo).isPresent())
            .map(it -> withPrefix(situation, formerAddress(situation, it), Optional.of(it)))
            .orElse(null);
  }

  /** The address that the interface was made for, which need not be its primary one. */
  private static String formerAddress(Situation situation, NetworkInterface it) {
    return Optional.ofNullable(situation.remembered().status().address())
        .map(told -> told.replaceFirst("/.*", ""))
        .filter(it.addresses()::contains)
        .orElseGet(it::primaryAddress);
  }

  private static String withPrefix(
      Situation situation, String address, Optional<NetworkInterface> on) {
    return on.flatMap(it -> situation.world().subnet(it.placement().subnetId()))
        .flatMap(it -> it.holding(address))
        .map(it -> address + "/" + it.prefixLength())
        .orElse(address);
  }

  private static InterfaceStatus networkInterface(NetworkInterface it, boolean owned) {
    Attachment attachment = it.attachment();
    return new InterfaceStatus(
        it.id(),
        attachment == null ? null : attachment.id(),
        attachment == null ? null : Integer.valueOf(attachment.deviceIndex()),
        it.placement().subnetId(),
        it.placement().vpcId(),
        it.placement().availabilityZone(),
        it.macAddress(),
        it.securityGroupIds(),
        owned);
  }

  /** What could not be seen just now is no reason to forget what is ours. */
  private static @Nullable InterfaceStatus kept(Situation situation) {
    return situation
        .remembered()
        .networkInterface()
        .filter(InterfaceStatus::owned)
        .filter(it -> !StillTrue.isGone(situation, it.id()))
        .orElse(null);
  }

  private static List<PingRule> pingRules(Situation situation, Findings findings) {
    String cluster = situation.policy().clusterId();
    if (!findings.assigned()) {
      return situation.remembered().pingRules().stream()
          .filter(it -> !it.owned() || StillTrue.isThere(situation, it))
          .toList();
    }
    Stream<PingRule> now =
        findings.pingRules().stream()
            .filter(it -> it.cidr() != null)
            .map(it ->
                new PingRule(
                    it.id(), it.groupId(), String.valueOf(it.cidr()), Ownership.owns(cluster, it)));
    Stream<PingRule> owed =
        situation.remembered().pingRules().stream()
            .filter(PingRule::owned)
            .filter(it -> StillTrue.isThere(situation, it));
    return Stream.concat(now, owed).distinct().toList();
  }

  private static FixedIpStatus.@Nullable Guest guest(Situation situation, Findings findings) {
    if (findings.instance().isEmpty()
        || findings.networkInterface().isEmpty()
        || findings.subnet().isEmpty()
        || findings.vpc().isEmpty()) {
      return null;
    }
    return GuestSettings.of(
        findings.instance().get().platform(),
        situation.desired().address(),
        findings.networkInterface().get(),
        findings.subnet().get(),
        findings.vpc().get());
  }

  private static FixedIpStatus.Drift drift(Drift it) {
    return new FixedIpStatus.Drift(
        it.difference().field(),
        it.difference().desired(),
        it.difference().observed(),
        Conditions.time(it.since()));
  }

  private static Correction correction(Drift it, Memory memory) {
    return new Correction(
        it.difference().field(),
        it.difference().desired(),
        it.difference().observed(),
        Conditions.time(it.since()),
        Conditions.time(memory.correctedAt().orElse(it.since())));
  }

  private static List<PlannedAction> planned(Situation situation, Plan plan) {
    return Stream.concat(plan.now().stream(), Planner.plan(situation).rest().stream())
        .limit(LONGEST_PLAN)
        .map(StatusBuilder::planned)
        .toList();
  }

  private static PlannedAction planned(Step it) {
    return new PlannedAction(it.action().call(), it.action().target(), it.why());
  }
}
