package dev.fixedip.ec2;

import dev.fixedip.model.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * While anybody waits for something that is on its way: one shared read of just that, first after
 * 50 ms. After a read that brought half of what was awaited the next one comes soon, after another
 * a second later. While calls that change EC2 wait for their turn there is time: then a read waits
 * until a call is full, or the next poll is overdue. What has changed is not read again before one
 * of those who wait for it has looked. Safe for concurrent use.
 */
final class Follower {

  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration LATER = Duration.ofSeconds(1);

  /** Polls, every 30 s unless somebody wants it otherwise, show what is awaited as well. */
  private static final Duration AT_LEISURE = Duration.ofSeconds(35);

  /** What calls are to follow must not come so late that they wait for their turn together. */
  private static final Duration TO_GO_ON = Duration.ofSeconds(5);

  /** So many reads come soon even while calls wait, for the first to be done to be seen so. */
  private static final int AT_ONCE = 2;

  private record Awaited(Set<Key> keys, boolean toGoOn) {}

  private final Pacer pacer;
  private final Moments moments;
  private final BooleanSupplier behind;
  private final Function<Set<Key>, Batches.Unanswered> read;
  private final Map<String, Awaited> awaited = new HashMap<>();
  private final Set<Key> toBeLookedAt = new HashSet<>();
  private Set<Key> lastAwaited = Set.of();
  private Instant lastRead = Instant.EPOCH;
  private Duration tryAgainAfter = Duration.ZERO;
  private int reads;
  private int round;

  /**
   * Follows nothing yet.
   *
   * @param behind whether calls that change EC2 wait for their turn
   * @param read reads what stands behind keys; it does not throw
   */
  Follower(
      Pacer pacer,
      Moments moments,
      BooleanSupplier behind,
      Function<Set<Key>, Batches.Unanswered> read) {
    this.pacer = pacer;
    this.moments = moments;
    this.behind = behind;
    this.read = read;
  }

  /**
   * Replaces what that one waits for.
   *
   * @param toGoOn whether more is to be done then, or it only shows that all is done
   */
  synchronized void follow(String who, Set<Key> keys, boolean toGoOn) {
    boolean begins = awaited.isEmpty();
    Awaited before =
        keys.isEmpty()
            ? awaited.remove(who)
            : awaited.put(who, new Awaited(Set.copyOf(keys), toGoOn));
    keys.forEach(toBeLookedAt::remove);
    if (before != null) {
      before.keys().forEach(toBeLookedAt::remove);
    }
    if (awaited.isEmpty()) {
      round++;
      lastAwaited = Set.of();
      toBeLookedAt.clear();
    } else if (begins) {
      reads = behind.getAsBoolean() ? reads : 0;
      tryAgainAfter = Duration.ZERO;
      tickAfter(FIRST, round);
    }
  }

  /** What stands behind these keys is not as it was: who waits for them will look. */
  synchronized void changed(Set<Key> keys) {
    keys.stream().filter(lastAwaited::contains).forEach(toBeLookedAt::add);
  }

  /** A whole read that began then has shown what is on its way, too. */
  synchronized void readWhole(Instant began) {
    if (began.isAfter(lastRead)) {
      lastRead = began;
    }
  }

  private void tickAfter(Duration pause, int of) {
    pacer.after(pause, () -> tick(of));
  }

  private void tick(int of) {
    Set<Key> all = new HashSet<>();
    synchronized (this) {
      if (of != round) {
        return;
      }
      awaited.values().forEach(it -> all.addAll(it.keys()));
      all.removeAll(toBeLookedAt);
      if (all.isEmpty()) {
        tickAfter(behind.getAsBoolean() ? LATER : SOON, of);
        return;
      }
      Duration left = Duration.between(moments.now(), lastRead.plus(pause(all)));
      if (reads > 0 && left.isPositive()) {
        tickAfter(left.compareTo(LATER) > 0 ? LATER : left, of);
        return;
      }
      lastRead = moments.now();
      lastAwaited = all;
      reads++;
    }
    Batches.Unanswered left = read.apply(all);
    synchronized (this) {
      tryAgainAfter = left.keys().isEmpty() ? Duration.ZERO : left.tryAgainAfter();
    }
    tickAfter(SOON, of);
  }

  /** How long after the last read the next one may begin. */
  private Duration pause(Set<Key> now) {
    Duration pause = atPresent(now);
    return tryAgainAfter.compareTo(pause) > 0 ? tryAgainAfter : pause;
  }

  private Duration atPresent(Set<Key> now) {
    boolean full = now.size() >= Describe.FILTER_VALUES;
    if (behind.getAsBoolean() && reads >= AT_ONCE && !full) {
      boolean toGoOn =
          awaited.values().stream()
              .anyMatch(it -> it.toGoOn() && !Collections.disjoint(it.keys(), now));
      return toGoOn ? TO_GO_ON : AT_LEISURE;
    }
    long still = lastAwaited.stream().filter(now::contains).count();
    return 2 * still <= lastAwaited.size() ? SOON : LATER;
  }
}
