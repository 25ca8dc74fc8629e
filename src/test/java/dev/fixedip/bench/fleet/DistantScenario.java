package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Effort;
import dev.fixedip.bench.Goal;
import java.time.Duration;
import java.time.Instant;

/** Calls that wait for EC2's answer do not hold the others up. */
final class DistantScenario extends FleetScenario {
  private static final Duration DISTANCE = Duration.ofMillis(100);

  @Override
  public String name() {
    return "distant";
  }

  @Override
  public String title() {
    return "All created, without limits of EC2's rates, each call answered after 100 ms";
  }

  @Override
  void run(Effort effort, Figures figures) {
    double near = time(effort, figures, Duration.ZERO);
    double distant = time(effort, figures, DISTANCE);
    figures.told("time with answers at once", "s", near);
    figures.promised(
        "time with answers after 100 ms", "s", new Goal.AtMost(1.2 * near + 1), distant);
  }

  /** Seconds from the first mutating call to the last Ready. */
  private double time(Effort effort, Figures figures, Duration distance) {
    int all = effort.fixedIps();
    try (var lab = open(effort, figures);
        var fleet = Fleet.of(lab)) {
      fleet.create(1, all, number -> Places.byId(number, all));
      if (distance.isPositive()) {
        lab.answersAfter(distance);
      }
      try (var _ = lab.operator(Lab.UNLIMITED)) {
        Instant last = fleet.awaitReady(all, patience(all));
        return seconds(Duration.between(lab.calls().first("CreateNetworkInterface"), last));
      }
    }
  }
}
