package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixedip.simulator.SandboxContractIT.Endpoint;
import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * What {@link Ec2AccountContracts} does in an account works in a simulated one: where everything
 * takes EC2's time, though twenty times as fast, reads lag behind, others have things too, and the
 * next test finds what the last one left.
 */
@ExtendWith(Endpoint.class)
class SandboxContractIT extends Ec2Contracts {
  private static final int FASTER = 20;

  /** One account for all tests. */
  static final class Endpoint extends TypeBasedParameterResolver<Ec2Endpoint>
      implements AfterAllCallback {
    private final Simulator simulator = start();
    private final Ec2Client outside = SimulatorClients.ec2(simulator.endpoint());
    private final String before = withDefaultVpc();
    private final Sandbox sandbox =
        Sandbox.open(
            () -> SimulatorClients.builder(simulator.endpoint()),
            new Sandbox.Ground(
                Worlds.SUBNET,
                Worlds.WINDOWS,
                Worlds.GROUP,
                SimulatorContractTest.SETTING.otherZoneSubnetId(),
                SimulatorContractTest.SETTING.otherVpcGroupId()),
            Duration.ofSeconds(20));

    private static Simulator start() {
      Instant start = Instant.parse("2026-01-01T00:00:00Z");
      Instant begin = InstantSource.system().instant();
      InstantSource fast =
          () ->
              start.plus(
                  Duration.between(begin, InstantSource.system().instant()).multipliedBy(FASTER));
      return Simulator.start(
          SimulatorOptions.at(fast)
              .withWorld(SimulatorContractTest.WORLD)
              .withLatencies(Latencies.realistic().withReads(Duration.ofSeconds(2))));
    }

    @Override
    public Ec2Endpoint resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return sandbox.endpoint();
    }

    private String withDefaultVpc() {
      outside.createDefaultVpc(r -> {});
      await().until(() -> outside.describeVpcs().vpcs().size() == 3);
      return sight();
    }

    /** What others see of the account, but for what moves by itself. */
    private String sight() {
      return "%s %s %s"
          .formatted(
              outside.describeNetworkInterfacesPaginator().networkInterfaces().stream()
                  .map(NetworkInterface::toString)
                  .sorted()
                  .toList(),
              outside.describeInstancesPaginator().reservations().stream()
                  .flatMap(reservation -> reservation.instances().stream())
                  .filter(instance -> !instance.state().nameAsString().equals("terminated"))
                  .map(Instance::toString)
                  .sorted()
                  .toList(),
              outside.describeSecurityGroups());
    }

    /** All tests together leave the account as it was. */
    @Override
    public void afterAll(ExtensionContext context) {
      if (context.getRequiredTestClass() == SandboxContractIT.class) {
        try (simulator;
            outside) {
          sandbox.close();
          assertThat(sight()).isEqualTo(before);
        }
      }
    }
  }
}
