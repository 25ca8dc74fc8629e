package dev.fixedip.ec2;

import java.time.Duration;
import org.slf4j.Logger;

/** How long to wait after failures in a row; says once that it fails, and once that it does not. */
final class Backoff {

  private final Logger log;
  private final String what;
  private final Duration atMost;
  private int failures;

  Backoff(Logger log, String what, Duration atMost) {
    this.log = log;
    this.what = what;
    this.atMost = atMost;
  }

  /** How long to wait after one more failure, 1 s the first time and then twice as long. */
  synchronized Duration failed(RuntimeException cause) {
    if (failures == 0) {
      log.warn("{} fails and is tried again: {}", what, told(cause));
    }
    Duration wait = Duration.ofSeconds(1L << Math.min(failures, 10));
    failures++;
    return wait.compareTo(atMost) < 0 ? wait : atMost;
  }

  /** Its message and its cause: the AWS SDK's messages seldom say why. */
  private static String told(RuntimeException failure) {
    Throwable reason = failure;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason.equals(failure)
        ? String.valueOf(failure.getMessage())
        : "%s (%s)".formatted(failure.getMessage(), reason);
  }

  synchronized void succeeded() {
    if (failures > 0) {
      log.info("{} works again, after {} failures", what, failures);
    }
    failures = 0;
  }
}
