package dev.fixedip.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the chart renders, kept in a file; {@code -Dfixedip.golden=write} writes it anew. What comes
 * from other files of the repository is left out of it.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "resources", "dev", "fixedip", "chart");

  /** What is not ours to repeat, by kind. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "CustomResourceDefinition", "spec",
          "ConfigMap", "data",
          "PrometheusRule", "spec");

  private Golden() {}

  static boolean isWritten() {
    return "write".equals(System.getProperty("fixedip.golden"));
  }

  /** Holds the objects against the file. */
  static void holds(String file, List<JsonNode> objects) throws IOException {
    String text =
        objects.stream()
            .map(Golden::shortened)
            .map(Chart::yaml)
            .collect(Collectors.joining("---\n"));
    Path golden = FOLDER.resolve(file);
    if (isWritten()) {
      Files.writeString(golden, text);
    }
    assertThat(text)
        .as("%s, which -Dfixedip.golden=write writes anew", golden)
        .isEqualTo(Files.readString(golden));
  }

  private static JsonNode shortened(JsonNode it) {
    String elsewhere = ELSEWHERE.get(it.get("kind").asText());
    if (elsewhere == null) {
      return it;
    }
    ObjectNode copy = it.deepCopy();
    copy.put(elsewhere, "(as in helm/fixedip/files)");
    return copy;
  }
}
