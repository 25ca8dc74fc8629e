package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpSpec.InstanceSelector;
import dev.fixedip.api.FixedIpStatus.ElasticIpStatus;
import dev.fixedip.api.FixedIpStatus.OwnedKind;
import dev.fixedip.api.Reason;
import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An Elastic IP comes to the address, goes with it, and is taken from nobody. */
class ElasticIpTest {
  private static final String MINE = "eipalloc-mine";
  private static final String ADDRESS = "10.0.0.51";
  private final TestWorld lab = TestWorld.story();
  private final Ec2ElasticIps elasticIps = lab.ec2.elasticIps.has(MINE, "52.1.2.3");

  private static Spec windows() {
    return Spec.of(ADDRESS, "windows").noPing();
  }

  /** However the address comes. */
  enum Way {
    INTERFACE,
    SECONDARY,
    AT_LAUNCH,
    RESERVED,
    PRESENT;

    private Spec spec() {
      return switch (this) {
        case INTERFACE -> windows();
        case SECONDARY -> windows().secondary();
        case AT_LAUNCH -> Spec.reserved(ADDRESS).atLaunch().noPing();
        case RESERVED -> Spec.reserved(ADDRESS).noPing();
        case PRESENT -> Spec.of("10.0.0.133", "windows").noPing();
      };
    }

