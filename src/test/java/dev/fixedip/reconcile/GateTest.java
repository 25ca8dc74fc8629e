package dev.fixedip.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final int MANY = 1_000;

  private final Gate gate = new Gate();
  private final ExecutorService threads = Executors.newThreadPerTaskExecutor(gate.threads());
  private final CountDownLatch open = new CountDownLatch(1);
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  @AfterEach
  void end() {
    open.countDown();
    threads.shutdownNow();
  }

  @Test
  void soManyAreInsideAndTheOthersComeInTurn() {
    for (int i = 0; i < MANY; i++) {
      threads.execute(() -> {
        inside.incrementAndGet();
        passed();
        done.incrementAndGet();
      });
    }
    await("the first").until(() -> inside.get() == 64);
    open.countDown();
    await("all").until(() -> done.get() == MANY);
  }

  @Test
  void whoWaitsForSomethingElseLeavesRoom() {
    for (int i = 0; i < MANY; i++) {
      threads.execute(() -> {
        inside.incrementAndGet();
        gate.outside(this::passed);
        done.incrementAndGet();
      });
    }
    await("all to wait outside").until(() -> inside.get() == MANY);
    assertThat(done).hasValue(0);
    open.countDown();
    await("all").until(() -> done.get() == MANY);
  }

  private boolean passed() {
    try {
      open.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
