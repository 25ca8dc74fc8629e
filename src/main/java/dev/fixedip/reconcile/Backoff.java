package dev.fixedip.reconcile;

import dev.fixedip.ec2.Inventory;
import dev.fixedip.plan.Action;
import dev.fixedip.plan.ElasticIpAction;
import dev.fixedip.plan.Failure;
import java.time.Duration;

/** How long to wait before an action that failed is tried again. */
final class Backoff {
  /** A read that began when all has settled is back by then. */
  private static final Duration SETTLED = Inventory.SETTLING.plusSeconds(1);

  /** An Elastic IP that was allocated all the same must be seen before another one is allocated. */
  private static final Duration ALLOCATED = Duration.ofSeconds(11);

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Backoff() {}

  /**
   * The pause after a failure. Where it is unknown whether the call had its effect, or EC2 knows
   * something that our reads do not show, that is until a read must show it.
   *
   * @param before how many failures in a row went before it
   */
  static Duration of(Action action, Failure.Kind kind, int before) {
    return action instanceof ElasticIpAction.Allocate && kind == Failure.Kind.TRANSIENT
        ? doubling(ALLOCATED, before, LONGEST)
        : of(kind, before);
  }

  /** The same, whatever the action. */
  static Duration of(Failure.Kind kind, int before) {
    return switch (kind) {
      case NOT_YET -> doubling(Duration.ofMillis(500), before, LONGEST);
      case THROTTLED -> doubling(Duration.ofSeconds(1), before, LONGEST);
      case TRANSIENT, CONFLICT -> doubling(SETTLED, before, LONGEST);
      case QUOTA, DENIED, USER_MUST_ACT ->
          doubling(Duration.ofSeconds(30), before, Duration.ofMinutes(10));
    };
  }

  private static Duration doubling(Duration first, int before, Duration longest) {
    Duration pause = first.multipliedBy(1L << Math.min(before, 10));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }
}
