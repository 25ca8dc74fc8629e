package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The interface is made and held for an instance that is launched with it. */
class PrimaryAtLaunchTest {
  private static final Map<String, String> WEB = Map.of("role", "web");

  private final TestWorld lab = TestWorld.story();

  private Life web() {
    return lab.fixedIp("web", Spec.tagged("10.0.0.51", WEB).atLaunch().noPing());
  }

  private NetworkInterface made() {
    return lab.ec2.holder("10.0.0.51").orElseThrow();
  }

  private void launch(String name) {
    lab.ec2.launchWith(name, "t3.medium", made().id()).tagged("i-" + name, WEB);
  }

  private static String value(Life life, ConditionType type) {
    return life.plan().findings().conditions().stream()
        .filter(it -> it.type() == type)
        .map(it -> it.value().toString())
        .findFirst()
        .orElse("absent");
  }

  @Test
  void oneCallHoldsTheAddressAtOnce() {
    Life web = web();
    assertThat(Life.calls(web.settle())).containsExactly("CreateNetworkInterface");
    assertThat(value(web, ConditionType.AddressHeld)).isEqualTo("True");
    assertThat(value(web, ConditionType.AddressAssigned)).isEqualTo("False");
    assertThat(web.status().networkInterface())
        .extracting(FixedIpStatus.InterfaceStatus::id)
        .isEqualTo(made().id());
    assertThat(web.says())
        .isEqualTo(
            new Verdict(
                Reason.Outcome.RECONCILING,
                Reason.AWAITING_LAUNCH,
                made().id()
                    + " holds 10.0.0.51: launch an instance in us-east-1a with it at device index"
                    + " 0 (--network-interfaces DeviceIndex=0,NetworkInterfaceId="
                    + made().id()
                    + "); EC2 gives it no public address of its own, so internet access needs an"
                    + " Elastic IP"));
  }

  @Test
  void itIsReadyOnceAnInstanceIsLaunchedWithIt() {
    Life web = lab.fixedIp("web", Spec.tagged("10.0.0.51", WEB).atLaunch().groups("sg-other"));
    web.settle();
    launch("web");
    assertThat(Life.calls(web.settle())).containsExactly("AuthorizeSecurityGroupIngress");
    assertThat(web.says())
        .isEqualTo(
            Verdict.of(
                Reason.ATTACHED, "i-web has 10.0.0.51 as its primary address on " + made().id()));
    assertThat(value(web, ConditionType.AddressAssigned)).isEqualTo("True");
  }

  @Test
  void withoutASelectorWhoeverIsLaunchedWithItHasIt() {
    Life any = lab.fixedIp("any", Spec.reserved("10.0.0.51").atLaunch().noPing());
    any.settle();
    lab.ec2.launchWith("any", "t3.medium", made().id());
    assertThat(any.settle()).isEmpty();
    assertThat(any.reason()).isEqualTo(Reason.ATTACHED);
    assertThat(any.plan().findings().assigned()).isTrue();
  }

