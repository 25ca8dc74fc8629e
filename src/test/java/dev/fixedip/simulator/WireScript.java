package dev.fixedip.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.simulator.access.Access;
import dev.fixedip.simulator.ops.Operation;
import dev.fixedip.simulator.ops.Operations;
import dev.fixedip.simulator.world.World;
import dev.fixedip.testing.Boto3;
import java.net.URI;
import java.util.List;

/** {@code wire.py}, which has boto3 call every operation of a simulator with the story's world. */
public final class WireScript {
  private WireScript() {}

  /** Runs it; its calls that were answered, in their order. */
  public static List<JsonNode> answered(URI endpoint) {
    try (var steering = new Steering(endpoint)) {
      steering.ask("POST", "denials", "{\"principal\": \"denied\", \"actions\": [\"*\"]}");
    }
    return Boto3.read(Boto3.run("wire.py", endpoint)).stream()
        .filter(call -> !call.has("error"))
        .toList();
  }

  /** The actions of such calls, each once. */
  public static List<String> actions(List<JsonNode> calls) {
    return calls.stream().map(call -> call.get("action").textValue()).distinct().toList();
  }

  /** The actions of all operations that a simulator has. */
  public static List<String> allActions() {
    var world = new World(SimulatorOptions.at(new SteppedClock()).nature());
    return new Operations(world, new Access(1)).all().stream().map(Operation::action).toList();
  }
}
