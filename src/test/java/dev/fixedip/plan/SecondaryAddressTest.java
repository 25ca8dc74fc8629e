package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.FixedIpStatus.Owned;
import dev.fixedip.api.FixedIpStatus.OwnedKind;
import dev.fixedip.api.Reason;
import dev.fixedip.model.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The address is assigned to an interface that the instance has. */
class SecondaryAddressTest {
  private final TestWorld lab = TestWorld.story();

  private Life secondary(String address) {
    return lab.fixedIp("ip" + address, Spec.of(address, "windows").secondary().noPing());
  }

  private List<String> addresses(String interfaceId) {
    return lab.ec2.get(interfaceId).addresses();
  }

  @Test
  void oneCallAssignsItAndOneLetsPingIn() {
    Life windows = lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").secondary());
    assertThat(Life.calls(windows.settle()))
        .containsExactly("AssignPrivateIpAddresses", "AuthorizeSecurityGroupIngress");
    assertThat(addresses("eni-windows")).containsExactly("10.0.0.133", "10.0.0.51");
    assertThat(windows.says())
        .isEqualTo(
            Verdict.of(
                Reason.ASSIGNED,
                "i-windows has 10.0.0.51 as a secondary address of eni-windows: set it in the guest"
                    + " as status.guest says, unless the guest does so by itself"));
    assertThat(windows.plan().isDone()).isTrue();
    assertThat(windows.plan().findings().assigned()).isTrue();
    assertThat(windows.plan().findings().owned()).isFalse();
  }

  @Test
  void itIsWrittenDownBeforeItIsAssigned() {
    Life windows = secondary("10.0.0.51");
    Plan first = windows.plan();
    assertThat(first.now()).isEmpty();
    assertThat(first.owned())
        .containsExactly(new Owned(OwnedKind.SecondaryAddress, "eni-windows", "10.0.0.51"));
    assertThat(first.rest())
        .extracting(it -> it.action().target())
        .containsExactly("10.0.0.51 to eni-windows");
    windows.settle();
    assertThat(windows.status().owned()).isEqualTo(first.owned());
  }

