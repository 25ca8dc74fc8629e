package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.NetworkInterface.Status;
import dev.fixedip.model.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The story: Windows gets 10.0.0.51 on an interface of its own. */
class InterfaceStoryTest {
  private final TestWorld lab = TestWorld.story();

  @Test
  void windowsGetsTheAddressStepByStep() {
    Life windows = lab.windows();
    assertThat(Life.calls(windows.settle()))
        .containsExactly(
            "CreateNetworkInterface", "AttachNetworkInterface", "AuthorizeSecurityGroupIngress");

    NetworkInterface made = lab.ec2.holder("10.0.0.51").orElseThrow();
    assertThat(made.isAttachedTo("i-windows")).isTrue();
    assertThat(made.attachment()).extracting(it -> it.deviceIndex()).isEqualTo(1);
    assertThat(made.securityGroupIds()).containsExactly("sg-windows");
    assertThat(made.tags())
        .containsEntry(Ownership.CLUSTER, "cluster-1")
        .containsEntry(Ownership.UID, windows.uid())
        .containsEntry(Ownership.NAMESPACE, "lab")
        .containsEntry(Ownership.NAME, "windows")
        .containsEntry(Ownership.DELETION, "Delete")
        .containsEntry("Name", "fixedip lab/windows")
        .containsEntry("node.k8s.amazonaws.com/no_manage", "true");
    assertThat(lab.ec2.rulesOf("sg-windows"))
        .singleElement()
        .satisfies(rule -> {
          assertThat(rule.protocol()).isEqualTo("icmp");
          assertThat(rule.fromPort()).isEqualTo(8);
          assertThat(rule.cidr()).hasToString("10.0.0.0/21");
          assertThat(rule.tags()).isEqualTo(Map.of(Ownership.CLUSTER, "cluster-1"));
        });
    assertThat(windows.says())
        .isEqualTo(
            Verdict.of(
                Reason.ATTACHED,
                "i-windows has 10.0.0.51 on %s at device index 1".formatted(made.id())));
    assertThat(windows.plan().isDone()).isTrue();
    assertThat(windows.plan().rest()).isEmpty();
  }

  @Test
  void theWholeWayIsForeseenBeforeTheFirstStep() {
    Plan plan = lab.windows().plan();
    assertThat(plan.now().orElseThrow().action().target()).isEqualTo("10.0.0.51 in subnet-a");
    assertThat(plan.now().orElseThrow().why())
        .contains("10.0.0.133")
        .contains("i-windows (the windows server)");
    assertThat(plan.rest())
        .extracting(it -> it.action().target())
        .containsExactly("(new) to i-windows at device index 1", "sg-windows from 10.0.0.0/21");
    assertThat(plan.verdict().orElseThrow().outcome()).isEqualTo(Reason.Outcome.RECONCILING);
  }

