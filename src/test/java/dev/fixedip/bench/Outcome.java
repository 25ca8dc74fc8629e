package dev.fixedip.bench;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What came of work in another thread. */
public final class Outcome {
  private Outcome() {}

  /**
   * Waits for it.
   *
   * @throws RuntimeException what the work threw; an IllegalStateException around it if it is
   *     checked
   */
  public static <T> T of(Future<T> work) {
    try {
      return work.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
