package dev.fixedip.ec2;

import java.time.Duration;
import java.time.Instant;

/**
 * When a read began or a write was answered.
 *
 * @param order tells which of two moments came first, also within one tick of the clock
 */
record Moment(long order, Instant at) {

  /** Before everything. */
  static final Moment NEVER = new Moment(0, Instant.EPOCH);

  boolean isAfter(Moment other) {
    return order > other.order;
  }

  boolean isOlderThan(Duration age, Instant now) {
    return !now.isBefore(at.plus(age));
  }
}
