package dev.fixedip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.cli.LogOptions.Format;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which format the log has where nobody says. */
class LogOptionsTest {
  private static final Map<String, String> POD = Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1");

  private final LogOptions options = new LogOptions();

  @Test
  void aPodWritesForPrograms() {
    assertThat(options.chosen(POD, false)).isEqualTo(Format.JSON);
  }

  @Test
  void whoLooksAtAPodOnATerminalReadsIt() {
    assertThat(options.chosen(POD, true)).isEqualTo(Format.PLAIN);
  }

  @Test
  void outsideOfKubernetesItIsForPeople() {
    assertThat(options.chosen(Map.of(), false)).isEqualTo(Format.PLAIN);
  }

  @Test
  void whatWasAskedForIsDone() {
    options.format = Format.PLAIN;
    assertThat(options.chosen(POD, false)).isEqualTo(Format.PLAIN);
    options.format = Format.JSON;
    assertThat(options.chosen(Map.of(), true)).isEqualTo(Format.JSON);
  }
}
