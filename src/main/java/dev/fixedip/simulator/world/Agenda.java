package dev.fixedip.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
  private @Nullable Instant due;

  Agenda(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The time now. It stands while work is done, and while a planned change is made it is the time
   * that the change was planned for.
   */
  public Instant now() {
    return due == null ? clock.instant() : due;
  }

  /** Plans a change; the change itself has to look whether it still applies. */
  public void after(Duration delay, Runnable change) {
    entries.add(new Entry(now().plus(delay), count++, change));
  }

  /** Makes the changes whose time has come, in order, and then does the work, all at one time. */
  <R> R settled(Supplier<R> work) {
    Instant now = clock.instant();
    try {
      for (var next = entries.peek();
          next != null && !next.at.isAfter(now);
          next = entries.peek()) {
        entries.remove();
        due = next.at;
        next.change.run();
      }
      due = now;
      return work.get();
    } finally {
      due = null;
    }
  }
}
