package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.FixedIpStatus.Guest.Configuration;
import dev.fixedip.cli.FixedIpCommand;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** The first step of the story: somebody sets the address inside Windows, and it vanishes. */
@ExtendWith(SharedKubernetesApi.class)
class GuestIT {
  private final Scene scene;

  GuestIT(KubernetesApi kubernetes) {
    scene = Scene.open(kubernetes, Worlds.story());
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private static Condition condition(FixedIpStatus status, ConditionType type) {
    return status.condition(type).orElseThrow();
  }

  private FixedIpStatus awaitGuestReachable(String value) {
    FixedIp it =
        scene.stage.awaitThat(
            "windows",
            "GuestReachable=" + value,
            now ->
                now.getStatus()
                    .condition(ConditionType.GuestReachable)
                    .filter(guest -> guest.getStatus().equals(value))
                    .isPresent());
    return Objects.requireNonNull(it.getStatus());
  }

  @Test
  void anAddressThatIsSetInsideWindowsIsNoticedAndReadyStaysTrue() {
    scene.stage.apply(
        "windows", "{address: 10.0.0.51, instance: {id: %s}}".formatted(Worlds.WINDOWS));
    FixedIpStatus ready = scene.stage.awaitReady("windows");
    assertThat(condition(ready, ConditionType.GuestReachable).getStatus()).isEqualTo("True");

    scene.ec2.backstage().setGuestAddress(Worlds.WINDOWS, "10.0.0.77");
    FixedIpStatus cutOff = awaitGuestReachable("False");

    assertThat(condition(cutOff, ConditionType.GuestReachable))
        .satisfies(it -> {
          assertThat(it.getReason()).isEqualTo("GuestUnreachable");
          assertThat(it.getMessage())
              .contains(Worlds.WINDOWS, "since ", Worlds.WINDOWS_ADDRESS, "DHCP", "status.guest");
        });
    assertThat(condition(cutOff, ConditionType.Ready))
        .isEqualTo(condition(ready, ConditionType.Ready));
    assertThat(cutOff.syncedGeneration()).isEqualTo(ready.syncedGeneration());

    scene.ec2.backstage().useDhcp(Worlds.WINDOWS);
    FixedIpStatus back = awaitGuestReachable("True");

    assertThat(condition(back, ConditionType.Ready))
        .isEqualTo(condition(ready, ConditionType.Ready));
  }

  @Test
  void theCommandsForTheGuestArePrintedFromTheCluster(@TempDir Path folder) {
    scene.stage.apply(
        "windows", "{address: 10.0.0.51, instance: {id: %s}}".formatted(Worlds.WINDOWS));
    FixedIpStatus.Guest guest = scene.stage.awaitReady("windows").guest();
    Path kubeconfig = scene.stage.kubernetes().writeKubeconfig(folder.resolve("kubeconfig"));
    assertThat(guest).isNotNull();
    assertThat(guest.configuration()).isEqualTo(Configuration.DHCP);

    StringWriter said = new StringWriter();
    CommandLine program =
        FixedIpCommand.commandLine()
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(said, true));
    String[] where = {
      "--namespace=" + scene.stage.namespace(), "--kubeconfig=" + kubeconfig,
    };
    assertThat(program.execute("guest", "windows", where[0], where[1])).isZero();
    assertThat(said.toString())
        .contains("10.0.0.51 in " + Worlds.WINDOWS + " (Windows)", guest.macAddress());

    assertThat(program.execute("guest", "linux", where[0], where[1])).isNotZero();
    assertThat(said.toString())
        .contains("There is no FixedIp linux in the namespace " + scene.stage.namespace());
  }

  @Test
  void whileTheInstanceIsStoppedNothingIsKnownOfItsGuest() {
    scene.stage.apply(
        "windows", "{address: 10.0.0.51, instance: {id: %s}}".formatted(Worlds.WINDOWS));
    scene.stage.awaitReady("windows");

    scene.others.stopInstances(it -> it.instanceIds(Worlds.WINDOWS));
    scene.awaitInstance(Worlds.WINDOWS, InstanceStateName.STOPPED);
    FixedIpStatus stopped = awaitGuestReachable("Unknown");

    assertThat(condition(stopped, ConditionType.GuestReachable).getMessage())
        .contains(Worlds.WINDOWS, "only running instances");
  }
}
