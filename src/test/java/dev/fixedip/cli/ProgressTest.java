package dev.fixedip.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What takes longer than a few seconds says that it goes on. */
class ProgressTest {

  /** What is said besides: on a slow machine anything may take so long. */
  static String without(String said) {
    return said.replaceAll("(?m)^Reading .* … \\(\\d+ s\\)\\R", "");
  }

  @Test
  void itIsToldAfterAWhileWhatTakesSoLong() {
    StringWriter told = new StringWriter();

    try (var _ = Progress.of("Reading EC2", new PrintWriter(told))) {
      await().until(() -> told.toString().contains("Reading EC2 … (3 s)"));
    }
    assertThat(without(told.toString())).isEmpty();
  }
}
