package dev.fixedip.reconcile;

import dev.fixedip.plan.Difference;
import dev.fixedip.plan.Drift;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts the drift that is seen and the drift that is put right, by field. */
final class DriftMeters {
  private final Map<String, Counter> seen;
  private final Map<String, Counter> corrected;

  DriftMeters(MeterRegistry registry) {
    seen =
        counters(
            registry, "fixedip.drift.seen", "Departures of EC2 from what was in place, by field");
    corrected =
        counters(registry, "fixedip.drift.corrected", "Departures that were put right, by field");
  }

  void seen(Drift it) {
    increment(seen, it);
  }

  void corrected(Drift it) {
    increment(corrected, it);
  }

  private static void increment(Map<String, Counter> counters, Drift it) {
    Counter counter = counters.get(Difference.kind(it.difference().field()));
    if (counter != null) {
      counter.increment();
    }
  }

  /** All there are from the start, so that the first departure shows as a rise from 0. */
  private static Map<String, Counter> counters(
      MeterRegistry registry, String name, String description) {
    return Difference.KINDS.stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                it ->
                    Counter.builder(name)
                        .description(description)
                        .tag("field", it)
                        .register(registry)));
  }
}
