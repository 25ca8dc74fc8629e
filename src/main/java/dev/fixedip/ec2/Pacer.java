package dev.fixedip.ec2;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs tasks later, where they may block. */
public interface Pacer {

  /** Runs the task once that time has passed. Tasks may run beside each other. */
  void after(Duration delay, Runnable task);

  /** Keeps time by the scheduler; each task gets a virtual thread. After shutdown nothing runs. */
  static Pacer on(ScheduledExecutorService scheduler) {
    return (delay, task) -> {
      try {
        var _ =
            scheduler.schedule(
                () -> Thread.ofVirtual().name("ec2").start(task),
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        if (!scheduler.isShutdown()) {
          throw e;
        }
      }
    };
  }
}
