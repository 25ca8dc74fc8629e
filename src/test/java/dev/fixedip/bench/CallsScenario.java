package dev.fixedip.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** How many mutating calls a second are served. */
final class CallsScenario implements Scenario {
  private static final int CLIENTS = 16;
  private static final Goal GOAL = new Goal.AtLeast(5000);

  /** What came of one run. */
  private record Run(int calls, double seconds, double simulatorMicros, double clientMicros) {
    double perSecond() {
      return calls / seconds;
    }

    double simulatorPerCall() {
      return simulatorMicros / calls;
    }

    double clientPerCall() {
      return clientMicros / calls;
    }
  }

  @Override
  public String name() {
    return "calls";
  }

  @Override
  public String title() {
    return "Mutating calls of %d clients on the same machine: interfaces are created, tagged, modified, attached, detached, deleted"
        .formatted(CLIENTS);
  }

  @Override
  public String conditions() {
    return SimulatorProcess.conditions();
  }

  @Override
  public List<Measurement> measure(Effort effort) {
    try (var simulator = SimulatorProcess.start(effort);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<InterfaceLife> clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(number -> new InterfaceLife(simulator.endpoint(), number))
              .toList();
      try {
        List<Run> runs = effort.runs(time -> run(simulator, threads, clients, time));
        Walk.expect(simulator.endpoint(), effort.instances());
        List<Measurement> measured = new ArrayList<>();
        measured.add(
            Measurement.withGoal("calls a second", "/s", GOAL, each(runs, Run::perSecond)));
        measured.add(
            Measurement.told(
                "CPU time of the simulator per call", "µs", each(runs, Run::simulatorPerCall)));
        measured.add(
            Measurement.told(
                "CPU time of the clients per call", "µs", each(runs, Run::clientPerCall)));
        Memory.resident(simulator.pid())
            .ifPresent(size ->
                measured.add(
                    Measurement.told(
                        "resident memory of the simulator afterwards", "MB", List.of(size))));
        return measured;
      } finally {
        clients.forEach(InterfaceLife::close);
      }
    }
  }

  private static List<Double> each(List<Run> runs, ToDoubleFunction<Run> figure) {
    return runs.stream().map(figure::applyAsDouble).toList();
  }

  private static Run run(
      SimulatorProcess simulator,
      ExecutorService threads,
      List<InterfaceLife> clients,
      Duration time) {
    Duration simulatorBefore = simulator.cpu();
    Duration clientsBefore = Cpu.own();
    long began = System.nanoTime();
    List<Future<Integer>> working = new ArrayList<>();
    for (InterfaceLife client : clients) {
      working.add(threads.submit(() -> live(client, began + time.toNanos())));
    }
    int lives = working.stream().mapToInt(Outcome::of).sum();
    return new Run(
        lives * InterfaceLife.CALLS,
        (System.nanoTime() - began) / 1e9,
        simulator.cpu().minus(simulatorBefore).toNanos() / 1e3,
        Cpu.own().minus(clientsBefore).toNanos() / 1e3);
  }

  private static int live(InterfaceLife client, long end) {
    int lives = 0;
    do {
      client.live();
      lives++;
    } while (System.nanoTime() < end);
    return lives;
  }
}