  @Test
  void whatEc2IsStillDoingIsWaitedFor() {
    lab.ec2.slow();
    Life windows = lab.windows();
    windows.turn();
    assertThat(lab.ec2.holder("10.0.0.51"))
        .hasValueSatisfying(it -> assertThat(it.status()).isEqualTo(Status.PENDING));
    assertThat(windows.turn().now())
        .as("what was just made is attached at once")
        .hasValueSatisfying(it -> assertThat(it.action()).isInstanceOf(Action.Attach.class));
    Plan attaching = windows.plan();
    assertThat(attaching.now()).isEmpty();
    assertThat(attaching.awaited()).hasSize(1);
    assertThat(attaching.rest()).hasSize(1);
    assertThat(attaching.verdict().orElseThrow().message())
        .startsWith("Waiting for EC2 to attach eni-made-");
    assertThat(windows.settle()).hasSize(1);
    assertThat(windows.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void readyWaitsForAReadThatShowsTheAttachment() {
    Life windows = lab.windows();
    windows.settle();
    NetworkInterface made = lab.ec2.holder("10.0.0.51").orElseThrow();
    var unconfirmed = lab.ec2.world();
    unconfirmed.show(made.id(), new dev.fixedip.model.Seen.Present<>(made), false);
    Plan plan = Planner.plan(windows.situation(unconfirmed));
    assertThat(plan.isDone()).isFalse();
    assertThat(plan.now()).isEmpty();
    assertThat(plan.findings().assigned()).isFalse();
    assertThat(plan.awaited()).isNotEmpty();
  }

  @Test
  void theSpecSaysWhatTheInterfaceIsLike() {
    Life windows =
        lab.fixedIp(
            "windows",
            Spec.of("10.0.0.51", "windows")
                .groups("sg-other", "sg-linux")
                .index(4)
                .attributes(true, false)
                .tags(Map.of("team", "net", "Name", "mine")));
    windows.settle();
    NetworkInterface made = lab.ec2.holder("10.0.0.51").orElseThrow();
    assertThat(made.securityGroupIds()).containsExactly("sg-linux", "sg-other");
    assertThat(made.sourceDestCheck()).isFalse();
    assertThat(made.tags()).containsEntry("team", "net").containsEntry("Name", "mine");
    assertThat(made.attachment())
        .satisfies(it -> {
          assertThat(it.deviceIndex()).isEqualTo(4);
          assertThat(it.deleteOnTermination()).isTrue();
        });
  }

  @Test
  void anInstanceThatHasTheAddressAlreadyIsLeftAsItIs() {
    NetworkInterface before = lab.ec2.get("eni-linux");
    Life linux = lab.fixedIp("linux", Spec.of("10.0.0.50", "linux").index(3).noPing());
    assertThat(linux.settle()).isEmpty();
    assertThat(linux.reason()).isEqualTo(Reason.ALREADY_PRESENT);
    assertThat(linux.plan().findings().owned()).isFalse();
    assertThat(linux.plan().findings().assigned()).isTrue();
    linux.delete();
    assertThat(linux.settle()).isEmpty();
    assertThat(lab.ec2.get("eni-linux")).isEqualTo(before);
  }

  @Test
  void pingIsAllowedToAnAddressThatWasThereAlready() {
    Life linux = lab.fixedIp("linux", Spec.of("10.0.0.50", "linux"));
    assertThat(Life.calls(linux.settle())).containsExactly("AuthorizeSecurityGroupIngress");
  }

  @Test
  void aStartingInstanceIsWaitedForWithTheAddressHeld() {
    lab.ec2.state("i-windows", Instance.State.PENDING);
    Life windows = lab.windows();
    windows.turn();
    Plan waiting = windows.turn();
    assertThat(lab.ec2.holder("10.0.0.51")).isPresent();
    assertThat(waiting.now()).isEmpty();
    assertThat(waiting.verdict().orElseThrow().message())
        .isEqualTo(
            "Waiting for i-windows, which is pending: EC2 attaches interfaces to running and"
                + " stopped instances");
    lab.ec2.state("i-windows", Instance.State.STOPPED);
    windows.settle();
    assertThat(windows.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void aTerminatedInstanceLeavesTheInterfaceToTheNext() {
    Life windows = lab.windows();
    windows.settle();
    lab.ec2.state("i-windows", Instance.State.TERMINATED);
    String made = lab.ec2.holder("10.0.0.51").orElseThrow().id();
    lab.ec2.change(made, it -> it.with((dev.fixedip.model.Attachment) null));
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.says().reason()).isEqualTo(Reason.INSTANCE_NOT_FOUND);
    assertThat(windows.says().message())
        .isEqualTo(
            "Instance i-windows (the windows server) is terminated: set spec.instance.id to the"
                + " instance that shall have the address");
    lab.ec2.instance("windows-2", "t3.medium", "subnet-a", "10.0.0.134", "sg-windows");
    windows.asks(Spec.of("10.0.0.51", "windows-2")).settle();
    assertThat(lab.ec2.get(made).isAttachedTo("i-windows-2")).isTrue();
  }

  @Test
  void groupsFollowThePrimaryInterfaceAsWorkAndNotAsDrift() {
    Life windows = lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").reportsDrift());
    windows.settle();
    lab.ec2.change("eni-windows", it -> it.withSecurityGroups(List.of("sg-other")));
    assertThat(windows.plan().drift()).isEmpty();
    windows.settle();
    assertThat(lab.ec2.holder("10.0.0.51").orElseThrow().securityGroupIds())
        .containsExactly("sg-other");
    assertThat(lab.ec2.rulesOf("sg-windows")).isEmpty();
    assertThat(lab.ec2.rulesOf("sg-other")).hasSize(1);
  }

  @Test
  void suspendedNothingIsTouchedAndNothingIsSaid() {
    Life windows = lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").suspended());
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.plan().verdict()).isEmpty();
    assertThat(lab.ec2.holder("10.0.0.51")).isEmpty();
  }

  @Test
  void theConditionsTellHowFarItIs() {
    Life windows = lab.windows();
    assertThat(values(windows)).containsExactly("True", "False", "False", "Unknown", "Unknown");
    windows.turn();
    assertThat(values(windows)).containsExactly("True", "True", "False", "Unknown", "Unknown");
    windows.turn();
    assertThat(values(windows)).containsExactly("True", "True", "True", "False", "Unknown");
    windows.turn();
    assertThat(values(windows)).containsExactly("True", "True", "True", "True", "Unknown");
    assertThat(windows.plan().findings().conditions())
        .extracting(Findings.Finding::type)
        .containsExactly(
            ConditionType.InstanceFound,
            ConditionType.AddressHeld,
            ConditionType.AddressAssigned,
            ConditionType.PingAllowed,
            ConditionType.GuestReachable);
  }

  private static List<String> values(Life life) {
    return life.plan().findings().conditions().stream().map(it -> it.value().toString()).toList();
  }

  @Test
  void anObservationOlderThanFiveMinutesSaysNothing() {
    Life windows = lab.windows();
    lab.age = Duration.ofMinutes(5).plusSeconds(1);
    assertThat(windows.plan().now()).isEmpty();
    assertThat(windows.plan().verdict()).isEmpty();
    lab.age = Duration.ofMinutes(5);
    assertThat(windows.plan().now()).isPresent();
  }
}
