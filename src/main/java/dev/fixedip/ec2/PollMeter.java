package dev.fixedip.ec2;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Measures the whole reads of EC2: how long they take, whether they succeed, how old the last is.
 */
public final class PollMeter {

  private final Timer succeeded;
  private final Timer failed;

  private PollMeter(MeterRegistry registry) {
    succeeded = timer(registry, "success");
    failed = timer(registry, "failure");
  }

  /** Measures the reads of that inventory from now on. */
  public static void bind(MeterRegistry registry, Inventory inventory, InstantSource clock) {
    PollMeter meter = new PollMeter(registry);
    inventory.onPoll(meter::polled);
    Gauge.builder("fixedip.snapshot.age", inventory, it -> age(it, clock))
        .baseUnit("seconds")
        .description("How old the last whole read of EC2 is; NaN before the first")
        .register(registry);
  }

  private void polled(Inventory.Poll poll) {
    (poll.succeeded() ? succeeded : failed).record(poll.took());
  }

  private static double age(Inventory inventory, InstantSource clock) {
    return inventory.isComplete()
        ? Duration.between(inventory.observedAt(), clock.instant()).toMillis() / 1000.0
        : Double.NaN;
  }

  private static Timer timer(MeterRegistry registry, String result) {
    return Timer.builder("fixedip.poll")
        .description("Whole reads of EC2 by result, and how long they took")
        .tag("result", result)
        .register(registry);
  }
}
