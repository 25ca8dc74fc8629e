package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.Reason;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.Seen;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a FixedIp gives back when it is deleted, and what it leaves. */
class DeletionTest {
  private final TestWorld lab = TestWorld.story();

  @Test
  void theInterfaceIsDetachedThenDeletedThenTheRuleRevoked() {
    Map<String, NetworkInterface> before = Map.copyOf(lab.ec2.interfaces);
    Life windows = lab.windows();
    windows.settle();
    lab.ec2.slow();
    assertThat(Life.calls(windows.delete().settle()))
        .containsExactly(
            "DetachNetworkInterface", "DeleteNetworkInterface", "RevokeSecurityGroupIngress");
    assertThat(lab.ec2.interfaces).isEqualTo(before);
    assertThat(lab.ec2.rulesOf("sg-windows")).isEmpty();
    assertThat(windows.plan().isDone()).isTrue();
    assertThat(windows.says().message()).isEqualTo("Nothing of it is left in EC2");
  }

  @Test
  void whatIsGoneAlreadyCountsAsDone() {
    Life windows = lab.windows();
    windows.settle();
    lab.ec2.delete(made().id());
    lab.ec2.rules.remove("sg-windows");
    var world = lab.ec2.world();
    world.showRules("sg-windows", new Seen.Gone<>());
    assertThat(Planner.plan(windows.delete().situation(world)).isDone()).isTrue();
  }

  @Test
  void itIsNotLetGoBeforeWhatItHadWasReadAgain() {
    Life windows = lab.windows();
    windows.settle();
    String made = made().id();
    lab.ec2.interfaces.remove(made);
    Plan plan = windows.delete().plan();
    assertThat(plan.isDone()).isFalse();
    assertThat(plan.now()).isEmpty();
    assertThat(plan.verdict().orElseThrow().message()).isEqualTo("Reading " + made + " from EC2");
  }

  @Test
  void itIsNotLetGoBeforeReadsShowWhetherALostCallMadeAnInterface() {
    Life windows = lab.windows();
    Action create = windows.plan().now().orElseThrow().action();
    windows.fails(
        new Failure(
            create,
            Failure.Kind.TRANSIENT,
            "NoAnswer",
            "the connection to EC2 failed",
            lab.now,
            lab.now.plusSeconds(6)));

    Plan plan = windows.delete().plan();

    assertThat(plan.isDone()).isFalse();
    assertThat(plan.again()).contains(lab.now.plusSeconds(6));
    lab.ec2.apply(create);
    lab.later(Duration.ofSeconds(6));
    assertThat(Life.calls(windows.settle())).containsExactly("DeleteNetworkInterface");
  }

  @Test
  void whatIsRetainedLosesOurTagsAndNothingElse() {
    Life windows =
        lab.fixedIp(
            "windows", Spec.of("10.0.0.51", "windows").tags(Map.of("team", "net")).retained());
    windows.settle();
    NetworkInterface before = made();
    assertThat(before.tags()).containsEntry(Ownership.DELETION, "Retain");
    assertThat(Life.calls(windows.delete().settle())).containsExactly("DeleteTags", "DeleteTags");
    NetworkInterface after = made();
    assertThat(after.tags())
        .isEqualTo(
            Map.of(
                "Name",
                "fixedip lab/windows",
                "team",
                "net",
                "node.k8s.amazonaws.com/no_manage",
                "true"));
    assertThat(after.attachment()).isEqualTo(before.attachment());
    assertThat(lab.ec2.rulesOf("sg-windows"))
        .singleElement()
        .satisfies(it -> assertThat(it.tags()).isEmpty());
  }

  @Test
  void aPrimaryInterfaceIsLeftToItsInstance() {
    Life windows = lab.windows();
    windows.settle();
    lab.ec2
        .instance("new", "t3.medium", "subnet-a", "10.0.0.70", "sg-other")
        .delete("eni-new")
        .on(made().id(), "i-new", 0, false);
    assertThat(Life.calls(windows.delete().settle()))
        .containsExactly(
            "ModifyNetworkInterfaceAttribute", "DeleteTags", "RevokeSecurityGroupIngress");
    assertThat(made().attachment())
        .satisfies(it -> {
          assertThat(it.deleteOnTermination()).isTrue();
          assertThat(it.instanceId()).isEqualTo("i-new");
        });
    assertThat(Ownership.among(made().tags())).isEmpty();
  }

  @Test
  void aPrimaryInterfaceOfAnInstanceThatEndsIsWaitedForAndDeleted() {
    Life windows = lab.windows();
    windows.settle();
    lab.ec2
        .instance("new", "t3.medium", "subnet-a", "10.0.0.70", "sg-other")
        .delete("eni-new")
        .on(made().id(), "i-new", 0, false)
        .state("i-new", Instance.State.SHUTTING_DOWN);
    Plan plan = windows.delete().plan();
    assertThat(plan.now()).isEmpty();
    assertThat(plan.awaited()).isNotEmpty();
    lab.ec2.change(made().id(), it -> it.with((dev.fixedip.model.Attachment) null));
    windows.settle();
    assertThat(lab.ec2.holder("10.0.0.51")).isEmpty();
  }

  @Test
  void suspendedItIsBlocked() {
    Life windows = lab.windows();
    windows.settle();
    windows.asks(Spec.of("10.0.0.51", "windows").suspended()).delete();
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.says())
        .isEqualTo(
            Verdict.of(
                Reason.DELETION_BLOCKED,
                "The FixedIp is suspended, so nothing is touched: set spec.suspend to false to let"
                    + " it be deleted"));
  }

  @Test
  void whatIsNoLongerOursIsLeftAlone() {
    Life windows = lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").noPing());
    windows.settle();
    lab.ec2.apply(new Action.RemoveTags(made().id(), made().tags()));
    NetworkInterface before = made();
    assertThat(windows.delete().settle()).isEmpty();
    assertThat(windows.plan().isDone()).isTrue();
    assertThat(made()).isEqualTo(before);
  }

  @Test
  void anInterfaceThatAServiceHoldsIsNeverDetached() {
    Life windows = lab.windows();
    windows.settle();
    lab.ec2.change(
        made().id(),
        it ->
            it.with(
                new dev.fixedip.model.Attachment(
                    "eni-attach-x", null, 1, dev.fixedip.model.Attachment.Status.ATTACHED, false)));
    assertThat(windows.delete().settle()).isEmpty();
    assertThat(windows.says().reason()).isEqualTo(Reason.DELETION_BLOCKED);
    assertThat(windows.says().message()).contains("is held by a service of AWS");
  }

  @Test
  void evenWhatTheStatusForgotIsFoundByItsTags() {
    Life windows = lab.windows();
    windows.settle();
    Life amnesiac = new Life(lab, "windows", windows.uid(), windows.desired().spec());
    lab.lives.clear();
    lab.lives.add(amnesiac);
    amnesiac.delete().settle();
    assertThat(lab.ec2.holder("10.0.0.51")).isEmpty();
  }

  private NetworkInterface made() {
    return lab.ec2.holder("10.0.0.51").orElseThrow();
  }
}
