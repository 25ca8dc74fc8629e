package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.model.Attachment;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Seen;
import dev.fixedip.plan.Action;
import dev.fixedip.plan.Failure;
import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;

class ExecutorTest {

  private static final Answer DONE = new Answer.Done();

  private final Lab lab = Lab.started();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aLifeOfAnInterface() {
    assertThat(execute(Lab.create("10.0.0.51"))).isEqualTo(DONE);
    NetworkInterface made = holder("10.0.0.51");
    String id = made.id();
    assertThat(made.securityGroupIds()).containsExactly(Worlds.GROUP);
    assertThat(made.tags()).containsEntry("Name", "windows");
    assertThat(made.origin().description()).isEqualTo("FixedIp lab/windows");
    assertThat(lab.inventory.world().ownedBy("uid-10.0.0.51")).containsExactly(made);
    assertThat(lab.told())
        .containsExactlyInAnyOrder(
            new Key.OfInterface(id),
            new Key.OfAddress(Worlds.SUBNET, "10.0.0.51"),
            new Key.OfOwner("uid-10.0.0.51"));

    assertThat(execute(new Action.Attach(id, Worlds.WINDOWS, 1))).isEqualTo(DONE);
    assertThat(lab.inventory.world().interfacesOf(Worlds.WINDOWS)).hasSize(2);
    String attachmentId = attachmentId(id);

    assertThat(execute(new Action.SetDeleteOnTermination(id, attachmentId, true))).isEqualTo(DONE);
    assertThat(execute(new Action.SetSourceDestCheck(id, false))).isEqualTo(DONE);
    assertThat(execute(new Action.SetSecurityGroups(id, List.of(Worlds.DEFAULT_GROUP))))
        .isEqualTo(DONE);
    assertThat(execute(new Action.AddTags(id, Map.of("a", "1", "b", "2")))).isEqualTo(DONE);
    assertThat(execute(new Action.RemoveTags(id, Map.of("a", "1", "b", "other")))).isEqualTo(DONE);
    NetworkInterface foreseen = lab.it(id);
    assertThat(lab.inventory.world().isConfirmed(id)).isFalse();
    lab.time.pass(Lab.POLL);
    NetworkInterface read = lab.it(id);
    assertThat(lab.inventory.world().isConfirmed(id)).isTrue();
    assertThat(read.isAttachedTo(Worlds.WINDOWS)).isTrue();
    assertThat(read)
        .isEqualTo(
            foreseen.with(
                Objects.requireNonNull(foreseen.attachment()).in(Attachment.Status.ATTACHED)));
    assertThat(read.tags()).containsEntry("b", "2").doesNotContainKey("a");

    assertThat(execute(new Action.Detach(id, attachmentId, Worlds.WINDOWS))).isEqualTo(DONE);
    assertThat(lab.it(id).status()).isEqualTo(NetworkInterface.Status.DETACHING);
    lab.time.pass(Lab.POLL);
    assertThat(lab.it(id).attachment()).isNull();
    assertThat(execute(new Action.DeleteInterface(id))).isEqualTo(DONE);
    assertThat(lab.seen(id)).isEqualTo(new Seen.Gone<>());
    lab.time.pass(Lab.POLL);
    assertThat(lab.seen(id)).isEqualTo(new Seen.Gone<>());
  }

  @Test
  void aLifeOfAPingRule() {
    lab.inventory.want(Set.of(new Key.OfRules(Worlds.GROUP)));
    lab.time.pass(Lab.BATCH);
    assertThat(execute(ping())).isEqualTo(DONE);
    SecurityGroupRule rule = pingRule();
    assertThat(rule.tags()).isEqualTo(Ownership.ofRule(Lab.CLUSTER));
    assertThat(rule.toPort()).isEqualTo(-1);
    lab.time.pass(Lab.POLL);
    assertThat(pingRule()).isEqualTo(rule);
    assertThat(execute(new Action.RevokePing(Worlds.GROUP, rule.id()))).isEqualTo(DONE);
    assertThat(rules()).hasSize(2);
    assertThat(execute(new Action.RevokePing(Worlds.GROUP, rule.id()))).isEqualTo(DONE);
    lab.time.pass(Lab.POLL);
    assertThat(rules()).hasSize(2);
  }

  @Test
  void aRuleThatIsThereAlreadyIsLookedAt() {
    lab.ec2().authorizeSecurityGroupIngress(Requests.of(ping()));
    assertThat(failed(execute(ping())).kind()).isEqualTo(Failure.Kind.CONFLICT);
    lab.time.pass(Lab.BATCH);
    assertThat(pingRule().cidr()).hasToString("10.0.0.0/21");
  }

  @Test
  void anAddressThatSomebodyTookIsAConflictAndItsHolderIsRead() {
    String id = lab.madeByOthers("10.0.0.51");
    assertThat(failed(execute(Lab.create("10.0.0.51"))).kind()).isEqualTo(Failure.Kind.CONFLICT);
    lab.time.pass(Lab.BATCH);
    assertThat(holder("10.0.0.51").id()).isEqualTo(id);
  }

  @Test
  void aLostAnswerIsFollowedByALook() {
    lab.simulator.faults().add(FaultRule.on("CreateNetworkInterface").loseAnswer());
    assertThat(failed(execute(Lab.create("10.0.0.51"))).kind()).isEqualTo(Failure.Kind.TRANSIENT);
    lab.time.pass(Lab.BATCH);
    assertThat(holder("10.0.0.51").tags()).containsEntry(Ownership.UID, "uid-10.0.0.51");
    assertThat(lab.simulator.calls().count("CreateNetworkInterface")).isEqualTo(1);
  }

