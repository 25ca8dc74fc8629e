package dev.fixedip.operator;

import static dev.fixedip.operator.Scene.interfaceOf;
import static dev.fixedip.simulator.world.Worlds.GROUP;
import static dev.fixedip.simulator.world.Worlds.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.simulator.Calls.Call;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Interfaces that hold an address before there is an instance for it. */
@ExtendWith(SharedKubernetesApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaunchIT {
  private final Scene scene;
  private final Stage stage;

  LaunchIT(KubernetesApi kubernetes) {
    scene = Scene.open(kubernetes, Worlds.generated(10, 1));
    stage = scene.stage;
  }

  @AfterAll
  void stop() {
    scene.end();
  }

  @Test
  @SideBySide
  void anInstanceIsLaunchedWithTheAddressAndTheAddressOutlivesIt() {
    stage.apply("launched", atLaunch("10.0.1.1", 1));

    String held = held("launched");
    assertThat(scene.refusal("launched", "AwaitingLaunch"))
        .contains(held + " holds 10.0.1.1")
        .contains("DeviceIndex=0,NetworkInterfaceId=" + held)
        .contains("internet access needs an Elastic IP");
    assertThat(callsFor("10.0.1.1")).containsExactly("CreateNetworkInterface");

    String instance = launchedWith(held);
    FixedIpStatus status = stage.awaitReady("launched");

    assertThat(status.instanceId()).isEqualTo(instance);
    assertThat(status.address()).isEqualTo("10.0.1.1/16");
    assertThat(interfaceOf(status).deviceIndex()).isZero();

    scene.others.terminateInstances(it -> it.instanceIds(instance));
    scene.awaitInstance(instance, InstanceStateName.TERMINATED);
    assertThat(scene.refusal("launched", "AwaitingLaunch")).contains(held);

    String successor = launchedWith(held);

    assertThat(stage.awaitReady("launched").instanceId()).isEqualTo(successor);
  }

  @Test
  @SideBySide
  void deletedWhileItIsTheInstancesPrimaryItStaysAsLongAsThat() {
    stage.apply("left", atLaunch("10.0.2.1", 2));
    String held = held("left");
    String instance = launchedWith(held);
    stage.awaitReady("left");

    stage.fixedIp("left").delete();
    stage.awaitGone("left");

    NetworkInterface left = scene.networkInterface(held);
    assertThat(left.attachment().instanceId()).isEqualTo(instance);
    assertThat(left.attachment().deleteOnTermination()).isTrue();
    assertThat(Scene.tagKeys(left)).noneMatch(it -> it.startsWith("fixedip.dev/"));
    assertThat(scene.events("left", "LeftAsPrimary")).hasSize(1);
  }

  @Test
  @SideBySide
  void anInstanceThatRunsCannotBeGivenAnotherPrimaryAddress() {
    stage.apply("fixed", atLaunch("10.0.3.1", 3) + "instance: {id: %s}".formatted(id("i", 3)));

    assertThat(scene.refusal("fixed", "PrimaryAddressFixed"))
        .contains("was launched with 10.0.0.6 as its primary address, which EC2 cannot change")
        .contains("Interface")
        .contains("SecondaryAddress")
        .contains("launch a new instance");
    assertThat(scene.holders("10.0.3.1")).isEmpty();
  }

  @Test
  @SideBySide
  void aReservedAddressIsReadyAndGoesToTheInstanceThatIsNamedLater() {
    stage.apply("reserved", reserved("10.0.4.1", 4));

    FixedIpStatus reserved = stage.awaitReady("reserved");
    assertThat(reserved.condition(ConditionType.Ready))
        .hasValueSatisfying(it -> assertThat(it.getReason()).isEqualTo("Reserved"));
    assertThat(reserved.condition(ConditionType.InstanceFound)).isEmpty();
    assertThat(callsFor("10.0.4.1")).containsExactly("CreateNetworkInterface");

    stage.apply("reserved", reserved("10.0.4.1", 4) + "instance: {id: %s}".formatted(id("i", 4)));
    FixedIpStatus given = stage.awaitReady("reserved");

    assertThat(interfaceOf(given).id()).isEqualTo(interfaceOf(reserved).id());
    assertThat(given.instanceId()).isEqualTo(id("i", 4));
    assertThat(scene.holders("10.0.4.1"))
        .singleElement()
        .satisfies(it -> assertThat(it.attachment().instanceId()).isEqualTo(id("i", 4)));

    stage.apply("reserved", reserved("10.0.4.1", 4));
    stage.awaitThat("reserved", "reserved again", LaunchIT::isReserved);

    assertThat(scene.holders("10.0.4.1"))
        .singleElement()
        .satisfies(it -> assertThat(it.attachment()).isNull());
  }

  private static boolean isReserved(FixedIp it) {
    return it.getStatus()
        .condition(ConditionType.Ready)
        .filter(ready -> ready.getReason().equals("Reserved"))
        .isPresent();
  }

  /** The interface that the status names once the address is held. */
  private String held(String name) {
    return interfaceOf(
            stage
                .awaitThat(name, "held", it -> Stage.isTrue(it, ConditionType.AddressHeld))
                .getStatus())
        .id();
  }

  private String launchedWith(String networkInterface) {
    scene.awaitSettled(networkInterface);
    return scene
        .others
        .runInstances(it ->
            it.imageId("ami-00000000000000001")
                .instanceType(InstanceType.T3_MEDIUM)
                .minCount(1)
                .maxCount(1)
                .networkInterfaces(
                    InstanceNetworkInterfaceSpecification.builder()
                        .deviceIndex(0)
                        .networkInterfaceId(networkInterface)
                        .build()))
        .instances()
        .getFirst()
        .instanceId();
  }

  private List<String> callsFor(String address) {
    List<NetworkInterface> holders = scene.holders(address);
    String id = holders.getFirst().networkInterfaceId();
    return scene.ec2.calls().mutating().stream()
        .filter(it ->
            it.request() instanceof CreateNetworkInterfaceRequest create
                ? address.equals(create.privateIpAddress())
                : it.request().toString().contains(id))
        .map(Call::action)
        .filter(it -> !it.equals("RunInstances"))
        .toList();
  }

  private static String atLaunch(String address, int number) {
    return """
    address: %s
    strategy: PrimaryAtLaunch
    interface: {subnetId: %s, securityGroupIds: [%s]}
    ping: {from: [10.0.%d.0/24]}
    """
        .formatted(address, id("subnet", 1), GROUP, number);
  }

  private static String reserved(String address, int number) {
    return """
    address: %s
    ping: {from: [10.0.%d.0/24]}
    """
        .formatted(address, number);
  }
}
