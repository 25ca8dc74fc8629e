package dev.fixedip.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.ec2.Inventory;
import dev.fixedip.plan.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackoffTest {

  @ParameterizedTest
  @EnumSource(names = {"TRANSIENT", "CONFLICT"})
  void whatMayHaveHadItsEffectIsNotRepeatedBeforeAReadMustShowIt(Failure.Kind kind) {
    assertThat(Backoff.of(kind, 0)).isGreaterThan(Inventory.SETTLING);
  }

  @ParameterizedTest
  @EnumSource
  void everyPauseGrowsUpToALongestOne(Failure.Kind kind) {
    assertThat(Backoff.of(kind, 1)).isEqualTo(Backoff.of(kind, 0).multipliedBy(2));
    assertThat(Backoff.of(kind, 100)).isEqualTo(Backoff.of(kind, 1000));
  }

  @Test
  void aThrottleHadNoEffectAndNeedsNoRead() {
    assertThat(Backoff.of(Failure.Kind.THROTTLED, 0)).isEqualTo(Duration.ofSeconds(1));
  }
}
