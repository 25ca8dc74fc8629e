package dev.fixedip.reconcile;

import dev.fixedip.ec2.Answer;
import dev.fixedip.plan.Action;
import dev.fixedip.plan.Desired;
import dev.fixedip.plan.Drift;
import dev.fixedip.plan.Failure;
import dev.fixedip.plan.Remembered.Corrected;
import dev.fixedip.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the operator remembers of one FixedIp beside its status; lost with the process. Used by one
 * reconciliation at a time.
 */
final class Memory {
  private static final Duration KEPT = Duration.ofHours(2);

  /** Work that is done sooner shows no status of its own. */
  private static final Duration UNREMARKABLE = Duration.ofSeconds(1);

  /** A read of what was just done comes within a second, unless all of them have much to do. */
  private static final Duration SHOWS_SOON = Duration.ofSeconds(2);

  /** An action that failed, and how often in a row. */
  private record Tried(Failure failure, int times) {}

  private record Wanted(long generation, boolean deleting, Instant since) {}

  private final List<Corrected> corrections = new ArrayList<>();
  private final List<Step> done = new ArrayList<>();
  private final Map<Action, Tried> failures = new HashMap<>();
  private @Nullable Drift corrected;
  private @Nullable Instant correctedAt;
  private @Nullable Instant workSince;
  private Instant lastStep = Instant.EPOCH;
  private @Nullable Wanted wanted;

  List<Corrected> corrections() {
    return List.copyOf(corrections);
  }

  List<Failure> failures() {
    return failures.values().stream().map(Tried::failure).toList();
  }

  /** The work that was done since all was last as wanted; corrections are told for themselves. */
  List<Step> done() {
    return List.copyOf(done);
  }

  /** The last drift that was put right, if any was since the process began. */
  Optional<Drift> corrected() {
    return Optional.ofNullable(corrected);
  }

  Optional<Instant> correctedAt() {
    return Optional.ofNullable(correctedAt);
  }

  void succeeded(Step step, Optional<Drift> drift, Instant now) {
    lastStep = now;
    failures.remove(step.action());
    drift.ifPresentOrElse(
        it -> {
          corrections.removeIf(old -> old.at().plus(KEPT).isBefore(now));
          corrections.add(new Corrected(it.difference().field(), now));
          corrected = it;
          correctedAt = now;
        },
        () -> done.add(step));
  }

  void failed(Action action, Answer.Failed answer, Instant now) {
    failures.values().removeIf(it -> it.failure().retryAt().plus(KEPT).isBefore(now));
    Tried before = failures.get(action);
    int times = before == null ? 0 : before.times();
    Failure failure =
        new Failure(
            action,
            answer.kind(),
            answer.code(),
            answer.message(),
            before == null ? now : before.failure().since(),
            now.plus(Backoff.of(action, answer.kind(), times)));
    failures.put(action, new Tried(failure, times + 1));
  }

  /** Work is going on; answers since when. */
  Instant working(Instant now) {
    if (workSince == null) {
      workSince = now;
    }
    return workSince;
  }

  /**
   * From when on work that goes on is worth a status of its own: it has lasted a while, and nothing
   * was done just now, whose end may show at once.
   */
  Instant remarkable(Instant now) {
    Instant longSince = working(now).plus(UNREMARKABLE);
    Instant quiet = lastStep.plus(SHOWS_SOON);
    return quiet.isAfter(longSince) ? quiet : longSince;
  }

  /** Notes what is wanted now; answers since when that has been so, as far as is known. */
  Instant wanting(Desired desired, Instant now) {
    if (wanted == null
        || wanted.generation() != desired.generation()
        || wanted.deleting() != desired.deleting()) {
      wanted = new Wanted(desired.generation(), desired.deleting(), now);
    }
    return wanted.since();
  }

  /** Since when work has been going on; empty if there was none. */
  Optional<Instant> workingSince() {
    return Optional.ofNullable(workSince);
  }

  /** All is as wanted, or somebody else must act: what comes next is other work. */
  void settled() {
    workSince = null;
    done.clear();
  }
}
