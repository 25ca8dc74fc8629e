package dev.fixedip.simulator;

import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.Worlds;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The simulator keeps EC2's contract. */
class SimulatorContractTest {
  private static final String OTHER_SUBNET = "subnet-00000000000000001";
  private static final String OTHER_VPC = "vpc-00000000000000002";
  private static final String OTHER_GROUP = "sg-00000000000000002";

  private Simulator simulator;
  private Ec2Client client;

  @BeforeEach
  void start() {
    simulator =
        Simulator.start(
            SimulatorOptions.at(InstantSource.system())
                .withWorld(
                    Worlds.story()
                        .andThen(Worlds.subnet(OTHER_SUBNET, Worlds.VPC, "10.0.1.0/24", 1))
                        .andThen(Worlds.vpc(OTHER_VPC, "10.8.0.0/16", OTHER_GROUP))
                        .andThen(Worlds.internetGateway(Worlds.VPC))
                        .andThen(
                            Worlds.ipv6(
                                Worlds.VPC,
                                "2001:db8:0:100::/56",
                                Worlds.SUBNET,
                                "2001:db8:0:100::/64"))));
    client = SimulatorClients.ec2(simulator.endpoint());
  }

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  private static Ec2Contract.Setting story() {
    return new Ec2Contract.Setting(
        Worlds.VPC,
        Worlds.SUBNET,
        Worlds.WINDOWS,
        Worlds.GROUP,
        OTHER_SUBNET,
        OTHER_GROUP,
        Images.LINUX);
  }

  @Nested
  class NetworkInterfaces extends NetworkInterfaceContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class Attachments extends AttachmentContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class Addresses extends AddressContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class SecurityGroups extends SecurityGroupContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class Describing extends DescribeContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class Vpcs extends VpcContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class Subnets extends SubnetContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class Reservations extends ReservationContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class Gateways extends GatewayContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class Groups extends GroupContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class Rules extends RuleContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class Regions extends RegionContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class VpcCidrs extends VpcCidrContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class DefaultVpcs extends DefaultVpcContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class ElasticIps extends ElasticIpContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class Ipv6 extends Ipv6Contract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class Launches extends LaunchContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class Attributes extends AttributeContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class InstanceTypes extends InstanceTypeContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }

  @Nested
  class ElasticIpMoves extends ElasticIpMovesContract {
    @Override
    Ec2Client ec2() {
      return client;
    }

    @Override
    Setting setting() {
      return story();
    }
  }
}
