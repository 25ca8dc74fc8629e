package dev.fixedip.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The one container of a Deployment or Job of the chart. */
record Containers(JsonNode pod, JsonNode container) {

  /** That of the object whose title begins so. */
  static Containers of(List<JsonNode> objects, String title) {
    JsonNode workload =
        objects.stream()
            .filter(it -> Chart.title(it).startsWith(title))
            .findFirst()
            .orElseThrow(() -> new AssertionError(title + " is not rendered"));
    JsonNode template = workload.at("/spec/template");
    return new Containers(template, template.at("/spec/containers/0"));
  }

  List<String> args() {
    return container.get("args").valueStream().map(JsonNode::asText).toList();
  }

  /** The value of an environment variable; empty if it is not set. */
  String env(String name) {
    return container
        .path("env")
        .valueStream()
        .filter(it -> it.get("name").asText().equals(name))
        .map(it -> it.get("value").asText())
        .findFirst()
        .orElse("");
  }
}
