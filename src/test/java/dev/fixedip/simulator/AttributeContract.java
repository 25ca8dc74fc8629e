package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttribute;

/** The attributes of instances and interfaces, and rebooting. */
abstract class AttributeContract extends Ec2Contract {
  private String id() {
    return setting().instanceId();
  }

  @Test
  void aProtectedInstanceIsNotTerminated() {
    ec2()
        .modifyInstanceAttribute(r -> r.instanceId(id()).disableApiTermination(a -> a.value(true)));
    assertThat(
            ec2()
                .describeInstanceAttribute(r ->
                    r.instanceId(id()).attribute(InstanceAttributeName.DISABLE_API_TERMINATION))
                .disableApiTermination()
                .value())
        .isTrue();
    assertRefused(
        () -> ec2().terminateInstances(r -> r.instanceIds(id())),
        "OperationNotPermitted",
        "Modify its 'disableApiTermination' instance attribute and try again.");
    assertThat(instance(id()).state().name()).isEqualTo(InstanceStateName.RUNNING);

    ec2()
        .modifyInstanceAttribute(
            r -> r.instanceId(id()).disableApiTermination(a -> a.value(false)));
    ec2().terminateInstances(r -> r.instanceIds(id()));
    assertThat(instance(id()).state().name()).isEqualTo(InstanceStateName.TERMINATED);
    assertRefused(
        () ->
            ec2()
                .modifyInstanceAttribute(
                    r -> r.instanceId(id()).disableApiTermination(a -> a.value(true))),
        "IncorrectInstanceState",
        id());
  }

  @Test
  void theOnlyInterfaceIsChangedThroughItsInstance() {
    ec2().modifyInstanceAttribute(r -> r.instanceId(id()).sourceDestCheck(c -> c.value(false)));
    assertThat(instance(id()).sourceDestCheck()).isFalse();
    assertThat(
            ec2()
                .describeInstanceAttribute(
                    r -> r.instanceId(id()).attribute(InstanceAttributeName.SOURCE_DEST_CHECK))
                .sourceDestCheck()
                .value())
        .isFalse();
    ec2().modifyInstanceAttribute(r -> r.instanceId(id()).groups(setting().groupId()));
    assertThat(
            ec2()
                .describeInstanceAttribute(
                    r -> r.instanceId(id()).attribute(InstanceAttributeName.GROUP_SET))
                .groups())
        .extracting(GroupIdentifier::groupId)
        .containsExactly(setting().groupId());
    assertRefused(
        () ->
            ec2()
                .modifyInstanceAttribute(
                    r -> r.instanceId(id()).groups(setting().otherVpcGroupId())),
        "InvalidGroup.NotFound",
        "different networks");

    attach(create("10.0.0.60"), 1);
    assertRefused(
        () ->
            ec2()
                .modifyInstanceAttribute(
                    r -> r.instanceId(id()).sourceDestCheck(c -> c.value(true))),
        "InvalidInstanceID",
        "There are multiple interfaces attached to instance");
  }

  @Test
  void anAttributeMayBeNamedApartFromItsValue() {
    ec2()
        .modifyInstanceAttribute(r ->
            r.instanceId(id()).attribute(InstanceAttributeName.DISABLE_API_STOP).value("true"));

    assertRefused(
        () -> ec2().stopInstances(r -> r.instanceIds(id())),
        "OperationNotPermitted",
        "disableApiStop");
    assertRefused(
        () -> ec2().modifyInstanceAttribute(r -> r.instanceId(id()).attribute("colour").value("a")),
        "InvalidParameterValue",
        "colour");
  }

  @Test
  void theTypeChangesWhileStopped() {
    assertRefused(
        () ->
            ec2()
                .modifyInstanceAttribute(
                    r -> r.instanceId(id()).instanceType(t -> t.value("t3.large"))),
        "IncorrectInstanceState",
        "is not in the 'stopped' state");
    ec2().stopInstances(r -> r.instanceIds(id()));
    ec2().modifyInstanceAttribute(r -> r.instanceId(id()).instanceType(t -> t.value("t3.large")));
    assertThat(instance(id()).instanceTypeAsString()).isEqualTo("t3.large");
  }

  @Test
  void oneAttributeACall() {
    assertRefused(
        () -> ec2().modifyInstanceAttribute(r -> r.instanceId(id())),
        "InvalidParameterCombination",
        "No attributes specified.");
    assertRefused(
        () -> ec2().describeInstanceAttribute(r -> r.instanceId(id()).attribute("colour")),
        "InvalidParameterValue",
        "colour");
    assertRefused(
        () -> ec2().describeInstanceAttribute(r -> r.instanceId(id())), "MissingParameter", "");
  }

  @Test
  void aRunningInstanceIsRebooted() {
    ec2().rebootInstances(r -> r.instanceIds(id()));
    assertThat(instance(id()).state().name()).isEqualTo(InstanceStateName.RUNNING);

    ec2().stopInstances(r -> r.instanceIds(id()));
    assertRefused(
        () -> ec2().rebootInstances(r -> r.instanceIds(id())),
        "IncorrectInstanceState",
        "is not in a state from which it can be rebooted");
    assertRefused(
        () -> ec2().rebootInstances(r -> r.instanceIds("i-0123456789abcdef0")),
        "InvalidInstanceID.NotFound",
        "");
  }

  @Test
  void anInterfaceTellsItsAttributes() {
    NetworkInterface face = create("10.0.0.60");
    String interfaceId = face.networkInterfaceId();
    ec2()
        .modifyNetworkInterfaceAttribute(
            r -> r.networkInterfaceId(interfaceId).description(d -> d.value("ours")));
    ec2()
        .modifyNetworkInterfaceAttribute(
            r -> r.networkInterfaceId(interfaceId).sourceDestCheck(c -> c.value(false)));
    String attachmentId = attach(face, 1);

    var description = attribute(interfaceId, NetworkInterfaceAttribute.DESCRIPTION);
    assertThat(description.networkInterfaceId()).isEqualTo(interfaceId);
    assertThat(description.description().value()).isEqualTo("ours");
    assertThat(attribute(interfaceId, NetworkInterfaceAttribute.GROUP_SET).groups())
        .isEqualTo(face.groups());
    assertThat(
            attribute(interfaceId, NetworkInterfaceAttribute.ATTACHMENT)
                .attachment()
                .attachmentId())
        .isEqualTo(attachmentId);
    assertThat(
            attribute(interfaceId, NetworkInterfaceAttribute.SOURCE_DEST_CHECK)
                .sourceDestCheck()
                .value())
        .isFalse();
    assertRefused(
        () ->
            ec2()
                .describeNetworkInterfaceAttribute(
                    r -> r.networkInterfaceId(interfaceId).attribute("colour")),
        "InvalidParameterValue",
        "colour");

    ec2()
        .resetNetworkInterfaceAttribute(
            r -> r.networkInterfaceId(interfaceId).sourceDestCheck("true"));
    assertThat(read(interfaceId).sourceDestCheck()).isTrue();
  }

  private DescribeNetworkInterfaceAttributeResponse attribute(
      String interfaceId, NetworkInterfaceAttribute attribute) {
    return ec2()
        .describeNetworkInterfaceAttribute(
            r -> r.networkInterfaceId(interfaceId).attribute(attribute));
  }
}
