package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Effort;
import java.time.Duration;
import java.time.Instant;

/** FixedIps that are deleted give their addresses back as fast as EC2 lets them. */
final class DeletedScenario extends FleetScenario {
  private static final String DETACH = "DetachNetworkInterface";
  private static final String DELETE = "DeleteNetworkInterface";

  @Override
  public String name() {
    return "deleted";
  }

  @Override
  public String title() {
    return "All deleted, at EC2's real rates (--ec2-rate 1.0)";
  }

  @Override
  Duration expected(Effort effort) {
    return bound(effort.fixedIps());
  }

  private static Duration bound(int fixedIps) {
    return Bound.of(fixedIps, DETACH, DELETE);
  }

  @Override
  void run(Effort effort, Figures figures) {
    int all = effort.fixedIps();
    Duration bound = bound(all);
    try (var lab = open(effort, figures);
        var fleet = ready(lab, all);
        var operator = lab.operator(1)) {
      operator.awaitReady();
      lab.realRates();
      Window window = Window.of(lab, operator);
      fleet.delete();
      Instant last = fleet.awaitGone(patience(bound));
      Usage usage = window.close(operator);
      Rates.tell(figures, bound, Duration.between(usage.calls().first(DETACH), last));
      Rates.tellMutating(figures, usage.calls(), all, DETACH, DELETE);
      usage.tell(figures);
    }
  }
}
