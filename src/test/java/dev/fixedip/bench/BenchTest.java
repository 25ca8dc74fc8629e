package dev.fixedip.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.world.Worlds;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark works; how fast it was is not looked at. */
class BenchTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

  private static Simulator smallWorld() {
    return Simulator.start(
        SimulatorOptions.at(InstantSource.system()).withWorld(Worlds.generated(2, 1)));
  }

  @Test
  void allThatIsMeasuredIsInTheReport(@TempDir Path folder) throws Exception {
    Report report = Bench.of("memory,page,calls", Effort.SHORT, out).measure("1.2.3", folder);

    JsonNode json = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    String text = Files.readString(folder.resolve("report.md"));
    assertThat(json.at("/version").asText()).isEqualTo("1.2.3");
    assertThat(json.at("/machine/cores").asInt()).isPositive();
    assertThat(json.at("/scenarios").findValuesAsText("title"))
        .containsExactlyElementsOf(
            report.sections().stream().map(it -> it.scenario().title()).toList());
    assertThat(report.sections())
        .allSatisfy(section ->
            assertThat(section.measurements())
                .allSatisfy(measured -> {
                  assertThat(measured.median()).isBetween(measured.min(), measured.max());
                  assertThat(text).contains("| " + measured.name() + " | ");
                })
                .anyMatch(measured -> measured.goal().isPresent()));
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("[bench] report: " + folder.resolve("report.md"));
  }

  @Test
  void scenariosAreChosenByName() {
    assertThat(Bench.of(" page, calls", Effort.SHORT, out).names())
        .containsExactly("page", "calls");
    assertThatThrownBy(() -> Bench.of("pages", Effort.SHORT, out))
        .hasMessageStartingWith(
            "bench.only=pages: the scenarios are memory, page, calls, created,");
  }

  @Test
  void aClientLeavesTheWorldAsItWas() {
    try (var simulator = smallWorld();
        var life = new InterfaceLife(simulator.endpoint(), 0)) {
      life.live();
      life.live();

      assertThat(simulator.calls().mutating()).hasSize(2 * InterfaceLife.CALLS);
      Walk.expect(simulator.endpoint(), 2);
    }
  }

  @Test
  void aCallThatWasRefusedIsNotCountedAsServed() {
    try (var simulator = smallWorld();
        var life = new InterfaceLife(simulator.endpoint(), 0)) {
      simulator.faults().add(FaultRule.on("CreateTags").throttle());

      assertThatThrownBy(life::live)
          .isInstanceOf(WrongAnswerException.class)
          .hasMessageContaining("status 503")
          .hasMessageContaining("RequestLimitExceeded");
      assertThatThrownBy(() -> Walk.expect(simulator.endpoint(), 2))
          .isInstanceOf(WrongAnswerException.class)
          .hasMessage("The world has 3 interfaces instead of 2");
    }
  }

  @Test
  void theMedianDecidesWhetherAGoalIsMet() {
    var goal = new Goal.Under(50);

    assertThat(Measurement.withGoal("page", "ms", goal, List.of(90.0, 49.0, 48.0)).met())
        .contains(true);
    assertThat(Measurement.withGoal("page", "ms", goal, List.of(90.0, 50.0)).met()).contains(false);
    assertThat(Measurement.told("page", "ms", List.of(1.0)).met()).isEmpty();
    assertThat(new Goal.AtLeast(5000).isMetBy(5000)).isTrue();
  }
}
