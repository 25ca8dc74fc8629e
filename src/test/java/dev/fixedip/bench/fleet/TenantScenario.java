package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Effort;
import dev.fixedip.bench.Goal;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;

/** Somebody else of the account takes half of what EC2 grants, for a while. */
final class TenantScenario extends FleetScenario {
  private static final String ATTACH = "AttachNetworkInterface";
  private static final double REFILL = 5;
  private static final double SHARE = 0.5;

  /** When the full bucket of the start is spent. */
  private static final Duration BURST = Duration.ofSeconds(10);

  private static final Duration TENANCY = Duration.ofSeconds(60);
  private static final Duration RECOVERY = Duration.ofSeconds(10);
  private static final Duration AFTERWARDS = Duration.ofSeconds(20);

  /** So many that there are some left to create at the end. */
  private static final int AT_LEAST = 600;

  @Override
  public String name() {
    return "tenant";
  }

  @Override
  public String title() {
    return "All created, at EC2's real rates, while another tenant takes half of every refill for"
        + " 60 s";
  }

  @Override
  Duration expected(Effort effort) {
    return TENANCY.plus(RECOVERY).plus(AFTERWARDS);
  }

  @Override
  void run(Effort effort, Figures figures) {
    int all = Math.max(AT_LEAST, effort.fixedIps());
    try (var lab = open(effort, all, figures);
        var fleet = Fleet.of(lab)) {
      fleet.create(1, all, number -> Places.byId(number, all));
      lab.rates(1, SHARE);
      Window window = Window.beforeStart(lab);
      try (var operator = lab.operator(1)) {
        Instant began = lab.awaitCall(ATTACH, patience(all));
        int burst = attachedAt(began.plus(BURST), lab);
        int shared = attachedAt(began.plus(TENANCY), lab) - burst;
        lab.realRates();
        Instant ended = Instant.now();
        int before = attachedAt(ended.plus(RECOVERY), lab);
        int alone = attachedAt(ended.plus(RECOVERY).plus(AFTERWARDS), lab) - before;
        Usage usage = window.close(operator);
        figures.promised(
            "attached of what the tenant left",
            "%",
            new Goal.AtLeast(90),
            100 * shared / (SHARE * REFILL * seconds(TENANCY.minus(BURST))));
        figures.promised(
            "attached of the full rate, from 10 s after the end on",
            "%",
            new Goal.AtLeast(95),
            100 * alone / (REFILL * seconds(AFTERWARDS)));
        figures.promised("warning events", "", new Goal.Exactly(0), (double) warnings(lab));
        figures.promised("stalled FixedIps", "", new Goal.Exactly(0), (double) fleet.stalled());
        usage.tell(figures);
      }
    }
  }

  private static int attachedAt(Instant time, Lab lab) {
    Awaitility.await("the time to pass")
        .atMost(TENANCY.plus(AFTERWARDS))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !Instant.now().isBefore(time));
    return lab.calls().done(ATTACH);
  }

  private static long warnings(Lab lab) {
    return lab
        .kubernetes()
        .client()
        .v1()
        .events()
        .inNamespace(lab.namespace())
        .list()
        .getItems()
        .stream()
        .map(Event::getType)
        .filter("Warning"::equals)
        .count();
  }
}
