package dev.fixedip.reconcile;

import dev.fixedip.ec2.Inventory;
import dev.fixedip.plan.Planner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What concerns all FixedIps at once: readings of EC2 that stay away, addresses that become free,
 * leaks. Runs now and then on one thread.
 */
final class Housekeeping implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final Inventory inventory;
  private final Fleet fleet;
  private final LeakCollector leaks;
  private final InstantSource clock;
  private Instant lastRead = Instant.EPOCH;
  private boolean stale;

  Housekeeping(Inventory inventory, Fleet fleet, LeakCollector leaks, InstantSource clock) {
    this.inventory = inventory;
    this.fleet = fleet;
    this.leaks = leaks;
    this.clock = clock;
  }

  /** How often it is worth to run. */
  static Duration interval(Duration pollInterval) {
    Duration half = pollInterval.dividedBy(2);
    return half.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : half;
  }

  @Override
  public void run() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.warn("Housekeeping did not succeed and is tried again: {}", e.toString());
    }
  }

  private void look() {
    Instant now = clock.instant();
    Instant readAt = inventory.observedAt();
    boolean old =
        inventory.isComplete() && Duration.between(readAt, now).compareTo(Planner.STALE) > 0;
    if (old != stale) {
      stale = old;
      fleet.wakeAll();
    }
    if (inventory.isSettled() && readAt.isAfter(lastRead)) {
      lastRead = readAt;
      inventory.lastFullRead().ifPresent(it -> leaks.collect(it, readAt, now));
    }
  }
}
