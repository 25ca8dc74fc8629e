package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.ec2.Inventory;
import dev.fixedip.simulator.Calls.Call;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator does that comes to a cluster where there is work already. */
@ExtendWith(SharedKubernetesApi.class)
class StartIT {
  private final Simulator ec2 = LifelikeEc2.start();
  private final Stage stage;

  StartIT(KubernetesApi kubernetes) {
    stage = Stage.open(kubernetes, ec2.endpoint());
  }

  @AfterEach
  void stop() {
    stage.close();
    ec2.close();
  }

  @Test
  void itActsOnNoReadThatMayNotShowAnotherReplicasLastWrite() {
    stage.apply(
        "windows",
        """
        address: 10.0.0.51
        instance: {id: %s}
        """
            .formatted(Worlds.WINDOWS));

    stage.operator();
    stage.awaitReady("windows");
    assertThat(
            Duration.between(
                first(it -> it.startsWith("Describe")), first(it -> it.startsWith("Create"))))
        .as("from the first read's arrival, which may be late, to the first change")
        .isGreaterThan(Inventory.SETTLING.dividedBy(2));
  }

  private Instant first(Predicate<String> action) {
    return ec2.calls().all().stream()
        .filter(it -> action.test(it.action()))
        .map(Call::at)
        .findFirst()
        .orElseThrow();
  }
}
