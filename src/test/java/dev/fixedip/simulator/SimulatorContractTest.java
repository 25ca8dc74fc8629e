package dev.fixedip.simulator;

import dev.fixedip.simulator.SimulatorContractTest.Endpoint;
import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/** The simulator keeps EC2's contract. */
@ExtendWith(Endpoint.class)
class SimulatorContractTest extends SimulatedContracts {
  private static final String OTHER_SUBNET = "subnet-00000000000000001";
  private static final String OTHER_VPC = "vpc-00000000000000002";
  private static final String OTHER_GROUP = "sg-00000000000000002";

  /** The story's world, with what the contract needs besides. */
  static final Consumer<World> WORLD =
      Worlds.story()
          .andThen(Worlds.subnet(OTHER_SUBNET, Worlds.VPC, "10.0.1.0/24", 1))
          .andThen(Worlds.vpc(OTHER_VPC, "10.8.0.0/16", OTHER_GROUP))
          .andThen(Worlds.internetGateway(Worlds.VPC))
          .andThen(
              Worlds.ipv6(Worlds.VPC, "2001:db8:0:100::/56", Worlds.SUBNET, "2001:db8:0:100::/64"));

  /** What the tests find in it. */
  static final Ec2Endpoint.Setting SETTING =
      new Ec2Endpoint.Setting(
          Worlds.VPC,
          Worlds.SUBNET,
          "10.0.0.0/24",
          Worlds.WINDOWS,
          Worlds.GROUP,
          OTHER_SUBNET,
          OTHER_GROUP,
          Images.LINUX);

  /** A simulator for each test. */
  static final class Endpoint extends TypeBasedParameterResolver<Ec2Endpoint> {
    @Override
    public Ec2Endpoint resolveParameter(ParameterContext parameter, ExtensionContext context) {
      var simulator = Simulator.start(SimulatorOptions.at(InstantSource.system()).withWorld(WORLD));
      var client = SimulatorClients.ec2(simulator.endpoint());
      return new Ec2Endpoint(
          client,
          SETTING,
          Duration.ZERO,
          () -> {
            client.close();
            simulator.close();
          });
    }
  }
}
