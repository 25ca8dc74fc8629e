package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.FixedIpStatus;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever EC2 looks like, whatever the FixedIps ask for and whoever else is at work there: every
 * FixedIp comes to rest, nothing that is not ours is changed, no live instance is robbed, and no
 * address is given up before it is had elsewhere, as far as EC2 allows.
 */
class ConvergenceTest {
  private static final int WORLDS_PER_SEED = 500;
  private static final int ROUNDS = 150;

  private RandomGenerator random = RandomGenerator.getDefault();
  private TestWorld lab = new TestWorld();
  private Worlds worlds = new Worlds(random);
  private Vigil vigil = new Vigil(lab);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void everyFixedIpComesToRest(long seed) {
    for (int world = 0; world < WORLDS_PER_SEED; world++) {
      try {
        live(seed * 10_000 + world);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("Seed " + seed + ", world " + world + ": " + e, e);
      }
    }
  }

  void live(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    worlds = new Worlds(random);
    lab = worlds.make();
    lab.network = this::network;
    vigil = new Vigil(lab);
    Events events = new Events(lab, worlds, random);
    comeToRest();
    for (int times = random.nextInt(4); times > 0; times--) {
      lab.later(Duration.ofHours(3));
      events.happen();
      vigil.others();
      comeToRest();
    }
    lab.later(Duration.ofHours(3));
    lab.lives.forEach(Life::delete);
    vigil.end();
    comeToRest();
    assertThat(lab.lives).isEmpty();
    vigil.nothingIsLeft();
  }

  /** Now and then a call or its answer is lost. */
  private int network() {
    return switch (random.nextInt(40)) {
      case 0 -> TestWorld.CALL_LOST;
      case 1 -> TestWorld.ANSWER_LOST;
      default -> TestWorld.ANSWERED;
    };
  }

  /** Turns every FixedIp in a random order until no plan has anything to do any more. */
  private void comeToRest() {
    for (int round = 0; round < ROUNDS; round++) {
      boolean quiet = true;
      lab.ec2.settle();
      vigil.others();
      for (Life life : worlds.shuffled(lab.lives)) {
        if (random.nextInt(16) == 0) {
          assertThat(life.plan()).as("the same situation, the same plan").isEqualTo(life.plan());
        }
        FixedIpStatus before = life.status();
        Plan turned = vigil.turn(life);
        quiet &= turned.now().isEmpty() && turned.awaited().isEmpty() && !isSoon(turned);
        quiet &= life.status().equals(before);
        if (turned.isDone() && life.desired().deleting()) {
          lab.lives.remove(life);
          quiet = false;
        }
      }
      lab.later(Duration.ofSeconds(1));
      if (quiet) {
        vigil.atRest();
        return;
      }
    }
    throw new AssertionError(
        "No rest: " + lab.lives.stream().map(it -> it.uid() + it.plan().toString()).toList());
  }

  private boolean isSoon(Plan plan) {
    return plan.again().filter(at -> at.isBefore(lab.now.plusSeconds(60))).isPresent();
  }
}
