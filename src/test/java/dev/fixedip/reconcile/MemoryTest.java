package dev.fixedip.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.plan.Action;
import dev.fixedip.plan.Step;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Step ATTACH =
      new Step(new Action.Attach("eni-1", "i-1", 1), "i-1 shall have 10.0.0.51", null);

  private final Memory memory = new Memory();

  @Test
  void workIsWorthAStatusAfterASecond() {
    assertThat(memory.remarkable(BEGAN)).isEqualTo(BEGAN.plusSeconds(1));
    assertThat(memory.remarkable(BEGAN.plusSeconds(5))).isEqualTo(BEGAN.plusSeconds(1));
  }

  @Test
  void whatWasJustDoneHasTwoSecondsToShow() {
    memory.working(BEGAN);
    memory.succeeded(ATTACH, Optional.empty(), BEGAN.plusMillis(900));
    assertThat(memory.remarkable(BEGAN.plusSeconds(1))).isEqualTo(BEGAN.plusMillis(2900));
  }

  @Test
  void laterWorkHasItsOwnSecond() {
    memory.working(BEGAN);
    memory.settled();
    Instant later = BEGAN.plusSeconds(60);
    assertThat(memory.remarkable(later)).isEqualTo(later.plusSeconds(1));
  }
}
