package dev.fixedip.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.bench.SimulatorProcess;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.Steering;
import dev.fixedip.simulator.access.Access;
import dev.fixedip.simulator.ops.Operation;
import dev.fixedip.simulator.ops.Operations;
import dev.fixedip.simulator.world.World;
import dev.fixedip.testing.Boto3;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The packaged program leaves out most of the AWS SDK for EC2; what the simulator needs, which
 * finds it by name, is there.
 */
class PackagedLibrariesIT {

  @Test
  void itsSimulatorAnswersEveryOperation() {
    List<JsonNode> calls;
    try (var simulator = SimulatorProcess.startPackaged();
        var steering = new Steering(simulator.endpoint())) {
      steering.ask("PUT", "world", theWorldOfTheStory());
      steering.ask("POST", "denials", "{\"principal\": \"denied\", \"actions\": [\"*\"]}");
      calls = Boto3.read(Boto3.run("wire.py", simulator.endpoint()));
    }

    assertThat(
            calls.stream()
                .filter(call -> !call.has("error"))
                .map(call -> call.get("action").textValue())
                .distinct())
        .containsExactlyInAnyOrderElementsOf(actions());
  }

  /** Without the default VPC of the packaged program's own, which the script makes. */
  private static String theWorldOfTheStory() {
    try (var simulator = Simulator.start(SimulatorOptions.at(InstantSource.system()));
        var steering = new Steering(simulator.endpoint())) {
      return steering.ask("GET", "world", "").toString();
    }
  }

  private static List<String> actions() {
    var world = new World(SimulatorOptions.at(InstantSource.system()).nature());
    return new Operations(world, new Access(1)).all().stream().map(Operation::action).toList();
  }
}
