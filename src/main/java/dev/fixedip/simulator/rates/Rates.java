package dev.fixedip.simulator.rates;

import dev.fixedip.simulator.world.Ec2Error;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** EC2's request throttling. */
public final class Rates {
  /**
   * How strict it is.
   *
   * @param factor on EC2's published refills; 0 turns throttling off
   * @param otherTenant the share of each refill that somebody else's calls ask for, from 0 to 1
   */
  public record Options(double factor, double otherTenant) {
    /** No throttling. */
    public static final Options OFF = new Options(0, 0);

    /** As in life. */
    public static final Options EC2 = new Options(1, 0);

    /** Checks the numbers. */
    public Options {
      if (!(factor >= 0 && factor <= 1e6) || !(otherTenant >= 0 && otherTenant <= 1)) {
        throw new IllegalArgumentException(
            "factor %s must lie in 0..1000000, the other tenant's share %s in 0..1"
                .formatted(factor, otherTenant));
      }
    }
  }

  /**
   * How another tenant fares beside us.
   *
   * @param calls that it made
   * @param throttled how many of them were refused
   */
  public record Tenant(long calls, long throttled) {}

  private final InstantSource clock;
  private final Map<String, ApiBucket> buckets = new ConcurrentHashMap<>();
  private volatile Options options;
  private volatile Instant since;

  /** Full buckets. */
  public Rates(InstantSource clock, Options options) {
    this.clock = clock;
    this.options = options;
    this.since = clock.instant();
  }

  /** Fills all buckets, and is that strict from now on. */
  public void reset(Options options) {
    this.options = options;
    this.since = clock.instant();
    buckets.clear();
  }

  /** How strict it is. */
  public Options options() {
    return options;
  }

  /**
   * Takes a token for a call.
   *
   * @param narrowed whether the call has filters, ids or a page size
   * @throws Ec2Error {@code RequestLimitExceeded}
   */
  public void take(String action, boolean mutating, boolean narrowed) {
    Options strict = options;
    if (strict.factor == 0) {
      return;
    }
    String name = Rate.bucket(action, narrowed);
    ApiBucket bucket =
        buckets.computeIfAbsent(
            name,
            n -> new ApiBucket(Rate.of(n, mutating), strict.factor, strict.otherTenant, since));
    if (!bucket.take(clock.instant())) {
      throw new Ec2Error("RequestLimitExceeded", "Request limit exceeded.", 503);
    }
  }

  /** The tokens left in each bucket that was used. */
  public Map<String, Long> available() {
    Map<String, Long> tokens = new TreeMap<>();
    buckets.forEach((name, bucket) -> tokens.put(name, bucket.available(clock.instant())));
    return tokens;
  }

  /** How the other tenant fared at each bucket that was used. */
  public Map<String, Tenant> otherTenant() {
    Map<String, Tenant> fared = new TreeMap<>();
    buckets.forEach((name, bucket) -> fared.put(name, bucket.tenant(clock.instant())));
    return fared;
  }
}
