package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Goal;
import java.time.Duration;

/** What is told of work that EC2's rates bound. */
final class Rates {
  static final String MUTATING =
      "mutating calls per FixedIp, those refused and those for shared rules apart";

  private Rates() {}

  /** How long it took from the first mutating call on, beside the bound. */
  static void tell(Figures figures, Duration bound, Duration took) {
    double least = bound.toMillis() / 1e3;
    figures.promised(
        "time from the first mutating call to the end",
        "s",
        new Goal.AtMost(1.05 * least + 1),
        took.toMillis() / 1e3);
    figures.told("bound by EC2's token buckets", "s", least);
  }

  /** How many mutating calls were made for each FixedIp, and how many of all were too many. */
  static void tellMutating(Figures figures, Calls calls, int fixedIps, String... actions) {
    figures.promised(
        MUTATING, "", new Goal.Exactly(actions.length), (double) calls.done(actions) / fixedIps);
    figures.told("mutating calls for all", "", calls.mutating());
    figures.promised("throttle answers", "%", new Goal.Under(1), calls.throttledPercent());
  }
}
