package dev.fixedip.simulator.control;

import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.VirtualClock;
import dev.fixedip.simulator.file.BadInput;
import dev.fixedip.simulator.file.Json;
import dev.fixedip.simulator.rates.Rates;
import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.Quotas;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the world is like: its limits, its rates and its time. */
final class NatureEndpoints {
  private record Clock(Instant now, boolean virtual) {}

  private record Step(@Nullable Duration advance) {}

  private final Simulator simulator;

  NatureEndpoints(Simulator simulator) {
    this.simulator = simulator;
  }

  Stream<Endpoint> all() {
    return Stream.of(
        new Endpoint(
            "GET", "quotas", "Tells the account's quotas.", it -> simulator.backstage().quotas()),
        new Endpoint("PUT", "quotas", "Changes some of the quotas.", this::quotas),
        new Endpoint(
            "GET", "rates", "Tells how strict the throttling is.", it -> rates().options()),
        new Endpoint(
            "PUT",
            "rates",
            "Changes the factor on EC2's rates (0: no throttling) or the other tenant's share, and"
                + " fills all buckets.",
            this::rates),
        new Endpoint(
            "GET",
            "latencies",
            "Tells how long things take, and how far reads lag.",
            it -> simulator.backstage().latencies()),
        new Endpoint(
            "PUT", "latencies", "Changes some of them, for what begins then.", this::latencies),
        new Endpoint("GET", "clock", "Tells the time in the world.", it -> clock()),
        new Endpoint("POST", "clock", "Lets a virtual clock go on.", this::advance));
  }

  private Quotas quotas(Endpoint.Request request) {
    Quotas quotas = Json.changed(simulator.backstage().quotas(), request.body());
    simulator.backstage().quotas(quotas);
    return quotas;
  }

  private Rates rates() {
    return simulator.rates();
  }

  private Rates.Options rates(Endpoint.Request request) {
    rates().reset(Json.changed(rates().options(), request.body()));
    return rates().options();
  }

  private Latencies latencies(Endpoint.Request request) {
    Latencies latencies = Json.changed(simulator.backstage().latencies(), request.body());
    simulator.backstage().latencies(latencies);
    return latencies;
  }

  private InstantSource source() {
    return simulator.world().nature().clock();
  }

  private Clock clock() {
    return new Clock(source().instant(), source() instanceof VirtualClock);
  }

  private Clock advance(Endpoint.Request request) {
    Duration step = Json.read(request.body(), Step.class).advance;
    if (step == null || step.isNegative()) {
      throw new BadInput("advance", "this is missing or negative; write a duration, such as 10s");
    }
    if (!(source() instanceof VirtualClock virtual)) {
      throw new BadInput(
          "advance", "the clock is not virtual; start the simulator with --virtual-clock");
    }
    virtual.advance(step);
    return clock();
  }
}
