package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.testing.Ec2Proxy;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.MotoServer;
import dev.fixedip.testing.MotoStory;
import dev.fixedip.testing.SharedKubernetesApi;
import dev.fixedip.testing.SharedMotoServer;
import java.time.Duration;
import java.util.Set;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * The story on moto, an EC2 that others wrote: one FixedIp from its creation to its deletion.
 *
 * <p>Moto is laxer than EC2, so that these tests say nothing of: an address that is in use, outside
 * its subnet or reserved; a device index that is taken; limits and quotas; other zones; what takes
 * its time ({@code attaching}, {@code detaching}); {@code deleteOnTermination}, which moto drops;
 * the interfaces of a terminated instance, which stay attached. The tests on the simulator do.
 */
@ExtendWith({SharedKubernetesApi.class, SharedMotoServer.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class MotoIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MotoScene scene;
  private final Ec2Client ec2;
  private final MotoStory story;
  private final Ec2Proxy proxy;
  private final Stage stage;
  private final Belongings belongings;

  MotoIT(KubernetesApi kubernetes, MotoServer moto) {
    scene = new MotoScene(kubernetes, moto);
    ec2 = scene.ec2;
    story = scene.story;
    proxy = scene.proxy;
    stage = scene.stage;
    belongings = new Belongings(ec2, stage.clusterId());
  }

  @BeforeAll
  void start() {
    stage.operator();
  }

  @BeforeEach
  void forgetTheCallsOfBefore() {
    proxy.clear();
  }

  @AfterAll
  void stop() {
    scene.close();
  }

  @Test
  @Order(1)
  void windowsGetsItsAddressSoonWithThreeCalls() {
    long begun = System.nanoTime();
    apply("10.0.0.51");
    FixedIpStatus status = stage.awaitReady("windows");
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);

    System.out.println("[fixedip] Ready on moto " + taken.toMillis() + " ms after the apply");
    assertThat(taken).isLessThan(Duration.ofSeconds(20));
    assertThat(status.address()).isEqualTo("10.0.0.51/24");
    assertThat(proxy.mutating())
        .containsExactly(
            "CreateNetworkInterface", "AttachNetworkInterface", "AuthorizeSecurityGroupIngress");
    belongings.areOnly("10.0.0.51", story.windowsInstanceId());
  }

  @Test
  @Order(2)
  void onceItIsInPlaceEc2IsOnlyPolled() {
    await("three polls")
        .atMost(PATIENCE)
        .until(() -> proxy.actions().stream().filter("DescribeInstances"::equals).count() >= 3);

    assertThat(proxy.mutating()).isEmpty();
    assertThat(Set.copyOf(proxy.actions()))
        .isSubsetOf(
            "DescribeAddresses",
            "DescribeNetworkInterfaces",
            "DescribeInstances",
            "DescribeInstanceStatus",
            "DescribeSecurityGroupRules",
            "DescribeSubnets",
            "DescribeVpcs");
  }

  @Test
  @Order(3)
  void aDetachedInterfaceIsAttachedAgain() {
    ec2.detachNetworkInterface(request -> request.attachmentId(ours().attachment().attachmentId()));

    awaitCorrection(
        "interface.attachment", () -> belongings.areOnly("10.0.0.51", story.windowsInstanceId()));
    assertThat(proxy.mutating()).containsExactly("AttachNetworkInterface");
  }

  @Test
  @Order(4)
  void otherGroupsAreReplacedAgain() {
    String other =
        ec2.createSecurityGroup(
                group -> group.vpcId(story.vpcId()).groupName("other").description("Not asked for"))
            .groupId();
    String interfaceId = ours().networkInterfaceId();
    ec2.modifyNetworkInterfaceAttribute(
        request -> request.networkInterfaceId(interfaceId).groups(other));

    awaitCorrection(
        "interface.securityGroupIds",
        () ->
            assertThat(ours().groups())
                .extracting("groupId")
                .containsExactly(story.securityGroupId()));
    assertThat(proxy.mutating()).containsExactly("ModifyNetworkInterfaceAttribute");
  }

  @Test
  @Order(5)
  void aSourceDestCheckThatIsSwitchedOffIsOnAgain() {
    String interfaceId = ours().networkInterfaceId();
    ec2.modifyNetworkInterfaceAttribute(request ->
        request
            .networkInterfaceId(interfaceId)
            .sourceDestCheck(AttributeBooleanValue.builder().value(false).build()));

    awaitCorrection(
        "interface.sourceDestCheck", () -> assertThat(ours().sourceDestCheck()).isTrue());
    assertThat(proxy.mutating()).containsExactly("ModifyNetworkInterfaceAttribute");
  }

  @Test
  @Order(6)
  void aTagThatIsTakenOffIsPutBack() {
    Tag name = Tag.builder().key("fixedip.dev/name").build();
    String interfaceId = ours().networkInterfaceId();
    ec2.deleteTags(request -> request.resources(interfaceId).tags(name));

    awaitCorrection(
        "interface.tags",
        () -> assertThat(ours().tagSet()).extracting("key").contains("fixedip.dev/name"));
    assertThat(proxy.mutating()).containsExactly("CreateTags");
  }

  @Test
  @Order(7)
  void aRevokedPingRuleIsAuthorizedAgain() {
    SecurityGroupRule rule = belongings.rules().getFirst();
    ec2.revokeSecurityGroupIngress(request ->
        request.groupId(rule.groupId()).securityGroupRuleIds(rule.securityGroupRuleId()));

    awaitCorrection("pingRules", () -> assertThat(belongings.rules()).hasSize(1));
    assertThat(proxy.mutating()).containsExactly("AuthorizeSecurityGroupIngress");
  }

  @Test
  @Order(8)
  void theAddressMovesAndTheOldOneIsReleased() {
    apply("10.0.0.52");
    stage.awaitReady("windows");

    belongings.areOnly("10.0.0.52", story.windowsInstanceId());
    assertThat(proxy.mutating())
        .containsExactly(
            "CreateNetworkInterface",
            "AttachNetworkInterface",
            "DetachNetworkInterface",
            "DeleteNetworkInterface");
  }

  @Test
  @Order(9)
  void deletionLeavesNothing() {
    stage.fixedIp("windows").delete();
    stage.awaitGone("windows");

    belongings.areNone();
    assertThat(proxy.mutating())
        .containsExactly(
            "DetachNetworkInterface", "DeleteNetworkInterface", "RevokeSecurityGroupIngress");
  }

  private void apply(String address) {
    stage.apply(
        "windows",
        """
        address: %s
        instance: {id: %s}
        """
            .formatted(address, story.windowsInstanceId()));
  }

  private NetworkInterface ours() {
    return belongings.interfaces().getFirst();
  }

  /** EC2 is as it was, and the status tells which field was corrected. */
  private void awaitCorrection(String field, ThrowingRunnable asItWas) {
    await(field + " to be corrected").atMost(PATIENCE).untilAsserted(asItWas);
    stage.awaitThat(
        "windows",
        "corrected in " + field,
        it ->
            it.getStatus().lastCorrection() != null
                && it.getStatus().lastCorrection().field().startsWith(field)
                && Stage.isTrue(it, ConditionType.InSync));
  }
}
