package dev.fixedip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.FixedIp;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the framework measures stays small, however long the operator runs and whatever fails. */
class MetersTest {

  @Test
  void theFrameworksMetersDoNotGrow() {
    try (Meters meters = new Meters(new Build("1.2.3", "0123456789ab"))) {
      MeterRegistry registry = meters.registry();
      MicrometerMetrics framework = MicrometerMetrics.withoutPerResourceMetrics(registry);
      for (int attempt = 1; attempt <= 20; attempt++) {
        FixedIp it = fixedIp("namespace-" + attempt);
        framework.failedReconciliation(it, failure(attempt), Map.of());
      }

      assertThat(count(registry, "operator.sdk.reconciliations.failed")).isEqualTo(20);
      assertThat(registry.getMeters())
          .extracting(Meter::getId)
          .flatExtracting(Meter.Id::getTags)
          .containsExactlyInAnyOrder(Tag.of("version", "1.2.3"), Tag.of("commit", "0123456789ab"));
    }
  }

  private static double count(MeterRegistry registry, String name) {
    return registry.get(name).counters().stream().mapToDouble(Counter::count).sum();
  }

  private static Exception failure(int number) {
    return number % 2 == 0 ? new IllegalStateException() : new IllegalArgumentException();
  }

  private static FixedIp fixedIp(String namespace) {
    FixedIp it = new FixedIp();
    it.getMetadata().setNamespace(namespace);
    it.getMetadata().setName("windows");
    return it;
  }
}
