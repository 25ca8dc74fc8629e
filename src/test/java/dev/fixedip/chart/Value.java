package dev.fixedip.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of the chart that a comment in values.yaml documents.
 *
 * @param path its keys, with dots between them
 * @param comment what the comment says
 * @param standard what it is without the user
 */
record Value(String path, String comment, JsonNode standard) {
  private static final Pattern KEY = Pattern.compile("^( *)(?:- )?([A-Za-z0-9]+):.*$");

  /** All of values.yaml, in its order. */
  static List<Value> all() {
    try {
      String text = Files.readString(Chart.FOLDER.resolve("values.yaml"));
      return documented(text, Chart.documents(text).getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Value> documented(String text, JsonNode values) {
    List<Value> found = new ArrayList<>();
    Deque<String> keys = new ArrayDeque<>();
    StringBuilder comment = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.strip().startsWith("#")) {
        comment.append(comment.isEmpty() ? "" : " ").append(line.strip().substring(1).strip());
        continue;
      }
      Matcher key = KEY.matcher(line);
      if (key.matches()) {
        while (keys.size() > key.group(1).length() / 2) {
          keys.removeLast();
        }
        keys.addLast(key.group(2));
        if (!comment.isEmpty()) {
          String path = String.join(".", keys);
          found.add(new Value(path, comment.toString(), at(values, path)));
        }
      }
      comment.setLength(0);
    }
    return found;
  }

  /** What is at that path; missing if nothing is. */
  static JsonNode at(JsonNode values, String path) {
    return values.at("/" + path.replace('.', '/'));
  }

  /** Values as YAML in which this one is that, beside the others. */
  String set(JsonNode value, String others) {
    ObjectNode all = (ObjectNode) Chart.documents(others).getFirst();
    ObjectNode parent = all;
    String[] keys = path.split("\\.", -1);
    for (int i = 0; i < keys.length - 1; i++) {
      parent = parent.get(keys[i]) instanceof ObjectNode known ? known : parent.putObject(keys[i]);
    }
    parent.set(keys[keys.length - 1], value);
    return Chart.yaml(all);
  }

  /** Its row of a Markdown table. */
  String row() {
    String shown = standard.isTextual() ? standard.asText() : standard.toString().replace("\"", "");
    return "| `%s` | %s | %s |"
        .formatted(path, shown.isEmpty() ? "empty" : "`" + shown + "`", comment);
  }
}
