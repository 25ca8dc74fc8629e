package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;

class LimitsTest {

  private final InstantSource clock = InstantSource.system();

  @Test
  void whatWasSavedUpIsGrantedAtOnce() {
    assertThat(took(new Limits(1, clock), "AttachNetworkInterface", 50))
        .isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void whatIsSpentComesBackAtTheApisRate() {
    Limits limits = new Limits(1, clock);
    limits.throttled("AttachNetworkInterface");
    assertThat(took(limits, "AttachNetworkInterface", 2)).isGreaterThan(Duration.ofMillis(350));
  }

  @Test
  void oneApiDoesNotWaitForAnother() {
    Limits limits = new Limits(1, clock);
    limits.throttled("AttachNetworkInterface");
    assertThat(took(limits, "DetachNetworkInterface", 50)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aSmallShareStillLetsOneThrough() {
    assertThat(took(new Limits(0.001, clock), "DescribeVpcs", 1))
        .isLessThan(Duration.ofMillis(500));
  }

  @Test
  void noShareIsRefused() {
    assertThatThrownBy(() -> new Limits(0, clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 0");
    assertThatThrownBy(() -> new Limits(Double.NaN, clock))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoCameFirstIsServedFirst() throws InterruptedException {
    Limits limits = new Limits(1, clock);
    limits.acquire("AttachNetworkInterface");
    limits.throttled("AttachNetworkInterface");
    List<Integer> served = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      int mine = number;
      Thread thread =
          Thread.startVirtualThread(() -> {
            limits.acquire("AttachNetworkInterface");
            served.add(mine);
          });
      threads.add(thread);
      await("it to wait").until(() -> thread.getState() != Thread.State.RUNNABLE);
    }
    assertThat(limits.isBehind()).isTrue();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(served).containsExactly(0, 1, 2, 3, 4);
    assertThat(limits.isBehind()).isFalse();
  }

  @Test
  void whatIsNotGrantedAtOnceIsNotTaken() {
    Limits limits = new Limits(1, clock);
    took(limits, "AttachNetworkInterface", 49);
    assertThat(limits.tryAcquire("AttachNetworkInterface")).isTrue();
    assertThat(limits.tryAcquire("AttachNetworkInterface")).isFalse();
    assertThat(limits.tryAcquire("DetachNetworkInterface")).isTrue();
  }

  @Test
  void howLongAWaitWillBeIsToldBefore() {
    Limits limits = new Limits(1, clock);
    assertThat(limits.expectedWait("AttachNetworkInterface")).isZero();
    took(limits, "AttachNetworkInterface", 50);
    assertThat(limits.expectedWait("AttachNetworkInterface"))
        .isLessThanOrEqualTo(Duration.ofMillis(200));
    limits.throttled("AttachNetworkInterface");
    assertThat(limits.expectedWait("AttachNetworkInterface"))
        .isBetween(Duration.ofMillis(201), Duration.ofMillis(401));
  }

  @Test
  void afterAThrottleAnswerItIsSlowerAtOnceAndSlowlyAsBefore() {
    Instant then = Instant.parse("2026-01-01T00:00:00Z");
    Slowdown once = Slowdown.NONE.throttled(then);
    assertThat(once.shareAt(then)).isEqualTo(0.5);
    assertThat(once.shareAt(then.plusSeconds(3))).isBetween(0.5, 0.6);
    assertThat(once.shareAt(then.plusSeconds(6))).isBetween(0.7, 0.8);
    assertThat(once.shareAt(then.plus(Slowdown.RECOVERY))).isEqualTo(1);

    Slowdown twice = once.throttled(then.plusSeconds(3));
    assertThat(twice.shareAt(then.plusSeconds(3))).isBetween(0.25, 0.3);
    assertThat(twice.shareAt(then.plusSeconds(2))).isBetween(0.25, 0.3);

    Slowdown often = once;
    for (int i = 0; i < 20; i++) {
      often = often.throttled(then.plusSeconds(i));
    }
    assertThat(often.shareAt(then.plusSeconds(19))).isEqualTo(0.1);
    assertThat(once.throttled(then.plusMillis(900))).as("sent together").isEqualTo(once);
  }

  @Test
  void aCallThatWasThrottledMayCostMoreThanTheBucketHolds() {
    Limits limits = new Limits(0.014, clock);
    limits.throttled("DescribeVpcs");
    Instant began = clock.instant();
    limits.acquire("DescribeVpcs");
    assertThat(Duration.between(began, clock.instant())).isGreaterThan(Duration.ofSeconds(4));
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() {
    Limits limits = new Limits(0.001, clock);
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
