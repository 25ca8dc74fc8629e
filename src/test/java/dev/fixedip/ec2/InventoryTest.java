package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.model.Attachment;
import dev.fixedip.model.Instance;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.Key;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Seen;
import dev.fixedip.model.World;
import dev.fixedip.plan.Action;
import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryTest {

  private final Lab lab = new Lab();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void knowsNothingBeforeItIsStarted() {
    lab.time.pass(Duration.ofMinutes(1));
    assertThat(lab.inventory.isComplete()).isFalse();
    assertThat(lab.inventory.observedAt()).isEqualTo(Instant.EPOCH);
    assertThat(lab.inventory.lastFullRead()).isEmpty();
    assertThat(lab.seen(Worlds.LINUX_INTERFACE).isUnread()).isTrue();
    assertThat(lab.simulator.calls().all()).isEmpty();
  }

  @Test
  void theFirstReadShowsTheStory() {
    lab.start();
    World world = lab.inventory.world();
    assertThat(lab.inventory.isComplete()).isTrue();
    assertThat(lab.inventory.observedAt()).isEqualTo(Lab.FIRST_READ);
    assertThat(world.holder(Worlds.SUBNET, Worlds.LINUX_ADDRESS))
        .hasValueSatisfying(it -> assertThat(it.isAttachedTo(Worlds.LINUX)).isTrue());
    Instance windows = world.instance(Worlds.WINDOWS).present().orElseThrow();
    assertThat(windows.platform()).isEqualTo("windows");
    assertThat(windows.state()).isEqualTo(Instance.State.RUNNING);
    assertThat(windows.placement()).isEqualTo(Lab.PLACEMENT);
    assertThat(world.subnetsOf(Worlds.VPC)).hasSize(1);
    assertThat(world.vpc(Worlds.VPC).orElseThrow().cidrs()).hasToString("[10.0.0.0/21]");
    assertThat(world.rules(Worlds.GROUP).isUnread()).isTrue();
    assertThat(lab.inventory.lastFullRead().orElseThrow().interfaces()).hasSize(2);
  }

  @Test
  void theFirstReadIsToldEvenIfThereIsNothingInEc2() {
    try (Lab empty = new Lab(world -> {}, Latencies.none())) {
      List<Set<Key>> told = new ArrayList<>();
      empty.inventory.onChange(told::add);
      empty.start();
      empty.time.pass(Lab.POLL);
      assertThat(told).as("the first read, and the first that is settled").hasSize(2);
      assertThat(told).containsOnly(Set.of());
    }
  }

  @Test
  void whatTheFirstReadSaysMayBeWhatWasBeforeAnotherReplicasLastWrite() {
    lab.inventory.start();
    lab.time.pass(Duration.ZERO);
    assertThat(lab.inventory.isComplete()).isTrue();
    assertThat(lab.inventory.isSettled()).isFalse();

    lab.time.pass(Inventory.SETTLING.minusMillis(1));
    assertThat(lab.inventory.isSettled()).isFalse();

    lab.time.pass(Duration.ofMillis(1));
    assertThat(lab.inventory.isSettled()).isTrue();
    assertThat(lab.simulator.calls().count("DescribeInstances")).isEqualTo(2);
  }

  @Test
  void whatWasReadBeforeAllMustHaveSettledStandsAgainstNothingThatIsReadThen() {
    lab.inventory.start();
    lab.time.pass(Duration.ZERO);
    sourceDestCheck(false);
    lab.inventory.look(Set.of(new Key.OfInterface(Worlds.LINUX_INTERFACE)));
    lab.time.pass(Lab.BATCH);
    assertThat(lab.it(Worlds.LINUX_INTERFACE).sourceDestCheck()).isFalse();

    sourceDestCheck(true);
    lab.time.pass(Inventory.SETTLING);
    assertThat(lab.inventory.isSettled()).isTrue();
    assertThat(lab.it(Worlds.LINUX_INTERFACE).sourceDestCheck())
        .as("what the first read told, too, before it was told otherwise")
        .isTrue();
  }

  private void sourceDestCheck(boolean value) {
    lab.ec2()
        .modifyNetworkInterfaceAttribute(it ->
            it.networkInterfaceId(Worlds.LINUX_INTERFACE).sourceDestCheck(v -> v.value(value)));
  }

  @Test
  void readsAgainEveryIntervalAndSubnetsEveryFifthTime() {
    lab.start();
    lab.time.pass(Lab.POLL.multipliedBy(5));
    assertThat(lab.simulator.calls().counts())
        .containsEntry("DescribeNetworkInterfaces", 5)
        .containsEntry("DescribeInstances", 5)
        .containsEntry("DescribeSubnets", 1)
        .containsEntry("DescribeVpcs", 1)
        .containsEntry("DescribeAddresses", 1);
    assertThat(lab.inventory.observedAt()).isEqualTo(Lab.FIRST_READ.plus(Duration.ofSeconds(150)));
    assertThat(lab.told())
        .as("only that the Elastic IPs were read once")
        .containsExactly(new Key.OfElasticIps());
  }

  @Test
  void tellsWhatOthersChanged() {
    lab.start();
    String id = lab.madeByOthers("10.0.0.60");
    lab.time.pass(Lab.POLL);
    assertThat(lab.told())
        .containsExactlyInAnyOrder(
            new Key.OfInterface(id), new Key.OfAddress(Worlds.SUBNET, "10.0.0.60"));
    lab.ec2().deleteNetworkInterface(it -> it.networkInterfaceId(id));
    lab.time.pass(Lab.POLL);
    assertThat(lab.seen(id).isUnread()).isTrue();
    lab.inventory.want(Set.of(new Key.OfInterface(id)));
    lab.time.pass(Lab.BATCH);
    assertThat(lab.seen(id)).isEqualTo(new Seen.Gone<>());
  }

  @Test
  void aFailingReadKeepsWhatWasReadAndIsTriedAgain() {
    lab.start();
    lab.simulator
        .faults()
        .add(FaultRule.on("DescribeInstances").times(2).fail("UnauthorizedOperation", "no", 403));
    lab.time.pass(Lab.POLL);
    assertThat(lab.inventory.observedAt()).isEqualTo(Lab.FIRST_READ);
    assertThat(lab.seen(Worlds.LINUX_INTERFACE).isUnread()).isFalse();
    lab.time.pass(Duration.ofSeconds(1 + 2));
    assertThat(lab.inventory.observedAt()).isEqualTo(Lab.FIRST_READ.plus(Duration.ofSeconds(33)));
  }

  @Test
  void aFailureOfOneListenerReachesNeitherTheOthersNorTheReads() {
    lab.inventory.onChange(keys -> {
      throw new IllegalStateException("a listener that fails");
    });
    lab.start();
    String id = lab.madeByOthers("10.0.0.60");
    lab.time.pass(Lab.POLL);
    assertThat(lab.told()).contains(new Key.OfInterface(id));
    lab.time.pass(Lab.POLL);
    assertThat(lab.inventory.observedAt()).isEqualTo(Lab.FIRST_READ.plus(Duration.ofSeconds(60)));
  }

  @Test
  void aThousandWantsShareFewCalls() {
    lab.start();
    List<String> ids =
        IntStream.range(10, 40).mapToObj(i -> lab.madeByOthers("10.0.0." + i)).toList();
    lab.simulator.calls().clear();
    ids.forEach(id -> lab.inventory.want(Set.of(new Key.OfInterface(id))));
    lab.inventory.want(Set.of(new Key.OfInstance(Worlds.LINUX), new Key.OfInterface("eni-0")));
    lab.time.pass(Lab.BATCH);
    assertThat(ids).allSatisfy(id -> assertThat(lab.seen(id).present()).isPresent());
    assertThat(lab.seen("eni-0")).isEqualTo(new Seen.Gone<>());
    assertThat(lab.simulator.calls().counts()).isEqualTo(Map.of("DescribeNetworkInterfaces", 2));
    lab.inventory.want(
        ids.stream().map(Key.OfInterface::new).collect(Collectors.toUnmodifiableSet()));
    lab.inventory.want(Set.of(new Key.OfInterface("eni-0")));
    lab.time.pass(Lab.BATCH);
    assertThat(lab.simulator.calls().count("DescribeNetworkInterfaces")).isEqualTo(2);
  }

  @Test
  void wantsBeforeTheFirstReadWaitForIt() {
    lab.inventory.want(
        Set.of(
            new Key.OfInterface(Worlds.LINUX_INTERFACE),
            new Key.OfInstance("i-0"),
            new Key.OfVpc(Worlds.VPC)));
    lab.inventory.start();
    lab.time.pass(Lab.BATCH);
    assertThat(lab.inventory.world().instance("i-0")).isEqualTo(new Seen.Gone<>());
    assertThat(lab.simulator.calls().count("DescribeVpcs")).isEqualTo(1);
    lab.time.pass(Inventory.SETTLING);
    assertThat(lab.inventory.world().instance("i-0"))
        .as("what was read before all must have settled")
        .isEqualTo(new Seen.Unread<>());
  }

  @Test
  void typesAreReadOnceAndKept() {
    lab.start();
    lab.inventory.want(Set.of(new Key.OfType("t3.medium"), new Key.OfType("t9.huge")));
    lab.time.pass(Lab.BATCH);
    World world = lab.inventory.world();
    assertThat(world.instanceType("t3.medium"))
        .isEqualTo(new Seen.Present<>(new InstanceType("t3.medium", 3, 6, 6)));
    assertThat(world.instanceType("t9.huge")).isEqualTo(new Seen.Gone<>());
    assertThat(lab.told())
        .containsExactlyInAnyOrder(new Key.OfType("t3.medium"), new Key.OfType("t9.huge"));
    lab.inventory.want(Set.of(new Key.OfType("t3.medium")));
    lab.time.pass(Lab.POLL);
    assertThat(lab.simulator.calls().count("DescribeInstanceTypes")).isEqualTo(1);
  }

  @Test
  void groupsThatWereWantedAreReadWithEveryPoll() {
    lab.start();
    lab.inventory.want(
        Set.of(
            new Key.OfRules(Worlds.GROUP),
            new Key.OfRules(Worlds.DEFAULT_GROUP),
            new Key.OfRules("not a group")));
    lab.time.pass(Lab.BATCH);
    assertThat(rules(Worlds.GROUP))
        .extracting(SecurityGroupRule::fromPort)
        .containsExactly(22, 3389);
    assertThat(rules(Worlds.DEFAULT_GROUP)).noneMatch(it -> it.cidr() != null);
    assertThat(rules("not a group")).isEmpty();
    lab.told();
    lab.ec2()
        .revokeSecurityGroupIngress(
            it -> it.groupId(Worlds.GROUP).securityGroupRuleIds("sgr-00000000000000022"));
    lab.time.pass(Lab.POLL);
    assertThat(lab.told()).containsExactly(new Key.OfRules(Worlds.GROUP));
    assertThat(rules(Worlds.GROUP)).hasSize(1);
  }

  @Test
  void groupsThatHoldARuleOfThisClusterAreReadWithoutBeingWanted() {
    Action.AuthorizePing ping =
        new Action.AuthorizePing(
            Worlds.GROUP, 8, "10.0.0.0/21", Ownership.ofRule(Lab.CLUSTER), "ping");
    lab.ec2().authorizeSecurityGroupIngress(Requests.of(ping));
    lab.start();
    assertThat(rules(Worlds.GROUP)).hasSize(3).anyMatch(it -> Ownership.owns(Lab.CLUSTER, it));
  }

  @Test
  void aVpcThatIsNewIsReadWhenItIsWanted() {
    lab.start();
    lab.inventory.want(Set.of(new Key.OfVpc("vpc-0"), new Key.OfVpc(Worlds.VPC)));
    lab.time.pass(Lab.BATCH);
    lab.inventory.want(Set.of(new Key.OfVpc("vpc-0")));
    lab.time.pass(Lab.BATCH);
    assertThat(lab.simulator.calls().count("DescribeVpcs")).isEqualTo(1);
  }

  @Test
  void lookingAtAnAddressFindsItsHolderAndItsNewFreedom() {
    lab.start();
    String id = lab.madeByOthers("10.0.0.60");
    Key address = new Key.OfAddress(Worlds.SUBNET, "10.0.0.60");
    lab.inventory.look(Set.of(address));
    lab.time.pass(Lab.BATCH);
    assertThat(lab.inventory.world().holder(Worlds.SUBNET, "10.0.0.60"))
        .hasValueSatisfying(it -> assertThat(it.id()).isEqualTo(id));
    lab.time.pass(Inventory.SETTLING);
    lab.ec2().deleteNetworkInterface(it -> it.networkInterfaceId(id));
    lab.inventory.look(Set.of(address));
    lab.time.pass(Lab.BATCH);
    assertThat(lab.inventory.world().holder(Worlds.SUBNET, "10.0.0.60")).isEmpty();
    assertThat(lab.seen(id)).isEqualTo(new Seen.Gone<>());
  }

  @Test
  void lookingAtAnOwnerAndAnInstanceFindsTheirInterfaces() {
    lab.start();
    String id = lab.madeByOthers("10.0.0.60");
    lab.executor.execute(new Action.AddTags(id, Map.of(Ownership.UID, "uid-1")));
    lab.ec2()
        .attachNetworkInterface(
            it -> it.networkInterfaceId(id).instanceId(Worlds.WINDOWS).deviceIndex(1));
    lab.inventory.look(Set.of(new Key.OfOwner("uid-1")));
    lab.time.pass(Lab.BATCH);
    assertThat(lab.inventory.world().ownedBy("uid-1")).hasSize(1);
    lab.inventory.look(Set.of(new Key.OfInstance(Worlds.WINDOWS)));
    lab.time.pass(Lab.BATCH);
    assertThat(lab.inventory.world().interfacesOf(Worlds.WINDOWS)).hasSize(2);
  }

  @Test
  void oneKindThatCannotBeReadDoesNotHoldBackTheOthers() {
    lab.start();
    lab.simulator
        .faults()
        .add(FaultRule.on("DescribeInstanceTypes").fail("UnauthorizedOperation", "no", 403));
    lab.inventory.want(Set.of(new Key.OfType("t3.medium"), new Key.OfRules(Worlds.GROUP)));
    lab.time.pass(Lab.BATCH);
    assertThat(rules(Worlds.GROUP)).isNotEmpty();
    assertThat(lab.inventory.world().instanceType("t3.medium").isUnread()).isTrue();
    lab.time.pass(Duration.ofSeconds(2));
    assertThat(lab.inventory.world().instanceType("t3.medium").isUnread()).isFalse();
  }

  @Test
  void whatIsOnItsWayIsFollowedByOneReadForAll() {
    try (Lab slow = new Lab(Worlds.story(), Latencies.realistic())) {
      slow.start();
      String id = slow.made("10.0.0.51").id();
      Key key = new Key.OfInterface(id);
      var waiting = new AtomicBoolean(true);
      Runnable looksAndWaits =
          () ->
              Stream.of("lab/windows", "lab/other")
                  .forEach(it ->
                      slow.inventory.follow(it, waiting.get() ? Set.of(key) : Set.of(), true));
      slow.inventory.onChange(_ -> looksAndWaits.run());
      looksAndWaits.run();
      slow.simulator.calls().clear();
      slow.time.pass(Duration.ofMillis(50));
      assertThat(slow.simulator.calls().count("DescribeNetworkInterfaces")).isEqualTo(1);
      assertThat(slow.inventory.world().isConfirmed(id)).isTrue();
      slow.time.pass(Duration.ofSeconds(1));
      slow.executor.execute(new Action.Attach(id, Worlds.WINDOWS, 1));
      slow.told();
      slow.time.pass(Duration.ofSeconds(3));
      assertThat(slow.it(id).isAttachedTo(Worlds.WINDOWS)).isTrue();
      assertThat(slow.told()).contains(key, new Key.OfInstance(Worlds.WINDOWS));
      assertThat(slow.simulator.calls().count("DescribeNetworkInterfaces")).isEqualTo(5);
      waiting.set(false);
      looksAndWaits.run();
      slow.time.pass(Duration.ofSeconds(20));
      assertThat(slow.simulator.calls().count("DescribeNetworkInterfaces")).isEqualTo(5);
    }
  }

  @Test
  void anAttachmentIsNotTakenForFinishedBeforeItIs() {
    try (Lab slow = new Lab(Worlds.story(), Latencies.realistic())) {
      slow.start();
      String id = slow.made("10.0.0.51").id();
      slow.time.pass(Duration.ofSeconds(2));
      slow.executor.execute(new Action.Attach(id, Worlds.WINDOWS, 1));
      assertThat(slow.it(id).attachment())
          .isNotNull()
          .satisfies(it -> assertThat(it.status()).isEqualTo(Attachment.Status.ATTACHING));
      assertThat(slow.inventory.world().isConfirmed(id)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatWeWroteStandsHoweverTheReadsLag(long seed) {
    try (Lab lagging = Lab.lagging(seed)) {
      String id = lagging.made("10.0.0.51").id();
      lagging.time.pass(Duration.ofSeconds(1));
      lagging.executor.execute(new Action.Attach(id, Worlds.WINDOWS, 1));
      boolean attached = false;
      boolean confirmed = false;
      for (int tenths = 0; tenths < 200; tenths++) {
        lagging.inventory.follow("lab/windows", Set.of(new Key.OfInterface(id)), true);
        lagging.time.pass(Duration.ofMillis(100));
        assertThat(lagging.inventory.world().holder(Worlds.SUBNET, "10.0.0.51"))
            .hasValueSatisfying(it -> assertThat(it.instanceId()).contains(Worlds.WINDOWS));
        boolean nowAttached = lagging.it(id).isAttachedTo(Worlds.WINDOWS);
        boolean nowConfirmed = lagging.inventory.world().isConfirmed(id);
        assertThat(attached && !nowAttached).as("attached and then not any more").isFalse();
        assertThat(confirmed && !nowConfirmed).as("confirmed and then not any more").isFalse();
        attached = nowAttached;
        confirmed = nowConfirmed;
      }
      assertThat(attached && confirmed).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatOthersChangeIsToldOnceHoweverTheReadsLag(long seed) {
    try (Lab lagging = Lab.lagging(seed)) {
      Key key = new Key.OfInterface(Worlds.LINUX_INTERFACE);
      lagging.inventory.follow("lab/linux", Set.of(key), true);
      lagging.time.pass(Inventory.SETTLING);
      lagging
          .ec2()
          .modifyNetworkInterfaceAttribute(it ->
              it.networkInterfaceId(Worlds.LINUX_INTERFACE).sourceDestCheck(v -> v.value(false)));
      lagging.told();
      int told = 0;
      for (int tenths = 0; tenths < 100; tenths++) {
        lagging.inventory.follow("lab/linux", Set.of(key), true);
        lagging.time.pass(Duration.ofMillis(100));
        told += lagging.told().contains(key) ? 1 : 0;
      }
      assertThat(told).isEqualTo(1);
      assertThat(lagging.it(Worlds.LINUX_INTERFACE).sourceDestCheck()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatOthersDeleteIsGoneASettlingTimeAfterThePollThatLacksIt(long seed) {
    try (Lab lagging = Lab.lagging(seed)) {
      String id = lagging.madeByOthers("10.0.0.60");
      lagging.time.pass(Lab.POLL.multipliedBy(2).minus(Duration.ofSeconds(1)));
      assertThat(lagging.seen(id).present()).isPresent();
      lagging.inventory.onChange(it -> lagging.inventory.want(Set.of(new Key.OfInterface(id))));
      lagging.ec2().deleteNetworkInterface(it -> it.networkInterfaceId(id));

      lagging.time.pass(
          Duration.ofSeconds(1).plus(Lab.POLL).plus(Inventory.SETTLING).plusSeconds(1));

      assertThat(lagging.seen(id)).isEqualTo(new Seen.Gone<>());
      lagging.time.pass(Lab.POLL);
      assertThat(lagging.seen(id)).isEqualTo(new Seen.Gone<>());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aLostAnswersEffectIsSeenOnceAllHasSettled(long seed) {
    try (Lab lagging = Lab.lagging(seed)) {
      lagging.simulator.faults().add(FaultRule.on("CreateNetworkInterface").loseAnswer());
      lagging.executor.execute(Lab.create("10.0.0.51"));
      lagging.time.pass(Inventory.SETTLING.plus(Lab.BATCH));
      assertThat(lagging.inventory.world().holder(Worlds.SUBNET, "10.0.0.51")).isPresent();
    }
  }

  @Test
  void afterItIsClosedItReadsNothing() {
    lab.start();
    lab.inventory.follow("lab/windows", Set.of(new Key.OfInterface(Worlds.LINUX_INTERFACE)), true);
    lab.inventory.close();
    lab.time.pass(Duration.ofMinutes(5));
    assertThat(lab.simulator.calls().all()).isEmpty();
    assertThat(lab.inventory.world().instance(Worlds.LINUX).isUnread()).isFalse();
  }

  private List<SecurityGroupRule> rules(String groupId) {
    return lab.inventory.world().rules(groupId).present().orElseThrow();
  }
}
