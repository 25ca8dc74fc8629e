package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Effort;
import dev.fixedip.bench.Goal;

/** What an operator takes that has next to nothing to do. */
final class IdleScenario extends FleetScenario {
  private static final int FEW = 2;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String title() {
    return "Idle with two FixedIps";
  }

  @Override
  void run(Effort effort, Figures figures) {
    try (var lab = open(effort, FEW, figures);
        var fleet = Fleet.of(lab)) {
      fleet.create(1, FEW, number -> Places.byId(number, FEW));
      lab.realRates();
      try (var operator = lab.operator(1)) {
        figures.promised(
            "ready after the start of the process",
            "s",
            new Goal.AtMost(1.5),
            operator.awaitReady());
        fleet.awaitReady(FEW, patience(FEW));
        Window window = Window.of(lab, operator);
        lab.awaitPolls(2, effort.poll());
        Usage usage = window.close(operator);
        usage
            .anonymous()
            .ifPresent(it -> figures.promised("anonymous memory", "MB", new Goal.Under(90), it));
        usage.tell(figures);
      }
    }
  }
}
