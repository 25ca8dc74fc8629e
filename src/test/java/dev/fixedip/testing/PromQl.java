package dev.fixedip.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which metrics and labels a query of Prometheus names. It knows PromQL's words, not its grammar.
 *
 * @param metrics the labels that each metric is selected by
 * @param labels those that are grouped or matched by, or given anew
 */
public record PromQl(Map<String, Set<String>> metrics, Set<String> labels) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|#[^\n]*|\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'"
              + "|\\[[^\\]]*\\]|[a-zA-Z_:][a-zA-Z0-9_:]*|[0-9.]+(?:[a-z]+)?|=~|!~|[<>=!]=|.",
          Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Set<String> LISTS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  /** Reads a query. */
  public static PromQl of(String query) {
    List<String> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(query);
    while (token.find()) {
      String it = token.group();
      if (!it.isBlank() && !it.startsWith("#")) {
        tokens.add(it);
      }
    }
    Map<String, Set<String>> metrics = new TreeMap<>();
    Set<String> labels = new HashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      String it = tokens.get(i);
      String next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
      if (!NAME.matcher(it).matches() || WORDS.contains(it)) {
        continue;
      }
      if (LISTS.contains(it)) {
        if (next.equals("(")) {
          int end = end(tokens, i + 1);
          tokens.subList(i + 2, end).stream().filter(l -> !l.equals(",")).forEach(labels::add);
          i = end;
        }
      } else if (next.equals("{")) {
        int end = end(tokens, i + 1);
        metrics
            .computeIfAbsent(it, _ -> new HashSet<>())
            .addAll(
                tokens.subList(i + 2, end).stream()
                    .filter(l -> NAME.matcher(l).matches())
                    .toList());
        i = end;
      } else if (!next.equals("(") && !LISTS.contains(next)) {
        metrics.computeIfAbsent(it, _ -> new HashSet<>());
      }
    }
    return new PromQl(metrics, labels);
  }

  private static int end(List<String> tokens, int open) {
    String close = tokens.get(open).equals("{") ? "}" : ")";
    for (int i = open; i < tokens.size(); i++) {
      if (tokens.get(i).equals(close)) {
        return i;
      }
    }
    throw new IllegalArgumentException("Nothing closes %s: %s".formatted(tokens.get(open), tokens));
  }
}
