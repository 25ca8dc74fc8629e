package dev.fixedip.cli;

import dev.fixedip.reconcile.FixedIpOperator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** All that is measured, and how Prometheus reads it. docs/metrics.md lists it. */
final class Meters implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Measures nothing yet but which build of the program it is. */
  Meters(Build build) {
    registry.config().meterFilter(new FrameworkFilter());
    Gauge.builder("fixedip.build.info", () -> 1)
        .description("Always 1; its labels say which build of the program runs")
        .tag("version", build.version())
        .tag("commit", build.commit())
        .register(registry);
    // It is there before anything failed, so that the first failure shows as a rise from 0.
    Counter.builder(FrameworkFilter.FAILED).register(registry);
  }

  MeterRegistry registry() {
    return registry;
  }

  /** What is measured now, in Prometheus's text format; one scrape at a time. */
  synchronized String text(FixedIpOperator operator) {
    operator.measure();
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }
}
