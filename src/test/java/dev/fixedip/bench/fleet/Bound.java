package dev.fixedip.bench.fleet;

import java.time.Duration;
import java.util.Map;

/**
 * The time that EC2's throttling takes at least (EC2 Developer Guide, "Request throttling for the
 * Amazon EC2 API"): a full bucket at once, the rest as it is refilled.
 */
final class Bound {
  private record Bucket(int maximum, int refillPerSecond) {}

  private static final Map<String, Bucket> BUCKETS =
      Map.of(
          "CreateNetworkInterface", new Bucket(100, 5),
          "DeleteNetworkInterface", new Bucket(100, 5),
          "AttachNetworkInterface", new Bucket(50, 5),
          "DetachNetworkInterface", new Bucket(50, 5));

  private Bound() {}

  /**
   * For that many calls of each action, all buckets full at the start.
   *
   * @throws IllegalArgumentException for an action whose bucket is not known here
   */
  static Duration of(int number, String... actions) {
    Duration longest = Duration.ZERO;
    for (String action : actions) {
      Bucket bucket = BUCKETS.get(action);
      if (bucket == null) {
        throw new IllegalArgumentException("The bucket of " + action + " is not known");
      }
      long beyond = Math.max(0, number - bucket.maximum());
      Duration takes = Duration.ofMillis(beyond * 1000 / bucket.refillPerSecond());
      longest = takes.compareTo(longest) > 0 ? takes : longest;
    }
    return longest;
  }
}
