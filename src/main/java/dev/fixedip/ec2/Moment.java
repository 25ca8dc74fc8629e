package dev.fixedip.ec2;

import java.time.Duration;
import java.time.Instant;

/**
 * When a read began or a write was answered.
 *
 * @param order tells which of two moments came first, also within one tick of the clock
 */
record Moment(long order, Instant at) {

  /**
   * So long EC2 may go on telling what was before a change: to some reads, and to a later one again
   * after an earlier one told the change (EC2 developer guide, "Eventual consistency").
   */
  static final Duration SETTLING = Duration.ofSeconds(5);

  /** Before everything. */
  static final Moment NEVER = new Moment(0, Instant.EPOCH);

  boolean isAfter(Moment other) {
    return order > other.order;
  }

  /** Whether a read that began now must know what was so then. */
  boolean isSettledAfter(Moment other) {
    return isAfter(other) && !at.isBefore(other.at.plus(SETTLING));
  }
}
