package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Another strategy, or another interface: EC2 may have no other way than to free the address first.
 */
class StrategyChangeTest {
  private static final List<String> TO_SECONDARY =
      List.of("DetachNetworkInterface", "DeleteNetworkInterface", "AssignPrivateIpAddresses");

  private final TestWorld lab = TestWorld.story();

  private static List<String> whole(Plan plan) {
    return java.util.stream.Stream.concat(plan.now().stream(), plan.rest().stream())
        .map(it -> it.action().call())
        .toList();
  }

  @Test
  void aRunningInstanceKeepsItsAddressWhereItCannotBeItsPrimaryOne() {
    Life windows = lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").noPing());
    windows.settle();

    windows.asks(Spec.of("10.0.0.51", "windows").atLaunch().noPing());

    assertThat(windows.settle()).isEmpty();
    assertThat(windows.reason()).isEqualTo(Reason.PRIMARY_ADDRESS_FIXED);
    assertThat(lab.ec2.holder("10.0.0.51").orElseThrow().isAttachedTo("i-windows")).isTrue();
  }

  @Test
  void anInterfaceOfItsOwnBecomesASecondaryAddress() {
    Life windows = lab.windows();
    windows.settle();
    windows.asks(Spec.of("10.0.0.51", "windows").secondary());
    assertThat(whole(windows.plan())).isEqualTo(TO_SECONDARY);
    assertThat(Life.calls(windows.settle())).isEqualTo(TO_SECONDARY);
    assertThat(lab.ec2.holder("10.0.0.51").orElseThrow().id()).isEqualTo("eni-windows");
    assertThat(lab.ec2.interfaces.keySet()).containsExactly("eni-linux", "eni-windows");
  }

  @Test
  void aSecondaryAddressGetsAnInterfaceOfItsOwn() {
    Life windows = lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").secondary());
    windows.settle();
    windows.asks(Spec.of("10.0.0.51", "windows"));
    List<String> order =
        List.of("UnassignPrivateIpAddresses", "CreateNetworkInterface", "AttachNetworkInterface");
    assertThat(whole(windows.plan())).isEqualTo(order);
    assertThat(Life.calls(windows.settle())).isEqualTo(order);
    assertThat(windows.status().owned()).isEmpty();
    assertThat(lab.ec2.get("eni-windows").addresses()).containsExactly("10.0.0.133");
  }

  @Test
  void whereNothingTakesItItStaysWhereItIs() {
    lab.ec2.instance("small", "t3.micro", "subnet-a", "10.0.0.20", "sg-other");
    lab.ec2.networkInterface("eni-two", "subnet-a", List.of("10.0.0.21"), List.of("sg-other"));
    lab.ec2.on("eni-two", "i-small", 1, false);
    Life small = lab.fixedIp("small", Spec.of("10.0.0.51", "small").secondary());
    small.settle();
    small.asks(Spec.of("10.0.0.51", "small"));
    assertThat(small.settle()).isEmpty();
    assertThat(small.reason()).isEqualTo(Reason.INTERFACE_LIMIT_REACHED);
    assertThat(lab.ec2.holder("10.0.0.51").orElseThrow().id()).isEqualTo("eni-small");
    Life linux = lab.fixedIp("linux", Spec.of("10.0.0.52", "linux"));
    linux.settle();
    linux.asks(Spec.of("10.0.0.52", "small").secondary());
    assertThat(linux.settle()).isEmpty();
    assertThat(linux.reason()).isEqualTo(Reason.INTERFACE_ADDRESS_LIMIT_REACHED);
    assertThat(lab.ec2.holder("10.0.0.52").orElseThrow().isAttachedTo("i-linux")).isTrue();
  }

  @Test
  void whatAnEarlierFixedIpWaitsForIsNotGivenUpByMoving() {
    Life earlier = lab.fixedIp("earlier", Spec.of("10.0.0.99", "linux"));
    Life windows = lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").secondary());
    windows.settle();
    earlier.asks(Spec.of("10.0.0.51", "linux")).settle();
    windows.asks(Spec.of("10.0.0.51", "windows"));
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.says())
        .isEqualTo(
            Verdict.of(
                Reason.ADDRESS_CLAIMED,
                "10.0.0.51 stays where it is: FixedIp lab/earlier asked for it first, and would get"
                    + " it while it moves; let that FixedIp ask for another address, or undo the"
                    + " change of this one"));
    assertThat(lab.ec2.holder("10.0.0.51").orElseThrow().id()).isEqualTo("eni-windows");
  }

  @Test
  void anAttachedInterfaceIsHeldForALaunch() {
    Life windows = lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").noPing());
    windows.settle();
    String made = lab.ec2.holder("10.0.0.51").orElseThrow().id();
    windows.asks(Spec.reserved("10.0.0.51").atLaunch().noPing());
    assertThat(Life.calls(windows.settle())).containsExactly("DetachNetworkInterface");
    assertThat(windows.reason()).isEqualTo(Reason.AWAITING_LAUNCH);
    windows.asks(Spec.of("10.0.0.51", "windows").noPing());
    assertThat(Life.calls(windows.settle())).containsExactly("AttachNetworkInterface");
    assertThat(lab.ec2.get(made).isAttachedTo("i-windows")).isTrue();
  }

  @Test
  void launchedWithItTheInstanceKeepsItUnderEveryStrategy() {
    Life web = lab.fixedIp("web", Spec.reserved("10.0.0.51").atLaunch().noPing());
    web.settle();
    lab.ec2.launchWith("web", "t3.medium", lab.ec2.holder("10.0.0.51").orElseThrow().id());
    web.settle();
    web.asks(Spec.of("10.0.0.51", "web").noPing());
    assertThat(web.settle()).isEmpty();
    assertThat(web.reason()).isEqualTo(Reason.ATTACHED);
    web.asks(Spec.of("10.0.0.51", "web").secondary().noPing());
    assertThat(web.settle()).isEmpty();
    assertThat(web.says().message()).startsWith("i-web was launched with 10.0.0.51");
    web.asks(Spec.of("10.0.0.51", "linux").secondary().noPing());
    assertThat(web.settle()).isEmpty();
    assertThat(web.reason()).isEqualTo(Reason.PRIMARY_ADDRESS_FIXED);
    web.asks(Spec.of("10.0.0.51", "linux").noPing());
    assertThat(web.settle()).isEmpty();
    assertThat(web.reason()).isEqualTo(Reason.PRIMARY_ADDRESS_FIXED);
    assertThat(lab.ec2.holder("10.0.0.51").orElseThrow().isAttachedTo("i-web")).isTrue();
  }

  @Test
  void anInterfaceThatIsNamedComesBeforeTheOneThatWasMadeGoes() {
    lab.ec2.networkInterface("eni-two", "subnet-a", List.of("10.0.0.21"), List.of("sg-other"));
    Life windows = lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").noPing());
    windows.settle();
    windows.asks(Spec.of("10.0.0.21", "windows").onInterface("eni-two").noPing());
    List<String> order =
        List.of(
            "CreateTags",
            "AttachNetworkInterface",
            "DetachNetworkInterface",
            "DeleteNetworkInterface");
    assertThat(whole(windows.plan())).isEqualTo(order);
    assertThat(Life.calls(windows.settle())).isEqualTo(order);
  }
}
