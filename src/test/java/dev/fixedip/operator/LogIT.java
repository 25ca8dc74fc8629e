package dev.fixedip.operator;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fixedip.simulator.Calls;
import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.OperatorProcess;
import dev.fixedip.testing.SharedKubernetesApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the operator writes while it works: for people, and for programs. */
@ExtendWith(SharedKubernetesApi.class)
class LogIT {
  private static final String SECRET = "wJalrXUtnFEMIsecretEXAMPLEKEY";
  private static final String TOKEN = "IQoJb3JpZ2luX2VjEtokenEXAMPLE";
  private static final String SPEC =
      """
      address: 10.0.0.51
      instance: {id: %s}
      """
          .formatted(Worlds.WINDOWS);

  private final Simulator ec2 = LifelikeEc2.start();
  private final Stage stage;

  LogIT(KubernetesApi kubernetes) {
    stage = Stage.open(kubernetes, ec2.endpoint());
  }

  @AfterEach
  void stop() {
    stage.close();
    ec2.close();
  }

  @Test
  void eachCallThatChangesEc2IsOneLineWithItsFields() {
    OperatorProcess operator = operator("--log-format=json");
    assertThat(text(lines(operator).getFirst(), "message"))
        .matches("fixedip \\S+ \\(commit \\S+\\) starts .*");
    stage.apply("windows", SPEC);
    String networkInterface = Scene.interfaceOf(stage.awaitReady("windows")).id();
    await("its event in the log").until(() -> operator.log().contains("\"reason\":\"Attached\""));
    pollsThatChangeNothingAreNotTold(operator);
    stage.fixedIp("windows").delete();
    stage.awaitGone("windows");

    List<JsonNode> calls = calls(operator);
    assertThat(calls.stream().collect(groupingBy(it -> text(it, "action"), counting())))
        .isEqualTo(
            ec2.calls().mutating().stream().collect(groupingBy(Calls.Call::action, counting())))
        .containsKeys("CreateNetworkInterface", "AttachNetworkInterface", "DeleteNetworkInterface");
    assertThat(calls)
        .allSatisfy(it -> {
          assertThat(text(it, "fixedip")).isEqualTo(stage.namespace() + "/windows");
          assertThat(text(it, "address")).isEqualTo("10.0.0.51");
          assertThat(text(it, "instance")).isEqualTo(Worlds.WINDOWS);
          assertThat(text(it, "interface")).isEqualTo(networkInterface);
          assertThat(text(it, "ec2RequestId")).matches("[0-9a-f-]{36}");
          assertThat(text(it, "level")).isEqualTo("INFO");
          assertThat(Instant.parse(text(it, "timestamp"))).isBefore(Instant.now());
          assertThat(text(it, "timestamp")).endsWith("Z");
        });
  }

  @Test
  void aCallThatIsRefusedTellsItsErrorAndNeverASecret() {
    ec2.faults()
        .add(
            FaultRule.on("CreateNetworkInterface")
                .always()
                .fail("UnauthorizedOperation", "You are not authorized.", 403));
    OperatorProcess operator = operator("--log-format=json", "--log-level=debug");
    stage.apply("windows", SPEC);
    stage.awaitReason("windows", "Denied");

    await("each call in the log")
        .until(() -> calls(operator).size() == ec2.calls().count("CreateNetworkInterface"));
    assertThat(calls(operator))
        .allSatisfy(it -> {
          assertThat(text(it, "errorCode")).isEqualTo("UnauthorizedOperation");
          assertThat(text(it, "ec2RequestId")).isNotEmpty();
          assertThat(text(it, "fixedip")).isEqualTo(stage.namespace() + "/windows");
          assertThat(text(it, "level")).isEqualTo("WARN");
        });
    await("its event in the log")
        .until(() ->
            lines(operator).stream()
                    .filter(it -> text(it, "reason").equals("Denied"))
                    .filter(it -> text(it, "fixedip").endsWith("/windows"))
                    .filter(it -> text(it, "level").equals("WARN"))
                    .count()
                == 1);
    assertThat(lines(operator)).anyMatch(it -> it.path("stackTrace").asText().contains("403"));
    assertThat(stage.tokens()).singleElement().asString().hasSizeGreaterThan(100);
    assertThat(operator.log())
        .doesNotContain(SECRET)
        .doesNotContain(TOKEN)
        .doesNotContain(stage.tokens())
        .doesNotContainIgnoringCase("bearer ")
        .doesNotContainIgnoringCase("X-Amz-Security-Token");
  }

  private void pollsThatChangeNothingAreNotTold(OperatorProcess operator) {
    int before = lines(operator).size();
    int polls = ec2.calls().count("DescribeInstances");
    await("three more polls")
        .atMost(Duration.ofSeconds(30))
        .until(() -> ec2.calls().count("DescribeInstances") > polls + 3);
    assertThat(lines(operator)).hasSize(before);
  }

  @Test
  void forPeopleItIsOneLineThatNamesTheFixedIp() {
    OperatorProcess operator = operator();
    stage.apply("windows", SPEC);
    String networkInterface = Scene.interfaceOf(stage.awaitReady("windows")).id();

    assertThat(operator.log().lines().filter(it -> it.contains("AttachNetworkInterface")))
        .filteredOn(it -> it.contains("EC2 request"))
        .singleElement()
        .asString()
        .matches(
            "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  %s/windows: AttachNetworkInterface %s to %s at device index 1: done, EC2 request [0-9a-f-]{36}"
                .formatted(stage.namespace(), networkInterface, Worlds.WINDOWS));
  }

  private OperatorProcess operator(String... options) {
    return stage.operator(
        Map.of("AWS_SECRET_ACCESS_KEY", SECRET, "AWS_SESSION_TOKEN", TOKEN), options);
  }

  /** The lines about calls that change EC2. */
  private static List<JsonNode> calls(OperatorProcess operator) {
    return lines(operator).stream().filter(it -> it.has("action")).toList();
  }

  private static List<JsonNode> lines(OperatorProcess operator) {
    return operator.log().lines().map(LogIT::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("No JSON: " + line, e);
    }
  }

  private static String text(JsonNode it, String field) {
    return it.path(field).asText("");
  }
}
