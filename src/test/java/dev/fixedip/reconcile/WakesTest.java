package dev.fixedip.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.model.Key;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WakesTest {
  private static final ResourceID WINDOWS = new ResourceID("windows", "lab");
  private static final ResourceID LINUX = new ResourceID("linux", "lab");
  private static final Key ONE = new Key.OfInterface("eni-1");
  private static final Key TWO = new Key.OfInterface("eni-2");

  private final List<ResourceID> woken = new ArrayList<>();
  private final Wakes wakes = new Wakes(woken::add);

  @Test
  void whoLookedAtAKeyIsWokenOnceWhenItChanges() {
    wakes.looked(WINDOWS, Set.of(ONE, TWO));
    wakes.looked(LINUX, Set.of(TWO));
    wakes.changed(Set.of(ONE));
    assertThat(woken).containsExactly(WINDOWS);

    woken.clear();
    wakes.changed(Set.of(ONE, TWO));
    assertThat(woken).containsExactlyInAnyOrder(WINDOWS, LINUX);
  }

  @Test
  void whoDoesNotLookThereAnyMoreIsLeftAlone() {
    wakes.looked(WINDOWS, Set.of(ONE));
    wakes.looked(WINDOWS, Set.of(TWO));
    wakes.looked(LINUX, Set.of(ONE));
    wakes.forget(LINUX);
    wakes.changed(Set.of(ONE));
    assertThat(woken).isEmpty();
  }

  @Test
  void onlyWhatWasNotLookedAtBeforeMayHaveChangedUnseen() {
    assertThat(wakes.looked(WINDOWS, Set.of(ONE, TWO))).isTrue();
    assertThat(wakes.looked(WINDOWS, Set.of(ONE, TWO))).isFalse();
    assertThat(wakes.looked(WINDOWS, Set.of(ONE))).isFalse();
    assertThat(wakes.looked(WINDOWS, Set.of(ONE, TWO))).isTrue();
  }

  @Test
  void whoIsHeldBackIsWokenOnceWhenAllAreLetGo() {
    wakes.holdBack(WINDOWS);
    wakes.holdBack(WINDOWS);
    assertThat(woken).isEmpty();
    wakes.letGo();
    wakes.letGo();
    assertThat(woken).containsExactly(WINDOWS);
  }
}
