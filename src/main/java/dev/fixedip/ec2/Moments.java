package dev.fixedip.ec2;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Hands out moments, each after the one before. Safe for concurrent use. */
final class Moments {

  private final AtomicLong last = new AtomicLong();
  private final InstantSource clock;

  Moments(InstantSource clock) {
    this.clock = clock;
  }

  Moment next() {
    return new Moment(last.incrementAndGet(), clock.instant());
  }

  Instant now() {
    return clock.instant();
  }
}