  @Test
  void aRunningInstanceThatIsNamedByItsIdKeepsItsPrimaryAddress() {
    Life windows = lab.fixedIp("w", Spec.of("10.0.0.51", "windows").atLaunch());
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.says())
        .isEqualTo(
            Verdict.of(
                Reason.PRIMARY_ADDRESS_FIXED,
                "i-windows (the windows server) was launched with 10.0.0.133 as its primary"
                    + " address, which EC2 cannot change: set spec.strategy to Interface (an"
                    + " interface of its own) or SecondaryAddress, or leave spec.instance out (or"
                    + " name it by tags) and launch a new instance with the interface that"
                    + " status.interface.id names"));
  }

  @Test
  void byTagsTheRunningOneIsNotTouchedAndItsSuccessorIsWaitedFor() {
    lab.ec2.tagged("i-windows", WEB);
    Life web = web();
    web.settle();
    assertThat(web.reason()).isEqualTo(Reason.AWAITING_LAUNCH);
    launch("web");
    web.settle();
    assertThat(web.reason()).as("both live").isEqualTo(Reason.ATTACHED);
    assertThat(web.plan().findings().assigned()).isTrue();
    lab.ec2.terminate("i-windows");
    assertThat(web.settle()).isEmpty();
    assertThat(web.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void theInterfaceStaysWhenItsInstanceEnds() {
    Life web = web();
    web.settle();
    launch("web");
    web.settle();
    lab.ec2.slow().terminate("i-web");
    assertThat(web.plan().now()).isEmpty();
    assertThat(web.says().message()).startsWith("Waiting for EC2 to detach");
    assertThat(web.settle()).isEmpty();
    assertThat(web.reason()).isEqualTo(Reason.AWAITING_LAUNCH);
    assertThat(made().attachment()).isNull();
    launch("next");
    assertThat(web.settle()).isEmpty();
    assertThat(web.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void whoIsLaunchedWithItThoughAnotherIsPickedKeepsIt() {
    Life web = web();
    web.settle();
    lab.ec2.launchWith("other", "t3.medium", made().id());
    lab.ec2.tagged("i-windows", WEB);
    assertThat(web.settle()).isEmpty();
    assertThat(web.says())
        .isEqualTo(
            Verdict.of(
                Reason.HELD_BY_LIVE_INSTANCE,
                "i-other has 10.0.0.51 as its primary address, while the spec picks i-windows (the"
                    + " windows server): terminate it, or let spec.instance pick it"));
  }

  @Test
  void deletedWhileItsInstanceRunsItIsLeftAsPrimary() {
    Life web = web();
    web.settle();
    launch("web");
    web.settle();
    assertThat(Life.calls(web.delete().settle()))
        .containsExactly("ModifyNetworkInterfaceAttribute", "DeleteTags");
    assertThat(Ownership.among(made().tags())).isEmpty();
    assertThat(made().isAttachedTo("i-web")).isTrue();
    assertThat(made().attachment()).extracting(Attachment::deleteOnTermination).isEqualTo(true);
    lab.ec2.terminate("i-web");
    assertThat(lab.ec2.holder("10.0.0.51")).isEmpty();
  }

  @Test
  void deletedBeforeTheLaunchNothingIsLeft() {
    Life web = web();
    web.settle();
    assertThat(Life.calls(web.delete().settle())).containsExactly("DeleteNetworkInterface");
    assertThat(lab.ec2.holder("10.0.0.51")).isEmpty();
  }

  @Test
  void retainedTheInterfaceStaysHeld() {
    Life web = lab.fixedIp("web", Spec.tagged("10.0.0.51", WEB).atLaunch().retained());
    web.settle();
    assertThat(Life.calls(web.delete().settle())).containsExactly("DeleteTags");
    assertThat(Ownership.among(made().tags())).isEmpty();
  }

  @Test
  void attachedByHandAsASecondInterfaceItIsTakenBack() {
    Life web = web();
    web.settle();
    lab.ec2.on(made().id(), "i-linux", 1, false);
    assertThat(Life.calls(web.settle())).containsExactly("DetachNetworkInterface");
    assertThat(web.reason()).isEqualTo(Reason.AWAITING_LAUNCH);
  }

  @Test
  void aStoppedInstanceKeepsIt() {
    Life web = web();
    web.settle();
    launch("web");
    lab.ec2.state("i-web", Instance.State.STOPPED);
    assertThat(web.settle()).isEmpty();
    assertThat(web.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void heldItStaysInItsSubnetThoughAnotherVpcHasTheSameRange() {
    lab.ec2
        .vpc("vpc-twin", "10.0.0.0/21")
        .subnet("subnet-twin", "vpc-twin", "us-east-1a", "10.0.0.0/24");
    lab.ec2.tagged("i-windows", WEB);
    Life web = web();
    web.settle();
    lab.ec2.terminate("i-windows");
    assertThat(web.settle()).isEmpty();
    assertThat(web.reason()).isEqualTo(Reason.AWAITING_LAUNCH);
    assertThat(lab.fixedIp("new", Spec.reserved("10.0.0.77")).says().message())
        .isEqualTo(
            "2 subnets hold 10.0.0.77: name one of them in spec.interface.subnetId: subnet-a"
                + " 10.0.0.0/24 in us-east-1a, subnet-twin 10.0.0.0/24 in us-east-1a");
  }
}
