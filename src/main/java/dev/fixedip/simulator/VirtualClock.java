package dev.fixedip.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to go on. */
public final class VirtualClock implements InstantSource {
  private final Instant start;
  private final AtomicReference<Instant> now;

  /** Stands at that time. */
  public VirtualClock(Instant start) {
    this.start = start;
    this.now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Goes on; what was to happen in between happens in its order. */
  public void advance(Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + step);
    }
    now.updateAndGet(instant -> instant.plus(step));
  }

  /** Stands where it stood at first. */
  void reset() {
    now.set(start);
  }
}
