package dev.fixedip.simulator;

import org.junit.jupiter.api.Nested;

/**
 * The contracts that hold at any {@link Ec2Endpoint}, somebody's own account included: what extends
 * this class and gives one is held to them.
 */
abstract class Ec2Contracts {
  @Nested
  class NetworkInterfaces extends NetworkInterfaceContract {}

  @Nested
  class Tags extends TagContract {}

  @Nested
  class Attachments extends AttachmentContract {}

  @Nested
  class Addresses extends AddressContract {}

  @Nested
  class SecurityGroups extends SecurityGroupContract {}

  @Nested
  class Describing extends DescribeContract {}

  @Nested
  class InstanceTypes extends InstanceTypeContract {}

  @Nested
  class Vpcs extends VpcContract {}

  @Nested
  class VpcCidrs extends VpcCidrContract {}

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
