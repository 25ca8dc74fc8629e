package dev.fixedip.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.model.Snapshot;
import dev.fixedip.plan.Desired;
import dev.fixedip.plan.Neighbours;
import dev.fixedip.plan.Planner;
import dev.fixedip.plan.Policy;
import dev.fixedip.plan.Remembered;
import dev.fixedip.plan.Situation;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a status says while the operator may not touch anything, or cannot see anything. */
class StatusBuilderTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration STALE = Planner.STALE.plusSeconds(1);
  private static final String READY_BEFORE =
      """
      observedGeneration: 1
      syncedGeneration: 1
      conditions:
      - {type: Ready, status: 'True', reason: Reserved, message: Held, observedGeneration: 1,
         lastTransitionTime: '2026-01-01T00:00:00Z'}
      """;

  @Test
  void onOldKnowledgeNothingIsSaidOfALaterGeneration() throws IOException {
    FixedIpStatus status = status(READY_BEFORE, "{address: 10.0.0.52}", STALE);

    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(status.conditions()).extracting(Condition::getObservedGeneration).containsOnly(1L);
    assertThat(ready(status)).isEqualTo("True Reserved");
    assertThat(status.condition(ConditionType.InSync))
        .hasValueSatisfying(it -> assertThat(it.getStatus()).isEqualTo("Unknown"));
  }

  @Test
  void onOldKnowledgeANewOneIsUnknown() throws IOException {
    FixedIpStatus status = status("{observedGeneration: -1}", "{address: 10.0.0.51}", STALE);

    assertThat(status.observedGeneration()).isEqualTo(-1);
    assertThat(status.conditions()).extracting(Condition::getObservedGeneration).containsOnly(0L);
    assertThat(ready(status)).isEqualTo("Unknown ObservationStale");
  }

  @Test
  void suspendedAndNotInPlaceItIsNotReady() throws IOException {
    FixedIpStatus status = status(READY_BEFORE, "{address: 10.0.0.52, suspend: true}", FRESH);

    assertThat(status.observedGeneration()).isEqualTo(2);
    assertThat(status.syncedGeneration()).isEqualTo(1);
    assertThat(ready(status)).isEqualTo("False Suspended");
    assertThat(status.condition(ConditionType.Reconciling)).isEmpty();
    assertThat(status.condition(ConditionType.Stalled)).isEmpty();
    assertThat(status.isTrue(ConditionType.Suspended)).isTrue();
  }

  @Test
  void suspendedItStaysReadyAtTheGenerationAtWhichItWas() throws IOException {
    FixedIpStatus status =
        status(
            READY_BEFORE.replace("eneration: 1", "eneration: 2"),
            "{address: 10.0.0.51, suspend: true}",
            FRESH);

    assertThat(status.observedGeneration()).isEqualTo(2);
    assertThat(ready(status)).isEqualTo("True Reserved");
  }

  @Test
  void suspendedOnOldKnowledgeItIsAsItWas() throws IOException {
    FixedIpStatus status = status(READY_BEFORE, "{address: 10.0.0.52, suspend: true}", STALE);

    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(ready(status)).isEqualTo("True Reserved");
  }

  private static String ready(FixedIpStatus status) {
    Condition ready = status.condition(ConditionType.Ready).orElseThrow();
    return ready.getStatus() + " " + ready.getReason();
  }

  /** At generation 2, in an account that has nothing. */
  private static FixedIpStatus status(String before, String spec, Duration age) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    Situation situation =
        new Situation(
            new Desired(
                new Desired.Identity("uid", "lab", "windows"),
                yaml.readValue(spec, FixedIpSpec.class),
                2,
                NOW.minus(Duration.ofDays(1)),
                false),
            new Snapshot(Snapshot.Parts.none()),
            NOW.minus(age),
            Neighbours.of(List.of()),
            new Remembered(
                yaml.readValue(before, FixedIpStatus.class),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty()),
            new Policy("lab", Set.of(), Set.of(), List.of(), Duration.ofSeconds(30)),
            NOW);
    return StatusBuilder.of(situation, Planner.plan(situation), new Memory());
  }
}
