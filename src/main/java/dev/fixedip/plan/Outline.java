package dev.fixedip.plan;

import dev.fixedip.api.Reason;
import dev.fixedip.model.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is done and said now. A decision says what is to be done; this says whether it may be done
 * already: not while suspended, not on old knowledge, not before a failed attempt may be repeated,
 * not before drift was told.
 */
record Outline(
    Optional<Step> now,
    List<Drift> drift,
    Optional<Verdict> verdict,
    Set<Key> awaited,
    Optional<Instant> again) {

  static final Duration STALE = Duration.ofMinutes(5);

  static Outline of(Situation situation, Decision decision) {
    if (!situation.desired().deleting()
        && (situation.desired().spec().isSuspended() || situation.age().compareTo(STALE) > 0)) {
      return silent(situation);
    }
    return told(situation, decision);
  }

  private static Outline told(Situation situation, Decision decision) {
    return switch (decision) {
      case Decision.Steps(List<Step> steps) -> steps(situation, steps);
      case Decision.Wait(String message, Set<Key> awaited, var _) ->
          saying(Verdict.of(Reason.PROGRESSING, message)).awaiting(awaited);
      case Decision.Later(Reason reason, String message, Optional<Instant> until) -> {
        Outline later = saying(new Verdict(Reason.Outcome.RECONCILING, reason, message));
        yield until.map(later::again).orElse(later);
      }
      case Decision.Note(var _, String message) -> saying(Verdict.of(Reason.PROGRESSING, message));
      case Decision.Refuse(Reason reason, String message) ->
          saying(blocked(situation, Verdict.of(reason, message)));
      case Decision.HeldUp(Decision by, Difference difference) -> {
        Outline outline = told(situation, by);
        List<Drift> drift =
            Stream.concat(
                    outline.drift().stream(),
                    Drift.of(difference, situation)
                        .filter(it -> outline.drift().stream().noneMatch(it::isOfSameField))
                        .stream())
                .toList();
        yield outline.with(drift);
      }
      case Decision.Done(Reason reason, String message) -> done(situation, reason, message);
    };
  }

  private static Outline done(Situation situation, Reason reason, String message) {
    if (!situation.desired().deleting()) {
      return saying(Verdict.of(reason, message));
    }
    return mayTakeAway(situation)
        ? saying(new Verdict(Reason.Outcome.READY, reason, message))
        : tooOld(situation, "the FixedIp is not let go");
  }

  /** The first step that may be done now; if there is none, why the first of all may not. */
  private static Outline steps(Situation situation, List<Step> steps) {
    List<Drift> drift = steps.stream().flatMap(it -> Drift.of(it, situation).stream()).toList();
    List<Outline> attempts =
        steps.stream()
            .filter(it -> isAllowed(it, situation))
            .map(it -> attempt(situation, it, drift))
            .toList();
    return attempts.stream()
        .filter(it -> it.now().isPresent())
        .findFirst()
        .or(() -> attempts.stream().findFirst().map(it -> it.asSoonAs(attempts)))
        .orElseGet(() -> saying(reported(drift)))
        .with(drift);
  }

  private static boolean isAllowed(Step step, Situation situation) {
    return situation.desired().spec().correctsDrift() || Drift.of(step, situation).isEmpty();
  }

  private static Verdict reported(List<Drift> drift) {
    return new Verdict(
        Reason.Outcome.STALLED,
        Reason.DRIFTED,
        Drift.words(drift)
            + ": set spec.drift to Correct to have it put right, or put it right in EC2");
  }

  private static Outline attempt(Situation situation, Step step, List<Drift> drift) {
    Remembered remembered = situation.remembered();
    Instant now = situation.now();
    Optional<Failure> failure =
        remembered.failure(step.action()).filter(it -> now.isBefore(it.retryAt()));
    if (failure.isPresent()) {
      return saying(blocked(situation, failure.get().verdict(now))).again(failure.get().retryAt());
    }
    if (step.action().takesAway() && !mayTakeAway(situation)) {
      return tooOld(situation, "nothing is taken away");
    }
    Verdict drifted = Verdict.of(Reason.DRIFTED, Drift.words(drift));
    Optional<Drift> own = Drift.of(step, situation);
    if (own.isEmpty()) {
      Verdict working = drift.isEmpty() ? Verdict.of(Reason.PROGRESSING, step.why()) : drifted;
      return saying(working).doing(step);
    }
    Instant at = own.get().correctableAt(remembered, now);
    if (now.isBefore(at)) {
      return saying(Verdict.of(Reason.DRIFT_RECURRING, own.get().recurring(remembered, now)))
          .again(at);
    }
    return own.get().isTold(remembered) ? saying(drifted).doing(step) : saying(drifted).again(now);
  }

  /** Whether what is known of EC2 is new enough to take anything away for it. */
  static boolean mayTakeAway(Situation situation) {
    return situation.age().compareTo(situation.policy().pollInterval().multipliedBy(2)) <= 0;
  }

  private static Outline tooOld(Situation situation, String what) {
    Duration interval = situation.policy().pollInterval();
    return saying(
            Verdict.of(
                Reason.OBSERVATION_STALE,
                "EC2 was last read whole more than %d s ago: %s before it is read again; see the operator's log if this lasts"
                    .formatted(interval.multipliedBy(2).toSeconds(), what)))
        .again(situation.now().plus(interval));
  }

  private static Verdict blocked(Situation situation, Verdict verdict) {
    return situation.desired().deleting() && verdict.outcome() == Reason.Outcome.STALLED
        ? Verdict.of(Reason.DELETION_BLOCKED, verdict.message())
        : verdict;
  }

  private static Outline saying(Verdict verdict) {
    return new Outline(
        Optional.empty(), List.of(), Optional.of(verdict), Set.of(), Optional.empty());
  }

  /** What was told stays told while nobody looks. */
  private static Outline silent(Situation situation) {
    boolean suspended = situation.desired().spec().isSuspended();
    return new Outline(
        Optional.empty(),
        suspended ? List.of() : Drift.told(situation.remembered()),
        Optional.empty(),
        Set.of(),
        Optional.empty());
  }

  /** Whether nothing may be done or said. */
  boolean isSilent() {
    return verdict.isEmpty();
  }

  private Outline asSoonAs(List<Outline> others) {
    Optional<Instant> first =
        others.stream().flatMap(it -> it.again().stream()).min(Comparator.naturalOrder());
    return new Outline(now, drift, verdict, awaited, first);
  }

  private Outline with(List<Drift> some) {
    return new Outline(now, some, verdict, awaited, again);
  }

  private Outline awaiting(Set<Key> some) {
    return new Outline(now, drift, verdict, some, again);
  }

  private Outline again(Instant at) {
    return new Outline(now, drift, verdict, awaited, Optional.of(at));
  }

  private Outline doing(Step step) {
    return new Outline(Optional.of(step), drift, verdict, awaited, again);
  }
}