  @Test
  void suspendedNotEvenThatIsWrittenDown() {
    Life windows = lab.fixedIp("w", Spec.of("10.0.0.51", "windows").secondary().suspended());
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.status().owned()).isEmpty();
  }

  @Test
  void theSpecPicksAnotherInterfaceOfTheInstance() {
    lab.ec2.networkInterface("eni-two", "subnet-a", List.of("10.0.0.21"), List.of("sg-other"));
    lab.ec2.on("eni-two", "i-windows", 1, false);
    Life byIndex =
        lab.fixedIp("index", Spec.of("10.0.0.51", "windows").secondary().index(1).noPing());
    Life byId =
        lab.fixedIp("id", Spec.of("10.0.0.52", "windows").secondary().onInterface("eni-two"));
    byIndex.settle();
    byId.settle();
    assertThat(addresses("eni-two")).containsExactly("10.0.0.21", "10.0.0.51", "10.0.0.52");
    assertThat(lab.ec2.rulesOf("sg-other")).hasSize(1);
  }

  @Test
  void anInterfaceThatTheInstanceDoesNotHaveIsNamed() {
    Life index = lab.fixedIp("a", Spec.of("10.0.0.51", "windows").secondary().index(2));
    assertThat(index.settle()).isEmpty();
    assertThat(index.says())
        .isEqualTo(
            Verdict.of(
                Reason.INTERFACE_NOT_FOUND,
                "i-windows (the windows server) has no network interface at device index 2, but"
                    + " eni-windows at 0: correct spec.interface.deviceIndex, or leave it out for"
                    + " the primary one"));
    Life id =
        lab.fixedIp("b", Spec.of("10.0.0.52", "windows").secondary().onInterface("eni-linux"));
    assertThat(id.settle()).isEmpty();
    assertThat(id.says().message())
        .startsWith("Network interface eni-linux is not attached to i-windows");
  }

  @Test
  void theLimitIsKnownBeforeTheCall() {
    lab.ec2.instance("small", "t3.micro", "subnet-a", "10.0.0.20", "sg-other");
    Life first = lab.fixedIp("first", Spec.of("10.0.0.51", "small").secondary().noPing());
    first.settle();
    Life second = lab.fixedIp("second", Spec.of("10.0.0.52", "small").secondary().noPing());
    assertThat(second.settle()).isEmpty();
    assertThat(second.status().owned()).isEmpty();
    assertThat(second.says())
        .isEqualTo(
            Verdict.of(
                Reason.INTERFACE_ADDRESS_LIMIT_REACHED,
                "eni-small of i-small (the small server), a t3.micro, takes 2 private IPv4"
                    + " addresses, and has 2 (10.0.0.20, 10.0.0.51): free one, name another"
                    + " interface of the instance in spec.interface, or use a larger type"));
    first.delete().settle();
    assertThat(second.settle()).hasSize(1);
  }

  @Test
  void onlyWhatIsWrittenDownIsUnassigned() {
    lab.ec2.change("eni-windows", it -> it.withAddresses(List.of("10.0.0.133", "10.0.0.99")));
    Life ours = secondary("10.0.0.51");
    Life foreign = secondary("10.0.0.99");
    ours.settle();
    assertThat(foreign.settle()).isEmpty();
    assertThat(foreign.reason()).isEqualTo(Reason.ALREADY_PRESENT);
    assertThat(foreign.status().owned()).isEmpty();
    assertThat(foreign.delete().settle()).isEmpty();
    assertThat(Life.calls(ours.delete().settle())).containsExactly("UnassignPrivateIpAddresses");
    assertThat(addresses("eni-windows")).containsExactly("10.0.0.133", "10.0.0.99");
    assertThat(ours.status().owned()).isEmpty();
  }

  @Test
  void aLostRecordLeavesTheAddressAlone() {
    Life windows = secondary("10.0.0.51");
    windows.settle();
    Life amnesiac = new Life(lab, "windows", windows.uid(), windows.desired().spec());
    lab.lives.clear();
    lab.lives.add(amnesiac);
    assertThat(amnesiac.settle()).isEmpty();
    assertThat(amnesiac.reason()).isEqualTo(Reason.ALREADY_PRESENT);
    assertThat(amnesiac.delete().settle()).isEmpty();
    assertThat(addresses("eni-windows")).contains("10.0.0.51");
  }

  @Test
  void retainedItStaysAssigned() {
    Life windows =
        lab.fixedIp("w", Spec.of("10.0.0.51", "windows").secondary().noPing().retained());
    windows.settle();
    assertThat(windows.delete().settle()).isEmpty();
    assertThat(windows.plan().isDone()).isTrue();
    assertThat(addresses("eni-windows")).contains("10.0.0.51");
  }

  @Test
  void theLastAddressOfATerminatedInstanceGoesWithItsFixedIp() {
    lab.ec2.change(
        "eni-windows",
        it -> it.with(Objects.requireNonNull(it.attachment()).deletedOnTermination(false)));
    Life windows = secondary("10.0.0.51");
    windows.settle();
    lab.ec2.terminate("i-windows");
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.reason()).isEqualTo(Reason.INSTANCE_NOT_FOUND);
    windows.delete().settle();
    assertThat(addresses("eni-windows")).containsExactly("10.0.0.133");
  }

  @Test
  void whatALostAnswerMayHaveAssignedIsWaitedForBeforeItIsLetGo() {
    Life windows = secondary("10.0.0.51");
    lab.network = () -> TestWorld.CALL_LOST;
    windows.turn();
    lab.network = () -> TestWorld.ANSWERED;
    windows.delete();
    assertThat(windows.plan().isDone()).isFalse();
    lab.later(Duration.ofSeconds(2));
    assertThat(windows.plan().isDone()).isFalse();
    assertThat(windows.says().message())
        .isEqualTo("Waiting for a read of EC2 that shows whether 10.0.0.51 came to eni-windows");
    lab.later(Duration.ofSeconds(14));
    assertThat(windows.plan().isDone()).isTrue();
  }

  @Test
  void whatAnothersCallMayCarryYetIsWaitedForBeforeItIsLetGo() {
    Life windows = secondary("10.0.0.51");
    windows.remember(windows.plan());
    assertThat(windows.status().owned()).hasSize(1);
    windows.delete();

    assertThat(windows.plan().isDone()).isFalse();
    lab.ec2.apply(
        new Action.AssignAddresses("eni-windows", "subnet-a", List.of("10.0.0.51", "10.0.0.52")));
    lab.later(Duration.ofSeconds(16));

    assertThat(Life.calls(windows.settle())).containsExactly("UnassignPrivateIpAddresses");
    assertThat(addresses("eni-windows")).containsExactly("10.0.0.133", "10.0.0.52");
  }

  @Test
  void theInterfaceThatWasMadeForAnotherIsNoPlaceForIt() {
    Life own = lab.fixedIp("own", Spec.of("10.0.0.60", "windows").noPing());
    own.settle();
    Life second =
        lab.fixedIp("second", Spec.of("10.0.0.61", "windows").secondary().index(1).noPing());
    second.settle();

    assertThat(second.says().message())
        .contains("was made for FixedIp lab/own, and goes with it")
        .contains("name another interface");
    assertThat(lab.ec2.holder("10.0.0.61")).isEmpty();
  }

  @Test
  void whatALostAnswerDidAssignIsOurs() {
    Life windows = secondary("10.0.0.51");
    lab.network = () -> TestWorld.ANSWER_LOST;
    windows.turn();
    lab.network = () -> TestWorld.ANSWERED;
    windows.restarted();
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.reason()).isEqualTo(Reason.ASSIGNED);
    windows.delete().settle();
    assertThat(addresses("eni-windows")).containsExactly("10.0.0.133");
  }

  @Test
  void anAddressThatSomebodyTookAwayIsDriftAndComesBack() {
    Life windows = secondary("10.0.0.51");
    windows.settle();
    lab.ec2.apply(new Action.UnassignAddress("eni-windows", "10.0.0.51"));
    Plan plan = windows.turn();
    assertThat(plan.drift())
        .extracting(Drift::difference)
        .containsExactly(new Difference("secondaryAddress", "eni-windows", "none"));
    assertThat(Life.calls(windows.settle())).containsExactly("AssignPrivateIpAddresses");
    assertThat(windows.reason()).isEqualTo(Reason.ASSIGNED);
  }

  @Test
  void theInterfaceThatWasMadeForItIsNotWhatItIsAssignedTo() {
    Life windows = lab.windows();
    windows.settle();
    NetworkInterface made = lab.ec2.holder("10.0.0.51").orElseThrow();
    windows.asks(Spec.of("10.0.0.51", "windows").secondary().index(1));
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.says().message())
        .isEqualTo(
            made.id()
                + " was made for this FixedIp, and goes once 10.0.0.51 is a secondary address: name"
                + " another interface of the instance in spec.interface, or use strategy Interface"
                + " to keep it");
    assertThat(lab.ec2.get(made.id())).isEqualTo(made);
  }

  @Test
  void anotherFixedIpsSecondaryAddressIsClaimed() {
    secondary("10.0.0.51").settle();
    Life other = lab.fixedIp("other", Spec.of("10.0.0.51", "linux"));
    assertThat(other.settle()).isEmpty();
    assertThat(other.says().message())
        .startsWith(
            "FixedIp lab/ip10.0.0.51 has 10.0.0.51 as a secondary address of eni-windows: ");
    assertThat(other.reason()).isEqualTo(Reason.ADDRESS_CLAIMED);
  }

  @Test
  void anAddressThatAnotherFixedIpStillHasIsItsOwnThoughItAsksForAnotherNow() {
    Life first = secondary("10.0.0.51");
    first.settle();
    first.asks(Spec.of("10.0.0.99", "linux").secondary().onInterface("eni-windows"));
    Life second = secondary("10.0.0.51");
    assertThat(second.settle()).isEmpty();
    assertThat(second.reason()).isEqualTo(Reason.ADDRESS_CLAIMED);
  }
}
