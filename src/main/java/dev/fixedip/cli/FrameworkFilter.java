package dev.fixedip.cli;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Keeps the java-operator-sdk's own meters small: no labels that grow with namespaces, attempts or
 * exceptions, ten buckets instead of seventy, nothing counted twice.
 */
final class FrameworkFilter implements MeterFilter {
  private static final String PREFIX = "operator.sdk.";

  /** Reconciliations that ended with an exception. */
  static final String FAILED = PREFIX + "reconciliations.failed";

  private static final Set<String> LABELS = Set.of("controller", "event", "action");

  private static final double[] BUCKETS =
      List.of(5, 25, 100, 250, 500, 1_000, 2_500, 5_000, 15_000, 60_000).stream()
          .mapToDouble(it -> Duration.ofMillis(it).toNanos())
          .toArray();

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    boolean repeats =
        isTheirs(id)
            && id.getName().contains(".execution.")
            && (id.getName().endsWith(".success") || id.getName().endsWith(".failure"));
    return repeats ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
  }

  @Override
  public Meter.Id map(Meter.Id id) {
    List<Tag> kept = id.getTags().stream().filter(it -> LABELS.contains(it.getKey())).toList();
    return isTheirs(id) ? id.replaceTags(kept) : id;
  }

  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
    return isTheirs(id)
        ? DistributionStatisticConfig.builder()
            .percentilesHistogram(false)
            .percentiles()
            .serviceLevelObjectives(BUCKETS)
            .build()
            .merge(config)
        : config;
  }

  private static boolean isTheirs(Meter.Id id) {
    return id.getName().startsWith(PREFIX);
  }
}