  @Test
  void whatEc2ThrottledHasDoneNothingAndIsNotLookedAt() {
    lab.simulator.faults().add(FaultRule.on("CreateNetworkInterface").throttle());
    long before = lab.simulator.calls().count("DescribeNetworkInterfaces");
    assertThat(failed(execute(Lab.create("10.0.0.51"))).kind()).isEqualTo(Failure.Kind.THROTTLED);
    lab.time.pass(Lab.BATCH);
    assertThat(lab.simulator.calls().count("DescribeNetworkInterfaces")).isEqualTo(before);
  }

  @Test
  void aCallIsMadeOnceAndEveryAttemptHasItsOwnToken() {
    lab.simulator.faults().add(FaultRule.on("CreateNetworkInterface").times(2).throttle());
    assertThat(failed(execute(Lab.create("10.0.0.51"))).kind()).isEqualTo(Failure.Kind.THROTTLED);
    execute(Lab.create("10.0.0.51"));
    execute(Lab.create("10.0.0.51"));
    List<String> tokens =
        lab.simulator.calls().of("CreateNetworkInterface").stream()
            .map(it -> ((CreateNetworkInterfaceRequest) it.request()).clientToken())
            .toList();
    assertThat(tokens).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void whatIsGoneAlreadyCountsAsTakenAway() {
    String id = lab.madeByOthers("10.0.0.60");
    lab.time.pass(Lab.POLL);
    lab.ec2().deleteNetworkInterface(it -> it.networkInterfaceId(id));
    assertThat(execute(new Action.DeleteInterface(id))).isEqualTo(DONE);
    assertThat(lab.seen(id)).isEqualTo(new Seen.Gone<>());
    assertThat(execute(new Action.RemoveTags(id, Map.of("a", "1")))).isEqualTo(DONE);
    assertThat(execute(new Action.Detach(id, "eni-attach-0", Worlds.LINUX))).isEqualTo(DONE);
  }

  @Test
  void whatEc2DoesNotFindAMomentAfterWeMadeItIsNotGone() {
    String id = lab.made("10.0.0.51").id();
    lab.simulator
        .faults()
        .add(
            FaultRule.on("DeleteNetworkInterface")
                .fail("InvalidNetworkInterfaceID.NotFound", "does not exist", 400));
    assertThat(failed(execute(new Action.DeleteInterface(id))).kind())
        .isEqualTo(Failure.Kind.NOT_YET);
    assertThat(lab.seen(id).present()).isPresent();
  }

  @Test
  void anAttachThatIsRefusedHasBothSidesLookedAt() {
    String id = lab.made("10.0.0.51").id();
    String other = lab.madeByOthers("10.0.0.60");
    lab.ec2()
        .attachNetworkInterface(
            it -> it.networkInterfaceId(other).instanceId(Worlds.WINDOWS).deviceIndex(1));
    assertThat(failed(execute(new Action.Attach(id, Worlds.WINDOWS, 1))).kind())
        .isEqualTo(Failure.Kind.CONFLICT);
    lab.time.pass(Lab.BATCH);
    assertThat(lab.inventory.world().interfacesOf(Worlds.WINDOWS))
        .extracting(NetworkInterface::id)
        .containsExactly(Worlds.WINDOWS_INTERFACE, other);
  }

  @Test
  void withoutTheLeaseNothingIsSent() {
    lab.losesTheLease();
    assertThat(execute(Lab.create("10.0.0.51"))).isEqualTo(new Answer.NotLeading());
    assertThat(lab.simulator.calls().mutating()).isEmpty();
    assertThat(lab.inventory.world().holder(Worlds.SUBNET, "10.0.0.51")).isEmpty();
  }

  @Test
  void noMutatingCallOutlivesTheLease() {
    lab.simulator.faults().add(FaultRule.on("CreateNetworkInterface").delay(Duration.ofSeconds(6)));
    assertThat(failed(execute(Lab.create("10.0.0.51"))))
        .isEqualTo(
            new Answer.Failed(Failure.Kind.TRANSIENT, "TimedOut", "EC2 did not answer in time"));
  }

  private Answer execute(Action action) {
    return lab.executor.execute(action);
  }

  private static Answer.Failed failed(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    return (Answer.Failed) answer;
  }

  private static Action.AuthorizePing ping() {
    return new Action.AuthorizePing(
        Worlds.GROUP, 8, "10.0.0.0/21", Ownership.ofRule(Lab.CLUSTER), "ping from the VPC");
  }

  private NetworkInterface holder(String address) {
    return lab.inventory.world().holder(Worlds.SUBNET, address).orElseThrow();
  }

  private String attachmentId(String interfaceId) {
    Attachment attachment = Objects.requireNonNull(lab.it(interfaceId).attachment());
    return Objects.requireNonNull(attachment.id());
  }

  private List<SecurityGroupRule> rules() {
    return lab.inventory.world().rules(Worlds.GROUP).present().orElseThrow();
  }

  private SecurityGroupRule pingRule() {
    return rules().stream().filter(it -> it.protocol().equals("icmp")).findFirst().orElseThrow();
  }
}
