package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What EC2 promises, whoever stands behind the endpoint: the simulator, a peer, or EC2 itself. */
abstract class Ec2Contract {
  /**
   * What the tests find there.
   *
   * @param subnetId 10.0.0.0/24, with free addresses from .60 to .99
   * @param instanceId a running instance in the subnet that takes two interfaces more
   * @param groupId its security group
   * @param otherZoneSubnetId a subnet in another zone
   * @param otherVpcGroupId a group of another VPC
   */
  record Setting(
      String vpcId,
      String subnetId,
      String instanceId,
      String groupId,
      String otherZoneSubnetId,
      String otherVpcGroupId,
      String imageId) {}

  abstract Ec2Client ec2();

  abstract Setting setting();

  NetworkInterface create(String address) {
    return ec2()
        .createNetworkInterface(r -> r.subnetId(setting().subnetId()).privateIpAddress(address))
        .networkInterface();
  }

  String attach(NetworkInterface face, int deviceIndex) {
    return ec2()
        .attachNetworkInterface(r ->
            r.networkInterfaceId(face.networkInterfaceId())
                .instanceId(setting().instanceId())
                .deviceIndex(deviceIndex))
        .attachmentId();
  }

  NetworkInterface read(String interfaceId) {
    return ec2()
        .describeNetworkInterfaces(r -> r.networkInterfaceIds(interfaceId))
        .networkInterfaces()
        .getFirst();
  }

  Instance instance(String instanceId) {
    return ec2()
        .describeInstances(r -> r.instanceIds(instanceId))
        .reservations()
        .getFirst()
        .instances()
        .getFirst();
  }

  static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  static TagSpecification tagged(String resourceType, Tag tag) {
    return TagSpecification.builder().resourceType(resourceType).tags(tag).build();
  }

  static void assertRefused(ThrowingCallable call, String code, String message) {
    Ec2Exception refusal = catchThrowableOfType(Ec2Exception.class, call);
    assertThat(refusal).as("refusal with %s", code).isNotNull();
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(refusal.awsErrorDetails().errorMessage()).contains(message);
    assertThat(refusal.requestId()).isNotEmpty();
  }
}
