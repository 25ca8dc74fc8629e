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
}
