package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More FixedIps than EC2's rate limits let through in a minute. */
@ExtendWith(SharedKubernetesApi.class)
class InLineIT {
  private static final int MANY = 20;

  private final Simulator ec2 = LifelikeEc2.start();
  private final Stage stage;

  InLineIT(KubernetesApi kubernetes) {
    stage = Stage.open(kubernetes, ec2.endpoint());
  }

  @AfterEach
  void stop() {
    stage.close();
    ec2.close();
  }

  @Test
  void whoWaitsForLongSaysSoAndWaitsInPeace() {
    IntStream.range(0, MANY)
        .forEach(it -> stage.apply("held-" + it, "address: 10.0.0.%d".formatted(60 + it)));
    stage.operator("--ec2-rate=0.02"); // two calls at once, then one in ten seconds

    FixedIp late =
        await("one that says so")
            .atMost(Duration.ofSeconds(60))
            .until(this::throttled, Optional::isPresent)
            .orElseThrow();

    FixedIpStatus status = late.getStatus();
    assertThat(status.isTrue(ConditionType.Reconciling)).isTrue();
    assertThat(status.isTrue(ConditionType.Stalled)).isFalse();
    assertThat(status.observedGeneration()).isEqualTo(1);
    await("somebody to be served meanwhile")
        .atMost(Duration.ofSeconds(60))
        .until(() -> all().stream().anyMatch(it -> it.getStatus().isTrue(ConditionType.Ready)));
    assertThat(stage.events(late.getMetadata().getName()))
        .extracting(Event::getType)
        .doesNotContain("Warning");
  }

  private Optional<FixedIp> throttled() {
    return all().stream()
        .filter(it ->
            it.getStatus()
                .condition(ConditionType.Ready)
                .filter(ready -> ready.getReason().equals("Throttled"))
                .isPresent())
        .findFirst();
  }

  private List<FixedIp> all() {
    return stage
        .kubernetes()
        .client()
        .resources(FixedIp.class)
        .inNamespace(stage.namespace())
        .list()
        .getItems();
  }
}
