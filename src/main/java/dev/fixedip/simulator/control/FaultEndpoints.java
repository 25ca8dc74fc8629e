package dev.fixedip.simulator.control;

import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.file.BadInput;
import dev.fixedip.simulator.file.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What shall go wrong with calls. */
final class FaultEndpoints {
  private static final String PATH = "faults";

  private final Simulator simulator;

  FaultEndpoints(Simulator simulator) {
    this.simulator = simulator;
  }

  Stream<Endpoint> all() {
    return Stream.of(
        new Endpoint(
            "GET", PATH, "Lists the faults, with the calls they saw and hit.", request -> list()),
        new Endpoint("POST", PATH, "Adds a fault, or a list of them.", this::add),
        new Endpoint("DELETE", PATH, "Takes all faults away.", request -> clear()));
  }

  private List<FaultEntry> list() {
    return simulator.faults().rules().stream().map(FaultEntry::of).toList();
  }

  private List<FaultEntry> add(Endpoint.Request request) {
    List<FaultEntry> entries = Json.readSome(request.body(), FaultEntry.class);
    List<FaultRule> rules = new ArrayList<>();
    for (FaultEntry entry : entries) {
      try {
        rules.add(entry.rule(simulator.actions()));
      } catch (BadInput e) {
        throw entries.size() == 1 ? e : e.in("[%d]".formatted(rules.size()));
      }
    }
    rules.forEach(simulator.faults()::add);
    return list();
  }

  private List<FaultEntry> clear() {
    simulator.faults().clear();
    return list();
  }
}
