package dev.fixedip.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.testing.Exposition;
import dev.fixedip.testing.PromQl;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whoever names metrics: the dashboard, the alert rules and the documentation. */
final class MetricUsers {
  private static final Path FILES = Path.of("helm", "fixedip", "files");
  private static final Path DOCUMENTATION = Path.of("docs", "metrics.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z0-9_]+)` \\| (\\w+) \\| ([^|]*) \\| [A-Z][^|]{10,} \\|");
  private static final Pattern CODE = Pattern.compile("`(\\w+)`");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*\\}\\}");

  /** What Prometheus itself adds to whatever it scrapes, and what is in every histogram. */
  private static final Set<String> OF_ANY = Set.of("namespace", "job", "pod", "instance", "le");

  private MetricUsers() {}

  /**
   * One question to Prometheus.
   *
   * @param where which panel or rule asks
   * @param texts what is shown with the answer's labels in it
   */
  record Query(String where, String expression, String texts) {}

  static JsonNode dashboard() throws IOException {
    return read("dashboard.json");
  }

  static JsonNode alerts() throws IOException {
    return read("alerts.yaml");
  }

  private static JsonNode read(String file) throws IOException {
    return new KubernetesSerialization()
        .unmarshal(Files.readString(FILES.resolve(file)), JsonNode.class);
  }

  /** The panels that show something. */
  static List<JsonNode> panels() throws IOException {
    return dashboard()
        .get("panels")
        .valueStream()
        .filter(it -> !it.get("type").asText().equals("row"))
        .toList();
  }

  /** The alert rules of all groups. */
  static List<JsonNode> rules() throws IOException {
    return alerts()
        .get("groups")
        .valueStream()
        .flatMap(it -> it.get("rules").valueStream())
        .toList();
  }

  /** All that the dashboard and the rules ask. */
  static List<Query> queries() throws IOException {
    Stream<Query> ofPanels =
        panels().stream()
            .flatMap(panel ->
                panel
                    .get("targets")
                    .valueStream()
                    .map(it ->
                        new Query(
                            panel.get("title").asText(),
                            it.get("expr").asText(),
                            it.get("legendFormat").asText())));
    Stream<Query> ofRules =
        rules().stream()
            .map(it ->
                new Query(
                    it.get("alert").asText(),
                    it.get("expr").asText(),
                    it.get("annotations").toString()));
    return Stream.concat(ofPanels, ofRules).toList();
  }

  /** What the query names that is not there; empty if all is. */
  static List<String> trouble(Query query, Exposition there) {
    PromQl promQl = PromQl.of(query.expression());
    List<String> trouble = new ArrayList<>();
    Set<String> known = new HashSet<>(OF_ANY);
    promQl
        .metrics()
        .forEach((name, labels) -> {
          if (!there.names().contains(name)) {
            trouble.add("there is no metric " + name);
            return;
          }
          known.addAll(there.labelsOf(name));
          labels.stream()
              .filter(it -> !OF_ANY.contains(it) && !there.labelsOf(name).contains(it))
              .forEach(it -> trouble.add("%s has no label %s".formatted(name, it)));
        });
    Matcher shown = PLACEHOLDER.matcher(query.texts());
    Set<String> used = new TreeSet<>(promQl.labels());
    while (shown.find()) {
      used.add(shown.group(1));
    }
    if (trouble.isEmpty()) {
      used.stream()
          .filter(it -> !known.contains(it))
          .forEach(it -> trouble.add("nothing has the label " + it));
    }
    return trouble.stream().map(it -> query.where() + ": " + it).toList();
  }

  /** What the documentation's tables say of each metric. */
  static Map<String, String> documented() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    for (String line : Files.readAllLines(DOCUMENTATION)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Set<String> labels = new TreeSet<>();
        Matcher label = CODE.matcher(row.group(3));
        while (label.find()) {
          labels.add(label.group(1));
        }
        rows.put(row.group(1), described(row.group(2), labels));
      } else if (line.startsWith("| `")) {
        throw new IllegalStateException("No row of a table of metrics: " + line);
      }
    }
    return rows;
  }

  static String described(String type, Set<String> labels) {
    return type + " by " + new TreeSet<>(labels);
  }
}