    /** The calls until an instance or an interface has it. */
    private List<String> calls() {
      return switch (this) {
        case INTERFACE -> List.of("CreateNetworkInterface", "AttachNetworkInterface");
        case SECONDARY -> List.of("AssignPrivateIpAddresses");
        case AT_LAUNCH, RESERVED -> List.of("CreateNetworkInterface");
        case PRESENT -> List.of();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneOfTheUsersIsAssociatedHoweverTheAddressComes(Way way) {
    Life life = lab.fixedIp("windows", way.spec().elasticIp(MINE));

    List<String> calls = Life.calls(life.settle());

    List<String> expected = new ArrayList<>(way.calls());
    expected.add("AssociateAddress");
    assertThat(calls).isEqualTo(expected);
    ElasticIp it = elasticIps.of(life.desired().address()).orElseThrow();
    assertThat(it.allocationId()).isEqualTo(MINE);
    assertThat(it.tags()).as("not ours").isEmpty();
    assertThat(life.status().elasticIp())
        .isEqualTo(new ElasticIpStatus(MINE, associationId(it), "52.1.2.3", false));
    assertThat(condition(life).value()).isEqualTo(Findings.Finding.Value.TRUE);
    assertThat(condition(life).message()).contains("52.1.2.3").contains("AWS charges");

    List<String> undone = Life.calls(life.delete().settle());

    assertThat(undone).startsWith("DisassociateAddress").doesNotContain("ReleaseAddress");
    assertThat(elasticIps.get(MINE).association()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void oneIsAllocatedAndReleasedAgain(Way way) {
    Life life = lab.fixedIp("windows", way.spec().allocating());

    assertThat(Life.calls(life.settle()))
        .containsSubsequence("AllocateAddress", "AssociateAddress")
        .hasSize(way.calls().size() + 2);

    ElasticIp it = elasticIps.of(life.desired().address()).orElseThrow();
    assertThat(it.tags())
        .containsEntry(Ownership.CLUSTER, TestWorld.CLUSTER)
        .containsEntry(Ownership.UID, life.uid())
        .containsEntry(Ownership.NAME, "windows")
        .containsEntry("Name", "fixedip lab/windows")
        .doesNotContainKey(Ownership.NO_MANAGE);
    assertThat(life.status().elasticIp())
        .isEqualTo(new ElasticIpStatus(it.allocationId(), associationId(it), it.publicIp(), true));

    assertThat(Life.calls(life.delete().settle()))
        .startsWith("DisassociateAddress", "ReleaseAddress");
    assertThat(elasticIps.all()).extracting(ElasticIp::allocationId).containsExactly(MINE);
  }

  @Test
  void itIsWrittenDownBeforeItIsAssociated() {
    Life life = lab.fixedIp("windows", windows().elasticIp(MINE));
    while (!life.turn()
        .now()
        .map(it -> it.action().call().equals("AssociateAddress"))
        .orElse(false)) {
      lab.later(Duration.ofSeconds(1));
    }
    assertThat(life.status().owned())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.kind()).isEqualTo(OwnedKind.ElasticIpAssociation);
          assertThat(it.target()).isEqualTo(MINE);
          assertThat(it.address()).isEqualTo(ADDRESS);
        });
    life.settle();
    life.delete().settle();
    assertThat(life.status().owned()).isEmpty();
  }

  @Test
  void withoutOneNobodyReadsAny() {
    Life life = lab.windows();
    life.settle();
    assertThat(life.plan().keys())
        .noneMatch(it ->
            it instanceof Key.OfElasticIp
                || it instanceof Key.OfElasticIps
                || it instanceof Key.OfElasticIpsFor);
    assertThat(life.plan().findings().conditions())
        .noneMatch(it -> it.type() == ConditionType.ElasticIpAssociated);
  }

  @Test
  void itIsNotTakenFromSomebodyElse() {
    elasticIps.on(MINE, "eni-linux", "10.0.0.50");
    Life life = lab.fixedIp("windows", windows().elasticIp(MINE));

    life.settle();

    assertThat(life.says().reason()).isEqualTo(Reason.ELASTIC_IP_IN_USE);
    assertThat(life.says().message())
        .isEqualTo(
            "Elastic IP 52.1.2.3 (eipalloc-mine) is associated with 10.0.0.50 on network interface"
                + " eni-linux of instance i-linux (the linux server), and is not taken from there:"
                + " disassociate it there, and it is associated with 10.0.0.51 by itself, or choose"
                + " another in spec.elasticIp");
    assertThat(condition(life).reason()).isEqualTo(Reason.ELASTIC_IP_IN_USE);
    assertThat(life.plan().keys()).contains(new Key.OfElasticIp(MINE));
    assertThat(life.plan().findings().assigned()).as("the address itself is there").isTrue();
    assertThat(life.status().elasticIp()).isNull();

    elasticIps.off(MINE);

    assertThat(Life.calls(life.settle())).containsExactly("AssociateAddress");
    assertThat(life.plan().isDone()).isTrue();
  }

  @Test
  void whatSomebodyElsePutOnTheAddressStays() {
    elasticIps.has("eipalloc-other", "52.9.9.9").on("eipalloc-other", "eni-windows", "10.0.0.133");
    Life life = lab.fixedIp("windows", Spec.of("10.0.0.133", "windows").noPing().elasticIp(MINE));

    assertThat(life.settle()).isEmpty();

    assertThat(life.says().reason()).isEqualTo(Reason.ELASTIC_IP_IN_USE);
    assertThat(life.says().message())
        .contains("10.0.0.133 on eni-windows already has Elastic IP 52.9.9.9 (eipalloc-other)")
        .contains("disassociate it, or name it in spec.elasticIp.allocationId");

    life.asks(Spec.of("10.0.0.133", "windows").noPing().elasticIp("eipalloc-other"));

    assertThat(life.settle()).isEmpty();
    assertThat(life.plan().isDone()).isTrue();
    assertThat(life.delete().settle()).as("it was there before us").isEmpty();
    assertThat(elasticIps.of("10.0.0.133")).isPresent();
  }

  @Test
  void oneThatIsNotThereIsTold() {
    Life life = lab.fixedIp("windows", windows().elasticIp("eipalloc-none"));
    life.settle();
    assertThat(life.says().reason()).isEqualTo(Reason.ELASTIC_IP_NOT_FOUND);
    assertThat(life.says().message())
        .startsWith("There is no Elastic IP eipalloc-none in this account and region: correct");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAssociationThatIsTakenAwayIsDrift(boolean corrected) {
    Spec spec = windows().elasticIp(MINE);
    Life life = lab.fixedIp("windows", corrected ? spec : spec.reportsDrift());
    life.settle();

    elasticIps.off(MINE);

    assertThat(life.plan().drift())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.difference().field()).isEqualTo("elasticIp.association");
          assertThat(it.difference().observed()).isEqualTo("none");
        });
    assertThat(Life.calls(life.settle()))
        .isEqualTo(corrected ? List.of("AssociateAddress") : List.of());
    assertThat(life.reason()).isEqualTo(corrected ? Reason.ATTACHED : Reason.DRIFTED);
  }

