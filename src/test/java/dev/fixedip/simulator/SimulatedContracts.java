package dev.fixedip.simulator;

import org.junit.jupiter.api.Nested;

/**
 * All contracts, for an EC2 that is the test's alone. Those that are listed here are not for
 * somebody's account: they make a default VPC, use up the region's Elastic IPs, stop and terminate
 * the setting's instance, want its subnet to have an IPv6 network, or read at once what an account
 * shows only after a while.
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
  class DefaultVpcs extends DefaultVpcContract {}
}
