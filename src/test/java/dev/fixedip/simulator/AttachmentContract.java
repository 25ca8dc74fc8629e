package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;

abstract class AttachmentContract extends Ec2Contract {
  @Test
  void anInterfaceIsAttachedAndDetached() {
    NetworkInterface face = create("10.0.0.60");
    String attachmentId = attach(face, 1);

    NetworkInterface attached = read(face.networkInterfaceId());
    assertThat(attached.status()).isEqualTo(NetworkInterfaceStatus.IN_USE);
    assertThat(attached.attachment().attachmentId()).isEqualTo(attachmentId);
    assertThat(attached.attachment().status()).isEqualTo(AttachmentStatus.ATTACHED);
    assertThat(attached.attachment().deviceIndex()).isEqualTo(1);
    assertThat(attached.attachment().deleteOnTermination()).isFalse();
    assertThat(instance(setting().instanceId()).networkInterfaces()).hasSize(2);

    ec2().detachNetworkInterface(r -> r.attachmentId(attachmentId));
    NetworkInterface detached = read(face.networkInterfaceId());
    assertThat(detached.status()).isEqualTo(NetworkInterfaceStatus.AVAILABLE);
    assertThat(detached.attachment()).isNull();
    assertThat(instance(setting().instanceId()).networkInterfaces()).hasSize(1);
    assertRefused(
        () -> ec2().detachNetworkInterface(r -> r.attachmentId(attachmentId)),
        "InvalidAttachmentID.NotFound",
        attachmentId);
  }

  @Test
  void whatIsTakenIsRefused() {
    NetworkInterface first = create("10.0.0.60");
    NetworkInterface second = create("10.0.0.61");
    attach(first, 1);

    assertRefused(
        () -> attach(second, 1),
        "InvalidParameterValue",
        "already has an interface attached at device index '1'");
    assertRefused(
        () -> attach(first, 2),
        "InvalidNetworkInterface.InUse",
        "Interface: [%s] in use.".formatted(first.networkInterfaceId()));
    assertRefused(() -> attach(second, 0), "InvalidParameterValue", "device index '0'");
    assertRefused(() -> attach(second, -1), "InvalidParameterValue", "deviceIndex");
    assertRefused(
        () ->
            ec2()
                .attachNetworkInterface(r ->
                    r.networkInterfaceId(second.networkInterfaceId())
                        .instanceId(setting().instanceId())
                        .deviceIndex(2)
                        .networkCardIndex(1)),
        "InvalidParameterValue",
        "Network card index 1");
    assertRefused(
        () -> ec2().deleteNetworkInterface(r -> r.networkInterfaceId(first.networkInterfaceId())),
        "InvalidParameterValue",
        "Network interface '%s' is currently in use.".formatted(first.networkInterfaceId()));
  }

  @Test
  void theTypesLimitHolds() {
    attach(create("10.0.0.60"), 1);
    attach(create("10.0.0.61"), 2);

    assertRefused(
        () -> attach(create("10.0.0.62"), 3),
        "AttachmentLimitExceeded",
        "Interface count 4 exceeds the limit for t3.medium");
  }

  @Test
  void theZoneMustBeTheInstances() {
    NetworkInterface elsewhere =
        ec2()
            .createNetworkInterface(r -> r.subnetId(setting().otherZoneSubnetId()))
            .networkInterface();

    assertRefused(
        () -> attach(elsewhere, 1),
        "InvalidParameterCombination",
        "if they are not in the same availability zone");
  }

  @Test
  void thePrimaryInterfaceStays() {
    String attachmentId =
        instance(setting().instanceId()).networkInterfaces().getFirst().attachment().attachmentId();

    assertRefused(
        () -> ec2().detachNetworkInterface(r -> r.attachmentId(attachmentId)),
        "OperationNotPermitted",
        "The network interface at device index 0 and networkCard index 0 cannot be detached.");
  }

