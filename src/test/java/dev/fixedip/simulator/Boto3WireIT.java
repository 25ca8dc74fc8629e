package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.simulator.Simulator.Effect;
import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.testing.Boto3;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Boto3, with a parser and a serialiser of its own, and the AWS SDK read the same from every
 * operation's answer, and the simulator reads from every request what boto3 was told to send.
 */
class Boto3WireIT {
  private final Map<String, Effect> effects = new ConcurrentHashMap<>();

  @Test
  void everyOperationSaysTheSameToBoto3AndToTheSdk() {
    List<JsonNode> answered;
    try (var simulator = Simulator.start(SimulatorOptions.at(new SteppedClock()));
        var watching = simulator.afterEffects(it -> effects.put(it.requestId(), it))) {
      answered = WireScript.answered(simulator.endpoint());
      assertThat(watching).isNotNull();
    }

    assertThat(WireScript.actions(answered))
        .as("operations that wire.py calls")
        .containsExactlyInAnyOrderElementsOf(WireScript.allActions());
    assertThat(answered.stream().flatMap(call -> differences(call).stream())).isEmpty();
  }

  private List<String> differences(JsonNode call) {
    String action = call.get("action").textValue();
    Effect effect = effects.get(call.get("metadata").get("RequestId").textValue());
    if (effect == null) {
      return List.of(action + ": boto3's request id is not the simulator's");
    }
    List<String> differences = new ArrayList<>();
    differences.addAll(
        Boto3Reading.differences(
            action + " request", call.get("parameters"), (SdkPojo) effect.request()));
    differences.addAll(
        Boto3Reading.differences(action + " answer", call.get("answer"), effect.answer()));
    SdkPojo parsed = SdkReading.of(call.get("body").textValue(), effect.request());
    if (!effect.answer().equalsBySdkFields(parsed)) {
      differences.add(
          "%s: the SDK reads %s, and the answer was %s".formatted(action, parsed, effect.answer()));
    }
    return differences;
  }

  @Test
  void pagesAndWaitersOfBoto3Work() {
    var quick =
        new Latencies(
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofHours(1),
            Duration.ZERO);
    try (var simulator =
        Simulator.start(SimulatorOptions.at(InstantSource.system()).withLatencies(quick))) {
      assertThat(Boto3.run("wait.py", simulator.endpoint())).containsExactly("done");
    }
  }
}
