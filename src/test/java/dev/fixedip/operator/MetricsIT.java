package dev.fixedip.operator;

import static dev.fixedip.operator.Scene.interfaceOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.simulator.Calls.Call;
import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.Exposition;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;

/** What Prometheus reads of an operator that had success and trouble of every kind. */
@ExtendWith(SharedKubernetesApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FORBIDDEN = "10.0.0.54";
  private static final String SOURCE_DEST_CHECK = "interface.sourceDestCheck";

  private final Scene scene;
  private final Exposition untouched;
  private final Exposition afterOne;
  private final Exposition afterDrift;
  private final Exposition afterAll;
  private final Exposition afterDeletion;

  MetricsIT(KubernetesApi kubernetes) {
    scene = Scene.open(kubernetes, Worlds.story());
    untouched =
        awaitScrape(
            "a first read of EC2",
            it ->
                it.sum("fixedip_snapshot_age_seconds", Map.of()) >= 0
                    && it.sum("fixedip_poll_seconds_count", Map.of("result", "success")) > 0);
    String first = interfaceOf(ready("first", Worlds.WINDOWS, "10.0.0.51", "")).id();
    afterOne = awaitScrape("one ready", it -> standing(it, "Ready", "Attached") == 1);
    uncheck(first);
    afterDrift = awaitScrape("a correction", it -> drift(it, "corrected", SOURCE_DEST_CHECK) == 1);
    trouble();
    afterAll =
        awaitScrape(
            "all of it",
            it ->
                standing(it, "Ready", "Attached") == 2
                    && standing(it, "Stalled", "AddressInUse") == 1
                    && standing(it, "Stalled", "Denied") == 1
                    && standing(it, "Stalled", "Drifted") == 1
                    && drift(it, "seen", SOURCE_DEST_CHECK) == 2
                    && standing(it, "Suspended", "Suspended") == 1
                    && it.sum("fixedip_poll_seconds_count", Map.of("result", "failure")) > 0
                    && it.sum("fixedip_subnet_free_addresses", Map.of()) == 251 - 2 - 3);
    afterDeletion = deleted("first");
  }

  private Exposition deleted(String name) {
    scene.stage.fixedIp(name).delete();
    scene.stage.awaitGone(name);
    return awaitScrape("five left", it -> it.sum("fixedip_fixedips", Map.of()) == 5);
  }

  private static boolean isForbidden(Call call) {
    return call.request() instanceof CreateNetworkInterfaceRequest it
        && FORBIDDEN.equals(it.privateIpAddress());
  }

  private void trouble() {
    apply("refused", Worlds.WINDOWS, Worlds.LINUX_ADDRESS, "");
    scene.stage.awaitReason("refused", "AddressInUse");
    apply("left", Worlds.WINDOWS, "10.0.0.60", "suspend: true");
    scene.ec2.faults().add(FaultRule.on("CreateNetworkInterface").times(1).throttle());
    ready("throttled", Worlds.LINUX, "10.0.0.52", "");
    scene
        .ec2
        .faults()
        .add(
            FaultRule.on("CreateNetworkInterface")
                .when(MetricsIT::isForbidden)
                .always()
                .fail("UnauthorizedOperation", "You are not authorized.", 403));
    apply("denied", Worlds.WINDOWS, FORBIDDEN, "");
    scene.stage.awaitReason("denied", "Denied");
    String reported =
        interfaceOf(ready("reported", Worlds.LINUX, "10.0.0.53", "drift: Report")).id();
    uncheck(reported);
    scene.stage.awaitReason("reported", "Drifted");
    scene
        .ec2
        .faults()
        .add(
            FaultRule.on("DescribeInstances")
                .times(4)
                .fail("InternalError", "It went wrong.", 500));
  }

  @AfterAll
  void stop() {
    scene.end();
  }

  @Test
  void beforeAnythingIsAskedForThereIsALeaderThatHasReadEc2() {
    assertThat(untouched.sum("fixedip_leader", Map.of())).isEqualTo(1);
    assertThat(untouched.sum("fixedip_snapshot_age_seconds", Map.of())).isBetween(0.0, 60.0);
    assertThat(untouched.sum("fixedip_poll_seconds_count", Map.of("result", "failure"))).isZero();
    assertThat(untouched.of("fixedip_fixedips", Map.of())).isEmpty();
    assertThat(untouched.sum("fixedip_drift_seen_total", Map.of())).isZero();
  }

  @Test
  void whatOneFixedIpTakesIsCountedExactly() {
    assertThat(mutations(afterOne))
        .isEqualTo(
            Map.of(
                "CreateNetworkInterface success", 1.0,
                "AttachNetworkInterface success", 1.0,
                "AuthorizeSecurityGroupIngress success", 1.0));
    assertThat(afterOne.sum("fixedip_fixedips", Map.of())).isEqualTo(1);
    assertThat(afterOne.of("fixedip_not_ready_seconds", Map.of())).isEmpty();
    assertThat(afterOne.sum("fixedip_instances", Map.of("free_slots", "1"))).isEqualTo(1);
    assertThat(afterOne.sum("fixedip_instances", Map.of())).isEqualTo(1);
  }

  @Test
  void aCorrectionIsCountedOnceByItsField() {
    assertThat(drift(afterDrift, "seen", SOURCE_DEST_CHECK)).isEqualTo(1);
    assertThat(afterDrift.sum("fixedip_drift_seen_total", Map.of())).isEqualTo(1);
    assertThat(afterDrift.sum("fixedip_drift_corrected_total", Map.of())).isEqualTo(1);
    assertThat(mutations(afterDrift)).containsEntry("ModifyNetworkInterfaceAttribute success", 1.0);
  }

  @Test
  void troubleIsToldByItsKind() {
    assertThat(mutations(afterAll))
        .containsEntry("CreateNetworkInterface throttled", 1.0)
        .containsEntry("CreateNetworkInterface success", 3.0)
        .containsEntry("AttachNetworkInterface success", 3.0)
        .containsKey("CreateNetworkInterface denied");
    assertThat(drift(afterAll, "seen", SOURCE_DEST_CHECK)).isEqualTo(2);
    assertThat(drift(afterAll, "corrected", SOURCE_DEST_CHECK)).isEqualTo(1);
    assertThat(afterAll.of("fixedip_drift_seconds", Map.of("field", SOURCE_DEST_CHECK))).hasSize(1);
    assertThat(afterAll.of("fixedip_not_ready_seconds", Map.of()))
        .extracting(it -> it.labels().get("reason"))
        .containsExactlyInAnyOrder("AddressInUse", "Denied", "Drifted");
    assertThat(afterAll.sum("fixedip_fixedips", Map.of())).isEqualTo(6);
    assertThat(afterAll.sum("fixedip_ec2_retries_total", Map.of("action", "DescribeInstances")))
        .isPositive();
  }

  @Test
  void eachOfOursSaysInASentenceWhatItIs() {
    assertThat(afterDeletion.families().values())
        .filteredOn(it -> it.name().startsWith("fixedip_"))
        .hasSizeGreaterThan(15)
        .allSatisfy(it -> assertThat(it.help()).as(it.name()).matches("[A-Z].* .* .*[a-z0-9]"));
  }

  @Test
  void theDocumentationListsWhatThereIs() throws IOException {
    Map<String, String> there =
        afterDeletion.families().values().stream()
            .collect(
                Collectors.toMap(
                    Exposition.Family::name,
                    it -> MetricUsers.described(it.type(), afterDeletion.labelsOf(it))));

    assertThat(MetricUsers.documented()).containsExactlyInAnyOrderEntriesOf(there);
  }

  @Test
  void theDashboardAndTheRulesAskForWhatThereIs() throws IOException {
    assertThat(MetricUsers.queries()).hasSizeGreaterThan(30);
    assertThat(MetricUsers.queries())
        .allSatisfy(it -> assertThat(MetricUsers.trouble(it, afterDeletion)).isEmpty());
  }

  @Test
  void aQueryForWhatThereIsNotIsNoticed() {
    assertThat(
            Stream.of(
                    "sum(fixedip_nonsense)",
                    "fixedip_leader{replica=\"a\"}",
                    "sum by (reason) (fixedip_leader)",
                    "fixedip_fixedips > 0")
                .map(it -> new MetricUsers.Query("here", it, ""))
                .map(it -> MetricUsers.trouble(it, afterDeletion)))
        .containsExactly(
            List.of("here: there is no metric fixedip_nonsense"),
            List.of("here: fixedip_leader has no label replica"),
            List.of("here: nothing has the label reason"),
            List.of());
  }

  private static Map<String, Double> mutations(Exposition it) {
    return it.of("fixedip_ec2_calls_seconds_count", Map.of()).stream()
        .filter(call -> !call.labels().get("action").startsWith("Describe"))
        .collect(
            Collectors.toMap(
                call -> call.labels().get("action") + " " + call.labels().get("result"),
                Exposition.Sample::value));
  }

  private static double standing(Exposition it, String state, String reason) {
    return it.sum("fixedip_fixedips", Map.of("state", state, "reason", reason));
  }

  private static double drift(Exposition it, String what, String field) {
    return it.sum("fixedip_drift_" + what + "_total", Map.of("field", field));
  }

  private void uncheck(String networkInterface) {
    scene.others.modifyNetworkInterfaceAttribute(
        m -> m.networkInterfaceId(networkInterface).sourceDestCheck(v -> v.value(false)));
  }

  private FixedIpStatus ready(String name, String instance, String address, String more) {
    apply(name, instance, address, more);
    return scene.stage.awaitReady(name);
  }

  private void apply(String name, String instance, String address, String more) {
    scene.stage.apply(
        name, "address: %s\ninstance: {id: %s}\n%s".formatted(address, instance, more));
  }

  private Exposition scrape() {
    return Exposition.parse(scene.operator.metrics());
  }

  private Exposition awaitScrape(String what, Predicate<Exposition> met) {
    return await("metrics to show " + what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .conditionEvaluationListener(it -> {
          if (it.getRemainingTimeInMS() <= 0) {
            System.err.println(scene.operator.metrics());
          }
        })
        .until(this::scrape, met);
  }
}
