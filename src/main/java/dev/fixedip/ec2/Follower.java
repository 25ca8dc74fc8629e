package dev.fixedip.ec2;

import dev.fixedip.model.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * While anybody waits for something that is on its way: one shared read of just that, first after
 * 50 ms, then at most one a second. Safe for concurrent use.
 */
final class Follower {

  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final Pacer pacer;
  private final Moments moments;
  private final Function<Set<Key>, Batches.Unanswered> read;
  private final Map<String, Set<Key>> awaited = new HashMap<>();
  private Instant lastRead = Instant.EPOCH;
  private boolean ticking;

  /**
   * Follows nothing yet.
   *
   * @param read reads what stands behind keys; it does not throw
   */
  Follower(Pacer pacer, Moments moments, Function<Set<Key>, Batches.Unanswered> read) {
    this.pacer = pacer;
    this.moments = moments;
    this.read = read;
  }

  /** Replaces what that one waits for. */
  synchronized void follow(String who, Set<Key> keys) {
    if (keys.isEmpty()) {
      awaited.remove(who);
      return;
    }
    awaited.put(who, Set.copyOf(keys));
    if (!ticking) {
      ticking = true;
      Duration left = Duration.between(moments.now(), lastRead.plus(BETWEEN));
      pacer.after(left.compareTo(FIRST) > 0 ? left : FIRST, this::tick);
    }
  }

  private void tick() {
    Set<Key> all = new HashSet<>();
    synchronized (this) {
      awaited.values().forEach(all::addAll);
      if (all.isEmpty()) {
        ticking = false;
        return;
      }
      lastRead = moments.now();
    }
    Batches.Unanswered left = read.apply(all);
    Duration next = left.keys().isEmpty() ? BETWEEN : left.tryAgainAfter();
    pacer.after(next.compareTo(BETWEEN) > 0 ? next : BETWEEN, this::tick);
  }
}
