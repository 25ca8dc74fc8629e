package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.Reason;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever EC2 looks like and whoever else is at work there: every FixedIp comes to rest, nothing
 * that is not ours is changed, and no FixedIp ever has two interfaces for one address.
 */
class ConvergenceTest {
  private static final int WORLDS_PER_SEED = 100;
  private static final int ROUNDS = 120;
  private static final List<String> ZONES = List.of("us-east-1a", "us-east-1b");

  private RandomGenerator random = RandomGenerator.getDefault();
  private TestWorld lab = new TestWorld();
  private int instances;
  private final Map<String, NetworkInterface> foreign = new HashMap<>();
  private final List<SecurityGroupRule> foreignRules = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void everyFixedIpComesToRest(long seed) {
    for (int world = 0; world < WORLDS_PER_SEED; world++) {
      random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 10_000 + world);
      try {
        makeWorld();
        makeFixedIps();
        comeToRest();
        for (int times = random.nextInt(3); times > 0; times--) {
          lab.later(Duration.ofHours(3));
          disturb();
          comeToRest();
        }
        lab.later(Duration.ofHours(3));
        lab.lives.forEach(Life::delete);
        comeToRest();
        nothingIsLeft();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("Seed " + seed + ", world " + world + ": " + e, e);
      }
    }
  }

  private void makeWorld() {
    lab = new TestWorld();
    foreign.clear();
    foreignRules.clear();
    lab.ec2
        .vpc("vpc-1", "10.0.0.0/21")
        .vpc("vpc-2", "10.0.0.0/21")
        .subnet("subnet-a", "vpc-1", ZONES.get(0), "10.0.0.0/28")
        .subnet("subnet-b", "vpc-1", ZONES.get(1), "10.0.1.0/28")
        .subnet("subnet-c", "vpc-2", ZONES.get(0), "10.0.0.0/28")
        .type("small", 2, 2)
        .type("large", 4, 4);
    IntStream.range(1, 6).forEach(it -> lab.ec2.group("sg-" + it));
    if (random.nextBoolean()) {
      lab.ec2.slow();
    }
    instances = random.nextInt(1, 5);
    lab.ec2.gone.add("i-" + (instances + 1));
    for (int i = 1; i <= instances; i++) {
      lab.ec2.instance(
          String.valueOf(i),
          pick("small", "large"),
          pick("subnet-a", "subnet-a", "subnet-a", "subnet-b", "subnet-c"),
          i == 1 ? "10.0.0.4" : "10.0.9." + i,
          "sg-" + i);
    }
    int others = random.nextInt(4);
    for (int i = 0; i < others; i++) {
      String subnet = pick("subnet-a", "subnet-b");
      String address = lab.ec2.subnet(subnet).cidr().address(random.nextInt(4, 10));
      if (lab.ec2.world().holder(subnet, address).isEmpty()) {
        String id = "eni-other-" + i;
        lab.ec2.networkInterface(id, subnet, List.of(address), List.of("sg-5"));
        String instance = "i-" + random.nextInt(1, instances + 1);
        if (random.nextBoolean()
            && lab.ec2.world().interfacesOf(instance).size() < 2
            && sameZone(instance, id)) {
          lab.ec2.on(id, instance, random.nextInt(1, 3), false);
        }
      }
    }
    if (random.nextInt(3) == 0) {
      lab.ec2.rule("sg-1", "icmp", -1, "10.0.0.0/16", Map.of());
    }
    if (random.nextInt(3) == 0) {
      lab.ec2.rule("sg-2", "tcp", 22, "0.0.0.0/0", Map.of(Ownership.CLUSTER, "cluster-2"));
    }
    foreign.putAll(lab.ec2.interfaces);
    lab.ec2.rules.values().forEach(foreignRules::addAll);
  }

  private boolean sameZone(String instance, String networkInterface) {
    return lab.ec2
        .instance(instance)
        .placement()
        .availabilityZone()
        .equals(lab.ec2.get(networkInterface).placement().availabilityZone());
  }

  private void makeFixedIps() {
    int count = random.nextInt(1, 6);
    for (int i = 1; i <= count; i++) {
      lab.fixedIp("ip-" + i, spec());
    }
  }

  private Spec spec() {
    Spec spec =
        Spec.of(
            pick("10.0.0.", "10.0.0.", "10.0.0.", "10.0.1.")
                + (random.nextInt(12) == 0 ? random.nextInt(20) : random.nextInt(4, 11)),
            String.valueOf(random.nextInt(1, instances + 1 + random.nextInt(6) / 5)));
    if (random.nextInt(3) == 0) {
      spec = spec.index(random.nextInt(1, 4));
    }
    if (random.nextInt(3) == 0) {
      spec = spec.groups("sg-" + random.nextInt(1, 5), "sg-5");
    }
    if (random.nextInt(4) == 0) {
      spec = spec.attributes(random.nextBoolean(), random.nextBoolean());
    }
    if (random.nextInt(4) == 0) {
      spec = spec.tags(Map.of("team", pick("net", "web")));
    }
    return switch (random.nextInt(6)) {
      case 0 -> spec.noPing();
      case 1 -> spec.pingFrom("10.0.0.0/24", "10.0.1.0/24");
      case 2 -> spec.allIcmp();
      default -> spec;
    };
  }

  /** Turns every FixedIp in a random order until no plan has anything to do any more. */
  private void comeToRest() {
    for (int round = 0; round < ROUNDS; round++) {
      boolean quiet = true;
      lab.ec2.settle();
      for (Life life : shuffled(lab.lives)) {
        if (random.nextInt(8) == 0) {
          assertThat(life.plan()).as("the same situation, the same plan").isEqualTo(life.plan());
        }
        Plan turned = life.turn();
        quiet &= turned.now().isEmpty() && turned.awaited().isEmpty() && !isSoon(turned);
        turned.now().ifPresent(_ -> nothingForeignWasTouched());
      }
      lab.later(Duration.ofSeconds(1));
      if (quiet) {
        lab.lives.forEach(this::atRest);
        return;
      }
    }
    throw new AssertionError(
        "No rest: " + lab.lives.stream().map(it -> it.plan().toString()).toList());
  }

  private boolean isSoon(Plan plan) {
    return plan.again().filter(at -> at.isBefore(lab.now.plusSeconds(60))).isPresent();
  }

  private void atRest(Life life) {
    Plan plan = life.plan();
    if (plan.isDone() && !life.desired().deleting()) {
      assertThat(plan.rest()).isEmpty();
      assertThat(lab.ec2.world().ownedBy(life.uid())).hasSizeLessThanOrEqualTo(1);
      assertThat(plan.findings().assigned()).isTrue();
      assertThat(plan.findings().networkInterface().orElseThrow().addresses())
          .contains(life.desired().address());
    } else if (!plan.isDone()) {
      Verdict verdict = plan.verdict().orElseThrow();
      assertThat(
              verdict.outcome() == Reason.Outcome.STALLED
                  || verdict.reason() == Reason.INSTANCE_NOT_FOUND
                  || verdict.message().startsWith("Waiting for i-"))
          .as(verdict.toString())
          .isTrue();
    }
  }

  private void nothingForeignWasTouched() {
    foreign.forEach((id, it) -> assertThat(lab.ec2.interfaces.get(id)).isEqualTo(it));
    assertThat(lab.ec2.rules.values().stream().flatMap(List::stream).toList())
        .containsAll(foreignRules);
  }

  private void nothingIsLeft() {
    assertThat(lab.lives).allMatch(it -> it.plan().isDone());
    assertThat(lab.ec2.interfaces.keySet()).isEqualTo(foreign.keySet());
    assertThat(lab.ec2.rules.values().stream().flatMap(List::stream).toList())
        .containsExactlyInAnyOrderElementsOf(foreignRules);
  }

  /** Somebody changes the specs, or what is ours in EC2. */
  private void disturb() {
    for (Life life : lab.lives) {
      switch (random.nextInt(4)) {
        case 0 -> life.asks(spec());
        case 1 -> life.restarted();
        default -> {}
      }
    }
    List<NetworkInterface> ours =
        lab.ec2.interfaces.values().stream()
            .filter(it -> it.tags().containsKey(Ownership.UID))
            .toList();
    ours.forEach(this::drift);
    if (random.nextInt(4) == 0) {
      lab.ec2.rules.replaceAll((_, rules) ->
          rules.stream().filter(it -> !Ownership.owns(TestWorld.CLUSTER, it)).toList());
    }
    if (random.nextInt(4) == 0) {
      lab.ec2.state("i-1", random.nextBoolean() ? Instance.State.STOPPED : Instance.State.RUNNING);
    }
  }

  private void drift(NetworkInterface it) {
    Attachment attachment = it.attachment();
    switch (random.nextInt(8)) {
      case 0 -> lab.ec2.change(it.id(), eni -> eni.with((Attachment) null));
      case 1 -> lab.ec2.delete(it.id());
      case 2 -> lab.ec2.change(it.id(), eni -> eni.withSecurityGroups(List.of("sg-5")));
      case 3 -> lab.ec2.change(it.id(), eni -> eni.withSourceDestCheck(!eni.sourceDestCheck()));
      case 4 -> {
        if (attachment != null) {
          boolean other = !attachment.deleteOnTermination();
          lab.ec2.change(it.id(), eni -> eni.with(attachment.deletedOnTermination(other)));
        }
      }
      case 5 -> lab.ec2.apply(new Action.RemoveTags(it.id(), Map.of(Ownership.NAME, "")));
      default -> {}
    }
  }

  private String pick(String... some) {
    return some[random.nextInt(some.length)];
  }

  private <T> List<T> shuffled(List<T> some) {
    List<T> rest = new ArrayList<>(some);
    return Stream.generate(() -> rest.remove(random.nextInt(rest.size())))
        .limit(some.size())
        .toList();
  }
}
