package dev.fixedip.ec2;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Time that passes only when a test says so; what is due runs on the test's own thread. */
final class VirtualTime implements Pacer, InstantSource {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private record Due(Instant at, long order, Runnable task) {}

  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private Instant now = START;
  private long order;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized void after(Duration delay, Runnable task) {
    agenda.add(new Due(now.plus(delay), order++, task));
  }

  /** Lets that much time pass, and all that is due in it happen. */
  void pass(Duration time) {
    Instant end = instant().plus(time);
    for (Due due = next(end); due != null; due = next(end)) {
      due.task().run();
    }
    synchronized (this) {
      now = end;
    }
  }

  private synchronized @Nullable Due next(Instant end) {
    Due due = agenda.peek();
    if (due == null || due.at().isAfter(end)) {
      return null;
    }
    if (due.at().isAfter(now)) {
      now = due.at();
    }
    return agenda.poll();
  }
}
