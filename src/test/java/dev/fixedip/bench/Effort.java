package dev.fixedip.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How much is measured.
 *
 * @param instances in the world, each with its interface
 * @param subnets of the world, over which the instances are spread
 * @param warmUp for how long each scenario works before it is measured
 * @param run how long one measured run takes
 * @param runs how many there are, where a run is short
 * @param fixedIps that the operator looks after
 * @param poll how often the operator reads EC2 whole
 */
public record Effort(
    int instances,
    int subnets,
    Duration warmUp,
    Duration run,
    int runs,
    int fixedIps,
    Duration poll) {
  /** What the goals are stated for. */
  static final Effort WHOLE =
      new Effort(
          50_000,
          200,
          Duration.ofSeconds(15),
          Duration.ofSeconds(5),
          5,
          1_000,
          Duration.ofSeconds(30));

  /** Enough to see that it works. */
  static final Effort SHORT =
      new Effort(600, 20, Duration.ZERO, Duration.ofMillis(100), 3, 100, Duration.ofSeconds(2));

  /** The same with another number of FixedIps. */
  public Effort withFixedIps(int number) {
    return new Effort(instances, subnets, warmUp, run, runs, number, poll);
  }

  /** The same with another number of runs. */
  Effort withRuns(int number) {
    return new Effort(instances, subnets, warmUp, run, number, fixedIps, poll);
  }

  /** Whether it is about the figures, and not only about whether all works. */
  public boolean isWhole() {
    return !warmUp.isZero();
  }

  /** The results of the measured runs, after the warm-up. */
  public <T> List<T> runs(Run<T> work) {
    work.during(warmUp);
    Supplier<T> once = () -> work.during(run);
    return Stream.generate(once).limit(runs).toList();
  }

  /** Work that goes on for about as long as it is told, at least once. */
  public interface Run<T> {
    /** Works, and tells how it went. */
    T during(Duration time);
  }
}
