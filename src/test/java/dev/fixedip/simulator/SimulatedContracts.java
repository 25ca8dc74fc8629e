package dev.fixedip.simulator;

import org.junit.jupiter.api.Nested;

/**
 * All contracts, for an EC2 that is the test's alone. Those that are listed here are not for
 * somebody's account: they make default VPCs, use up quotas, terminate the setting's instance, or
 * read at once what an account shows only after a while.
 */
abstract class SimulatedContracts extends Ec2Contracts {
  @Nested
  class ElasticIps extends ElasticIpContract {}

  @Nested
  class ElasticIpMoves extends ElasticIpMovesContract {}

  @Nested
  class Ipv6 extends Ipv6Contract {}

  @Nested
  class Launches extends LaunchContract {}

  @Nested
  class Attributes extends AttributeContract {}

  @Nested
  class InstanceTypes extends InstanceTypeContract {}

  @Nested
  class Vpcs extends VpcContract {}

  @Nested
  class VpcCidrs extends VpcCidrContract {}

  @Nested
  class DefaultVpcs extends DefaultVpcContract {}

  @Nested
  class Subnets extends SubnetContract {}

  @Nested
  class Reservations extends ReservationContract {}

  @Nested
  class Gateways extends GatewayContract {}

  @Nested
  class Groups extends GroupContract {}

  @Nested
  class Rules extends RuleContract {}

  @Nested
  class Regions extends RegionContract {}
}
