package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.model.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is on its way is read as often as it is worth it. */
class FollowerTest {
  private static final Key ONE = new Key.OfInterface("eni-1");

  private final VirtualTime time = new VirtualTime();
  private final List<Long> reads = new ArrayList<>();
  private Set<Key> lastRead = Set.of();
  private boolean behind;
  private Batches.Unanswered unanswered = new Batches.Unanswered(Set.of(), Duration.ZERO);
  private final Follower follower =
      new Follower(
          time,
          new Moments(time),
          () -> behind,
          keys -> {
            lastRead = keys;
            reads.add(Duration.between(VirtualTime.START, time.instant()).toMillis());
            return unanswered;
          });

  private static Set<Key> interfaces(int number) {
    return IntStream.range(0, number)
        .mapToObj(it -> new Key.OfInterface("eni-0" + it))
        .collect(Collectors.toSet());
  }

  @Test
  void whatTakesItsTimeIsReadOnceASecond() {
    follower.follow("windows", Set.of(ONE), false);
    time.pass(Duration.ofMillis(3100));
    assertThat(reads).containsExactly(50L, 1050L, 2050L, 3050L);
  }

  @Test
  void whatComesAtOnceMakesRoomForTheNext() {
    follower.follow("windows", Set.of(ONE), false);
    follower.follow("fleet", interfaces(1), false);
    time.pass(Duration.ofMillis(60));
    follower.follow("windows", Set.of(), false);
    time.pass(Duration.ofMillis(300));
    assertThat(reads).containsExactly(50L, 250L);
  }

  @Test
  void whoComesWhenNothingIsAwaitedIsServedAsTheFirst() {
    follower.follow("windows", Set.of(ONE), false);
    time.pass(Duration.ofMillis(60));
    follower.follow("windows", Set.of(), false);
    time.pass(Duration.ofMillis(40));
    follower.follow("linux", Set.of(ONE), false);
    time.pass(Duration.ofMillis(60));
    follower.follow("linux", Set.of(), false);
    time.pass(Duration.ofMinutes(1));
    assertThat(reads).containsExactly(50L, 150L);
  }

  @Test
  void whileCallsWaitForTheirTurnThereIsTime() {
    behind = true;
    follower.follow("windows", Set.of(ONE), false);
    time.pass(Duration.ofSeconds(36));
    assertThat(reads).as("two at once, and no more").containsExactly(50L, 1050L);
    time.pass(Duration.ofSeconds(1));
    assertThat(reads).hasSize(3);

    behind = false;
    time.pass(Duration.ofSeconds(2));
    assertThat(reads).hasSizeBetween(4, 5);
  }

  @Test
  void whoGoesOnThenIsNotKeptWaitingForLong() {
    behind = true;
    follower.follow("windows", Set.of(ONE), true);
    follower.follow("fleet", interfaces(3), false);
    time.pass(Duration.ofMillis(11_100));
    assertThat(reads).containsExactly(50L, 1050L, 6050L, 11_050L);
    follower.follow("windows", Set.of(), false);
    time.pass(Duration.ofSeconds(30));
    assertThat(reads).hasSize(4);
  }

  @Test
  void aFullCallWaitsForNobody() {
    behind = true;
    follower.follow("windows", Set.of(ONE), false);
    time.pass(Duration.ofSeconds(3));
    assertThat(reads).hasSize(2);
    follower.follow("fleet", interfaces(Describe.FILTER_VALUES), false);
    time.pass(Duration.ofSeconds(1));
    assertThat(reads).hasSize(3);
  }

  @Test
  void aPollShowsWhatIsOnItsWayToo() {
    behind = true;
    follower.follow("windows", Set.of(ONE), false);
    time.pass(Duration.ofSeconds(20));
    follower.readWhole(time.instant());
    time.pass(Duration.ofSeconds(34));
    assertThat(reads).hasSize(2);
    time.pass(Duration.ofSeconds(3));
    assertThat(reads).hasSize(3);
  }

  @Test
  void whatHasChangedIsReadAgainWhenItWasLookedAtAndIsStillAwaited() {
    follower.follow("windows", Set.of(ONE), false);
    time.pass(Duration.ofMillis(60));
    follower.changed(Set.of(ONE));
    time.pass(Duration.ofSeconds(10));
    assertThat(reads).containsExactly(50L);

    follower.follow("windows", Set.of(ONE), false);
    time.pass(Duration.ofMillis(300));
    assertThat(reads).hasSize(2);
  }

  @Test
  void whatHasNotChangedIsReadWithoutWhatHas() {
    follower.follow("windows", Set.of(ONE), false);
    follower.follow("fleet", interfaces(3), false);
    time.pass(Duration.ofMillis(60));
    follower.changed(interfaces(3));
    time.pass(Duration.ofSeconds(1));
    assertThat(lastRead).containsExactly(ONE);
  }

  @Test
  void whoHasOnlyToLookMakesNobodyHurry() {
    behind = true;
    follower.follow("fleet", interfaces(3), true);
    follower.follow("windows", Set.of(ONE), false);
    time.pass(Duration.ofMillis(1100));
    follower.changed(interfaces(3));
    time.pass(Duration.ofSeconds(30));
    assertThat(reads).containsExactly(50L, 1050L);
  }

  @Test
  void whatChangedWhenNobodyWaitedIsReadForWhoWaitsThen() {
    follower.follow("windows", Set.of(ONE), false);
    time.pass(Duration.ofMillis(60));
    follower.changed(Set.of(ONE));
    follower.follow("windows", Set.of(), false);
    follower.changed(Set.of(ONE));
    follower.follow("linux", Set.of(ONE), false);
    time.pass(Duration.ofMillis(60));
    assertThat(reads).hasSize(2);
  }

  @Test
  void aReadThatFailedIsRepeatedNoSoonerThanItMayBe() {
    unanswered = new Batches.Unanswered(Set.of(ONE), Duration.ofSeconds(4));
    follower.follow("windows", Set.of(ONE), false);
    time.pass(Duration.ofSeconds(9));
    assertThat(reads).containsExactly(50L, 4050L, 8050L);
  }
}
