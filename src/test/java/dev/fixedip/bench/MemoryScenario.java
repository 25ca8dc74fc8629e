package dev.fixedip.bench;

import java.util.ArrayList;
import java.util.List;

/** How much memory a large world takes. */
final class MemoryScenario implements Scenario {
  private static final Goal GOAL = new Goal.Under(300);

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String title() {
    return "The world at rest, after it was read once";
  }

  @Override
  public String conditions() {
    return SimulatorProcess.conditions();
  }

  @Override
  public List<Measurement> measure(Effort effort) {
    try (var simulator = SimulatorProcess.start(effort)) {
      Walk.expect(simulator.endpoint(), effort.instances());
      List<Measurement> measured = new ArrayList<>();
      measured.add(
          Measurement.withGoal("live heap", "MB", GOAL, List.of(Memory.liveHeap(simulator.pid()))));
      Memory.resident(simulator.pid())
          .ifPresent(size ->
              measured.add(
                  Measurement.withGoal(
                      "resident memory of the process", "MB", GOAL, List.of(size))));
      Memory.anonymous(simulator.pid())
          .ifPresent(
              size -> measured.add(Measurement.told("of which anonymous", "MB", List.of(size))));
      return measured;
    }
  }
}
