package dev.fixedip.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a page of interfaces takes, walking through the world. */
final class PageScenario implements Scenario {
  private static final Goal GOAL = new Goal.Under(50);

  /** The walks of one run. */
  private record Run(List<Walk> walks, double cpuMillis) {
    double cpuPerPage() {
      return cpuMillis / walks.stream().mapToInt(walk -> walk.pages().size()).sum();
    }
  }

  @Override
  public String name() {
    return "page";
  }

  @Override
  public String title() {
    return "DescribeNetworkInterfaces, page by page, one client";
  }

  @Override
  public String conditions() {
    return SimulatorProcess.conditions();
  }

  @Override
  public List<Measurement> measure(Effort effort) {
    int pageSize = Math.min(Walk.PAGE, effort.instances() / 2);
    try (var simulator = SimulatorProcess.start(effort);
        var ec2 = new Ec2Calls(simulator.endpoint())) {
      List<Run> runs = effort.runs(time -> run(simulator, ec2, pageSize, effort.instances(), time));
      List<Walk> walks = runs.stream().flatMap(run -> run.walks.stream()).toList();
      Walk last = walks.getLast();
      return List.of(
          Measurement.withGoal(
              "a page of %d, each page a sample".formatted(pageSize),
              "ms",
              GOAL,
              walks.stream().flatMap(walk -> walk.pages().stream()).toList()),
          Measurement.told(
              "CPU time of the simulator per page",
              "ms",
              runs.stream().map(Run::cpuPerPage).toList()),
          Measurement.told(
              "size of a page",
              "kB",
              List.of(last.characters() / 1e3 * pageSize / last.interfaces())));
    }
  }

  private static Run run(
      SimulatorProcess simulator, Ec2Calls ec2, int pageSize, int interfaces, Duration time) {
    List<Walk> walks = new ArrayList<>();
    Duration before = simulator.cpu();
    long end = System.nanoTime() + time.toNanos();
    do {
      Walk walk = Walk.through(ec2, pageSize);
      walk.expect(interfaces);
      walks.add(walk);
    } while (System.nanoTime() < end);
    return new Run(walks, simulator.cpu().minus(before).toNanos() / 1e6);
  }
}
