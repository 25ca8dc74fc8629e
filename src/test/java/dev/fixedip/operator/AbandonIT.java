package dev.fixedip.operator;

import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The account is closed: EC2 answers nothing, and the operator was started anew since. */
@ExtendWith(SharedKubernetesApi.class)
class AbandonIT {
  private final Simulator ec2 = LifelikeEc2.start();
  private final Stage stage;

  AbandonIT(KubernetesApi kubernetes) {
    stage = Stage.open(kubernetes, ec2.endpoint());
  }

  @AfterEach
  void stop() {
    stage.close();
    ec2.close();
  }

  @Test
  void goesAlthoughEc2CannotBeRead() {
    var operator = stage.operator("--leader-election=false");
    stage.apply("windows", "{address: 10.0.0.51, instance: {id: %s}}".formatted(Worlds.WINDOWS));
    stage.awaitReady("windows");
    operator.kill();
    ec2.faults().add(FaultRule.onAny().always().fail("AuthFailure", "The account is closed.", 403));
    stage.startOperator("--leader-election=false");

    stage
        .fixedIp("windows")
        .edit(it -> {
          it.getMetadata().setAnnotations(Map.of("fixedip.dev/abandon", "true"));
          return it;
        });
    stage.fixedIp("windows").delete();

    stage.awaitGone("windows");
  }
}
