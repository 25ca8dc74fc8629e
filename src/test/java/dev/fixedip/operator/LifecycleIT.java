package dev.fixedip.operator;

import static dev.fixedip.operator.Scene.interfaceOf;
import static dev.fixedip.operator.Scene.pingRuleOf;
import static dev.fixedip.simulator.world.Worlds.GROUP;
import static dev.fixedip.simulator.world.Worlds.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.simulator.Calls.Call;
import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** A FixedIp is changed, suspended and deleted. Each story's ping rule is its own. */
@ExtendWith(SharedKubernetesApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifecycleIT {
  private final Scene scene;
  private final Stage stage;

  LifecycleIT(KubernetesApi kubernetes) {
    scene = Scene.open(kubernetes, Worlds.generated(30, 1));
    stage = scene.stage;
  }

  @AfterAll
  void stop() {
    scene.end();
  }

  @Test
  @SideBySide
  void suspendedNothingIsTouched() {
    apply("suspended", 1, "");
    FixedIpStatus before = stage.awaitReady("suspended");
    scene.awaitPolls(1);
    apply("suspended", 1, "suspend: true");
    FixedIpStatus suspended =
        stage
            .awaitThat("suspended", "suspended", it -> Stage.isTrue(it, ConditionType.Suspended))
            .getStatus();
    assertThat(suspended.condition(ConditionType.Ready))
        .hasValueSatisfying(it -> assertThat(it.getStatus()).isEqualTo("True"));

    scene.others.detachNetworkInterface(it -> it.attachmentId(interfaceOf(before).attachmentId()));
    scene.awaitSettled(interfaceOf(before).id());
    scene.awaitPolls(2);

    assertThat(holder(1).attachment()).as("left as it is").isNull();
    assertThat(stage.status("suspended").orElseThrow().condition(ConditionType.Ready))
        .as("as it was")
        .hasValueSatisfying(it -> assertThat(it.getStatus()).isEqualTo("True"));

    apply("suspended", 1, "suspend: false");

    FixedIpStatus after = stage.awaitReady("suspended");
    assertThat(after.condition(ConditionType.Suspended)).isEmpty();
    assertThat(holder(1).attachment().instanceId()).isEqualTo(id("i", 1));
  }

  @Test
  @SideBySide
  void changedWhileSuspendedItIsNotReadyUntilThatIsInPlace() {
    apply("edited", 14, "");
    FixedIpStatus.InterfaceStatus before = interfaceOf(stage.awaitReady("edited"));

    apply("edited", 14, "suspend: true\ndrift: Report");
    stage.awaitReady("edited");
    apply("edited", 14, "suspend: true\nelasticIp: {allocate: true}");

    assertThat(scene.refusal("edited", "Suspended"))
        .contains(address(14) + " is not wholly in place")
        .contains("set it to false");
    FixedIpStatus waiting = stage.status("edited").orElseThrow();
    assertThat(waiting.condition(ConditionType.Reconciling)).isEmpty();
    assertThat(waiting.condition(ConditionType.Stalled)).isEmpty();
    assertThat(waiting.plan()).as("what waits").isNotEmpty();
    assertThat(interfaceOf(waiting).id()).isEqualTo(before.id());

    apply("edited", 14, "suspend: true");

    stage.awaitReady("edited");
    assertThat(scene.networkInterface(before.id()).attachment().attachmentId())
        .isEqualTo(before.attachmentId());
  }

  @Test
  @SideBySide
  void suspendedIsNotDeletedEither() {
    apply("suspended-deleted", 2, "");
    stage.awaitReady("suspended-deleted");
    apply("suspended-deleted", 2, "suspend: true");
    stage.awaitThat(
        "suspended-deleted", "suspended", it -> Stage.isTrue(it, ConditionType.Suspended));

    stage.fixedIp("suspended-deleted").delete();

    assertThat(scene.refusal("suspended-deleted", "DeletionBlocked"))
        .contains("suspended")
        .contains("set spec.suspend to false");
    assertThat(holder(2).attachment().instanceId()).isEqualTo(id("i", 2));

    apply("suspended-deleted", 2, "suspend: false");

    stage.awaitGone("suspended-deleted");
    assertThat(scene.holders(address(2))).isEmpty();
  }

  @Test
  @SideBySide
  void retainedStaysWithoutOurTags() {
    apply("retained", 3, "deletion: Retain");
    FixedIpStatus before = stage.awaitReady("retained");

    stage.fixedIp("retained").delete();
    stage.awaitGone("retained");

    NetworkInterface left = scene.networkInterface(interfaceOf(before).id());
    assertThat(left.attachment().instanceId()).isEqualTo(id("i", 3));
    assertThat(Scene.tagKeys(left))
        .containsExactlyInAnyOrder("Name", "team", "node.k8s.amazonaws.com/no_manage");
    assertThat(pings(3))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.securityGroupRuleId()).isEqualTo(pingRuleOf(before).id());
          assertThat(it.tags()).isEmpty();
        });
  }

  @Test
  @SideBySide
  void deletedLeavesNothing() {
    apply("deleted", 4, "");
    stage.awaitReady("deleted");

    stage.fixedIp("deleted").delete();
    stage.awaitGone("deleted");

    assertThat(scene.holders(address(4))).isEmpty();
    assertThat(pings(4)).isEmpty();
  }

  @Test
  @SideBySide
  void aRefusedDeletionIsToldAndGoesOn() {
    apply("blocked", 5, "");
    String networkInterface = interfaceOf(stage.awaitReady("blocked")).id();
    scene
        .ec2
        .faults()
        .add(
            FaultRule.on("DeleteNetworkInterface")
                .when(it ->
                    it.request() instanceof DeleteNetworkInterfaceRequest d
                        && networkInterface.equals(d.networkInterfaceId()))
                .fail("UnauthorizedOperation", "You are not authorized.", 403));

    stage.fixedIp("blocked").delete();

    assertThat(scene.refusal("blocked", "DeletionBlocked"))
        .contains("ec2:DeleteNetworkInterface on " + networkInterface)
        .contains("allow it in the operator's IAM policy");
    assertThat(stage.status("blocked"))
        .hasValueSatisfying(it -> assertThat(it.condition(ConditionType.Stalled)).isPresent());
    stage.awaitGone("blocked");
    assertThat(scene.holders(address(5))).isEmpty();
  }

  @Test
  @SideBySide
  void abandonedIsLetGo() {
    apply("abandoned", 6, "");
    FixedIpStatus.InterfaceStatus held = interfaceOf(stage.awaitReady("abandoned"));
    scene
        .ec2
        .faults()
        .add(
            FaultRule.on("DetachNetworkInterface")
                .when(it ->
                    it.request() instanceof DetachNetworkInterfaceRequest d
                        && d.attachmentId().equals(held.attachmentId()))
                .always()
                .fail("UnauthorizedOperation", "You are not authorized.", 403));
    stage.fixedIp("abandoned").delete();
    scene.refusal("abandoned", "DeletionBlocked");

    stage
        .fixedIp("abandoned")
        .edit(it -> {
          it.getMetadata().getAnnotations().put("fixedip.dev/abandon", "true");
          return it;
        });

    stage.awaitGone("abandoned");
    NetworkInterface left = scene.networkInterface(held.id());
    assertThat(left.attachment().instanceId()).isEqualTo(id("i", 6));
    assertThat(Scene.tagKeys(left)).noneMatch(it -> it.startsWith("fixedip.dev/"));
  }

  @Test
  @SideBySide
  void theOldAddressIsReleasedAfterTheNewOneIsInPlace() {
    apply("moved", 7, "");
    FixedIpStatus.InterfaceStatus old = interfaceOf(stage.awaitReady("moved"));

    applyAddress("moved", "10.0.2.7", 7);

    FixedIpStatus after = stage.awaitReady("moved");
    assertThat(after.address()).isEqualTo("10.0.2.7/16");
    assertThat(scene.holders(address(7))).isEmpty();
    List<String> steps = steps(old, interfaceOf(after).id(), "10.0.2.7");
    assertThat(steps).containsExactly("create new", "attach new", "detach old", "delete old");
  }

  @Test
  @SideBySide
  void withoutAFreePlaceTheOldOneIsDetachedFirst() {
    apply("crowded", 8, "");
    FixedIpStatus.InterfaceStatus old = interfaceOf(stage.awaitReady("crowded"));
    String foreign =
        scene
            .others
            .createNetworkInterface(it -> it.subnetId(id("subnet", 1)))
            .networkInterface()
            .networkInterfaceId();
    scene.attachedByOthers(foreign, id("i", 8), 2);
    scene.awaitPolls(1);

    applyAddress("crowded", "10.0.2.8", 8);

    FixedIpStatus after = stage.awaitReady("crowded");
    assertThat(steps(old, interfaceOf(after).id(), "10.0.2.8"))
        .containsExactly("create new", "detach old", "attach new", "delete old");
    assertThat(interfaceOf(after).deviceIndex()).isEqualTo(1);
  }

  @Test
  @SideBySide
  void anotherInstanceGetsTheSameInterface() {
    apply("handed-over", 9, "");
    FixedIpStatus before = stage.awaitReady("handed-over");

    stage.apply(
        "handed-over",
        """
        address: %s
        instance: {id: %s}
        interface: {tags: {team: blue}}
        ping: {from: [10.0.9.0/24]}
        """
            .formatted(address(9), id("i", 10)));

    FixedIpStatus after = stage.awaitReady("handed-over");
    assertThat(after.instanceId()).isEqualTo(id("i", 10));
    assertThat(interfaceOf(after).id()).isEqualTo(interfaceOf(before).id());
    assertThat(holder(9).attachment().instanceId()).isEqualTo(id("i", 10));
    assertThat(after.lastCorrection()).as("work, not drift").isNull();
  }

  @Test
  @SideBySide
  void anotherDeviceIndexKeepsTheInterface() {
    apply("reindexed", 11, "");
    FixedIpStatus before = stage.awaitReady("reindexed");
    assertThat(interfaceOf(before).deviceIndex()).isEqualTo(1);

    stage.apply(
        "reindexed",
        """
        address: %s
        instance: {id: %s}
        interface: {deviceIndex: 2, tags: {team: blue}}
        ping: {from: [10.0.11.0/24]}
        """
            .formatted(address(11), id("i", 11)));

    FixedIpStatus after = stage.awaitReady("reindexed");
    assertThat(interfaceOf(after).deviceIndex()).isEqualTo(2);
    assertThat(interfaceOf(after).id()).isEqualTo(interfaceOf(before).id());
    assertThat(holder(11).attachment().deviceIndex()).isEqualTo(2);
    assertThat(after.lastCorrection()).as("work, not drift").isNull();
  }

  @Test
  @SideBySide
  void aTerminatedInstanceLeavesTheAddressToItsSuccessor() {
    apply("outliving", 12, "");
    String networkInterface = interfaceOf(stage.awaitReady("outliving")).id();

    scene.others.terminateInstances(it -> it.instanceIds(id("i", 12)));

    assertThat(scene.refusal("outliving", "InstanceNotFound")).contains("is shutting-down");
    stage.awaitThat("outliving", "told of the termination", LifecycleIT::isToldTerminated);
    assertThat(stage.status("outliving").orElseThrow().condition(ConditionType.AddressHeld))
        .get()
        .extracting(Condition::getStatus)
        .isEqualTo("True");

    stage.apply(
        "outliving",
        "{address: %s, instance: {id: %s}, interface: {tags: {team: blue}}}"
            .formatted(address(12), id("i", 13)));

    FixedIpStatus after = stage.awaitReady("outliving");
    assertThat(interfaceOf(after).id()).isEqualTo(networkInterface);
    assertThat(after.instanceId()).isEqualTo(id("i", 13));
  }

  private static boolean isToldTerminated(FixedIp it) {
    return it.getStatus()
        .condition(ConditionType.Ready)
        .filter(ready -> ready.getReason().equals("InstanceNotFound"))
        .filter(ready -> ready.getMessage().contains("is terminated"))
        .isPresent();
  }

  private void apply(String name, int number, String more) {
    stage.apply(
        name,
        """
        address: %s
        instance: {id: %s}
        interface: {tags: {team: blue}}
        ping: {from: [10.0.%d.0/24]}
        %s
        """
            .formatted(address(number), id("i", number), number, more));
  }

  private void applyAddress(String name, String address, int number) {
    stage.apply(
        name,
        """
        address: %s
        instance: {id: %s}
        interface: {tags: {team: blue}}
        ping: {from: [10.0.%d.0/24]}
        """
            .formatted(address, id("i", number), number));
  }

  private static String address(int number) {
    return "10.0.1." + (10 + number);
  }

  private NetworkInterface holder(int number) {
    return scene.holders(address(number)).getFirst();
  }

  private List<SecurityGroupRule> pings(int number) {
    return scene.pingRules(GROUP).stream()
        .filter(it -> it.cidrIpv4().equals("10.0.%d.0/24".formatted(number)))
        .toList();
  }

  /** The calls of a move, in the order in which EC2 got them. */
  private List<String> steps(FixedIpStatus.InterfaceStatus old, String added, String address) {
    return scene.ec2.calls().mutating().stream()
        .map(Call::request)
        .flatMap(request ->
            switch (request) {
              case CreateNetworkInterfaceRequest it when address.equals(it.privateIpAddress()) ->
                  Stream.of("create new");
              case AttachNetworkInterfaceRequest it when added.equals(it.networkInterfaceId()) ->
                  Stream.of("attach new");
              case DetachNetworkInterfaceRequest it
                  when it.attachmentId().equals(old.attachmentId()) ->
                  Stream.of("detach old");
              case DeleteNetworkInterfaceRequest it when it.networkInterfaceId().equals(old.id()) ->
                  Stream.of("delete old");
              default -> Stream.<String>empty();
            })
        .toList();
  }
}
