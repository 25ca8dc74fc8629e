package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The dashboard and the alert rules as Grafana and Prometheus want them, and people. */
class DashboardTest {

  @Test
  void thePanelsSayWhatTheyShowInWhichUnit() throws IOException {
    assertThat(MetricUsers.panels())
        .isNotEmpty()
        .allSatisfy(it -> {
          assertThat(it.get("title").asText()).isNotBlank();
          assertThat(it.get("description").asText()).hasSizeGreaterThan(20).endsWith(".");
          assertThat(it.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
          assertThat(it.at("/datasource/uid").asText()).isEqualTo("${datasource}");
          assertThat(it.get("targets")).isNotEmpty();
        });
    assertThat(MetricUsers.dashboard().get("panels").valueStream().map(it -> it.get("id").asInt()))
        .doesNotHaveDuplicates();
  }

  @Test
  void nothingOverlapsOnTheDashboard() throws IOException {
    List<JsonNode> places =
        MetricUsers.dashboard().get("panels").valueStream().map(it -> it.get("gridPos")).toList();
    assertThat(places).doesNotHaveDuplicates();
    for (JsonNode one : places) {
      assertThat(one.get("x").asInt() + one.get("w").asInt()).isLessThanOrEqualTo(24);
      assertThat(places.stream().filter(it -> !it.equals(one) && overlap(it, one))).isEmpty();
    }
  }

  private static boolean overlap(JsonNode one, JsonNode other) {
    return overlap(one, other, "x", "w") && overlap(one, other, "y", "h");
  }

  private static boolean overlap(JsonNode one, JsonNode other, String from, String size) {
    return one.get(from).asInt() < other.get(from).asInt() + other.get(size).asInt()
        && other.get(from).asInt() < one.get(from).asInt() + one.get(size).asInt();
  }

  @Test
  void dataSourceNamespaceAndJobAreChosen() throws IOException {
    assertThat(MetricUsers.dashboard().at("/templating/list").valueStream())
        .extracting(it -> it.get("name").asText())
        .containsExactly("datasource", "namespace", "job");
    assertThat(MetricUsers.panels())
        .flatExtracting(it -> it.get("targets").valueStream().toList())
        .allSatisfy(it ->
            assertThat(it.get("expr").asText())
                .contains("{namespace=~\"$namespace\", job=~\"$job\""));
  }

  @Test
  void theRulesSayWhatIsWrongAndWhatToDo() throws IOException {
    assertThat(MetricUsers.alerts().propertyStream().map(it -> it.getKey()))
        .as("as in the spec of a PrometheusRule")
        .containsExactly("groups");
    assertThat(MetricUsers.rules())
        .allSatisfy(it -> {
          assertThat(it.get("for").asText()).matches("\\d+m");
          assertThat(it.at("/labels/severity").asText()).isIn("warning", "critical");
          assertThat(it.at("/annotations/summary").asText()).hasSizeBetween(20, 100);
          assertThat(it.at("/annotations/description").asText())
              .hasSizeGreaterThan(80)
              .endsWith(".");
          assertThat(it.at("/annotations/runbook").asText()).startsWith("docs/troubleshooting.md");
        })
        .extracting(it -> it.get("alert").asText())
        .doesNotHaveDuplicates()
        .contains(
            "FixedIpNotReady",
            "FixedIpDriftNotCorrected",
            "FixedIpSnapshotStale",
            "FixedIpThrottled",
            "FixedIpCallsDenied",
            "FixedIpSubnetNearlyFull",
            "FixedIpNoLeader");
  }
}
