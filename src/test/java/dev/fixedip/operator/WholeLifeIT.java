package dev.fixedip.operator;

import static dev.fixedip.operator.Scene.interfaceOf;
import static dev.fixedip.simulator.world.Worlds.GROUP;
import static dev.fixedip.simulator.world.Worlds.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.operator.History.State;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** One FixedIp from its creation to its end, as tools see it that judge it by kstatus. */
@ExtendWith(SharedKubernetesApi.class)
class WholeLifeIT {
  private static final String NAME = "licence";

  private final Scene scene;
  private final Stage stage;

  WholeLifeIT(KubernetesApi kubernetes) {
    scene = Scene.open(kubernetes, Worlds.generated(10, 1));
    stage = scene.stage;
  }

  @AfterEach
  void stop() {
    scene.end();
  }

  @Test
  void everyVerdictIsTheOneThatAPipelineNeeds() {
    String foreign = holderOf("10.0.1.99");

    apply("10.0.1.51", "");
    stage.awaitReason(NAME, "InstanceNotFound");
    launch();
    FixedIpStatus ready = stage.awaitReady(NAME);

    scene.others.detachNetworkInterface(it -> it.attachmentId(interfaceOf(ready).attachmentId()));
    stage.awaitThat(NAME, "corrected", it -> it.getStatus().lastCorrection() != null);
    stage.awaitReady(NAME);

    apply("10.0.1.52", "");
    stage.awaitReady(NAME);
    apply("10.0.1.99", "");
    stage.awaitReason(NAME, "AddressInUse");
    scene.others.deleteNetworkInterface(it -> it.networkInterfaceId(foreign));
    stage.awaitReady(NAME);

    apply("10.0.1.99", "suspend: true");
    stage.awaitThat(NAME, "suspended", it -> Stage.isTrue(it, ConditionType.Suspended));
    apply("10.0.1.53", "suspend: true");
    stage.awaitReason(NAME, "Suspended");
    apply("10.0.1.53", "");
    stage.awaitReady(NAME);
    assertThat(scene.holders("10.0.1.53").getFirst().attachment()).isNotNull();

    stage.fixedIp(NAME).delete();
    stage.awaitGone(NAME);

    List<State> life = scene.history.of(NAME);
    assertThat(changes(life.stream().map(it -> Kstatus.of(it.json()).toString())))
        .containsExactly(
            "InProgress", // created, the instance launched, the address attached
            "Current",
            "InProgress", // detached by somebody
            "Current",
            "InProgress", // another address
            "Current",
            "InProgress", // one that is taken
            "Failed",
            "InProgress", // it is free now
            "Current",
            "InProgress", // suspended, until the operator has seen that all of it is in place
            "Current",
            "InProgress", // another address, which has to wait; then resumed
            "Current",
            "Terminating");
    assertThat(changes(life.stream().map(WholeLifeIT::told)))
        .containsSubsequence(
            "InProgress: nothing",
            "InProgress: False for InstanceNotFound",
            "Current: True for Attached",
            "InProgress: False for Drifted",
            "Current: True for Attached",
            "InProgress: True for Attached, of the generation before",
            "InProgress: False for Progressing",
            "Current: True for Attached",
            "Failed: False for AddressInUse",
            "InProgress: False for Progressing",
            "Current: True for Attached",
            "InProgress: True for Attached, of the generation before",
            "Current: True for Attached",
            "InProgress: True for Attached, of the generation before",
            "InProgress: False for Suspended",
            "InProgress: False for Progressing",
            "Current: True for Attached",
            "Terminating: True for Attached",
            "Terminating: False for Progressing");
  }

  /** Kstatus's verdict, and what Ready says. */
  private static String told(State it) {
    if (!it.isWritten()) {
      return Kstatus.of(it.json()) + ": nothing";
    }
    Condition ready = it.status().condition(ConditionType.Ready).orElseThrow();
    return "%s: %s for %s%s"
        .formatted(
            Kstatus.of(it.json()),
            ready.getStatus(),
            ready.getReason(),
            ready.getObservedGeneration().equals(it.fixedIp().getMetadata().getGeneration())
                    || it.fixedIp().isMarkedForDeletion()
                ? ""
                : ", of the generation before");
  }

  /** Those that differ from the one before. */
  private static List<String> changes(Stream<String> all) {
    List<String> changes = new ArrayList<>();
    all.filter(it -> changes.isEmpty() || !changes.getLast().equals(it)).forEach(changes::add);
    return changes;
  }

  private void apply(String address, String more) {
    stage.apply(
        NAME,
        """
        address: %s
        instance: {tags: {role: licence}}
        %s
        """
            .formatted(address, more));
  }

  private void launch() {
    TagSpecification ofInstance =
        TagSpecification.builder()
            .resourceType(ResourceType.INSTANCE)
            .tags(Tag.builder().key("role").value("licence").build())
            .build();
    scene.others.runInstances(it ->
        it.imageId("ami-00000000000000001")
            .minCount(1)
            .maxCount(1)
            .instanceType("m5.large")
            .subnetId(id("subnet", 1))
            .privateIpAddress("10.0.9.9")
            .securityGroupIds(GROUP)
            .tagSpecifications(ofInstance));
  }

  private String holderOf(String address) {
    return scene
        .others
        .createNetworkInterface(it -> it.subnetId(id("subnet", 1)).privateIpAddress(address))
        .networkInterface()
        .networkInterfaceId();
  }
}
