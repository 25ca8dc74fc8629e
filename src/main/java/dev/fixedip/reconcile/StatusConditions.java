package dev.fixedip.reconcile;

import static dev.fixedip.api.ConditionType.InSync;
import static dev.fixedip.api.ConditionType.Ready;
import static dev.fixedip.api.ConditionType.Reconciling;
import static dev.fixedip.api.ConditionType.Stalled;
import static dev.fixedip.api.ConditionType.Suspended;

import dev.fixedip.api.Reason;
import dev.fixedip.plan.Drift;
import dev.fixedip.plan.Findings;
import dev.fixedip.plan.Findings.Finding.Value;
import dev.fixedip.plan.Plan;
import dev.fixedip.plan.Planner;
import dev.fixedip.plan.Situation;
import dev.fixedip.plan.StillTrue;
import dev.fixedip.plan.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;

/**
 * Which conditions a status has. Tools that know nothing of FixedIps make up their minds by them:
 * Ready is True only for the generation that is in place, and a suspended FixedIp is no exception.
 */
final class StatusConditions {
  private StatusConditions() {}

  /** The conditions that the plan makes of the situation. */
  static List<Condition> of(Situation situation, Plan plan) {
    Conditions conditions =
        new Conditions(situation.remembered().status(), observed(situation), situation.now());
    plan.verdict()
        .ifPresentOrElse(it -> verdict(conditions, it), () -> silent(conditions, situation));
    plan.findings().conditions().forEach(conditions::set);
    inSync(conditions, situation, plan);
    if (situation.desired().spec().isSuspended()) {
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

  private static void silent(Conditions conditions, Situation situation) {
    if (StillTrue.isStale(situation) || isReadyAtThisGeneration(situation)) {
      asItWas(conditions);
    } else {
      conditions.set(
          Ready,
          Value.FALSE,
          Reason.SUSPENDED,
          "%s is not wholly in place as the spec says, and nothing is touched while spec.suspend is true: set it to false to have the rest done"
              .formatted(situation.desired().address()));
    }
  }

  private static boolean isReadyAtThisGeneration(Situation situation) {
    return situation
        .remembered()
        .status()
        .condition(Ready)
        .filter(it -> it.getStatus().equals(Value.TRUE.toString()))
        .filter(it -> Objects.equals(it.getObservedGeneration(), situation.desired().generation()))
        .isPresent();
  }

  private static void asItWas(Conditions conditions) {
    conditions.keep(Ready).keep(Reconciling).keep(Stalled);
    if (!conditions.has(Ready)) {
      conditions.set(Ready, Value.UNKNOWN, Reason.OBSERVATION_STALE, "Nothing was looked at yet");
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
    } else if (plan.verdict().isEmpty() && isReadyAtThisGeneration(situation)) {
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

  /** The generation that the conditions speak of: on old knowledge, that of before. */
  private static long observed(Situation situation) {
    Long before = situation.remembered().status().observedGeneration();
    return StillTrue.isStale(situation)
        ? Math.max(0, before == null ? 0 : before)
        : situation.desired().generation();
  }
}
