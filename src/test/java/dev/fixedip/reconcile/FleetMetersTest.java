package dev.fixedip.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How FixedIps are counted, however many there are. */
class FleetMetersTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FleetMeters meters = new FleetMeters(registry, () -> NOW);

  @Test
  void theConditionsSayHowOneStands() {
    meters.measure(
        List.of(
            fixedIp("Ready True Attached"),
            fixedIp("Ready False AddressInUse, Stalled True AddressInUse"),
            fixedIp("Ready False Progressing, Reconciling True Progressing"),
            fixedIp("Ready True Attached, Suspended True Suspended"),
            fixedIp("Ready False Made-up, Stalled True Made-up"),
            fixedIp("")));

    assertThat(counted("Ready", "Attached")).isEqualTo(1);
    assertThat(counted("Stalled", "AddressInUse")).isEqualTo(1);
    assertThat(counted("Reconciling", "Progressing")).isEqualTo(1);
    assertThat(counted("Suspended", "Attached")).isEqualTo(1);
    assertThat(counted("Stalled", "Other")).as("what another version wrote").isEqualTo(1);
    assertThat(counted("NotYetLooked", "Pending")).isEqualTo(1);
  }

  @Test
  void theOneThatWaitsLongestCounts() {
    meters.measure(
        List.of(
            fixedIp("Ready False Denied, Stalled True Denied", NOW.minusSeconds(60)),
            fixedIp("Ready False Denied, Stalled True Denied", NOW.minusSeconds(900)),
            fixedIp("Ready True Attached", NOW.minusSeconds(5000)),
            fixedIp("Ready False Denied, Suspended True Suspended", NOW.minusSeconds(5000))));

    assertThat(registry.get("fixedip.not.ready").tag("reason", "Denied").gauge().value())
        .isEqualTo(900);
    assertThat(registry.find("fixedip.not.ready").gauges()).hasSize(1);

    meters.measure(List.of());

    assertThat(registry.getMeters()).as("nothing of those that are gone").isEmpty();
  }

  @Test
  void tenThousandHaveNoMoreSeriesThanTwo() {
    List<FixedIp> some =
        List.of(fixedIp("Ready True Attached"), fixedIp("Ready False Denied, Stalled True Denied"));
    List<FixedIp> many = Collections.nCopies(5000, some).stream().flatMap(List::stream).toList();

    meters.measure(many);

    assertThat(counted("Ready", "Attached")).isEqualTo(5000);
    assertThat(registry.getMeters()).hasSize(3);
  }

  private double counted(String state, String reason) {
    return registry
        .get("fixedip.fixedips")
        .tag("state", state)
        .tag("reason", reason)
        .gauge()
        .value();
  }

  private static FixedIp fixedIp(String conditions) {
    return fixedIp(conditions, NOW);
  }

  /** With conditions such as {@code Ready False Denied}. */
  private static FixedIp fixedIp(String conditions, Instant since) {
    FixedIp it = new FixedIp();
    it.getMetadata().setCreationTimestamp(since.toString());
    List<String> all =
        conditions.isEmpty() ? Collections.emptyList() : List.of(conditions.split(", ", -1));
    List<String> written =
        all.stream()
            .map(one -> one.split(" ", -1))
            .map(part ->
                "{type: %s, status: '%s', reason: %s, lastTransitionTime: '%s'}"
                    .formatted(part[0], part[1], part[2], since))
            .toList();
    it.setStatus(
        new KubernetesSerialization().unmarshal("conditions: " + written, FixedIpStatus.class));
    return it;
  }
}
