package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Goal;
import dev.fixedip.bench.Measurement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The figures of a scenario's runs: those of one name are samples of one measurement. */
final class Figures {
  private final Map<String, Measurement> all = new LinkedHashMap<>();

  /** A figure for which something is promised. */
  void promised(String name, String unit, Goal goal, double figure) {
    add(Measurement.withGoal(name, unit, goal, List.of(figure)));
  }

  /** A figure that is only told. */
  void told(String name, String unit, double figure) {
    add(Measurement.told(name, unit, List.of(figure)));
  }

  /** A figure that is told where the system tells it. */
  void told(String name, String unit, OptionalDouble figure) {
    figure.ifPresent(it -> told(name, unit, it));
  }

  private void add(Measurement one) {
    all.merge(
        one.name(),
        one,
        (before, it) ->
            new Measurement(
                it.name(),
                it.unit(),
                it.goal(),
                Stream.of(before, it).flatMap(some -> some.samples().stream()).toList()));
  }

  /** The middle of what was told under that name. */
  double median(String name) {
    Measurement told = all.get(name);
    if (told == null) {
      throw new IllegalArgumentException("There is no figure " + name);
    }
    return told.median();
  }

  /** All, in the order of their first figures. */
  List<Measurement> measurements() {
    return List.copyOf(all.values());
  }
}