  @Test
  void whatIsAssociatedElsewhereByHandIsNotTakenBack() {
    Life life = lab.fixedIp("windows", windows().allocating());
    life.settle();
    String ours = elasticIps.of(ADDRESS).orElseThrow().allocationId();

    elasticIps.on(ours, "eni-linux", "10.0.0.50");

    assertThat(life.settle()).isEmpty();
    assertThat(life.reason()).isEqualTo(Reason.ELASTIC_IP_IN_USE);
    assertThat(Life.calls(life.delete().settle()))
        .as("the rest does not wait for it")
        .containsExactly("DetachNetworkInterface", "DeleteNetworkInterface");
    assertThat(life.reason()).isEqualTo(Reason.DELETION_BLOCKED);
    assertThat(life.says().message()).contains("eni-linux").contains("disassociate it there");

    elasticIps.off(ours);

    assertThat(Life.calls(life.settle())).startsWith("ReleaseAddress");
    assertThat(life.plan().isDone()).isTrue();
  }

  @Test
  void whatMayNotBeDisassociatedEndsWithItsInterface() {
    Life life = lab.fixedIp("windows", windows().elasticIp(MINE));
    life.settle();
    Action disassociate = life.delete().plan().now().orElseThrow().action();
    assertThat(disassociate).isInstanceOf(ElasticIpAction.Disassociate.class);
    life.fails(failure(disassociate, Failure.Kind.DENIED, "UnauthorizedOperation"));

    assertThat(Life.calls(life.settle()))
        .containsExactly("DetachNetworkInterface", "DeleteNetworkInterface");
    assertThat(life.plan().isDone()).isTrue();
  }

  @Test
  void aDeletionWaitsForAnAssociationWhoseAnswerWasLost() {
    Life life = lab.fixedIp("windows", Way.PRESENT.spec().elasticIp(MINE));
    life.settle();
    var associate = new ElasticIpAction.Associate(MINE, "eni-windows", "10.0.0.133");
    elasticIps.off(MINE);
    Failure lost = failure(associate, Failure.Kind.TRANSIENT, "NoAnswer");
    life.fails(lost);
    elasticIps.readAt(lost.retryAt());
    lab.later(Duration.ofMinutes(1));

    assertThat(life.delete().turn().now()).isEmpty();
    assertThat(life.plan().isDone()).isFalse();
    assertThat(life.says().message())
        .isEqualTo(
            "Waiting for a read of EC2 that shows whether eipalloc-mine was associated with"
                + " 10.0.0.133");

    elasticIps.on(MINE, "eni-windows", "10.0.0.133").readAt(lost.retryAt().plusSeconds(1));
    assertThat(Life.calls(life.settle())).containsExactly("DisassociateAddress");
    assertThat(life.plan().isDone()).isTrue();
  }

