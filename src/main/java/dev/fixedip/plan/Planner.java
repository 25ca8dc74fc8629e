package dev.fixedip.plan;

import dev.fixedip.api.Reason;
import dev.fixedip.model.Key;
import dev.fixedip.model.Overlay;
import dev.fixedip.model.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what there is to do about one FixedIp. Pure and total: the same situation makes the same
 * plan, and every situation makes one. It decides the next step only; what comes after is foreseen
 * by laying what the step leads to over the world and deciding again.
 */
public final class Planner {

  /** From this age on, what is known of EC2 says nothing about now. */
  public static final Duration STALE = Duration.ofMinutes(5);

  private static final int FORESEEN_AT_MOST = 20;

  private Planner() {}

  /** The plan for that situation. */
  public static Plan plan(Situation given) {
    Sight sight = new Sight(given.world());
    Situation situation = given.in(sight);
    Target target = Target.of(situation);
    Decision decision = decide(situation, target);
    Outline outline = outline(situation, decision);
    List<Step> rest = foresee(given, decision, outline.now());
    Findings findings = Findings.of(situation, target, outline.verdict());
    return new Plan(
        outline.now(),
        rest,
        outline.drift(),
        outline.verdict(),
        findings,
        outline.awaited(),
        keys(sight, findings),
        outline.again());
  }

  private static Decision decide(Situation situation, Target target) {
    if (situation.desired().deleting()) {
      return Deletion.next(situation);
    }
    return switch (target) {
      case Target.Unresolved(Decision decision) ->
          Holdings.lost(situation).filter(Decision.Refuse.class::isInstance).orElse(decision);
      case Target.Resolved it -> new InterfaceStrategy(situation, it).next();
    };
  }

  /** What is done and said now; the rest of the plan is foreseen from it. */
  private record Outline(
      Optional<Step> now,
      List<Drift> drift,
      Optional<Verdict> verdict,
      Set<Key> awaited,
      Optional<Instant> again) {

    static Outline saying(Verdict verdict) {
      return new Outline(
          Optional.empty(), List.of(), Optional.of(verdict), Set.of(), Optional.empty());
    }

    static Outline silent() {
      return new Outline(Optional.empty(), List.of(), Optional.empty(), Set.of(), Optional.empty());
    }

    Outline with(List<Drift> some) {
      return new Outline(now, some, verdict, awaited, again);
    }

    Outline awaiting(Set<Key> some) {
      return new Outline(now, drift, verdict, some, again);
    }

    Outline again(Instant at) {
      return new Outline(now, drift, verdict, awaited, Optional.of(at));
    }

    Outline doing(Step step) {
      return new Outline(Optional.of(step), drift, verdict, awaited, again);
    }
  }

  private static Outline outline(Situation situation, Decision decision) {
    boolean deleting = situation.desired().deleting();
    if (!deleting
        && (situation.desired().spec().isSuspended() || situation.age().compareTo(STALE) > 0)) {
      return Outline.silent();
    }
    return switch (decision) {
      case Decision.Steps(List<Step> steps) -> steps(situation, steps);
      case Decision.Wait(String message, Set<Key> awaited, var _) ->
          Outline.saying(Verdict.of(Reason.PROGRESSING, message)).awaiting(awaited);
      case Decision.Missing(String message, Instant until) ->
          Outline.saying(
                  new Verdict(Reason.Outcome.RECONCILING, Reason.INSTANCE_NOT_FOUND, message))
              .again(until);
      case Decision.Refuse(Reason reason, String message) ->
          Outline.saying(Verdict.of(deleting ? Reason.DELETION_BLOCKED : reason, message));
      case Decision.Done(Reason reason, String message) ->
          Outline.saying(
              deleting
                  ? new Verdict(Reason.Outcome.READY, reason, message)
                  : Verdict.of(reason, message));
    };
  }

