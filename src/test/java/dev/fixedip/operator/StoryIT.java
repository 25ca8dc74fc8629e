package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.simulator.Calls.Call;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The story of the README: Windows has 10.0.0.133 and shall have 10.0.0.51. */
@ExtendWith(SharedKubernetesApi.class)
class StoryIT {
  private final Simulator ec2 = LifelikeEc2.start();
  private final Stage stage;

  StoryIT(KubernetesApi kubernetes) {
    stage = Stage.open(kubernetes, ec2.endpoint());
  }

  @BeforeEach
  void start() {
    stage.operator();
  }

  @AfterEach
  void stop() {
    stage.close();
    ec2.close();
  }

  @Test
  void windowsGetsItsAddressWithThreeCallsAndNoMore() {
    stage.apply(
        "windows",
        """
        address: 10.0.0.51
        instance: {id: %s}
        """
            .formatted(Worlds.WINDOWS));

    var status = stage.awaitReady("windows");

    assertThat(status.address()).isEqualTo("10.0.0.51/24");
    assertThat(status.instanceId()).isEqualTo(Worlds.WINDOWS);
    assertThat(ec2.calls().mutating())
        .extracting(Call::action)
        .containsExactly(
            "CreateNetworkInterface", "AttachNetworkInterface", "AuthorizeSecurityGroupIngress");
  }
}
