package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;

class LimitsTest {

  private final InstantSource clock = InstantSource.system();

  @Test
  void whatWasSavedUpIsGrantedAtOnce() {
    assertThat(took(new Limits(1), "AttachNetworkInterface", 50)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void whatIsSpentComesBackAtTheApisRate() {
    Limits limits = new Limits(1);
    limits.throttled("AttachNetworkInterface");
    assertThat(took(limits, "AttachNetworkInterface", 2)).isGreaterThan(Duration.ofMillis(350));
  }

  @Test
  void oneApiDoesNotWaitForAnother() {
    Limits limits = new Limits(1);
    limits.throttled("AttachNetworkInterface");
    assertThat(took(limits, "DetachNetworkInterface", 50)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aSmallShareStillLetsOneThrough() {
    assertThat(took(new Limits(0.001), "DescribeVpcs", 1)).isLessThan(Duration.ofMillis(500));
  }

  @Test
  void noShareIsRefused() {
    assertThatThrownBy(() -> new Limits(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 0");
    assertThatThrownBy(() -> new Limits(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() {
    Limits limits = new Limits(0.001);
    limits.throttled("AttachNetworkInterface");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> limits.acquire("AttachNetworkInterface"))
        .isInstanceOf(AbortedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private Duration took(Limits limits, String call, int times) {
    Instant began = clock.instant();
    for (int i = 0; i < times; i++) {
      limits.acquire(call);
    }
    return Duration.between(began, clock.instant());
  }
}
