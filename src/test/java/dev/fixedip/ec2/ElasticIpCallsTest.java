package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.ElasticIps;
import dev.fixedip.model.Key;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.Seen;
import dev.fixedip.model.World;
import dev.fixedip.plan.ElasticIpAction;
import dev.fixedip.plan.Failure;
import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Elastic IPs are read each time once somebody asks for one, and changed without taking any from
 * anybody.
 */
class ElasticIpCallsTest {
  private static final Answer DONE = new Answer.Done();
  private static final Key.OfElasticIpsFor WINDOWS = new Key.OfElasticIpsFor("lab", "windows");
  private static final Map<String, String> TAGS =
      Map.of(
          Ownership.CLUSTER, Lab.CLUSTER,
          Ownership.UID, "uid-1",
          Ownership.NAMESPACE, "lab",
          Ownership.NAME, "windows");

  private final Lab lab =
      new Lab(Worlds.story().andThen(Worlds.internetGateway(Worlds.VPC)), Latencies.none());

  @BeforeEach
  void start() {
    lab.start();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void nobodyReadsThemBeforeOneIsAskedFor() {
    lab.time.pass(Lab.POLL.multipliedBy(2));
    assertThat(world().elasticIps().isUnread()).isTrue();
    assertThat(lab.simulator.calls().counts()).doesNotContainKey("DescribeAddresses");

    lab.inventory.want(Set.of(WINDOWS, new Key.OfElasticIp("eipalloc-1")));
    lab.time.pass(Lab.BATCH);

    assertThat(world().elasticIpsFor("lab", "windows")).isEqualTo(new Seen.Present<>(List.of()));
    assertThat(world().elasticIp("eipalloc-1")).isEqualTo(new Seen.Gone<>());
    lab.simulator.calls().clear();
    lab.time.pass(Lab.POLL.multipliedBy(2));
    assertThat(lab.simulator.calls().counts()).containsEntry("DescribeAddresses", 2);
  }

  @Test
  void thoseOfNobodyAreFoundThoughNobodyAsks() {
    String leaked = allocated();
    lab.time.pass(Lab.POLL.multipliedBy(2));
    assertThat(found()).isEmpty();
    lab.time.pass(Lab.POLL);
    assertThat(found()).containsExactly(leaked);
    assertThat(world().elasticIp(leaked).present()).isPresent();
    lab.time.pass(Lab.POLL.multipliedBy(5));
    assertThat(found()).containsExactly(leaked);
    assertThat(lab.simulator.calls().counts()).containsEntry("DescribeAddresses", 2);
  }

  @Test
  void whoAsksHasThemReadEachTimeThoughTheyWereThere() {
    lab.time.pass(Lab.POLL.multipliedBy(3));
    assertThat(world().elasticIps().isUnread()).isFalse();

    lab.inventory.want(Set.of(WINDOWS));
    lab.time.pass(Lab.POLL.multipliedBy(2));

    assertThat(world().elasticIps().isUnread()).isFalse();
    assertThat(lab.simulator.calls().counts()).containsEntry("DescribeAddresses", 3);
  }

  @Test
  void whereTheyMayNotBeReadAllElseIs() {
    String id = allocated();
    look();
    lab.time.pass(Lab.POLL);
    denied();

    lab.time.pass(Lab.POLL.multipliedBy(4));
    assertThat(lab.inventory.observedAt()).isEqualTo(Lab.FIRST_READ.plus(Lab.POLL.multipliedBy(5)));
    assertThat(world().elasticIp(id).present()).as("kept for a while").isPresent();
    assertThat(world().elasticIps().present().map(ElasticIps::readAt))
        .hasValue(Lab.FIRST_READ.plus(Lab.POLL));
    lab.time.pass(Lab.POLL);
    assertThat(world().elasticIps().isUnread()).isTrue();

    lab.simulator.faults().clear();
    lab.time.pass(Lab.POLL);
    assertThat(world().elasticIp(id).present()).isPresent();
  }

  @Test
  void whatWeWroteIsNotLostWhileTheyMayNotBeRead() {
    String id = allocated();
    look();
    lab.time.pass(Lab.POLL);
    denied();
    assertThat(lab.executor.execute(associate(id))).isEqualTo(DONE);

    lab.time.pass(Lab.POLL.multipliedBy(3));

    assertThat(world().elasticIpsOn(Worlds.LINUX_INTERFACE))
        .extracting(ElasticIp::allocationId)
        .containsExactly(id);
    assertThat(world().isElasticIpConfirmed(id)).isFalse();
  }

  private void denied() {
    lab.simulator
        .faults()
        .add(
            FaultRule.on("DescribeAddresses")
                .always()
                .fail("UnauthorizedOperation", "You are not authorized", 403));
  }

  private String allocated() {
    return lab.ec2().allocateAddress().allocationId();
  }

  private List<String> found() {
    return lab.inventory.lastFullRead().orElseThrow().elasticIps().present().stream()
        .flatMap(it -> it.all().stream())
        .map(ElasticIp::allocationId)
        .toList();
  }

  @Test
  void aLifeOfAnElasticIp() {
    look();
    assertThat(lab.executor.execute(new ElasticIpAction.Allocate("10.0.0.50", TAGS)))
        .isEqualTo(DONE);
    ElasticIp made = only();
    String id = made.allocationId();
    assertThat(made.tags()).isEqualTo(TAGS);
    assertThat(lab.told()).contains(new Key.OfElasticIp(id), WINDOWS);
    assertThat(world().isElasticIpConfirmed(id)).isFalse();

    assertThat(lab.executor.execute(associate(id))).isEqualTo(DONE);
    assertThat(lab.told()).contains(new Key.OfInterface(Worlds.LINUX_INTERFACE));
    ElasticIp foreseen = only();
    lab.time.pass(Lab.POLL);
    assertThat(only()).as("a read shows what the answers said").isEqualTo(foreseen);
    assertThat(world().isElasticIpConfirmed(id)).isTrue();
    ElasticIp.Association association = Objects.requireNonNull(only().association());
    assertThat(association.instanceId()).isEqualTo(Worlds.LINUX);
    assertThat(only().isWith(Worlds.LINUX_INTERFACE, Worlds.LINUX_ADDRESS)).isTrue();
    assertThat(world().elasticIpsOn(Worlds.LINUX_INTERFACE)).containsExactly(only());

    assertThat(
            lab.executor.execute(
                new ElasticIpAction.RemoveTags(id, Map.of(Ownership.UID, "another"))))
        .isEqualTo(DONE);
    assertThat(only().tags()).as("EC2 leaves another value").isEqualTo(TAGS);
    assertThat(lab.executor.execute(new ElasticIpAction.AddTags(id, Map.of("a", "1"))))
        .isEqualTo(DONE);
    assertThat(lab.executor.execute(disassociate(id, association.id()))).isEqualTo(DONE);
    lab.time.pass(Lab.POLL);
    assertThat(only().association()).isNull();
    assertThat(only().tags()).containsEntry("a", "1");
    assertThat(lab.executor.execute(disassociate(id, association.id())))
        .as("it is so already")
        .isEqualTo(DONE);
    assertThat(lab.executor.execute(new ElasticIpAction.Release(id))).isEqualTo(DONE);
    assertThat(world().elasticIp(id)).isEqualTo(new Seen.Gone<>());
    lab.time.pass(Lab.POLL);
    assertThat(lab.executor.execute(new ElasticIpAction.Release(id))).isEqualTo(DONE);
    assertThat(lab.ec2().describeAddresses().addresses()).isEmpty();
  }

  @Test
  void noneIsTakenFromSomethingElse() {
    String users = lab.ec2().allocateAddress().allocationId();
    lab.ec2()
        .associateAddress(
            it -> it.allocationId(users).networkInterfaceId(Worlds.WINDOWS_INTERFACE));
    look();

    assertThat(lab.executor.execute(associate(users)))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            it -> {
              assertThat(it.kind()).isEqualTo(Failure.Kind.CONFLICT);
              assertThat(it.code()).isEqualTo("Resource.AlreadyAssociated");
            });
    assertThat(lab.ec2().describeAddresses().addresses().getFirst().networkInterfaceId())
        .isEqualTo(Worlds.WINDOWS_INTERFACE);
  }

