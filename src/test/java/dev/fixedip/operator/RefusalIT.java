package dev.fixedip.operator;

import static dev.fixedip.operator.Scene.interfaceOf;
import static dev.fixedip.simulator.world.Worlds.GROUP;
import static dev.fixedip.simulator.world.Worlds.VPC;
import static dev.fixedip.simulator.world.Worlds.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.simulator.Calls.Call;
import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * What EC2 or the operator refuses, in words that name the thing and the remedy; and that it goes
 * on by itself once the remedy is there. Odd instances are in us-east-1a, even ones in us-east-1b.
 */
@ExtendWith(SharedKubernetesApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalIT {
  private static final String SUBNET_A = id("subnet", 1);
  private static final String SUBNET_B = id("subnet", 2);
  private static final String FORBIDDEN_SUBNET = id("subnet", 99);

  private final Scene scene;
  private final Stage stage;

  RefusalIT(KubernetesApi kubernetes) {
    scene =
        Scene.open(
            kubernetes,
            Worlds.generated(60, 2).andThen(Worlds.subnet(FORBIDDEN_SUBNET, VPC, "10.9.0.0/16", 0)),
            "--allow-subnets=" + SUBNET_A + "," + SUBNET_B,
            "--allow-ping-from=10.0.0.0/8");
    stage = scene.stage;
  }

  @AfterAll
  void stop() {
    scene.end();
  }

  @Test
  @SideBySide
  void anAddressInUseNamesItsHolder() {
    apply("in-use", "10.0.0.5", 1, "");

    assertThat(stalled("in-use", "AddressInUse"))
        .contains("10.0.0.5 already belongs to")
        .contains(id("eni", 3))
        .contains("instance " + id("i", 3) + " (instance-3)")
        .contains("choose another address, or free it there first");
  }

  @Test
  @SideBySide
  void anAddressOfAServiceNamesTheService() {
    String holder =
        scene
            .others
            .createNetworkInterface(it ->
                it.subnetId(SUBNET_A)
                    .privateIpAddress("10.0.3.13")
                    .groups(GROUP)
                    .description("ELB app/shop/50dc6c495c0c9188"))
            .networkInterface()
            .networkInterfaceId();
    scene.ec2.backstage().requesterManaged(holder, "amazon-elb", "interface");
    scene.awaitPolls(1);
    apply("balanced", "10.0.3.13", 1, "");

    assertThat(stalled("balanced", "AddressInUse"))
        .contains("10.0.3.13 already belongs to an Application Load Balancer (shop), which has it")
        .contains("on its network interface " + holder);
  }

  @Test
  @SideBySide
  void anAddressIsTakenOverOnceItsHolderIsGone() {
    String holder = foreign("10.0.3.1", "printer");
    apply("freed", "10.0.3.1", 5, "");
    assertThat(stalled("freed", "AddressInUse"))
        .contains(holder + " (printer), which is attached to nothing");

    scene.others.deleteNetworkInterface(it -> it.networkInterfaceId(holder));

    assertThat(interfaceOf(stage.awaitReady("freed")).owned()).isTrue();
  }

  @Test
  @SideBySide
  void theSecondToAskWaitsForTheFirst() {
    apply("winner", "10.0.3.2", 7, "");
    stage.awaitReady("winner");
    apply("loser", "10.0.3.2", 9, "");
    assertThat(stalled("loser", "AddressClaimed"))
        .contains(stage.namespace() + "/winner")
        .contains("it comes here by itself once that FixedIp is deleted");

    stage.fixedIp("winner").delete();

    assertThat(stage.awaitReady("loser").instanceId()).isEqualTo(id("i", 9));
    stage.awaitGone("winner");
    assertThat(scene.holders("10.0.3.2")).hasSize(1);
  }

  @Test
  @SideBySide
  void anAddressOutsideTheNamedSubnet() {
    apply("outside", "10.1.3.3", 11, "interface: {subnetId: %s}".formatted(SUBNET_A));

    assertThat(stalled("outside", "AddressOutsideSubnet"))
        .contains("10.1.3.3 is not in " + SUBNET_A + ", which has 10.0.0.0/16")
        .contains("choose an address of that range, or another subnet");
  }

  @Test
  @SideBySide
  void anAddressThatNoSubnetHolds() {
    apply("nowhere", "192.168.7.7", 13, "");

    assertThat(stalled("nowhere", "NoSubnetForAddress"))
        .contains("No subnet of " + VPC)
        .contains(id("i", 13))
        .contains("choose an address of one of")
        .contains(SUBNET_A + " 10.0.0.0/16 in us-east-1a")
        .contains(SUBNET_B + " 10.1.0.0/16 in us-east-1b");
  }

  @Test
  @SideBySide
  void anAddressThatAwsKeeps() {
    apply("reserved", "10.0.0.2", 15, "");

    assertThat(stalled("reserved", "AddressReservedByAws"))
        .contains("10.0.0.2 of " + SUBNET_A)
        .contains("choose one from 10.0.0.4 to 10.0.255.254");
  }

  @Test
  @SideBySide
  void aTerminatedInstanceIsToldAtOnce() {
    scene.others.terminateInstances(it -> it.instanceIds(id("i", 17)));
    scene.awaitInstance(id("i", 17), InstanceStateName.TERMINATED);
    scene.awaitPolls(1);
    apply("terminated", "10.0.3.4", 17, "");

    assertThat(stalled("terminated", "InstanceNotFound"))
        .contains(id("i", 17) + " (instance-17) is terminated")
        .contains("set spec.instance.id to the instance that shall have the address");
  }

  @Test
  @SideBySide
  void anUnknownInstanceMayYetCome() {
    stage.apply("unknown", "{address: 10.0.3.5, instance: {id: i-0dead0dead0dead00}}");

    assertThat(scene.refusal("unknown", "InstanceNotFound"))
        .contains("There is no instance i-0dead0dead0dead00")
        .contains("correct spec.instance.id, or launch it");
    FixedIpStatus status = stage.status("unknown").orElseThrow();
    assertThat(status.condition(ConditionType.Reconciling)).isPresent();
    assertThat(status.condition(ConditionType.InstanceFound))
        .hasValueSatisfying(it -> assertThat(it.getStatus()).isEqualTo("False"));
  }

  @Test
  @SideBySide
  void anInstanceThatTakesNoMoreInterfaces() {
    String small =
        scene
            .others
            .runInstances(it ->
                it.imageId(Images.LINUX)
                    .instanceType(InstanceType.T3_MICRO)
                    .subnetId(SUBNET_A)
                    .privateIpAddress("10.0.4.1")
                    .minCount(1)
                    .maxCount(1))
            .instances()
            .getFirst()
            .instanceId();
    scene.awaitInstance(small, InstanceStateName.RUNNING);
    String second = foreign("10.0.4.2", "second");
    String attachment = scene.attachedByOthers(second, small, 1);
    scene.awaitPolls(1);
    stage.apply("full", "{address: 10.0.4.3, instance: {id: %s}}".formatted(small));
    assertThat(stalled("full", "InterfaceLimitReached"))
        .contains(small + " is a t3.micro, which takes 2 network interfaces, and has 2")
        .contains(second)
        .contains("detach one, or use a larger type");
    assertThat(scene.holders("10.0.4.3")).as("nothing is made that has no place").isEmpty();

    scene.others.detachNetworkInterface(it -> it.attachmentId(attachment));

    stage.awaitReady("full");
  }

  @Test
  @SideBySide
  void aDeviceIndexThatIsTaken() {
    String other = foreign("10.0.4.4", "backup");
    scene.attachedByOthers(other, id("i", 19), 1);
    scene.awaitPolls(1);
    apply("taken", "10.0.4.5", 19, "interface: {deviceIndex: 1}");

    assertThat(stalled("taken", "DeviceIndexInUse"))
        .contains("Device index 1 of " + id("i", 19) + " is taken by " + other)
        .contains("choose another spec.interface.deviceIndex, or leave it out");
  }

  @Test
  @SideBySide
  void anAddressInAnotherZone() {
    apply("zone", "10.1.3.6", 21, "");

    assertThat(stalled("zone", "ZoneMismatch"))
        .contains("10.1.3.6 is in " + SUBNET_B + " (us-east-1b)")
        .contains(id("i", 21) + " runs in us-east-1a")
        .contains("choose an address of a subnet in us-east-1a");
  }

  @Test
  @SideBySide
  void aSubnetThatTheOperatorMayNotUse() {
    apply("forbidden", "10.9.3.7", 23, "");

    assertThat(stalled("forbidden", "NotPermitted"))
        .contains(FORBIDDEN_SUBNET)
        .contains("--allow-subnets")
        .contains("choose an address elsewhere");
  }

  @Test
  @SideBySide
  void aSourceOfPingThatTheOperatorMayNotLetIn() {
    apply("wide", "10.0.3.8", 25, "ping: {from: [0.0.0.0/0]}");

    assertThat(stalled("wide", "NotPermitted"))
        .contains("spec.ping.from has 0.0.0.0/0, but ping is permitted only from 10.0.0.0/8")
        .contains("--allow-ping-from");
    assertThat(scene.holders("10.0.3.8")).isEmpty();
  }

  @Test
  @SideBySide
  void aCallThatAwsDeniesNamesThePermission() {
    scene
        .ec2
        .faults()
        .add(
            FaultRule.on("CreateNetworkInterface")
                .when(it -> isFor(it, "10.0.3.9"))
                .fail(
                    "UnauthorizedOperation",
                    "You are not authorized to perform this operation. Encoded authorization"
                        + " failure message: c2VjcmV0",
                    403));
    apply("denied", "10.0.3.9", 27, "");
    assertThat(stalled("denied", "Denied"))
        .contains("ec2:CreateNetworkInterface on 10.0.3.9")
        .contains("allow it in the operator's IAM policy")
        .doesNotContain("c2VjcmV0");

    stage.awaitReady("denied");
  }

  @Test
  @SideBySide
  void twoRefusedCallsWaitSideBySide() {
    scene
        .ec2
        .faults()
        .add(
            FaultRule.on("AuthorizeSecurityGroupIngress")
                .when(RefusalIT::isForPrivateRange)
                .always()
                .fail("UnauthorizedOperation", "You are not authorized.", 403));
    apply("two-rules", "10.0.3.12", 33, "ping: {from: [10.77.0.0/16, 10.78.0.0/16]}");

    assertThat(stalled("two-rules", "Denied")).contains("ec2:AuthorizeSecurityGroupIngress");
    assertThat(scene.ec2.calls().of("AuthorizeSecurityGroupIngress"))
        .filteredOn(RefusalIT::isForPrivateRange)
        .as("one attempt for each rule")
        .hasSize(2);
  }

  private static boolean isForPrivateRange(Call call) {
    return call.request() instanceof AuthorizeSecurityGroupIngressRequest it
        && it.ipPermissions().stream()
            .flatMap(permission -> permission.ipRanges().stream())
            .anyMatch(range -> range.cidrIp().startsWith("10.7"));
  }

  @Test
  @SideBySide
  void beingThrottledIsNobodysBusiness() {
    scene
        .ec2
        .faults()
        .add(
            FaultRule.on("CreateNetworkInterface")
                .when(it -> isFor(it, "10.0.3.10"))
                .times(3)
                .throttle());
    apply("throttled", "10.0.3.10", 29, "");

    stage.awaitReady("throttled");

    await("its event").until(() -> !scene.events("throttled", "Attached").isEmpty());
    assertThat(stage.events("throttled")).extracting(Event::getType).containsOnly("Normal");
  }

  @Test
  @SideBySide
  void anInterfaceWithoutOurTagsIsLeftAlone() {
    apply("stripped", "10.0.3.11", 31, "");
    String networkInterface = interfaceOf(stage.awaitReady("stripped")).id();
    List<Tag> tags = scene.networkInterface(networkInterface).tagSet();
    scene.others.deleteTags(it -> it.resources(networkInterface).tags(tags));
    assertThat(stalled("stripped", "OwnershipLost"))
        .contains(networkInterface + " no longer carries the tags")
        .contains("fixedip.dev/cluster=" + stage.clusterId())
        .contains("fixedip.dev/uid=")
        .contains("put them back, or delete the interface");
    assertThat(scene.networkInterface(networkInterface).tagSet()).isEmpty();
    assertThat(scene.networkInterface(networkInterface).attachment().instanceId())
        .isEqualTo(id("i", 31));

    scene.others.createTags(it -> it.resources(networkInterface).tags(tags));

    stage.awaitReady("stripped");
    assertThat(scene.networkInterface(networkInterface).tagSet())
        .containsExactlyInAnyOrderElementsOf(tags);
  }

  private void apply(String name, String address, int instance, String more) {
    stage.apply(
        name,
        """
        address: %s
        instance: {id: %s}
        %s
        """
            .formatted(address, id("i", instance), more));
  }

  /** The message of the refusal, which is Stalled and told by one Warning event. */
  private String stalled(String name, String reason) {
    String message = scene.refusal(name, reason);
    assertThat(stage.status(name).orElseThrow().condition(ConditionType.Stalled))
        .hasValueSatisfying(it -> assertThat(it.getReason()).isEqualTo(reason));
    await("the event %s of %s".formatted(reason, name))
        .atMost(Duration.ofSeconds(10))
        .until(() -> !scene.events(name, reason).isEmpty());
    assertThat(scene.events(name, reason))
        .singleElement()
        .satisfies(it -> assertThat(it.getType()).isEqualTo("Warning"))
        .satisfies(it -> assertThat(it.getMessage()).isEqualTo(message));
    return message;
  }

  private static boolean isFor(Call call, String address) {
    return call.request() instanceof CreateNetworkInterfaceRequest it
        && address.equals(it.privateIpAddress());
  }

  /** Somebody else's interface. */
  private String foreign(String address, String name) {
    return scene
        .others
        .createNetworkInterface(it ->
            it.subnetId(SUBNET_A)
                .privateIpAddress(address)
                .groups(GROUP)
                .tagSpecifications(
                    TagSpecification.builder()
                        .resourceType(ResourceType.NETWORK_INTERFACE)
                        .tags(Tag.builder().key("Name").value(name).build())
                        .build()))
        .networkInterface()
        .networkInterfaceId();
  }
}
