package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.plan.Difference;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many FixedIps stand how, and for how long the worst of them have not been as wanted. No
 * series is one FixedIp's own: how many there are depends on the reasons and fields that exist.
 */
final class FleetMeters {
  private final MultiGauge fixedIps;
  private final MultiGauge notReady;
  private final MultiGauge drift;
  private final InstantSource clock;

  FleetMeters(MeterRegistry registry, InstantSource clock) {
    fixedIps =
        MultiGauge.builder("fixedip.fixedips")
            .description("FixedIps by state and by the reason of their condition Ready")
            .register(registry);
    notReady =
        MultiGauge.builder("fixedip.not.ready")
            .baseUnit("seconds")
            .description(
                "For how long the FixedIp that waits longest has not been ready, by reason")
            .register(registry);
    drift =
        MultiGauge.builder("fixedip.drift")
            .baseUnit("seconds")
            .description("How old the oldest drift is that was not corrected yet, by field")
            .register(registry);
    this.clock = clock;
  }

  /** Counts these. */
  void measure(Collection<FixedIp> all) {
    Map<Tags, Integer> counts = new HashMap<>();
    Map<Tags, Instant> unready = new HashMap<>();
    Map<Tags, Instant> drifted = new HashMap<>();
    for (FixedIp it : all) {
      Standing standing = Standing.of(it);
      Tags reason = Tags.of("reason", standing.reason());
      counts.merge(reason.and("state", standing.state().name()), 1, Integer::sum);
      standing.notReadySince().ifPresent(since -> unready.merge(reason, since, FleetMeters::older));
      for (FixedIpStatus.Drift told : drift(it)) {
        drifted.merge(
            Tags.of("field", Difference.kind(told.field())),
            Instant.parse(told.since()),
            FleetMeters::older);
      }
    }
    fixedIps.register(
        counts.entrySet().stream().<Row<?>>map(it -> Row.of(it.getKey(), it.getValue())).toList(),
        true);
    notReady.register(ages(unready), true);
    drift.register(ages(drifted), true);
  }

  private List<Row<?>> ages(Map<Tags, Instant> since) {
    Instant now = clock.instant();
    return since.entrySet().stream()
        .<Row<?>>map(it ->
            Row.of(it.getKey(), Math.max(0, Duration.between(it.getValue(), now).toSeconds())))
        .toList();
  }

  private static Instant older(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static List<FixedIpStatus.Drift> drift(FixedIp it) {
    return Optional.ofNullable(Resources.status(it).drift()).orElse(List.of());
  }
}
