package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixedip.model.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BatchesTest {

  private static final Duration NEVER = Duration.ZERO;

  private record Read(Instant at, Set<Key> keys) {}

  private final VirtualTime time = new VirtualTime();
  private final List<Read> reads = new ArrayList<>();
  private Batches.Unanswered left = new Batches.Unanswered(Set.of(), NEVER);
  private final Batches batches = new Batches(time, this::read);

  @Test
  void whatIsAskedForTogetherIsReadTogetherAfterAShortWhile() {
    batches.want(keys("a"));
    batches.want(keys("b", "c"));
    time.pass(Duration.ofMillis(100));
    assertThat(reads).containsExactly(new Read(after(40), keys("a", "b", "c")));
  }

  @Test
  void oneAloneWaitsTheShortestWhile() {
    batches.want(keys("a"));
    time.pass(Duration.ofMillis(100));
    assertThat(reads).containsExactly(new Read(after(20), keys("a")));
  }

  @Test
  void whoKeepsAskingWaitsNoLongerThanAHundredMilliseconds() {
    for (int i = 0; i < 20; i++) {
      batches.want(keys("key-" + i));
      time.pass(Duration.ofMillis(10));
    }
    time.pass(Duration.ofMillis(100));
    assertThat(reads).extracting(Read::at).startsWith(after(100));
    assertThat(reads.stream().flatMap(it -> it.keys().stream()).collect(Collectors.toSet()))
        .hasSize(20);
  }

  @Test
  void whatIsLeftUnansweredIsAskedForAgain() {
    left = new Batches.Unanswered(keys("b"), Duration.ofSeconds(1));
    batches.want(keys("a", "b"));
    time.pass(Duration.ofMillis(100));
    left = new Batches.Unanswered(Set.of(), NEVER);
    time.pass(Duration.ofSeconds(2));
    assertThat(reads).extracting(Read::keys).containsExactly(keys("a", "b"), keys("b"));
  }

  @Test
  void askingForNothingReadsNothing() {
    batches.want(Set.of());
    time.pass(Duration.ofSeconds(1));
    assertThat(reads).isEmpty();
  }

  @Test
  void aWantJoinsAReadThatIsUnderWayAndALookDoesNot() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    List<Set<Key>> seen = Collections.synchronizedList(new ArrayList<>());
    try (var scheduler = Executors.newSingleThreadScheduledExecutor()) {
      Batches slow =
          new Batches(
              Pacer.on(scheduler),
              keys -> {
                seen.add(keys);
                begun.countDown();
                awaitUninterruptibly(answered);
                return new Batches.Unanswered(Set.of(), NEVER);
              });
      slow.want(keys("a"));
      begun.await();
      slow.want(keys("a"));
      slow.look(keys("a", "b"));
      await().until(() -> seen.size() == 2);
      answered.countDown();
      assertThat(seen).containsExactly(keys("a"), keys("a", "b"));
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Batches.Unanswered read(Set<Key> keys) {
    reads.add(new Read(time.instant(), keys));
    return left;
  }

  private static Instant after(long milliseconds) {
    return VirtualTime.START.plusMillis(milliseconds);
  }

  private static Set<Key> keys(String... ids) {
    return Set.of(ids).stream().map(Key.OfInterface::new).collect(Collectors.toUnmodifiableSet());
  }
}
