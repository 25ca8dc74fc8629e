package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.Reason;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each reason there is arises from a real situation, and its message is the example in
 * docs/troubleshooting.md. {@link Situations} has one for every reason, or it does not compile.
 */
@ExtendWith(SharedKubernetesApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReasonsIT {
  private final ReasonGuide guide = ReasonGuide.read();
  private final Situations situations;

  ReasonsIT(KubernetesApi kubernetes) {
    situations = Situations.open(kubernetes);
  }

  @AfterAll
  void stop() {
    situations.close();
  }

  @ParameterizedTest
  @SideBySide
  @EnumSource
  void arisesAndSaysWhatTheDocsSay(Reason reason) {
    String said = ReasonGuide.comparable(situations.message(reason));

    if (guide.isCutShort(reason.toString())) {
      assertThat(said).startsWith(guide.example(reason.toString()));
    } else {
      assertThat(said).isEqualTo(guide.example(reason.toString()));
    }
  }
}
