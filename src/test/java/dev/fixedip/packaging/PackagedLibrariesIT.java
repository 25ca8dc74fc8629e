package dev.fixedip.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.bench.SimulatorProcess;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.Steering;
import dev.fixedip.simulator.WireScript;
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
    List<JsonNode> answered;
    try (var simulator = SimulatorProcess.startPackaged();
        var steering = new Steering(simulator.endpoint())) {
      steering.ask("PUT", "world", theWorldOfTheStory());
      answered = WireScript.answered(simulator.endpoint());
    }

    assertThat(WireScript.actions(answered))
        .containsExactlyInAnyOrderElementsOf(WireScript.allActions());
  }

  /** Without the default VPC of the packaged program's own, which the script makes. */
  private static String theWorldOfTheStory() {
    try (var simulator = Simulator.start(SimulatorOptions.at(InstantSource.system()));
        var steering = new Steering(simulator.endpoint())) {
      return steering.ask("GET", "world", "").toString();
    }
  }
}
