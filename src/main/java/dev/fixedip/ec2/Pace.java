package dev.fixedip.ec2;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How fast one EC2 API is called: a token bucket, before which whoever comes waits in line. After a
 * throttle answer each call costs more for a while. Safe for concurrent use.
 */
final class Pace {

  /** What a call costs while EC2 does not throttle it. */
  private static final int CALL = 100;

  private final Duration perCall;
  private final Bucket bucket;
  private final InstantSource clock;
  private final ReentrantLock line = new ReentrantLock(true);
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicReference<Slowdown> slowdown = new AtomicReference<>(Slowdown.NONE);

  /**
   * A full bucket.
   *
   * @param capacity how many calls may be made at once
   * @param perCall how long a call takes to be refilled
   */
  Pace(long capacity, Duration perCall, InstantSource clock) {
    this.perCall = perCall;
    this.clock = clock;
    bucket =
        Bucket.builder()
            .addLimit(
                Bandwidth.builder()
                    .capacity(Math.multiplyExact(capacity, CALL))
                    .refillGreedy(CALL, perCall)
                    .build())
            .build();
  }

  /** Waits until the next call may be made, after those who came before. */
  void await() throws InterruptedException {
    if (tryNow()) {
      return;
    }
    waiting.incrementAndGet();
    try {
      line.lockInterruptibly();
      try {
        bucket.asBlocking().consume(cost());
      } finally {
        line.unlock();
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Whether the next call may be made at once; never before those who wait. */
  boolean tryNow() {
    if (line.hasQueuedThreads() || !line.tryLock()) {
      return false;
    }
    try {
      return bucket.tryConsume(cost());
    } finally {
      line.unlock();
    }
  }

  private long cost() {
    return Math.round(CALL / slowdown.get().shareAt(clock.instant()));
  }

  /** EC2 throttled the call: what was saved up is spent, and what comes is slower for a while. */
  void throttled() {
    bucket.tryConsumeAsMuchAsPossible();
    slowdown.updateAndGet(it -> it.throttled(clock.instant()));
  }

  /** Whether anybody waits. */
  boolean isBehind() {
    return waiting.get() > 0;
  }

  /** How long who comes now will wait, if EC2 throttles no more than it does now. */
  Duration expectedWait() {
    double calls = line.getQueueLength() + 1 - left();
    return calls <= 0
        ? Duration.ZERO
        : Duration.ofMillis(
            Math.round(calls * perCall.toMillis() / slowdown.get().shareAt(clock.instant())));
  }

  /** How many calls may be made at once now. */
  double left() {
    return (double) bucket.getAvailableTokens() / CALL;
  }
}
