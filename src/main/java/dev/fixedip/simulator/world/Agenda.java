package dev.fixedip.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/** Changes that are still to come, each made by the first look at or after its time. */
public final class Agenda {
  private record Entry(Instant at, long number, Runnable change) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final InstantSource clock;
  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long count;

  Agenda(InstantSource clock) {
    this.clock = clock;
  }

  /** The time now. */
  public Instant now() {
    return clock.instant();
  }

  /** Plans a change; the change itself has to look whether it still applies. */
  public void after(Duration delay, Runnable change) {
    entries.add(new Entry(clock.instant().plus(delay), count++, change));
  }

  /** Makes the changes whose time has come, in order. */
  void settle() {
    Instant now = clock.instant();
    for (var next = entries.peek(); next != null && !next.at.isAfter(now); next = entries.peek()) {
      entries.remove();
      next.change.run();
    }
  }
}
