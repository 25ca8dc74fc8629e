package dev.fixedip.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One figure of a scenario, with its samples.
 *
 * @param goal what its median has to be, where something is promised
 * @param samples at least one
 */
public record Measurement(String name, String unit, Optional<Goal> goal, List<Double> samples) {
  /** A figure for which something is promised. */
  public static Measurement withGoal(String name, String unit, Goal goal, List<Double> samples) {
    return new Measurement(name, unit, Optional.of(goal), samples);
  }

  /** A figure that is only told. */
  public static Measurement told(String name, String unit, List<Double> samples) {
    return new Measurement(name, unit, Optional.empty(), samples);
  }

  /** Keeps a copy of the samples. */
  public Measurement {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException(name + " has no samples");
    }
    samples = List.copyOf(samples);
  }

  /** The middle of the samples. */
  public double median() {
    double[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double min() {
    return sorted()[0];
  }

  double max() {
    return sorted()[samples.size() - 1];
  }

  /** Whether the median is as promised; empty where nothing is. */
  Optional<Boolean> met() {
    return goal.map(it -> it.isMetBy(median()));
  }

  private double[] sorted() {
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
