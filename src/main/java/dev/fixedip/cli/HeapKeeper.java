package dev.fixedip.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/**
 * Keeps the heap near what lives in it. Java's serial collector has the least memory of its own,
 * but lets the old generation grow up to the largest heap before it collects it: a container's
 * share, or most of a machine.
 */
final class HeapKeeper implements NotificationListener {

  /** How much the old generation may grow, beside half of what lives in it. */
  private static final long SOME = 32L << 20;

  /** When what lived only for a burst is gone, such as the text of a list. */
  private static final Executor AFTER_THE_BURST =
      CompletableFuture.delayedExecutor(20, TimeUnit.SECONDS);

  private final AtomicBoolean looksAgain = new AtomicBoolean();
  private final MemoryPoolMXBean oldGeneration;

  private HeapKeeper(MemoryPoolMXBean oldGeneration) {
    this.oldGeneration = oldGeneration;
  }

  /** Keeps it from now on; other collectors keep it themselves, and are left alone. */
  static void start() {
    boolean isSerial =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .anyMatch(it -> it.getName().equals("MarkSweepCompact"));
    if (isSerial && ManagementFactory.getMemoryMXBean() instanceof NotificationEmitter memory) {
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(it -> it.getType() == MemoryType.HEAP && it.isUsageThresholdSupported())
          .map(HeapKeeper::new)
          .forEach(it -> {
            memory.addNotificationListener(it, null, null);
            it.expectNext();
          });
    }
  }

  @Override
  public void handleNotification(Notification notification, Object handback) {
    if (notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
      collect();
      if (!looksAgain.getAndSet(true)) {
        AFTER_THE_BURST.execute(() -> {
          looksAgain.set(false);
          collect();
        });
      }
    }
  }

  private synchronized void collect() {
    System.gc();
    expectNext();
  }

  private void expectNext() {
    long living = oldGeneration.getCollectionUsage().getUsed();
    long most = oldGeneration.getUsage().getMax();
    oldGeneration.setUsageThreshold(Math.min(living + living / 2 + SOME, most));
  }
}
