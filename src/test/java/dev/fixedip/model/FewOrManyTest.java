package dev.fixedip.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small sets and large ones are sets alike. */
class FewOrManyTest {
  private static final long SEED = 4711;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 9, 10, 100})
  void hasWhatWasAddedAndNotTaken(int members) {
    Random random = new Random(SEED);
    Set<Integer> expected = new HashSet<>();
    @Nullable Set<Integer> some = null;
    for (int step = 0; step < 1_000; step++) {
      int member = random.nextInt(members);
      if (random.nextBoolean()) {
        expected.add(member);
        some = FewOrMany.with(some, member);
      } else if (some != null) {
        expected.remove(member);
        some = FewOrMany.without(some, member);
      }
      assertThat(Objects.requireNonNullElse(some, Set.of())).isEqualTo(expected);
    }
  }
}
