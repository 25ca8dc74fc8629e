package dev.fixedip.simulator.world;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long EC2 takes for what it does after it has answered. With zero the very next call finds it
 * done.
 *
 * @param create an interface from pending to available
 * @param attach from attaching to attached
 * @param detach from detaching to detached
 * @param start an instance from pending to running
 * @param stop from stopping to stopped
 * @param terminate from shutting-down to terminated
 * @param statusChecks from running to status checks that have passed
 * @param forget from terminated to no longer listed
 * @param reads how far a read may lag behind the writes before it: each read lags by a time of its
 *     own up to this, so that it may miss what was just made and tell what an earlier read did not
 */
public record Latencies(
    Duration create,
    Duration attach,
    Duration detach,
    Duration start,
    Duration stop,
    Duration terminate,
    Duration statusChecks,
    Duration forget,
    Duration reads) {
  /** Checks that none is negative. */
  public Latencies {
    Stream.of(create, attach, detach, start, stop, terminate, statusChecks, forget, reads)
        .filter(Duration::isNegative)
        .forEach(negative -> {
          throw new IllegalArgumentException(
              "%s is negative; write a duration from 0s up".formatted(negative));
        });
  }

  /** Everything at once; terminated instances are listed for an hour. */
  public static Latencies none() {
    return new Latencies(
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ofHours(1),
        Duration.ZERO);
  }

  /** About what EC2 takes, with instances a little hurried. */
  public static Latencies realistic() {
    return new Latencies(
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(4),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        Duration.ofHours(1),
        Duration.ZERO);
  }

  /** The same with reads that lag behind. */
  public Latencies withReads(Duration lag) {
    return new Latencies(create, attach, detach, start, stop, terminate, statusChecks, forget, lag);
  }
}
