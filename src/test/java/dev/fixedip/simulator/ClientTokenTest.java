package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** What a ClientToken of an interface that was deleted makes is not documented: both are there. */
class ClientTokenTest {
  private static String create(Ec2Client ec2) {
    return ec2.createNetworkInterface(
            r -> r.subnetId(Worlds.SUBNET).privateIpAddress("10.0.0.60").clientToken("token"))
        .networkInterface()
        .networkInterfaceId();
  }

  private static boolean answersTheDeadId(SimulatorOptions options) {
    try (var simulator = Simulator.start(options);
        Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint())) {
      String first = create(ec2);
      ec2.deleteNetworkInterface(r -> r.networkInterfaceId(first));
      return create(ec2).equals(first);
    }
  }

  @Test
  void theDeadIdUnlessSaidOtherwise() {
    var options = SimulatorOptions.at(InstantSource.system());

    assertThat(answersTheDeadId(options)).isTrue();
    assertThat(answersTheDeadId(options.withTokensForgotten())).isFalse();
  }

  @Test
  void aTokenIsForgottenAfterADay() {
    var clock = new SteppedClock();
    try (var simulator = Simulator.start(SimulatorOptions.at(clock));
        Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint())) {
      String first = create(ec2);
      clock.advance(Duration.ofHours(24).minusSeconds(1));
      assertThat(create(ec2)).isEqualTo(first);
      ec2.deleteNetworkInterface(r -> r.networkInterfaceId(first));

      clock.advance(Duration.ofSeconds(1));

      assertThat(create(ec2)).isNotEqualTo(first);
    }
  }
}
