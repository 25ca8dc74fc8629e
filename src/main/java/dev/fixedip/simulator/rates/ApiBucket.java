package dev.fixedip.simulator.rates;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;

/** The tokens of one API, which another tenant of the account takes from as well. */
final class ApiBucket {
  private static final long MOST_AT_ONCE = 10_000;

  /** Time as it is set; nanoseconds since 1970. */
  private static final class Meter implements TimeMeter {
    private long nanos;

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  private final Meter meter = new Meter();
  private final Bucket bucket;
  private final long tenantPeriod;
  private long tenantNext;
  private long tenantCalls;
  private long tenantThrottled;

  /**
   * A full bucket.
   *
   * @param since when the account began to call
   * @param share of the refill that the other tenant asks for, from 0 to 1
   */
  ApiBucket(Rate rate, double factor, double share, Instant since) {
    double perSecond = rate.refill() * factor;
    meter.nanos = nanos(since);
    bucket =
        Bucket.builder()
            .addLimit(
                Bandwidth.builder()
                    .capacity(rate.maximum())
                    .refillGreedy(1, Duration.ofNanos((long) (1e9 / perSecond)))
                    .build())
            .withCustomTimePrecision(meter)
            .build();
    tenantPeriod = share == 0 ? Long.MAX_VALUE : (long) (1e9 / (perSecond * share));
    tenantNext = share == 0 ? Long.MAX_VALUE : meter.nanos + tenantPeriod;
  }

  /** Takes a token for a call of ours; false when there is none. */
  synchronized boolean take(Instant now) {
    letTenantCall(nanos(now));
    return bucket.tryConsume(1);
  }

  private void letTenantCall(long now) {
    if (tenantNext <= now) {
      long missed = Math.max(0, (now - tenantNext) / tenantPeriod - MOST_AT_ONCE);
      tenantCalls += missed;
      tenantNext += missed * tenantPeriod;
    }
    for (; tenantNext <= now; tenantNext += tenantPeriod) {
      meter.nanos = Math.max(meter.nanos, tenantNext);
      tenantCalls++;
      if (!bucket.tryConsume(1)) {
        tenantThrottled++;
      }
    }
    meter.nanos = Math.max(meter.nanos, now);
  }

  /** How many tokens are left. */
  synchronized long available(Instant now) {
    letTenantCall(nanos(now));
    return bucket.getAvailableTokens();
  }

  /** How the other tenant fared. */
  synchronized Rates.Tenant tenant(Instant now) {
    letTenantCall(nanos(now));
    return new Rates.Tenant(tenantCalls, tenantThrottled);
  }

  private static long nanos(Instant instant) {
    return Duration.between(Instant.EPOCH, instant).toNanos();
  }
}
