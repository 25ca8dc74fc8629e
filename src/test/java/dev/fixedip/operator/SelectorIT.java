package dev.fixedip.operator;

import static dev.fixedip.simulator.world.Worlds.GROUP;
import static dev.fixedip.simulator.world.Worlds.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Instances that are named by their tags or by their Kubernetes node, and replaced. */
@ExtendWith(SharedKubernetesApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectorIT {
  private final KubernetesApi kubernetes;
  private final Scene scene;
  private final Stage stage;

  SelectorIT(KubernetesApi kubernetes) {
    this.kubernetes = kubernetes;
    scene = Scene.open(kubernetes, Worlds.generated(10, 1));
    stage = scene.stage;
  }

  @AfterAll
  void stop() {
    scene.end();
  }

  @Test
  @SideBySide
  void theAddressFollowsToTheSuccessor() {
    String first = launched("database");
    stage.apply("database", tagged("10.0.1.1", "database", 1, "Interface"));
    FixedIpStatus before = stage.awaitReady("database");
    assertThat(before.instanceId()).isEqualTo(first);

    scene.others.terminateInstances(it -> it.instanceIds(first));
    String second = launched("database");
    FixedIpStatus after = awaitOn("database", second);

    assertThat(Scene.interfaceOf(after).id()).isEqualTo(Scene.interfaceOf(before).id());
    assertThat(scene.holders("10.0.1.1"))
        .singleElement()
        .satisfies(it -> assertThat(it.attachment().instanceId()).isEqualTo(second));
  }

  @Test
  @SideBySide
  void aSecondaryAddressFollowsToTheSuccessor() {
    String first = launched("cache");
    stage.apply("cache", tagged("10.0.2.1", "cache", 2, "SecondaryAddress"));
    stage.awaitReady("cache");

    scene.others.terminateInstances(it -> it.instanceIds(first));
    String second = launched("cache");
    awaitOn("cache", second);

    stage.awaitThat("cache", "record of one", it -> it.getStatus().owned().size() == 1);
    assertThat(scene.holders("10.0.2.1"))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.attachment().instanceId()).isEqualTo(second);
          assertThat(it.attachment().deviceIndex()).isZero();
        });
  }

  @Test
  @SideBySide
  void ofTwoLiveInstancesNeitherIsPickedAndTheFirstKeepsTheAddress() {
    String first = launched("twin");
    stage.apply("twin", tagged("10.0.3.1", "twin", 3, "Interface"));
    stage.awaitReady("twin");
    String second = launched("twin");

    assertThat(scene.refusal("twin", "InstanceAmbiguous"))
        .contains("2 live instances have the tags role=twin")
        .contains(first, second);
    assertThat(scene.holders("10.0.3.1").getFirst().attachment().instanceId()).isEqualTo(first);

    scene.others.terminateInstances(it -> it.instanceIds(second));

    assertThat(stage.awaitReady("twin").instanceId()).isEqualTo(first);
  }

  @Test
  @SideBySide
  void aLiveInstanceIsNotRobbedWhenItsTagsGoToAnother() {
    String first = launched("licence");
    stage.apply("licence", tagged("10.0.4.1", "licence", 4, "Interface"));
    stage.awaitReady("licence");
    scene.awaitPolls(1);

    scene.others.createTags(it -> it.resources(first).tags(role("retired")));
    String second = launched("licence");

    assertThat(scene.refusal("licence", "HeldByLiveInstance"))
        .contains(first)
        .contains("which lives, has 10.0.4.1")
        .contains(second);
    assertThat(scene.holders("10.0.4.1").getFirst().attachment().instanceId()).isEqualTo(first);

    scene.others.terminateInstances(it -> it.instanceIds(first));

    awaitOn("licence", second);
  }

  @Test
  @SideBySide
  void aStoppedInstanceKeepsItsAddress() {
    String instance = launched("sleeper");
    stage.apply("sleeper", tagged("10.0.5.1", "sleeper", 5, "Interface"));
    stage.awaitReady("sleeper");

    scene.others.stopInstances(it -> it.instanceIds(instance));
    scene.awaitInstance(instance, InstanceStateName.STOPPED);
    scene.awaitPolls(2);

    FixedIpStatus after = stage.awaitReady("sleeper");
    assertThat(after.instanceId()).isEqualTo(instance);
    assertThat(scene.holders("10.0.5.1").getFirst().attachment().instanceId()).isEqualTo(instance);
  }

  @Test
  @SideBySide
  void theAddressFollowsTheNode() {
    String node = stage.namespace() + "-node";
    stage.apply(
        "node",
        """
        address: 10.0.6.1
        instance: {node: %s}
        ping: {from: [10.0.6.0/24]}
        """
            .formatted(node));
    assertThat(scene.refusal("node", "InstanceNotFound"))
        .contains("The cluster has no node " + node);

    put(node, "aws:///us-east-1a/" + id("i", 1));
    awaitOn("node", id("i", 1));

    kubernetes.client().nodes().withName(node).delete();
    put(node, "k3s://" + node);
    assertThat(awaitMessage("node", "k3s://"))
        .contains("names no instance of EC2: name the instance by its id or tags");

    scene.others.terminateInstances(it -> it.instanceIds(id("i", 1)));
    scene.awaitInstance(id("i", 1), InstanceStateName.TERMINATED);
    kubernetes.client().nodes().withName(node).delete();
    put(node, "aws:///us-east-1a/" + id("i", 2));

    awaitOn("node", id("i", 2));
    kubernetes.client().nodes().withName(node).delete();
  }

  private String awaitMessage(String name, String part) {
    return stage
        .awaitThat(
            name,
            part,
            it ->
                it.getStatus()
                    .condition(ConditionType.Ready)
                    .filter(ready -> ready.getMessage().contains(part))
                    .isPresent())
        .getStatus()
        .condition(ConditionType.Ready)
        .orElseThrow()
        .getMessage();
  }

  private void put(String node, String providerId) {
    var it =
        new NodeBuilder()
            .withNewMetadata()
            .withName(node)
            .endMetadata()
            .withNewSpec()
            .withProviderID(providerId)
            .endSpec()
            .build();
    kubernetes.client().resource(it).create();
  }

  private FixedIpStatus awaitOn(String name, String instance) {
    return stage
        .awaitThat(
            name,
            "on " + instance,
            it ->
                Stage.isTrue(it, ConditionType.Ready)
                    && instance.equals(it.getStatus().instanceId()))
        .getStatus();
  }

  private String launched(String role) {
    String made =
        scene
            .others
            .runInstances(it ->
                it.imageId("ami-00000000000000001")
                    .instanceType(InstanceType.T3_MEDIUM)
                    .minCount(1)
                    .maxCount(1)
                    .subnetId(id("subnet", 1))
                    .securityGroupIds(GROUP)
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.INSTANCE)
                            .tags(role(role))
                            .build()))
            .instances()
            .getFirst()
            .instanceId();
    scene.awaitInstance(made, InstanceStateName.RUNNING);
    return made;
  }

  private static Tag role(String role) {
    return Tag.builder().key("role").value(role).build();
  }

  private static String tagged(String address, String role, int number, String strategy) {
    return """
    address: %s
    instance: {tags: {role: %s}}
    strategy: %s
    ping: {from: [10.0.%d.0/24]}
    """
        .formatted(address, role, strategy, number);
  }
}
