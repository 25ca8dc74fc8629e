package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Effort;
import dev.fixedip.bench.Goal;
import java.time.Duration;
import java.time.Instant;

/** How fast FixedIps become Ready where EC2 holds nothing back. */
final class LimitlessScenario extends FleetScenario {
  private static final double ENOUGH_PER_SECOND = 200;

  /** From so many on it is looked at whether many take longer than few. */
  private static final int MANY = 10_000;

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
    double took = time(effort, figures);
    figures.told(READY, "/s", all / took);
    if (all >= MANY) {
      Effort tenth = effort.withFixedIps(all / 10);
      double ofTenth = time(tenth, new Figures());
      figures.promised(
          "time of all, of that of a tenth as many", "", new Goal.AtMost(11), took / ofTenth);
    }
  }

  /** Seconds from the first mutating call to the last Ready. */
  private double time(Effort effort, Figures figures) {
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
        figures.promised(
            WRITES, "", new Goal.AtMost(2), (double) usage.writes().toFixedIps() / all);
        usage.tell(figures);
        return took;
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
