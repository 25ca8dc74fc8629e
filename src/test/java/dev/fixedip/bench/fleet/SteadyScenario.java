package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Effort;
import dev.fixedip.bench.Goal;
import java.time.Duration;

/** What it costs to look after a fleet while nothing happens. */
final class SteadyScenario extends FleetScenario {
  /** Every fifth whole read is a larger one. */
  private static final int POLLS = 5;

  @Override
  public String name() {
    return "steady";
  }

  @Override
  public String title() {
    return "Nothing happens, for five polls";
  }

  @Override
  Duration expected(Effort effort) {
    return effort.poll().multipliedBy(POLLS);
  }

  @Override
  void run(Effort effort, Figures figures) {
    int all = effort.fixedIps();
    try (var lab = open(effort, figures);
        var _ = ready(lab, all)) {
      lab.realRates();
      try (var operator = lab.operator(1)) {
        awaitRest(operator, all);
        lab.awaitPolls(1, effort.poll());
        long began = System.nanoTime();
        Window window = Window.of(lab, operator);
        lab.awaitPolls(POLLS, effort.poll());
        Usage usage = window.close(operator);
        double seconds = (System.nanoTime() - began) / 1e9;
        figures.promised(
            "calls of EC2 that are no pages of whole reads",
            "",
            new Goal.Exactly(0),
            usage.reads().lookups() + usage.calls().mutating());
        figures.promised(
            "writes to Kubernetes, the lease's apart",
            "",
            new Goal.Exactly(0),
            (double) usage.writes().besideLeases());
        figures.promised(
            "CPU time of one core", "%", new Goal.Under(8), 100 * usage.cpuSeconds() / seconds);
        usage
            .resident()
            .ifPresent(it -> figures.promised("resident memory", "MB", new Goal.Under(400), it));
        figures.told("pages per whole read", "", (double) usage.reads().pages() / POLLS);
        usage.tell(figures);
      }
    }
  }
}
