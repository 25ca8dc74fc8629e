package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.Reason;
import dev.fixedip.model.Instance;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The spec changes: the old is not released before the new is in place, as far as EC2 allows. */
class MovesTest {
  private final TestWorld lab = TestWorld.story();

  @Test
  void anotherAddressComesBeforeTheOldOneGoes() {
    Life windows = lab.windows();
    windows.settle();
    windows.asks(Spec.of("10.0.0.52", "windows"));
    assertThat(whole(windows.plan()))
        .containsExactly(
            "CreateNetworkInterface",
            "AttachNetworkInterface",
            "DetachNetworkInterface",
            "DeleteNetworkInterface");
    assertThat(Life.calls(windows.settle())).isEqualTo(whole(plan(windows)));
    assertThat(lab.ec2.holder("10.0.0.51")).isEmpty();
    assertThat(lab.ec2.holder("10.0.0.52").orElseThrow().isAttachedTo("i-windows")).isTrue();
  }

  private static Plan plan(Life windows) {
    TestWorld same = TestWorld.story();
    Life twin = same.windows();
    twin.settle();
    twin.asks(new Spec(windows.desired().spec()));
    return twin.plan();
  }

  @Test
  void withoutAFreePlaceTheOldOneMakesRoomForTheNew() {
    lab.ec2.instance("small", "t3.micro", "subnet-a", "10.0.0.20", "sg-other");
    Life small = lab.fixedIp("small", Spec.of("10.0.0.51", "small"));
    small.settle();
    small.asks(Spec.of("10.0.0.52", "small"));
    List<String> order =
        List.of(
            "CreateNetworkInterface",
            "DetachNetworkInterface",
            "AttachNetworkInterface",
            "DeleteNetworkInterface");
    assertThat(whole(small.plan())).isEqualTo(order);
    lab.ec2.slow();
    assertThat(Life.calls(small.settle())).isEqualTo(order);
    assertThat(small.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void theNewOneTakesTheIndexOfTheOld() {
    Life windows = lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").index(1));
    windows.settle();
    windows.asks(Spec.of("10.0.0.52", "windows").index(1)).settle();
    assertThat(lab.ec2.holder("10.0.0.52").orElseThrow().attachment())
        .extracting(it -> it.deviceIndex())
        .isEqualTo(1);
    assertThat(windows.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void anAddressThatCannotBeHadCostsNotTheOldOne() {
    Life windows = lab.windows();
    windows.settle();
    windows.asks(Spec.of("10.0.0.50", "windows"));
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.reason()).isEqualTo(Reason.ADDRESS_IN_USE);
    assertThat(lab.ec2.holder("10.0.0.51").orElseThrow().isAttachedTo("i-windows")).isTrue();
    windows.asks(Spec.of("10.0.0.51", "windows"));
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void anAddressThatTheInstanceHasAnywayReleasesOurs() {
    Life windows = lab.windows();
    windows.settle();
    windows.asks(Spec.of("10.0.0.133", "windows")).settle();
    assertThat(windows.reason()).isEqualTo(Reason.ALREADY_PRESENT);
    assertThat(lab.ec2.interfaces.keySet()).containsExactly("eni-linux", "eni-windows");
  }

  @Test
  void theInterfaceMovesToAnotherInstance() {
    Life windows = lab.windows();
    windows.settle();
    String made = lab.ec2.holder("10.0.0.51").orElseThrow().id();
    windows.asks(Spec.of("10.0.0.51", "linux"));
    assertThat(Life.calls(windows.settle()))
        .containsExactly(
            "DetachNetworkInterface",
            "AttachNetworkInterface",
            "ModifyNetworkInterfaceAttribute",
            "AuthorizeSecurityGroupIngress",
            "RevokeSecurityGroupIngress");
    assertThat(lab.ec2.get(made).isAttachedTo("i-linux")).isTrue();
    assertThat(lab.ec2.rulesOf("sg-windows")).isEmpty();
  }

  @Test
  void itStaysUntilTheOtherInstanceCanTakeIt() {
    Life windows = lab.windows();
    windows.settle();
    lab.ec2.state("i-linux", Instance.State.STOPPING);
    windows.asks(Spec.of("10.0.0.51", "linux"));
    assertThat(windows.turn().now()).isEmpty();
    assertThat(lab.ec2.holder("10.0.0.51").orElseThrow().isAttachedTo("i-windows")).isTrue();
  }

  @Test
  void theDeviceIndexChangesByDetachingAndAttaching() {
    Life windows = lab.windows();
    windows.settle();
    windows.asks(Spec.of("10.0.0.51", "windows").index(5));
    assertThat(Life.calls(windows.settle()))
        .containsExactly("DetachNetworkInterface", "AttachNetworkInterface");
    assertThat(lab.ec2.holder("10.0.0.51").orElseThrow().attachment())
        .extracting(it -> it.deviceIndex())
        .isEqualTo(5);
  }

  @Test
  void aTakenDeviceIndexLeavesItWhereItIs() {
    Life windows = lab.windows();
    windows.settle();
    lab.ec2.networkInterface("eni-extra", "subnet-a", List.of("10.0.0.21"), List.of("sg-other"));
    lab.ec2.on("eni-extra", "i-windows", 2, false);
    windows.asks(Spec.of("10.0.0.51", "windows").index(2));
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.reason()).isEqualTo(Reason.DEVICE_INDEX_IN_USE);
  }

  @Test
  void anotherSecondaryAddressComesBeforeTheOldOneGoes() {
    Life windows = lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").secondary());
    windows.settle();
    windows.asks(Spec.of("10.0.0.52", "windows").secondary());
    List<String> order = List.of("AssignPrivateIpAddresses", "UnassignPrivateIpAddresses");
    assertThat(whole(windows.plan())).isEqualTo(order);
    assertThat(Life.calls(windows.settle())).isEqualTo(order);
    assertThat(windows.status().owned())
        .containsExactly(Records.ofAddress("eni-windows", "10.0.0.52"));
  }

  @Test
  void onAFullInterfaceTheOldSecondaryAddressMakesRoom() {
    lab.ec2.instance("small", "t3.micro", "subnet-a", "10.0.0.20", "sg-other");
    Life small = lab.fixedIp("small", Spec.of("10.0.0.51", "small").secondary());
    small.settle();
    small.asks(Spec.of("10.0.0.52", "small").secondary());
    List<String> order = List.of("UnassignPrivateIpAddresses", "AssignPrivateIpAddresses");
    assertThat(whole(small.plan())).isEqualTo(order);
    assertThat(Life.calls(small.settle())).isEqualTo(order);
  }

  @Test
  void aSecondaryAddressMovesToAnotherInstance() {
    Life windows = lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").secondary());
    windows.settle();
    windows.asks(Spec.of("10.0.0.51", "linux").secondary());
    assertThat(Life.calls(windows.settle()))
        .containsExactly(
            "UnassignPrivateIpAddresses",
            "AssignPrivateIpAddresses",
            "AuthorizeSecurityGroupIngress",
            "RevokeSecurityGroupIngress");
    assertThat(lab.ec2.holder("10.0.0.51").orElseThrow().id()).isEqualTo("eni-linux");
    assertThat(windows.status().owned())
        .containsExactly(Records.ofAddress("eni-linux", "10.0.0.51"));
  }

  @Test
  void aSecondaryAddressMovesToAnotherInterface() {
    lab.ec2.networkInterface("eni-two", "subnet-a", List.of("10.0.0.21"), List.of("sg-windows"));
    lab.ec2.on("eni-two", "i-windows", 1, false);
    Life windows = lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").secondary());
    windows.settle();
    windows.asks(Spec.of("10.0.0.51", "windows").secondary().index(1));
    assertThat(Life.calls(windows.settle()))
        .containsExactly("UnassignPrivateIpAddresses", "AssignPrivateIpAddresses");
    assertThat(lab.ec2.holder("10.0.0.51").orElseThrow().id()).isEqualTo("eni-two");
  }

  private static List<String> whole(Plan plan) {
    return java.util.stream.Stream.concat(plan.now().stream(), plan.rest().stream())
        .map(it -> it.action().call())
        .toList();
  }
}