  @Test
  void aStoppedInstanceTakesAnInterface() {
    ec2().stopInstances(r -> r.instanceIds(setting().instanceId()));
    NetworkInterface face = create("10.0.0.60");
    attach(face, 1);

    assertThat(instance(setting().instanceId()).state().name())
        .isEqualTo(InstanceStateName.STOPPED);
    assertThat(read(face.networkInterfaceId()).attachment().status())
        .isEqualTo(AttachmentStatus.ATTACHED);
    ec2().startInstances(r -> r.instanceIds(setting().instanceId()));
    assertThat(instance(setting().instanceId()).state().name())
        .isEqualTo(InstanceStateName.RUNNING);
  }

  @Test
  void terminationDeletesWhatSaysSoAndFreesTheRest() {
    NetworkInterface kept = create("10.0.0.60");
    NetworkInterface lost = create("10.0.0.61");
    String primary =
        instance(setting().instanceId()).networkInterfaces().getFirst().networkInterfaceId();
    attach(kept, 1);
    String attachmentId = attach(lost, 2);
    ec2()
        .modifyNetworkInterfaceAttribute(r ->
            r.networkInterfaceId(lost.networkInterfaceId())
                .attachment(a -> a.attachmentId(attachmentId).deleteOnTermination(true)));

    var change =
        ec2()
            .terminateInstances(r -> r.instanceIds(setting().instanceId()))
            .terminatingInstances()
            .getFirst();
    assertThat(change.previousState().code()).isEqualTo(16);
    assertThat(change.currentState().code()).isEqualTo(32);

    assertThat(instance(setting().instanceId()).state().name())
        .isEqualTo(InstanceStateName.TERMINATED);
    assertThat(read(kept.networkInterfaceId()).status())
        .isEqualTo(NetworkInterfaceStatus.AVAILABLE);
    assertRefused(() -> read(lost.networkInterfaceId()), "InvalidNetworkInterfaceID.NotFound", "");
    assertRefused(() -> read(primary), "InvalidNetworkInterfaceID.NotFound", "");
    assertRefused(() -> attach(kept, 1), "IncorrectInstanceState", setting().instanceId());
  }

  @Test
  void anInstanceIsLaunchedWithAnExistingInterface() {
    NetworkInterface face = create("10.0.0.60");
    var launched =
        ec2()
            .runInstances(r ->
                r.imageId(setting().imageId())
                    .instanceType("t3.micro")
                    .minCount(1)
                    .maxCount(1)
                    .networkInterfaces(
                        InstanceNetworkInterfaceSpecification.builder()
                            .deviceIndex(0)
                            .networkInterfaceId(face.networkInterfaceId())
                            .build()))
            .instances()
            .getFirst();

    assertThat(launched.state().name()).isEqualTo(InstanceStateName.PENDING);
    var running = instance(launched.instanceId());
    assertThat(running.state().name()).isEqualTo(InstanceStateName.RUNNING);
    assertThat(running.privateIpAddress()).isEqualTo("10.0.0.60");
    assertThat(running.networkInterfaces().getFirst().attachment().deleteOnTermination()).isFalse();
  }

  @Test
  void anInstanceIsLaunchedInASubnet() {
    var launched =
        ec2()
            .runInstances(r ->
                r.imageId(setting().imageId())
                    .instanceType("t3.micro")
                    .minCount(1)
                    .maxCount(1)
                    .subnetId(setting().subnetId())
                    .privateIpAddress("10.0.0.60")
                    .securityGroupIds(setting().groupId())
                    .tagSpecifications(tagged("instance", tag("Name", "new"))))
            .instances()
            .getFirst();

    assertThat(launched.tags()).hasSize(1);
    assertThat(instance(launched.instanceId()).networkInterfaces().getFirst().privateIpAddress())
        .isEqualTo("10.0.0.60");
    assertRefused(
        () ->
            ec2()
                .runInstances(r ->
                    r.imageId(setting().imageId())
                        .minCount(1)
                        .maxCount(1)
                        .subnetId(setting().subnetId())
                        .privateIpAddress("10.0.0.60")),
        "InvalidIPAddress.InUse",
        "Address 10.0.0.60 is in use");
  }
}