  @Test
  void whereTheyMayNotBeReadTheRestGoesOn() {
    elasticIps.denied(true);
    Life life = lab.fixedIp("windows", windows());
    life.settle();
    life.asks(Spec.of("10.0.0.52", "windows").noPing().elasticIp(MINE));
    while (lab.ec2.holder("10.0.0.52").map(NetworkInterface::attachment).isEmpty()) {
      life.turn();
      lab.later(Duration.ofSeconds(1));
    }

    assertThat(life.turn().now()).as("a first read takes its time").isEmpty();
    assertThat(life.plan().again()).isPresent();
    assertThat(life.says().message())
        .isEqualTo(
            "Reading the Elastic IPs from EC2; if this lasts, allow the operator"
                + " ec2:DescribeAddresses");
    assertThat(condition(life).message()).contains("ec2:DescribeAddresses");

    lab.later(Duration.ofSeconds(30));
    assertThat(Life.calls(life.settle()))
        .containsExactly("DetachNetworkInterface", "DeleteNetworkInterface");
    assertThat(life.says().message()).contains("ec2:DescribeAddresses");

    life.delete();
    assertThat(Life.calls(life.settle()))
        .containsExactly("DetachNetworkInterface", "DeleteNetworkInterface");
    assertThat(life.plan().isDone()).as("it may have one yet").isFalse();
    elasticIps.denied(false);
    life.settle();
    assertThat(life.plan().isDone()).isTrue();
  }

  @Test
  void theConditionTellsWhyItIsNotThere() {
    Life life = lab.fixedIp("windows", windows().allocating());
    while (lab.ec2.holder(ADDRESS).map(NetworkInterface::attachment).isEmpty()) {
      life.turn();
    }
    Action allocate = life.plan().now().orElseThrow().action();
    assertThat(condition(life).reason()).isEqualTo(Reason.PENDING);

    life.fails(failure(allocate, Failure.Kind.QUOTA, "AddressLimitExceeded"));
    assertThat(condition(life).reason()).isEqualTo(Reason.QUOTA_EXCEEDED);
    assertThat(condition(life).message()).contains("ask AWS for a higher quota of Elastic IPs");

    life.fails(failure(allocate, Failure.Kind.DENIED, "UnauthorizedOperation"));
    assertThat(condition(life).reason()).isEqualTo(Reason.DENIED);
    assertThat(condition(life).message()).contains("ec2:AllocateAddress");
  }

  private Failure failure(Action action, Failure.Kind kind, String code) {
    return new Failure(action, kind, code, "no", lab.now, lab.now.plusSeconds(11));
  }

  static List<Arguments> moves() {
    return List.of(
        move("another address", it -> it.selects(InstanceSelector.ofId("i-windows")), "10.0.0.52"),
        move("another instance", it -> it.selects(InstanceSelector.ofId("i-linux")), ADDRESS),
        move("another strategy", Spec::secondary, ADDRESS));
  }

