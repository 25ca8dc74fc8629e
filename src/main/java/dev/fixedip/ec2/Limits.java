package dev.fixedip.ec2;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * One token bucket for each EC2 API at EC2's published rates times a share: the account has other
 * tenants (EC2 API reference, "Request throttling"). Who waits is served in turn.
 */
public final class Limits {

  private record Rate(int maximum, int refillPerSecond) {}

  private static final Rate READS = new Rate(100, 20);
  private static final Rate MUTATIONS = new Rate(50, 5);
  private static final Rate INTERFACES = new Rate(100, 5);
  private static final Rate TAGS = new Rate(100, 10);

  private static final Map<String, Rate> RATES =
      Map.of(
          "CreateNetworkInterface", INTERFACES,
          "DeleteNetworkInterface", INTERFACES,
          "ModifyNetworkInterfaceAttribute", INTERFACES,
          "AssignPrivateIpAddresses", INTERFACES,
          "UnassignPrivateIpAddresses", INTERFACES,
          "AssignIpv6Addresses", INTERFACES,
          "UnassignIpv6Addresses", INTERFACES,
          "CreateTags", TAGS,
          "DeleteTags", TAGS);

  private final double share;
  private final MeterRegistry meters;
  private final InstantSource clock;
  private final Map<String, Pace> paces = new ConcurrentHashMap<>();

  /** Takes that share of EC2's rates; nobody measures what is left of it. */
  public Limits(double share, InstantSource clock) {
    this(share, clock, new CompositeMeterRegistry());
  }

  /**
   * Takes that share of EC2's rates.
   *
   * @param share above 0; 1 takes all that EC2 grants the account
   * @param meters where the tokens that are left and the waiting for them are measured
   * @throws IllegalArgumentException if the share is not above 0
   */
  public Limits(double share, InstantSource clock, MeterRegistry meters) {
    if (!(share > 0)) {
      throw new IllegalArgumentException("The share of EC2's rates must be above 0: " + share);
    }
    this.share = share;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Waits until the call may be made; cheap on a virtual thread.
   *
   * @throws AbortedException if the thread is interrupted, as it is when the operator ends
   */
  public void acquire(String call) {
    Timer.Sample waiting = Timer.start(meters);
    try {
      pace(call).await();
      waiting.stop(waited(call));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("Interrupted before %s could be made".formatted(call), e);
    }
  }

  /** Whether the call may be made at once. */
  boolean tryAcquire(String call) {
    boolean mayBeMade = pace(call).tryNow();
    if (mayBeMade) {
      waited(call).record(Duration.ZERO);
    }
    return mayBeMade;
  }

  /** About how long the call would wait for its turn. */
  Duration expectedWait(String call) {
    return pace(call).expectedWait();
  }

  /** Whether calls that change EC2 wait for their turn. */
  boolean isBehind() {
    return paces.entrySet().stream()
        .anyMatch(it -> !isRead(it.getKey()) && it.getValue().isBehind());
  }

  private static boolean isRead(String call) {
    return call.startsWith("Describe");
  }

  /** Slows the call down after EC2 has throttled it. */
  public void throttled(String call) {
    pace(call).throttled();
  }

  private Pace pace(String call) {
    return paces.computeIfAbsent(call, this::fresh);
  }

  private Pace fresh(String call) {
    Rate rate = RATES.getOrDefault(call, isRead(call) ? READS : MUTATIONS);
    long capacity = Math.max(1, Math.round(rate.maximum() * share));
    Duration perCall = Duration.ofNanos(Math.round(1e9 / (rate.refillPerSecond() * share)));
    Pace pace = new Pace(capacity, perCall, clock);
    Gauge.builder("fixedip.ec2.tokens", pace, Pace::left)
        .description("How many calls of EC2 the operator's own rate limit allows at once now")
        .tag("action", call)
        .register(meters);
    return pace;
  }

  private Timer waited(String call) {
    return Timer.builder("fixedip.ec2.token.wait")
        .description("How long calls of EC2 waited for the operator's own rate limit")
        .tag("action", call)
        .register(meters);
  }
}
