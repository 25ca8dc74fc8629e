package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Effort;
import dev.fixedip.bench.Goal;
import java.time.Duration;
import java.time.Instant;

/** How long somebody waits who applies one FixedIp. */
final class SingleScenario extends FleetScenario {
  private static final int WARM_UP = 300;
  private static final int SAMPLES = 30;

  @Override
  public String name() {
    return "single";
  }

  @Override
  public String title() {
    return "One FixedIp after another, from apply to Ready; EC2 answers at once";
  }

  @Override
  void run(Effort effort, Figures figures) {
    int warmUp = effort.isWhole() ? WARM_UP : 2;
    int all = warmUp + (effort.isWhole() ? SAMPLES : 3);
    try (var lab = open(effort, all, figures);
        var fleet = Fleet.of(lab);
        var operator = lab.operator(Lab.UNLIMITED)) {
      operator.awaitReady();
      fleet.create(1, warmUp, number -> Places.byId(number, all));
      fleet.awaitReady(warmUp, patience(warmUp));
      for (int number = warmUp + 1; number <= all; number++) {
        Instant asked = fleet.create(Fleet.name(number), Places.byId(number, all));
        Instant ready = fleet.awaitReady(number, patience(1));
        figures.promised(
            "from apply to Ready",
            "ms",
            new Goal.Under(120),
            1e3 * seconds(Duration.between(asked, ready)));
      }
    }
  }
}
