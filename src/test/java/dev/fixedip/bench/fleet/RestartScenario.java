package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Effort;
import dev.fixedip.bench.Goal;

/** An operator that finds everything in place changes nothing. */
final class RestartScenario extends FleetScenario {
  @Override
  public String name() {
    return "restart";
  }

  @Override
  public String title() {
    return "Restart with everything in sync";
  }

  @Override
  void run(Effort effort, Figures figures) {
    int all = effort.fixedIps();
    try (var lab = open(effort, figures);
        var _ = ready(lab, all)) {
      lab.realRates();
      Window window = Window.beforeStart(lab);
      try (var operator = lab.operator(1)) {
        figures.told("ready after the start of the process", "s", operator.awaitReady());
        awaitRest(operator, all);
        figures.promised(
            "ready and all checked after the start of the process",
            "s",
            new Goal.AtMost(15),
            operator.secondsSinceStart());
        Usage usage = window.close(operator);
        figures.promised("mutating calls", "", new Goal.Exactly(0), usage.calls().mutating());
        figures.promised(
            "writes to Kubernetes, the lease's apart",
            "",
            new Goal.Exactly(0),
            (double) usage.writes().besideLeases());
        usage.tell(figures);
      }
    }
  }
}
