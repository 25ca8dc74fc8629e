package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Effort;
import dev.fixedip.bench.Goal;
import java.time.Duration;
import java.time.Instant;

/** FixedIps that wait for an operator come to their addresses as fast as EC2 lets them. */
final class CreatedScenario extends FleetScenario {
  private static final String CREATE = "CreateNetworkInterface";
  private static final String ATTACH = "AttachNetworkInterface";

  @Override
  public String name() {
    return "created";
  }

  @Override
  public String title() {
    return "All created, at EC2's real rates (--ec2-rate 1.0)";
  }

  @Override
  Duration expected(Effort effort) {
    return bound(effort.fixedIps());
  }

  private static Duration bound(int fixedIps) {
    return Bound.of(fixedIps, CREATE, ATTACH);
  }

  @Override
  void run(Effort effort, Figures figures) {
    int all = effort.fixedIps();
    Duration bound = bound(all);
    try (var lab = open(effort, figures);
        var fleet = Fleet.of(lab)) {
      fleet.create(1, all, number -> Places.byId(number, all));
      lab.realRates();
      Window window = Window.beforeStart(lab);
      try (var operator = lab.operator(1)) {
        Instant last = fleet.awaitReady(all, patience(bound));
        Usage usage = window.close(operator);
        Rates.tell(figures, bound, Duration.between(usage.calls().first(CREATE), last));
        Rates.tellMutating(figures, usage.calls(), all, CREATE, ATTACH);
        figures.promised(
            "reads of single things per 100 FixedIps",
            "",
            new Goal.Under(1),
            100.0 * usage.reads().lookups() / all);
        figures.told("writes to a FixedIp", "", (double) usage.writes().toFixedIps() / all);
        usage.tell(figures);
      }
    }
  }
}
