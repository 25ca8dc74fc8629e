package dev.fixedip.simulator;

import org.junit.jupiter.api.Nested;

/** All contracts: what extends this class and gives an {@link Ec2Endpoint} holds it to them. */
abstract class Ec2Contracts {
  @Nested
  class NetworkInterfaces extends NetworkInterfaceContract {}

  @Nested
  class Attachments extends AttachmentContract {}

  @Nested
  class Addresses extends AddressContract {}

  @Nested
  class SecurityGroups extends SecurityGroupContract {}

  @Nested
  class Describing extends DescribeContract {}

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
