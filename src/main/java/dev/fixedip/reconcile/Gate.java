package dev.fixedip.reconcile;

import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * Lets so many resources be worked on at once, the others in turn: more would only wait for
 * Kubernetes, whose API refuses more than 250 requests at once of one connection, the lease's
 * renewal among them. Who waits for something else stands outside meanwhile. Safe for concurrent
 * use.
 */
final class Gate {
  private static final int AT_ONCE = 64;

  private final Semaphore places = new Semaphore(AT_ONCE, true);

  /** Makes virtual threads that do their work inside. */
  ThreadFactory threads() {
    return task -> Thread.ofVirtual().unstarted(() -> inside(task));
  }

  private void inside(Runnable task) {
    try {
      places.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      task.run();
    } finally {
      places.release();
    }
  }

  /** Has the thread wait outside, and go on inside. */
  <T> T outside(Supplier<T> waiting) {
    places.release();
    try {
      return waiting.get();
    } finally {
      places.acquireUninterruptibly();
    }
  }
}
