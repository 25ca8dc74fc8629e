package dev.fixedip.cli;

import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says that something is still going on, if it takes longer than a few seconds. */
final class Progress implements AutoCloseable {
  private static final long FIRST_SECONDS = 3;
  private static final long EVERY_SECONDS = 10;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress").factory());
  private long seconds = FIRST_SECONDS;

  private Progress() {}

  /** Tells there, until it is closed. */
  static Progress of(String what, PrintWriter told) {
    Progress progress = new Progress();
    var _ =
        progress.timer.scheduleAtFixedRate(
            () -> {
              told.printf("%s … (%d s)%n", what, progress.seconds);
              told.flush();
              progress.seconds += EVERY_SECONDS;
            },
            FIRST_SECONDS,
            EVERY_SECONDS,
            TimeUnit.SECONDS);
    return progress;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
