package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Effort;
import dev.fixedip.bench.Goal;
import java.time.Duration;
import java.time.Instant;

/** How fast FixedIps become Ready where EC2 holds nothing back. */
final class LimitlessScenario extends FleetScenario {
  private static final double ENOUGH_PER_SECOND = 200;
  private static final String READY = "Ready a second";
  private static final String WRITES = "writes to a FixedIp";

  @Override
  public String name() {
    return "limitless";
  }

  @Override
  public String title() {
    return "All created, without limits of EC2's rates";
  }

  @Override
  void run(Effort effort, Figures figures) {
    int all = effort.fixedIps();
    try (var lab = open(effort, figures);
        var fleet = Fleet.of(lab)) {
      fleet.create(1, all, number -> Places.byId(number, all));
      Window window = Window.beforeStart(lab);
      try (var operator = lab.operator(Lab.UNLIMITED)) {
        Instant last = fleet.awaitReady(all, patience(all));
        Usage usage = window.close(operator);
        double took =
            seconds(Duration.between(usage.calls().first("CreateNetworkInterface"), last));
        figures.told("time from the first mutating call to the last Ready", "s", took);
        figures.told(READY, "/s", all / took);
        figures.promised(
            WRITES, "", new Goal.AtMost(2), (double) usage.writes().toFixedIps() / all);
        usage.tell(figures);
      }
    }
  }

  @Override
  void conclude(Effort effort, Figures figures) {
    double most = 0.8 * figures.median(W) / figures.median(WRITES);
    figures.promised(
        "Ready a second, as Kubernetes' writes allow",
        "/s",
        new Goal.AtLeast(Math.min(ENOUGH_PER_SECOND, most)),
        figures.median(READY));
  }
}
