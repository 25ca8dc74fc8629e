package dev.fixedip.ec2;

import dev.fixedip.model.Key;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Collects what is asked for until nobody asks for a while, so that many share one read. What a
 * read leaves unanswered is asked for again, later. Safe for concurrent use.
 */
final class Batches {

  /**
   * What a read could not answer.
   *
   * @param tryAgainAfter when there is any
   */
  record Unanswered(Set<Key> keys, Duration tryAgainAfter) {}

  private static final Duration TICK = Duration.ofMillis(20);
  private static final int MOST_TICKS = 5;

  private final Pacer pacer;
  private final Function<Set<Key>, Unanswered> read;
  private final Set<Key> waiting = new HashSet<>();
  private final Set<Key> underWay = new HashSet<>();
  private boolean ticking;
  private boolean grew;
  private int ticks;

  /**
   * Collects nothing yet.
   *
   * @param read reads what stands behind keys; it does not throw
   */
  Batches(Pacer pacer, Function<Set<Key>, Unanswered> read) {
    this.pacer = pacer;
    this.read = read;
  }

  /** Has these read soon; what is being read already is not read again. */
  synchronized void want(Set<Key> keys) {
    Set<Key> fresh = new HashSet<>(keys);
    fresh.removeAll(underWay);
    look(fresh);
  }

  /** Has these read soon, by a read that begins after this. */
  synchronized void look(Set<Key> keys) {
    if (!waiting.addAll(keys)) {
      return;
    }
    if (ticking) {
      grew = true;
    } else {
      ticking = true;
      ticks = 0;
      pacer.after(TICK, this::tick);
    }
  }

  private void tick() {
    Set<Key> batch;
    synchronized (this) {
      ticks++;
      if (grew && ticks < MOST_TICKS) {
        grew = false;
        pacer.after(TICK, this::tick);
        return;
      }
      ticking = false;
      grew = false;
      batch = Set.copyOf(waiting);
      waiting.clear();
      underWay.addAll(batch);
    }
    Unanswered left = read.apply(batch);
    synchronized (this) {
      underWay.removeAll(batch);
    }
    if (!left.keys().isEmpty()) {
      pacer.after(left.tryAgainAfter(), () -> want(left.keys()));
    }
  }
}
