package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** FixedIps of one interface get their addresses by one call; whoever EC2 refuses is told apart. */
class FellowsTest {
  private final TestWorld lab = TestWorld.story();

  private Life secondary(String address) {
    return lab.fixedIp("ip" + address, Spec.of(address, "windows").secondary().noPing());
  }

  private List<String> addresses(String interfaceId) {
    return lab.ec2.get(interfaceId).addresses();
  }

  @Test
  void whoCameFirstGetsTheLastPlace() {
    lab.ec2.instance("small", "t3.micro", "subnet-a", "10.0.0.20", "sg-other");
    lab.fixedIp("first", Spec.of("10.0.0.51", "small").secondary().noPing());
    Life second = lab.fixedIp("second", Spec.of("10.0.0.52", "small").secondary().noPing());
    assertThat(second.plan().now()).isEmpty();
    assertThat(second.says().message())
        .contains("has 1 (10.0.0.20), and other FixedIps that were there first need the rest");
  }

  @Test
  void oneCallAssignsAllAddressesOfAnInterface() {
    Life one = secondary("10.0.0.51");
    Life two = secondary("10.0.0.52");
    Life three = secondary("10.0.0.53");
    one.turn();
    assertThat(one.plan().now()).isEmpty();
    assertThat(one.says().message())
        .isEqualTo(
            "Waiting for 2 other FixedIps of eni-windows, so that one call assigns all addresses");
    assertThat(one.plan().rest()).as("what comes when the wait is over").hasSize(1);
    two.turn();
    assertThat(three.turn().now().orElseThrow().action().target())
        .isEqualTo("10.0.0.51, 10.0.0.52, 10.0.0.53 to eni-windows");
    assertThat(one.settle()).isEmpty();
    assertThat(two.settle()).isEmpty();
    assertThat(three.settle()).isEmpty();
    assertThat(addresses("eni-windows"))
        .containsExactlyInAnyOrder("10.0.0.133", "10.0.0.51", "10.0.0.52", "10.0.0.53");
    assertThat(List.of(one.reason(), two.reason(), three.reason())).containsOnly(Reason.ASSIGNED);
  }

  @Test
  void whoIsNotWrittenDownInHalfAMinuteIsNotWaitedFor() {
    Life one = secondary("10.0.0.51");
    secondary("10.0.0.52");
    one.turn();
    assertThat(one.plan().again()).contains(lab.now.plusSeconds(30));
    lab.later(Duration.ofMillis(29_999));
    assertThat(one.plan().now()).isEmpty();
    lab.later(Duration.ofMillis(1));
    assertThat(one.plan().now().orElseThrow().action().target())
        .isEqualTo("10.0.0.51 to eni-windows");
  }

  @Test
  void asLongAsOneAfterTheOtherIsWrittenDownTheRestIsWaitedFor() {
    Life one = secondary("10.0.0.51");
    Life two = secondary("10.0.0.52");
    Life three = secondary("10.0.0.53");
    one.turn();
    lab.later(Duration.ofSeconds(20));
    two.turn();
    lab.later(Duration.ofSeconds(20));
    assertThat(one.plan().now()).isEmpty();
    assertThat(three.turn().now().orElseThrow().action().target())
        .isEqualTo("10.0.0.51, 10.0.0.52, 10.0.0.53 to eni-windows");
  }

  @Test
  void whatEc2RefusesForAllIsAskedForOneByOne() {
    lab.ec2.hidden("10.0.0.52");
    Life one = secondary("10.0.0.51");
    Life two = secondary("10.0.0.52");
    Life three = secondary("10.0.0.53");
    lab.lives.forEach(Life::turn);
    for (int turn = 0; turn < 70; turn++) {
      lab.lives.forEach(Life::turn);
      lab.later(Duration.ofSeconds(1));
    }
    assertThat(addresses("eni-windows"))
        .containsExactlyInAnyOrder("10.0.0.133", "10.0.0.51", "10.0.0.53");
    assertThat(List.of(one.reason(), three.reason())).containsOnly(Reason.ASSIGNED);
    assertThat(two.says())
        .isEqualTo(
            Verdict.of(
                Reason.ADDRESS_IN_USE,
                "EC2 says that 10.0.0.52 is in use in subnet-a, and no read shows by whom: choose"
                    + " another address"));
  }

  @Test
  void ofTwoThatWroteDownTheSameItIsWhoAskedFirst() {
    Life first = secondary("10.0.0.51");
    Life second = new Life(lab, "second", "uid-second", first.desired().spec());
    second.turn();
    lab.lives.add(second);
    first.settle();
    assertThat(second.settle()).isEmpty();
    assertThat(second.reason()).isEqualTo(Reason.ADDRESS_CLAIMED);
    assertThat(second.status().owned()).isEmpty();
    assertThat(second.delete().settle()).isEmpty();
    assertThat(addresses("eni-windows")).contains("10.0.0.51");
  }

  @Test
  void whatWasThereBeforeWaitsForNobody() {
    Life windows =
        lab.fixedIp("w", Spec.of("10.0.0.51", "windows").secondary().noPing().reportsDrift());
    windows.settle();
    lab.ec2.apply(new Action.UnassignAddress("eni-windows", "10.0.0.51"));
    secondary("10.0.0.52");
    assertThat(windows.turn().verdict()).map(Verdict::reason).contains(Reason.DRIFTED);
  }

  @Test
  void driftThatIsOnlyReportedIsNotPutBackByAFellowEither() {
    Life windows =
        lab.fixedIp("w", Spec.of("10.0.0.51", "windows").secondary().noPing().reportsDrift());
    windows.settle();
    lab.ec2.apply(new Action.UnassignAddress("eni-windows", "10.0.0.51"));
    secondary("10.0.0.52").settle();
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.reason()).isEqualTo(Reason.DRIFTED);
    assertThat(addresses("eni-windows")).containsExactly("10.0.0.133", "10.0.0.52");
  }
}
