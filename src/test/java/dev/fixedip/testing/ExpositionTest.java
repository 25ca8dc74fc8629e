package dev.fixedip.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tests take for Prometheus's text format, and what not. */
class ExpositionTest {
  private static final String GOOD =
      """
      # HELP a_seconds How long.
      # TYPE a_seconds histogram
      a_seconds_bucket{x="1, \\"{}\\"",le="+Inf"} 2
      a_seconds_count{x="1, \\"{}\\""} 2
      a_seconds_sum{x="1, \\"{}\\""} 1.5E-4
      # TYPE b gauge
      b NaN
      """;

  @Test
  void familiesSamplesAndLabelsAreRead() {
    Exposition it = Exposition.parse(GOOD);

    assertThat(it.families().get("a_seconds"))
        .isEqualTo(new Exposition.Family("a_seconds", "histogram", "How long."));
    assertThat(it.labelsOf("a_seconds_bucket")).containsExactlyInAnyOrder("x", "le");
    assertThat(it.sum("a_seconds_count", Map.of())).isEqualTo(2);
    assertThat(it.names()).contains("b").doesNotContain("a_seconds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b 1\n",
        "a_seconds 1\n",
        "b{x=1} 1\n",
        "b{x=\"1\",x=\"2\"} 1\n",
        "b{x=\"1\"y=\"2\"} 1\n",
        "b{x=\"1\"} one\n",
        "c 1\n",
        "# TYPE b gauge\n",
        "b{x=\"1\"} 1",
      })
  void whatPrometheusRefusesIsRefused(String more) {
    assertThatThrownBy(() -> Exposition.parse(GOOD + more))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("format");
  }
}
