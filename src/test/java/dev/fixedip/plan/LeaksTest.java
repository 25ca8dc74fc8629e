package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.ElasticIps;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Seen;
import dev.fixedip.plan.Leaks.Fate;
import dev.fixedip.plan.Leaks.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What nobody needs any more is collected, late rather than wrongly. */
class LeaksTest {
  private static final Duration GRACE = Duration.ofMinutes(10);
  private final TestWorld lab = TestWorld.story();

  @Test
  void onlyWhatTwoReadsSawForTenMinutesGoes() {
    Life windows = lab.windows();
    windows.turn();
    NetworkInterface left = lab.ec2.holder("10.0.0.51").orElseThrow();
    assertThat(Leaks.isOfCluster(left, TestWorld.CLUSTER)).isTrue();
    assertThat(Leaks.isOfCluster(left, "cluster-2")).isFalse();
    assertThat(Leaks.isOfCluster(lab.ec2.get("eni-linux"), TestWorld.CLUSTER)).isFalse();
    assertThat(fate(left, 1, GRACE)).isEqualTo(Fate.LEAVE);
    assertThat(fate(left, 2, GRACE.minusSeconds(1))).isEqualTo(Fate.LEAVE);
    assertThat(fate(left, 2, GRACE)).isEqualTo(Fate.COLLECT);
    windows.turn();
    assertThat(fate(lab.ec2.get(left.id()), 2, GRACE)).isEqualTo(Fate.REPORT);
    assertThat(fate(left.withTags(Map.of(Ownership.DELETION, "Retain")), 9, GRACE))
        .isEqualTo(Fate.LEAVE);
  }

  @Test
  void aRuleGoesWhenNoFixedIpNeedsIt() {
    Life windows = lab.windows();
    windows.settle();
    SecurityGroupRule rule = lab.ec2.rulesOf("sg-windows").getFirst();
    assertThat(Leaks.isUnneeded(rule, lab.neighbours(), lab.ec2.world())).isFalse();
    windows.delete();
    assertThat(Leaks.isUnneeded(rule, lab.neighbours(), lab.ec2.world()))
        .as("the deletion itself takes it back, or leaves it")
        .isFalse();
    lab.lives.clear();
    assertThat(Leaks.isUnneeded(rule, lab.neighbours(), lab.ec2.world())).isTrue();
  }

  @Test
  void anElasticIpIsCountedByItsOwnReadsOnly() {
    ElasticIp leaked = new ElasticIp("eipalloc-1", "52.1.2.3", null, Map.of());
    var sightings = new ElasticIpSightings(Duration.ofMinutes(1));
    ElasticIps first = ElasticIps.read(lab.now, List.of(leaked));
    ElasticIps second = ElasticIps.read(lab.now.plusSeconds(150), List.of(leaked));
    lab.later(Duration.ofMinutes(5));

    assertThat(sightings.next(new Seen.Present<>(first), _ -> true, lab.now))
        .hasValue(Map.of(leaked, Fate.LEAVE));
    assertThat(sightings.next(new Seen.Present<>(first), _ -> true, lab.now))
        .as("the same once more")
        .isEmpty();
    assertThat(sightings.next(new Seen.Unread<>(), _ -> true, lab.now)).isEmpty();
    assertThat(sightings.next(new Seen.Present<>(second), _ -> true, lab.now))
        .hasValue(Map.of(leaked, Fate.COLLECT));
  }

  private Fate fate(NetworkInterface it, int reads, Duration age) {
    return Leaks.of(it, new Sighting(lab.now.minus(age), reads), lab.now, GRACE);
  }
}
