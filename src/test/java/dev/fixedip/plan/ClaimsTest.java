package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.Reason;
import dev.fixedip.model.Ownership;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several FixedIps ask for one address: who holds it keeps it, else who asked first. */
class ClaimsTest {
  private final TestWorld lab = TestWorld.story();
  private final Spec forWindows = Spec.of("10.0.0.51", "windows");
  private final Spec forLinux = Spec.of("10.0.0.51", "linux");

  @Test
  void whoAskedFirstGetsIt() {
    Life first = lab.fixedIp("first", forWindows);
    Life second = lab.fixedIp("second", forLinux);
    assertThat(second.settle()).isEmpty();
    assertThat(second.says())
        .isEqualTo(
            Verdict.of(
                Reason.ADDRESS_CLAIMED,
                "FixedIp lab/first asked for 10.0.0.51 first: choose another address, or wait: it"
                    + " comes here by itself once that FixedIp is deleted or asks for another"
                    + " one"));
    assertThat(first.plan().now()).isPresent();
  }

  @Test
  void whoHoldsItKeepsItEvenFromAnOlderOne() {
    Life older = lab.fixedIp("older", Spec.of("10.0.0.52", "windows"));
    Life younger = lab.fixedIp("younger", forLinux);
    older.settle();
    younger.settle();
    older.asks(forWindows).settle();
    String holder = lab.ec2.holder("10.0.0.51").orElseThrow().id();
    assertThat(older.says())
        .isEqualTo(
            Verdict.of(
                Reason.ADDRESS_CLAIMED,
                "10.0.0.51 is held by FixedIp lab/younger on %s: choose another address, or wait: it comes here by itself once that FixedIp is deleted or asks for another one"
                    .formatted(holder)));
    assertThat(lab.ec2.holder("10.0.0.52")).isPresent();
    assertThat(younger.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void theLoserTakesOverByItself() {
    Life first = lab.fixedIp("first", forWindows);
    Life second = lab.fixedIp("second", forLinux);
    first.settle();
    second.settle();
    first.delete().settle();
    lab.lives.remove(first);
    second.settle();
    assertThat(lab.ec2.holder("10.0.0.51").orElseThrow().isAttachedTo("i-linux")).isTrue();
  }

  @Test
  void ofTheSameAgeTheLowerUidComesFirst() {
    Instant then = lab.now;
    Life one = lab.fixedIp("one", forWindows);
    lab.now = then;
    Life two = lab.fixedIp("two", forLinux);
    assertThat(one.uid()).isLessThan(two.uid());
    assertThat(two.reason()).isEqualTo(Reason.ADDRESS_CLAIMED);
    assertThat(one.reason()).isEqualTo(Reason.PROGRESSING);
  }

  @Test
  void theSameAddressInAnotherVpcIsNoConflict() {
    lab.ec2
        .vpc("vpc-2", "10.0.0.0/21")
        .subnet("subnet-2", "vpc-2", "us-east-1a", "10.0.0.0/24")
        .instance("far", "t3.medium", "subnet-2", "10.0.0.9", "sg-other");
    lab.fixedIp("near", forWindows).settle();
    Life far = lab.fixedIp("far", Spec.of("10.0.0.51", "far"));
    far.settle();
    assertThat(far.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void noClaimIsMadeWhileTheSubnetIsUnknown() {
    lab.fixedIp("lost", Spec.of("10.0.0.51", "nowhere"));
    Life second = lab.fixedIp("second", forLinux);
    second.settle();
    assertThat(second.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void suspendedAndDeletingOnesKeepTheirClaim() {
    Life suspended = lab.fixedIp("suspended", forWindows.suspended());
    Life second = lab.fixedIp("second", forLinux);
    assertThat(second.reason()).isEqualTo(Reason.ADDRESS_CLAIMED);
    suspended.delete();
    assertThat(second.reason()).isEqualTo(Reason.ADDRESS_CLAIMED);
    lab.lives.remove(suspended);
    assertThat(second.reason()).isEqualTo(Reason.PROGRESSING);
  }

  @Test
  void whatAnEarlierFixedIpOfThisNameLeftIsTakenOver() {
    lab.windows().settle();
    lab.lives.clear();
    Life again = lab.windows().asks(forWindows);
    Life same = new Life(lab, "windows", "uid-new", forWindows.it());
    lab.lives.remove(again);
    lab.lives.add(same);
    String left = lab.ec2.holder("10.0.0.51").orElseThrow().id();
    assertThat(Life.calls(same.settle())).containsExactly("CreateTags");
    assertThat(lab.ec2.get(left).tags()).containsEntry(Ownership.UID, "uid-new");
    assertThat(same.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void aStatusThatOutlivedItsResourceLosesNoOwnership() {
    Life windows = lab.windows();
    windows.settle();
    String made = lab.ec2.holder("10.0.0.51").orElseThrow().id();
    lab.ec2.change(made, it -> it.withTags(Map.of(Ownership.UID, "uid-before-the-restore")));
    windows.settle();
    assertThat(windows.reason()).isEqualTo(Reason.ATTACHED);
    assertThat(lab.ec2.get(made).tags()).containsEntry(Ownership.UID, windows.uid());
  }

  @Test
  void anotherClustersInterfaceIsForeign() {
    lab.ec2
        .networkInterface("eni-theirs", "subnet-a", List.of("10.0.0.51"), List.of("sg-other"))
        .change(
            "eni-theirs",
            it ->
                it.withTags(
                    Map.of(
                        Ownership.CLUSTER,
                        "cluster-2",
                        Ownership.UID,
                        "uid-windows-1",
                        Ownership.NAMESPACE,
                        "lab",
                        Ownership.NAME,
                        "windows")));
    Life windows = lab.windows();
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.reason()).isEqualTo(Reason.ADDRESS_IN_USE);
    windows.delete().settle();
    assertThat(lab.ec2.interfaces).containsKey("eni-theirs");
  }

  @Test
  void theOldestGetsWhatItsInstanceHadAlready() {
    Life first = lab.fixedIp("first", Spec.of("10.0.0.50", "linux"));
    Life second = lab.fixedIp("second", Spec.of("10.0.0.50", "linux"));
    first.settle();
    second.settle();
    assertThat(first.reason()).isEqualTo(Reason.ALREADY_PRESENT);
    assertThat(second.reason()).isEqualTo(Reason.ADDRESS_CLAIMED);
    assertThat(second.plan().findings().networkInterface()).isEmpty();
  }
}
