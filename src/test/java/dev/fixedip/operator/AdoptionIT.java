package dev.fixedip.operator;

import static dev.fixedip.simulator.world.Worlds.GROUP;
import static dev.fixedip.simulator.world.Worlds.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Interfaces that somebody made before are taken over, and let go as they stand. */
@ExtendWith(SharedKubernetesApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdoptionIT {
  private final Scene scene;
  private final Stage stage;

  AdoptionIT(KubernetesApi kubernetes) {
    scene = Scene.open(kubernetes, Worlds.generated(10, 1));
    stage = scene.stage;
  }

  @AfterAll
  void stop() {
    scene.end();
  }

  @Test
  @SideBySide
  void anAvailableInterfaceIsAttachedKeptAndLetGo() {
    String theirs = theirs("10.0.1.1");
    stage.apply(
        "adopted", adopting("10.0.1.1", theirs, 1) + "instance: {id: %s}".formatted(id("i", 1)));

    FixedIpStatus status = stage.awaitReady("adopted");

    assertThat(Scene.interfaceOf(status).id()).isEqualTo(theirs);
    assertThat(Scene.interfaceOf(status).owned()).isFalse();
    NetworkInterface taken = scene.networkInterface(theirs);
    assertThat(taken.attachment().instanceId()).isEqualTo(id("i", 1));
    assertThat(Scene.tagKeys(taken)).containsExactly("fixedip.dev/adopted-by");
    assertThat(taken.sourceDestCheck()).as("written in the spec").isFalse();
    assertThat(taken.description()).isEqualTo("by hand");

    scene.others.detachNetworkInterface(it -> it.attachmentId(taken.attachment().attachmentId()));
    stage.awaitThat("adopted", "put right", it -> it.getStatus().lastCorrection() != null);
    stage.awaitReady("adopted");
    NetworkInterface before = scene.awaitSettled(theirs);
    assertThat(before.attachment().instanceId()).isEqualTo(id("i", 1));

    stage.fixedIp("adopted").delete();
    stage.awaitGone("adopted");

    NetworkInterface left = scene.networkInterface(theirs);
    assertThat(left).isEqualTo(before.toBuilder().tagSet(List.of()).build());
  }

  @Test
  @SideBySide
  void anInterfaceOfAnotherInstanceIsNotTakenOver() {
    stage.apply(
        "robber",
        adopting("10.0.0.6", id("eni", 3), 2) + "instance: {id: %s}".formatted(id("i", 2)));

    assertThat(scene.refusal("robber", "AddressInUse"))
        .contains(id("eni", 3))
        .contains("instance-3")
        .contains("attached to nothing or to the instance that the spec names");
    assertThat(Scene.tagKeys(scene.networkInterface(id("eni", 3)))).isEmpty();
  }

  @Test
  @SideBySide
  void anInterfaceWithoutTheAddressIsNotTakenOver() {
    String theirs = theirs("10.0.4.1");
    stage.apply("mistaken", adopting("10.0.4.2", theirs, 4));

    assertThat(scene.refusal("mistaken", "AddressNotOnInterface"))
        .contains("%s has 10.0.4.1, not 10.0.4.2".formatted(theirs));
  }

  @Test
  @SideBySide
  void anInterfaceThatIsNotThereIsToldOf() {
    stage.apply("missing", adopting("10.0.5.1", "eni-0123456789abcdef0", 5));

    assertThat(scene.refusal("missing", "InterfaceNotFound"))
        .contains("There is no network interface eni-0123456789abcdef0")
        .contains("spec.interface.id");
  }

  private String theirs(String address) {
    String made =
        scene
            .others
            .createNetworkInterface(it ->
                it.subnetId(id("subnet", 1))
                    .privateIpAddress(address)
                    .groups(GROUP)
                    .description("by hand"))
            .networkInterface()
            .networkInterfaceId();
    scene.awaitSettled(made);
    return made;
  }

  private static String adopting(String address, String networkInterface, int number) {
    return """
    address: %s
    interface: {id: %s, sourceDestCheck: false}
    ping: {from: [10.0.%d.0/24]}
    """
        .formatted(address, networkInterface, number);
  }
}
