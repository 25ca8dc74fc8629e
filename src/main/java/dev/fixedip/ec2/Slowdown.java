package dev.fixedip.ec2;

import java.time.Duration;
import java.time.Instant;

/**
 * What share of its rate a call is made at after EC2 throttled it: half at once, then more and more
 * again, slowly at first, since others of the account may go on taking what is missing.
 *
 * @param since when it was throttled
 * @param share what was left of the rate then
 */
record Slowdown(Instant since, double share) {

  /** Never was throttled. */
  static final Slowdown NONE = new Slowdown(Instant.EPOCH, 1);

  /** After that long without another throttle answer all is as before. */
  static final Duration RECOVERY = Duration.ofSeconds(9);

  private static final double LEAST = 0.1;
  private static final Duration TOGETHER = Duration.ofSeconds(1);

  /** The share at that time, above 0 and at most 1. */
  double shareAt(Instant now) {
    Duration quiet = Duration.between(since, now);
    if (quiet.isNegative()) {
      return share;
    }
    if (quiet.compareTo(RECOVERY) >= 0) {
      return 1;
    }
    double recovered = (double) quiet.toNanos() / RECOVERY.toNanos();
    return share + (1 - share) * recovered * recovered;
  }

  /** EC2 throttles the call at that time, too. What was sent together counts once. */
  Slowdown throttled(Instant now) {
    if (Duration.between(since, now).compareTo(TOGETHER) < 0) {
      return this;
    }
    return new Slowdown(now, Math.max(LEAST, shareAt(now) / 2));
  }
}