  private static Outline steps(Situation situation, List<Step> steps) {
    List<Drift> drift = steps.stream().flatMap(it -> Drift.of(it, situation).stream()).toList();
    return steps.stream()
        .filter(it -> isAllowed(it, situation))
        .findFirst()
        .map(step -> attempt(situation, step, drift))
        .orElseGet(() ->
            Outline.saying(
                new Verdict(
                    Reason.Outcome.STALLED,
                    Reason.DRIFTED,
                    Drift.words(drift)
                        + ": set spec.drift to Correct to have it put right, or do it in EC2")))
        .with(drift);
  }

  private static boolean isAllowed(Step step, Situation situation) {
    return situation.desired().spec().correctsDrift() || Drift.of(step, situation).isEmpty();
  }

  private static Outline attempt(Situation situation, Step step, List<Drift> drift) {
    Remembered remembered = situation.remembered();
    Instant now = situation.now();
    Failure failure = remembered.failure();
    if (failure != null
        && failure.action().equals(step.action())
        && now.isBefore(failure.retryAt())) {
      return Outline.saying(blocked(situation, failure.verdict(now))).again(failure.retryAt());
    }
    if (step.action().takesAway()
        && situation.age().compareTo(situation.policy().pollInterval().multipliedBy(2)) > 0) {
      return Outline.saying(
          Verdict.of(
              Reason.OBSERVATION_STALE,
              "EC2 was last read whole at %s: nothing is taken away before it is read again"
                  .formatted(situation.observedAt())));
    }
    Optional<Drift> own = Drift.of(step, situation);
    Verdict drifted = Verdict.of(Reason.DRIFTED, Drift.words(drift));
    if (own.isEmpty()) {
      Verdict working = drift.isEmpty() ? Verdict.of(Reason.PROGRESSING, step.why()) : drifted;
      return Outline.saying(working).doing(step);
    }
    if (own.get().isFought(remembered) && now.isBefore(own.get().correctableAt(remembered))) {
      Instant at = own.get().correctableAt(remembered);
      return Outline.saying(
              Verdict.of(
                  Reason.DRIFT_RECURRING,
                  "%s was corrected %d times and is changed back each time: find out by whom; the next correction is at %s"
                      .formatted(own.get().difference().field(), own.get().count(remembered), at)))
          .again(at);
    }
    return own.get().isTold(remembered)
        ? Outline.saying(drifted).doing(step)
        : Outline.saying(drifted).again(now);
  }

  private static Verdict blocked(Situation situation, Verdict verdict) {
    return situation.desired().deleting() && verdict.outcome() == Reason.Outcome.STALLED
        ? Verdict.of(Reason.DELETION_BLOCKED, verdict.message())
        : verdict;
  }

  /** What comes after the step, as far as it can be told: each decision on the foreseen world. */
  private static List<Step> foresee(Situation situation, Decision first, Optional<Step> now) {
    List<Step> rest = new ArrayList<>();
    Overlay foreseen = new Overlay(situation.world());
    Situation ahead = situation.in(foreseen);
    Decision decision = first;
    Set<Step> met = new HashSet<>();
    for (int turn = 0; turn < FORESEEN_AT_MOST; turn++) {
      switch (decision) {
        case Decision.Steps(List<Step> steps) -> {
          Step step = steps.getFirst();
          if (!met.add(step)) {
            return rest;
          }
          if (now.filter(step::equals).isEmpty()) {
            rest.add(step);
          }
          foreseen.with(Foresight.of(step.action()));
        }
        case Decision.Wait(var _, var _, Write expected) -> {
          if (expected == null) {
            return rest;
          }
          foreseen.with(expected);
        }
        case Decision.Missing _, Decision.Refuse _, Decision.Done _ -> {
          return rest;
        }
      }
      decision = decide(ahead, Target.of(ahead));
    }
    return rest;
  }

  private static Set<Key> keys(Sight sight, Findings findings) {
    Set<Key> keys = new HashSet<>(sight.keys());
    findings.networkInterface().ifPresent(it -> keys.add(new Key.OfInterface(it.id())));
    return Set.copyOf(keys);
  }
}
