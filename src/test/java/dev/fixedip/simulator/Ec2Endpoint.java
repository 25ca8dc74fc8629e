package dev.fixedip.simulator;

import java.time.Duration;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * An EC2 that is held against the contract, for one test.
 *
 * @param ec2 a client of it
 * @param setting what the test finds there
 * @param patience how long it may take until a read shows what was asked for; zero: the next one
 *     does
 * @param cleanUp removes what the test left
 */
record Ec2Endpoint(Ec2Client ec2, Setting setting, Duration patience, Runnable cleanUp)
    implements AutoCloseable {
  /**
   * What the tests find at an endpoint, among other things that are not theirs.
   *
   * @param subnetId of at least 256 addresses, of which the 60th to the 99th are free
   * @param subnetCidr the subnet's addresses
   * @param instanceId a running instance in the subnet that takes two interfaces more
   * @param groupId its security group
   * @param otherZoneSubnetId a subnet in another zone
   * @param otherVpcGroupId a group of another VPC
   * @param imageId boots on a t3.micro
   */
  record Setting(
      String vpcId,
      String subnetId,
      String subnetCidr,
      String instanceId,
      String groupId,
      String otherZoneSubnetId,
      String otherVpcGroupId,
      String imageId) {}

  @Override
  public void close() {
    cleanUp.run();
  }
}
