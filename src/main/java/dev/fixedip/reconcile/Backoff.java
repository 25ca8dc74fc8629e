package dev.fixedip.reconcile;

import dev.fixedip.plan.Failure;
import java.time.Duration;

/** How long to wait before an action that failed is tried again. */
final class Backoff {
  private Backoff() {}

  /**
   * The pause after a failure.
   *
   * @param before how many failures in a row went before it
   */
  static Duration of(Failure.Kind kind, int before) {
    return switch (kind) {
      case NOT_YET -> doubling(Duration.ofMillis(500), before, Duration.ofSeconds(60));
      case TRANSIENT, THROTTLED, CONFLICT ->
          doubling(Duration.ofSeconds(1), before, Duration.ofSeconds(60));
      case QUOTA, DENIED, USER_MUST_ACT ->
          doubling(Duration.ofSeconds(30), before, Duration.ofMinutes(10));
    };
  }

  private static Duration doubling(Duration first, int before, Duration longest) {
    Duration pause = first.multipliedBy(1L << Math.min(before, 10));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }
}
