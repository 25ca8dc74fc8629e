package dev.fixedip.operator;

import static dev.fixedip.simulator.world.Worlds.GROUP;
import static dev.fixedip.simulator.world.Worlds.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.simulator.Calls.Call;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkPojo;

/** A hundred FixedIps cost no more than a hundred interfaces, and nothing while nothing happens. */
@ExtendWith(SharedKubernetesApi.class)
class FleetIT {
  private static final int MANY = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Scene scene;

  FleetIT(KubernetesApi kubernetes) {
    scene = Scene.open(kubernetes, Worlds.generated(MANY, 2));
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void aHundredComeRestAndGo() {
    allBecomeReadyWithNoCallTooMany();
    whileNothingHappensOnlyPagesAreRead();
    allGoAndLeaveNothing();
    scene.history.saysNothingTwice();
  }

  private void allBecomeReadyWithNoCallTooMany() {
    for (int i = 1; i <= MANY; i++) {
      scene.stage.apply(
          "fleet-" + i,
          """
          address: 10.%d.1.%d
          instance: {id: %s}
          """
              .formatted((i - 1) % 2, i, id("i", i)));
    }
    await("all to be ready")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                all().stream()
                    .filter(it -> it.getStatus() != null)
                    .filter(it -> Stage.isTrue(it, ConditionType.Ready))
                    .count(),
            ready -> ready == MANY);
    assertThat(mutatingCalls())
        .isEqualTo(
            Map.of(
                "CreateNetworkInterface", 100L,
                "AttachNetworkInterface", 100L,
                "AuthorizeSecurityGroupIngress", 1L));
    assertThat(scene.pingRules(GROUP)).hasSize(1);
    assertThat(scene.ourInterfaces()).hasSize(MANY);
  }

  private void whileNothingHappensOnlyPagesAreRead() {
    scene.awaitPolls(2);
    Map<String, String> before = versions();
    scene.ec2.calls().clear();

    scene.awaitPolls(3);

    List<Call> calls = scene.ec2.calls().all();
    assertThat(calls).noneMatch(Call::mutating).allMatch(FleetIT::isOfAPoll);
    assertThat(versions()).isEqualTo(before);
  }

  private void allGoAndLeaveNothing() {
    List<Integer> leftAtRevoke = new CopyOnWriteArrayList<>();
    try (Simulator.Subscription _ =
        scene.ec2.afterEffect("RevokeSecurityGroupIngress", _ -> leftAtRevoke.add(all().size()))) {
      scene.stage.fixedIps().delete();
      await("all to be gone")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> all().isEmpty());
    }
    assertThat(leftAtRevoke)
        .as("FixedIps left when the rule was revoked")
        .singleElement()
        .satisfies(left -> assertThat(left).isPositive());
    assertThat(scene.ourInterfaces()).isEmpty();
    assertThat(scene.pingRules(GROUP)).isEmpty();
    assertThat(
            scene.truth.describeNetworkInterfacesPaginator().networkInterfaces().stream().count())
        .isEqualTo(MANY);
  }

  /** Whole reads name no resource; the rules are read by tag and by group. */
  private static boolean isOfAPoll(Call call) {
    SdkPojo request = call.request();
    Map<String, Object> said =
        request.sdkFields().stream()
            .filter(field -> field.getValueOrDefault(request) != null)
            .collect(Collectors.toMap(it -> it.memberName(), it -> it.getValueOrDefault(request)));
    return switch (call.action()) {
      case "DescribeNetworkInterfaces",
          "DescribeInstances",
          "DescribeInstanceStatus",
          "DescribeSubnets",
          "DescribeVpcs" ->
          !said.containsKey("Filters") || ((List<?>) said.get("Filters")).isEmpty();
      case "DescribeAddresses" ->
          said.values().stream().allMatch(it -> it instanceof List<?> some && some.isEmpty());
      case "DescribeSecurityGroupRules" -> said.containsKey("Filters");
      default -> false;
    };
  }

  private Map<String, Long> mutatingCalls() {
    return scene.ec2.calls().mutating().stream()
        .collect(Collectors.groupingBy(Call::action, Collectors.counting()));
  }

  private Map<String, String> versions() {
    return all().stream()
        .collect(
            Collectors.toMap(
                it -> it.getMetadata().getName(), it -> it.getMetadata().getResourceVersion()));
  }

  private List<FixedIp> all() {
    return scene.stage.fixedIps().list().getItems();
  }
}
