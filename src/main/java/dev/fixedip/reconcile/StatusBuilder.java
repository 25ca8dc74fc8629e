package dev.fixedip.reconcile;

import static dev.fixedip.api.ConditionType.InSync;
import static dev.fixedip.api.ConditionType.Ready;
import static dev.fixedip.api.ConditionType.Reconciling;
import static dev.fixedip.api.ConditionType.Stalled;
import static dev.fixedip.api.ConditionType.Suspended;

import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.FixedIpStatus.Correction;
import dev.fixedip.api.FixedIpStatus.InterfaceStatus;
import dev.fixedip.api.FixedIpStatus.PingRule;
import dev.fixedip.api.FixedIpStatus.PlannedAction;
import dev.fixedip.api.Reason;
import dev.fixedip.guest.GuestSettings;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.plan.Drift;
import dev.fixedip.plan.Findings;
import dev.fixedip.plan.Findings.Finding.Value;
import dev.fixedip.plan.Plan;
import dev.fixedip.plan.Planner;
import dev.fixedip.plan.Situation;
import dev.fixedip.plan.Step;
import dev.fixedip.plan.StillTrue;
import dev.fixedip.plan.Verdict;
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
    FixedIpStatus before = situation.remembered().status();
    long generation = situation.desired().generation();
    Findings findings = plan.findings();
    Optional<NetworkInterface> found = findings.networkInterface();
    return new FixedIpStatus(
        StillTrue.isStale(situation) ? before.observedGeneration() : Long.valueOf(generation),
        plan.isDone() ? Long.valueOf(generation) : before.syncedGeneration(),
        conditions(situation, plan),
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
        plan.isDone() ? List.of() : planned(plan));
  }

  private static List<io.fabric8.kubernetes.api.model.Condition> conditions(
      Situation situation, Plan plan) {
    Conditions conditions =
        new Conditions(
            situation.remembered().status(), situation.desired().generation(), situation.now());
    boolean suspended = situation.desired().spec().isSuspended();
    plan.verdict()
        .ifPresentOrElse(it -> verdict(conditions, it), () -> asItWas(conditions, suspended));
    plan.findings().conditions().forEach(conditions::set);
    inSync(conditions, situation, plan);
    if (suspended) {
      conditions.set(
          Suspended,
          Value.TRUE,
          Reason.SUSPENDED,
          "spec.suspend is true: nothing is touched until it is false");
    }
    return conditions.all();
  }

  private static void verdict(Conditions conditions, Verdict it) {
    Value ready = it.outcome() == Reason.Outcome.READY ? Value.TRUE : Value.FALSE;
    conditions.set(Ready, ready, it.reason(), it.message());
    switch (it.outcome()) {
      case RECONCILING -> conditions.set(Reconciling, Value.TRUE, it.reason(), it.message());
      case STALLED -> conditions.set(Stalled, Value.TRUE, it.reason(), it.message());
      case READY, DETAIL -> {}
    }
  }

  private static void asItWas(Conditions conditions, boolean suspended) {
    conditions.keep(Ready).keep(Reconciling).keep(Stalled);
    if (!conditions.has(Ready)) {
      conditions.set(
          Ready,
          Value.UNKNOWN,
          suspended ? Reason.SUSPENDED : Reason.OBSERVATION_STALE,
          "Nothing was looked at yet");
    }
  }

  private static void inSync(Conditions conditions, Situation situation, Plan plan) {
    if (StillTrue.isStale(situation)) {
      conditions.set(
          InSync,
          Value.UNKNOWN,
          Reason.OBSERVATION_STALE,
          "EC2 was not read whole for more than %d minutes: see the operator's log for why"
              .formatted(Planner.STALE.toMinutes()));
    } else if (plan.verdict().isEmpty()) {
      conditions.keep(InSync);
    } else if (!plan.drift().isEmpty()) {
      conditions.set(InSync, Value.FALSE, Reason.DRIFTED, Drift.words(plan.drift()));
    } else if (!plan.isDone()) {
      conditions.set(InSync, Value.FALSE, Reason.PENDING, "The spec is not wholly in place yet");
    } else {
      List<String> unmet = unmet(situation, plan.findings());
      conditions.set(
          InSync,
          unmet.isEmpty() ? Value.TRUE : Value.FALSE,
          unmet.isEmpty() ? Reason.SUCCEEDED : Reason.FOREIGN_INTERFACE,
          unmet.isEmpty()
              ? "EC2 is as the spec says"
              : "The interface is not ours to change, and differs in " + String.join(", ", unmet));
    }
  }

  private static List<String> unmet(Situation situation, Findings findings) {
    return findings
        .networkInterface()
        .filter(_ -> !findings.owned())
        .map(it -> StillTrue.unmet(situation, it))
        .orElse(List.of());
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

  private static List<PlannedAction> planned(Plan plan) {
    return Stream.concat(plan.now().stream(), plan.rest().stream())
        .limit(LONGEST_PLAN)
        .map(StatusBuilder::planned)
        .toList();
  }

  private static PlannedAction planned(Step it) {
    return new PlannedAction(it.action().call(), it.action().target(), it.why());
  }
}
