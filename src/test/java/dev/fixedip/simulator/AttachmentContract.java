package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

abstract class AttachmentContract extends Ec2Contract {
  @Test
  void anInterfaceIsAttachedAndDetached() {
    NetworkInterface face = create(address(60));
    String attachmentId = attach(face, 1);

    NetworkInterface attached = read(face.networkInterfaceId());
    assertThat(attached.status()).isEqualTo(NetworkInterfaceStatus.IN_USE);
    assertThat(attached.attachment().attachmentId()).isEqualTo(attachmentId);
    assertThat(attached.attachment().status()).isEqualTo(AttachmentStatus.ATTACHED);
    assertThat(attached.attachment().deviceIndex()).isEqualTo(1);
    assertThat(attached.attachment().deleteOnTermination()).isFalse();
    eventually(() -> assertThat(interfaces(setting().instanceId())).hasSize(2));

    ec2().detachNetworkInterface(r -> r.attachmentId(attachmentId));
    eventually(() -> {
      NetworkInterface detached = read(face.networkInterfaceId());
      assertThat(detached.status()).isEqualTo(NetworkInterfaceStatus.AVAILABLE);
      assertThat(detached.attachment()).isNull();
    });
    eventually(() -> assertThat(interfaces(setting().instanceId())).hasSize(1));
    assertRefused(
        () -> ec2().detachNetworkInterface(r -> r.attachmentId(attachmentId)),
        "InvalidAttachmentID.NotFound",
        attachmentId);
  }

  private List<InstanceNetworkInterface> interfaces(String instanceId) {
    return instance(instanceId).networkInterfaces();
  }

  @Test
  void whatIsTakenIsRefused() {
    NetworkInterface first = create(address(60));
    NetworkInterface second = create(address(61));
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
    String instanceId = launch(this::inTheSubnet).instanceId();
    attach(create(address(60)), instanceId, 1);
    NetworkInterface third = create(address(61));

    assertRefused(
        () -> attach(third, instanceId, 2),
        "AttachmentLimitExceeded",
        "Interface count 3 exceeds the limit for t3.micro");
  }

  @Test
  void theZoneMustBeTheInstances() {
    NetworkInterface elsewhere = create(r -> r.subnetId(setting().otherZoneSubnetId()));

    assertRefused(
        () -> attach(elsewhere, 1),
        "InvalidParameterCombination",
        "if they are not in the same availability zone");
  }

  @Test
  void thePrimaryInterfaceStays() {
    String attachmentId = interfaces(setting().instanceId()).getFirst().attachment().attachmentId();

    assertRefused(
        () -> ec2().detachNetworkInterface(r -> r.attachmentId(attachmentId)),
        "OperationNotPermitted",
        "The network interface at device index 0 and networkCard index 0 cannot be detached.");
  }

  @Test
  void aStoppedInstanceTakesAnInterface() {
    String id = launch(this::inTheSubnet).instanceId();
    ec2().stopInstances(r -> r.instanceIds(id));
    eventually(() -> assertThat(state(id)).isEqualTo(InstanceStateName.STOPPED));
    NetworkInterface face = create(address(60));
    attach(face, id, 1);

    assertThat(read(face.networkInterfaceId()).attachment().status())
        .isEqualTo(AttachmentStatus.ATTACHED);
    ec2().startInstances(r -> r.instanceIds(id));
    eventually(() -> assertThat(state(id)).isEqualTo(InstanceStateName.RUNNING));
  }

  @Test
  void terminationDeletesWhatSaysSoAndFreesTheRest() {
    NetworkInterface kept = create(address(60));
    NetworkInterface lost = create(address(61));
    String id = launch(r -> inTheSubnet(r).instanceType("t3.small")).instanceId();
    String primary = interfaces(id).getFirst().networkInterfaceId();
    attach(kept, id, 1);
    String attachmentId = attach(lost, id, 2);
    ec2()
        .modifyNetworkInterfaceAttribute(r ->
            r.networkInterfaceId(lost.networkInterfaceId())
                .attachment(a -> a.attachmentId(attachmentId).deleteOnTermination(true)));

    var change = ec2().terminateInstances(r -> r.instanceIds(id)).terminatingInstances().getFirst();
    assertThat(change.previousState().code()).isEqualTo(16);
    assertThat(change.currentState().code()).isEqualTo(32);

    eventually(() -> assertThat(state(id)).isEqualTo(InstanceStateName.TERMINATED));
    eventually(() ->
        assertThat(read(kept.networkInterfaceId()).status())
            .isEqualTo(NetworkInterfaceStatus.AVAILABLE));
    assertGone(lost.networkInterfaceId());
    assertGone(primary);
    assertRefused(() -> attach(kept, id, 1), "IncorrectInstanceState", id);
  }

  private void assertGone(String interfaceId) {
    eventually(
        () -> assertRefused(() -> read(interfaceId), "InvalidNetworkInterfaceID.NotFound", ""));
  }

  private RunInstancesRequest.Builder inTheSubnet(RunInstancesRequest.Builder request) {
    return request.subnetId(setting().subnetId()).privateIpAddress(address(70));
  }

  private InstanceStateName state(String instanceId) {
    return instance(instanceId).state().name();
  }

  @Test
  void anInstanceIsLaunchedWithAnExistingInterface() {
    NetworkInterface face = create(address(60));
    var launched =
        launch(r ->
            r.networkInterfaces(
                InstanceNetworkInterfaceSpecification.builder()
                    .deviceIndex(0)
                    .networkInterfaceId(face.networkInterfaceId())
                    .build()));

    assertThat(launched.state().name()).isEqualTo(InstanceStateName.PENDING);
    var running = instance(launched.instanceId());
    assertThat(running.state().name()).isEqualTo(InstanceStateName.RUNNING);
    assertThat(running.privateIpAddress()).isEqualTo(address(60));
    assertThat(running.networkInterfaces().getFirst().attachment().deleteOnTermination()).isFalse();
  }

  @Test
  void anInstanceIsLaunchedInASubnet() {
    var launched =
        launch(r ->
            r.subnetId(setting().subnetId())
                .privateIpAddress(address(60))
                .securityGroupIds(setting().groupId())
                .tagSpecifications(tagged("instance", tag("Name", "new"))));

    assertThat(launched.tags()).containsExactly(tag("Name", "new"));
    assertThat(interfaces(launched.instanceId()).getFirst().privateIpAddress())
        .isEqualTo(address(60));
  }

  @Test
  void anAddressInUseIsRefusedAtTheLaunch() {
    create(address(60));

    assertRefused(
        () -> launch(r -> r.subnetId(setting().subnetId()).privateIpAddress(address(60))),
        "InvalidIPAddress.InUse",
        "Address %s is in use".formatted(address(60)));
  }
}