  private static Arguments move(String name, UnaryOperator<Spec> how, String address) {
    return Arguments.of(name, how, address);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("moves")
  void itMovesAlongWithTheAddress(String name, UnaryOperator<Spec> how, String address) {
    Life life = lab.fixedIp("windows", windows().allocating());
    life.settle();
    ElasticIp before = elasticIps.of(ADDRESS).orElseThrow();

    Spec moved = Spec.of(address, "windows").noPing().allocating();
    List<String> calls = Life.calls(life.asks(how.apply(moved)).settle());

    assertThat(calls).doesNotContain("AllocateAddress", "ReleaseAddress");
    assertThat(life.plan().isDone()).isTrue();
    ElasticIp after = elasticIps.of(address).orElseThrow();
    assertThat(after.allocationId()).isEqualTo(before.allocationId());
    assertThat(elasticIps.all()).hasSize(2);
    assertThat(life.status().lastCorrection()).isNull();
  }

  @Test
  void theNewAddressHasItBeforeTheOldOneGoes() {
    Life life = lab.fixedIp("windows", windows().elasticIp(MINE));
    life.settle();

    life.asks(Spec.of("10.0.0.52", "windows").noPing().elasticIp(MINE));

    assertThat(Life.calls(life.settle()))
        .containsExactly(
            "CreateNetworkInterface",
            "AttachNetworkInterface",
            "DisassociateAddress",
            "AssociateAddress",
            "DetachNetworkInterface",
            "DeleteNetworkInterface");
    assertThat(life.status().owned()).hasSize(1);
  }

  @Test
  void whereItCannotComeTheOldAddressGoesAllTheSame() {
    Life life = lab.fixedIp("windows", windows());
    life.settle();
    elasticIps.on(MINE, "eni-linux", "10.0.0.50");

    life.asks(Spec.of("10.0.0.52", "windows").noPing().elasticIp(MINE));

    assertThat(Life.calls(life.settle())).endsWith("DeleteNetworkInterface");
    assertThat(life.reason()).isEqualTo(Reason.ELASTIC_IP_IN_USE);
  }

  @Test
  void anotherOneIsAssociatedInstead() {
    Life life = lab.fixedIp("windows", windows().allocating());
    life.settle();

    life.asks(windows().elasticIp(MINE));

    assertThat(Life.calls(life.settle()))
        .containsExactly("DisassociateAddress", "AssociateAddress", "ReleaseAddress");
    assertThat(elasticIps.of(ADDRESS).orElseThrow().allocationId()).isEqualTo(MINE);

    life.asks(windows());

    assertThat(Life.calls(life.settle())).containsExactly("DisassociateAddress");
    assertThat(life.status().elasticIp()).isNull();
    assertThat(life.plan().keys()).noneMatch(it -> it instanceof Key.OfElasticIp);
  }

  @Test
  void retainedItKeepsItsPlaceAndLosesOurTags() {
    Life life = lab.fixedIp("windows", windows().allocating().retained());
    life.settle();
    String ours = elasticIps.of(ADDRESS).orElseThrow().allocationId();

    assertThat(Life.calls(life.delete().settle())).containsOnly("DeleteTags");

    assertThat(elasticIps.of(ADDRESS)).isPresent();
    assertThat(elasticIps.get(ours).tags()).containsOnlyKeys("Name");
  }

  @Test
  void withoutItsTagsItIsLeftAloneAndNoOtherIsAllocated() {
    Life life = lab.fixedIp("windows", windows().allocating());
    life.settle();
    String ours = elasticIps.of(ADDRESS).orElseThrow().allocationId();

    elasticIps.untagged(ours);

    assertThat(life.settle()).isEmpty();
    assertThat(life.reason()).isEqualTo(Reason.OWNERSHIP_LOST);
    assertThat(life.says().message()).contains(ours).contains(Ownership.UID + "=" + life.uid());
  }

  @Test
  void oneOfAnEarlierFixedIpOfThisNameIsTakenOver() {
    Life first = lab.fixedIp("windows", windows().allocating());
    first.settle();
    elasticIps.off(elasticIps.of(ADDRESS).orElseThrow().allocationId());
    lab.lives.clear();

    Life second = lab.fixedIp("windows", windows().allocating());

    assertThat(Life.calls(second.settle())).doesNotContain("AllocateAddress");
    assertThat(elasticIps.of(ADDRESS).orElseThrow().tags())
        .containsEntry(Ownership.UID, second.uid());
  }

  @Test
  void afterALostAnswerAReadMustShowThatThereIsNone() {
    Life life = lab.fixedIp("windows", windows().allocating());
    while (lab.ec2.holder(ADDRESS).map(NetworkInterface::attachment).isEmpty()) {
      life.turn();
    }
    Action allocate = life.plan().now().orElseThrow().action();
    assertThat(allocate).isInstanceOf(ElasticIpAction.Allocate.class);
    var retryAt = lab.now.plusSeconds(11);
    life.fails(
        new Failure(
            allocate,
            Failure.Kind.TRANSIENT,
            "NoAnswer",
            "the connection failed",
            lab.now,
            retryAt));
    elasticIps.readAt(lab.now.plusSeconds(9));

    assertThat(life.plan().now()).isEmpty();
    assertThat(life.plan().again()).contains(retryAt);

    lab.later(Duration.ofSeconds(11));
    assertThat(life.plan().now()).isEmpty();
    assertThat(life.plan().awaited()).containsExactly(new Key.OfElasticIps());
    assertThat(life.says().message()).contains("a read must show that it did not");

    elasticIps.readAt(lab.now.minusSeconds(1));
    assertThat(life.plan().now().map(Step::action)).contains(allocate);

    lab.ec2.apply(allocate);
    assertThat(Life.calls(life.settle())).containsExactly("AssociateAddress");
  }

  @Test
  void aDeletionWaitsForWhatMayHaveBeenAllocated() {
    Life life = lab.fixedIp("windows", windows().allocating());
    while (lab.ec2.holder(ADDRESS).map(NetworkInterface::attachment).isEmpty()) {
      life.turn();
    }
    Action allocate = life.plan().now().orElseThrow().action();
    life.fails(
        new Failure(
            allocate,
            Failure.Kind.TRANSIENT,
            "NoAnswer",
            "the connection failed",
            lab.now,
            lab.now.plusSeconds(11)));

    assertThat(Life.calls(life.delete().settle()))
        .as("the rest does not wait for it")
        .containsExactly("DetachNetworkInterface", "DeleteNetworkInterface");
    assertThat(life.plan().isDone()).isFalse();

    lab.ec2.apply(allocate);

    assertThat(life.plan().now().map(it -> it.action().call())).contains("ReleaseAddress");
  }

  @Test
  void whatEc2RefusesIsExplained() {
    var associate = new ElasticIpAction.Associate(MINE, "eni-1", ADDRESS);
    assertThat(verdict(associate, Failure.Kind.USER_MUST_ACT, "Gateway.NotAttached"))
        .contains("attach an internet gateway to the VPC");
    assertThat(
            verdict(
                new ElasticIpAction.Allocate(ADDRESS, Map.of()),
                Failure.Kind.QUOTA,
                "AddressLimitExceeded"))
        .contains("AllocateAddress of an Elastic IP for 10.0.0.51")
        .contains("ask AWS for a higher quota of Elastic IPs");
  }

  @Test
  void whatNobodyKnowsAnyMoreIsCollectedUnlessItIsAssociated() {
    Life life = lab.fixedIp("windows", windows().allocating());
    life.settle();
    ElasticIp left = elasticIps.of(ADDRESS).orElseThrow();
    var seen = new Leaks.Sighting(lab.now.minus(Duration.ofMinutes(10)), 2);
    Duration grace = Duration.ofMinutes(10);

    assertThat(Leaks.isOfCluster(left, TestWorld.CLUSTER)).isTrue();
    assertThat(Leaks.isOfCluster(elasticIps.get(MINE), TestWorld.CLUSTER)).isFalse();
    assertThat(Leaks.of(left, seen, lab.now, grace)).isEqualTo(Leaks.Fate.REPORT);
    assertThat(Leaks.of(left.with(null), seen, lab.now, grace)).isEqualTo(Leaks.Fate.COLLECT);
    assertThat(Leaks.of(left.with(null), new Leaks.Sighting(seen.first(), 1), lab.now, grace))
        .isEqualTo(Leaks.Fate.LEAVE);
    assertThat(
            Leaks.of(
                left.with(null).withTags(Map.of(Ownership.DELETION, "Retain")),
                seen,
                lab.now,
                grace))
        .isEqualTo(Leaks.Fate.LEAVE);
  }

  private String verdict(Action action, Failure.Kind kind, String code) {
    return new Failure(action, kind, code, "no", lab.now, lab.now).verdict(lab.now).message();
  }

  private static Findings.Finding condition(Life life) {
    return life.plan().findings().conditions().stream()
        .filter(it -> it.type() == ConditionType.ElasticIpAssociated)
        .findFirst()
        .orElseThrow();
  }

  private static String associationId(ElasticIp it) {
    return Optional.ofNullable(it.association()).orElseThrow().id();
  }
}
