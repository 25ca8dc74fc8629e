package dev.fixedip.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the tests of the dashboard and the rules see in a query. */
class PromQlTest {

  @Test
  void aQuerysMetricsAndLabelsAreFound() {
    PromQl it =
        PromQl.of(
            """
            histogram_quantile(0.95, sum by (le, action) (rate(calls_bucket{job=~"$job", result!="a{b"}[$__rate_interval])))
              > 15 or leader == 1 unless on (pod) age >= 0.5e3 offset 5m
            """);

    assertThat(it.metrics())
        .isEqualTo(
            Map.of("calls_bucket", Set.of("job", "result"), "leader", Set.of(), "age", Set.of()));
    assertThat(it.labels()).containsExactlyInAnyOrder("le", "action", "pod");
  }

  @Test
  void anAggregationMayComeFirstOrLast() {
    assertThat(PromQl.of("sum(a) by (x)").metrics()).containsOnlyKeys("a");
    assertThat(PromQl.of("sum by (x) (a)").metrics()).containsOnlyKeys("a");
    assertThat(PromQl.of("sum without (x) (a)").labels()).containsExactly("x");
  }

  @Test
  void whatIsNotClosedIsNoQuery() {
    assertThatThrownBy(() -> PromQl.of("a{b=\"c\"")).hasMessageContaining("Nothing closes {");
  }
}