  @Test
  void aVpcWithoutAnInternetGatewayIsRefused() {
    try (Lab closed = Lab.started()) {
      String users = closed.ec2().allocateAddress().allocationId();
      assertThat(closed.executor.execute(associate(users)))
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              it -> {
                assertThat(it.kind()).isEqualTo(Failure.Kind.USER_MUST_ACT);
                assertThat(it.code()).isEqualTo("Gateway.NotAttached");
              });
    }
  }

  @Test
  void aLostAllocationIsFoundByTheReadsThatFollow() {
    look();
    lab.simulator.faults().add(FaultRule.on("AllocateAddress").loseAnswer());

    assertThat(lab.executor.execute(new ElasticIpAction.Allocate("10.0.0.50", TAGS)))
        .isInstanceOfSatisfying(
            Answer.Failed.class, it -> assertThat(it.kind()).isEqualTo(Failure.Kind.TRANSIENT));
    assertThat(of()).isEmpty();
    lab.time.pass(Lab.BATCH);

    assertThat(of()).hasSize(1);
  }

  @Test
  void whoAsksForAllHearsOfEveryRead() {
    look();
    lab.told();
    lab.time.pass(Duration.ofSeconds(10));
    lab.inventory.follow("uid-1", Set.of(new Key.OfElasticIps()), true);
    lab.time.pass(Duration.ofMillis(100));
    lab.inventory.follow("uid-1", Set.of(), true);

    assertThat(lab.told()).containsExactly(new Key.OfElasticIps());
    assertThat(world().elasticIps().present().map(ElasticIps::readAt))
        .hasValueSatisfying(it -> assertThat(it).isAfter(lab.time.instant().minusSeconds(1)));
  }

  private void look() {
    lab.inventory.want(Set.of(WINDOWS));
    lab.time.pass(Lab.BATCH);
  }

  private World world() {
    return lab.inventory.world();
  }

  private List<ElasticIp> of() {
    return world().elasticIpsFor("lab", "windows").present().orElseThrow();
  }

  private ElasticIp only() {
    assertThat(of()).hasSize(1);
    return of().getFirst();
  }

  private static ElasticIpAction.Associate associate(String id) {
    return new ElasticIpAction.Associate(id, Worlds.LINUX_INTERFACE, Worlds.LINUX_ADDRESS);
  }

  private static ElasticIpAction.Disassociate disassociate(String id, String associationId) {
    return new ElasticIpAction.Disassociate(id, associationId, Worlds.LINUX_ADDRESS);
  }
}
