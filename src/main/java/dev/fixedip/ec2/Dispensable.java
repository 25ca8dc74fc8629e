package dev.fixedip.ec2;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What whole reads can do without: it is no reason to fail one. What was found last is kept through
 * a few failures in a row; after that, as with an IAM policy that lacks its action, nothing is
 * known.
 */
final class Dispensable<T> {
  private static final int FAILURES_BEFORE_FORGOTTEN = 5;

  private final Backoff trouble;
  private final T nothing;
  private T found;
  private int failures;

  /**
   * Nothing is known of it yet.
   *
   * @param what reading it, for the log
   * @param nothing what stands for that nothing is known
   */
  Dispensable(Logger log, String what, T nothing) {
    this.trouble = new Backoff(log, what, Duration.ZERO);
    this.nothing = nothing;
    this.found = nothing;
  }

  /** Reads it anew; answers whether EC2 let it be read. */
  boolean read(Supplier<T> reading) {
    try {
      found = reading.get();
      failures = 0;
      trouble.succeeded();
      return true;
    } catch (SdkException e) {
      failures++;
      if (failures >= FAILURES_BEFORE_FORGOTTEN) {
        found = nothing;
      }
      trouble.failed(e);
      return false;
    }
  }

  /** What was found last, and is still kept. */
  T found() {
    return found;
  }

  /** Keeps that of what was found. */
  void keep(T part) {
    found = part;
  }
}
