package dev.fixedip.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Metrics as a program tells them to Prometheus, in its text format, version 0.0.4. */
public final class Exposition {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final Pattern HELP = Pattern.compile("# HELP (%s) ?(.*)".formatted(NAME));
  private static final Pattern TYPE =
      Pattern.compile("# TYPE (%s) (counter|gauge|histogram|summary|untyped)".formatted(NAME));
  private static final Pattern SAMPLE =
      Pattern.compile("(%s)(?:\\{(.*)\\})? (\\S+)( -?\\d+)?".formatted(NAME));
  private static final Pattern LABEL =
      Pattern.compile("\\G([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\n\"])*)\"(,|$)");
  private static final Map<String, List<String>> SUFFIXES =
      Map.of(
          "histogram", List.of("_bucket", "_count", "_sum"),
          "summary", List.of("", "_count", "_sum"));

  private final Map<String, Family> families = new TreeMap<>();
  private final List<Sample> samples = new ArrayList<>();
  private final Set<List<Object>> series = new HashSet<>();

  /** All samples of one name, with what is said about them. */
  public record Family(String name, String type, String help) {}

  /** One line. */
  public record Sample(String name, Map<String, String> labels, double value) {

    /** Whether it has these labels; others do not matter. */
    boolean has(Map<String, String> some) {
      return labels.entrySet().containsAll(some.entrySet());
    }
  }

  private Exposition() {}

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException if Prometheus would not take it; the message has the line
   */
  public static Exposition parse(String text) {
    Exposition all = new Exposition();
    check(text.isEmpty() || text.endsWith("\n"), "its last line has no end", text);
    Map<String, String> helps = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      Matcher help = HELP.matcher(line);
      Matcher type = TYPE.matcher(line);
      if (help.matches()) {
        check(helps.put(help.group(1), help.group(2)) == null, "told of twice", line);
      } else if (type.matches()) {
        String name = type.group(1);
        Family family = new Family(name, type.group(2), helps.getOrDefault(name, ""));
        check(all.families.put(name, family) == null, "told of twice", line);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        all.add(line);
      }
    }
    return all;
  }

  private void add(String line) {
    Matcher sample = SAMPLE.matcher(line);
    check(sample.matches(), "no sample", line);
    String name = sample.group(1);
    check(families.values().stream().anyMatch(it -> isOf(name, it)), "of no known type", line);
    Map<String, String> labels = labels(sample.group(2), line);
    check(series.add(List.of(name, labels)), "the same series twice", line);
    samples.add(new Sample(name, labels, number(sample.group(3), line)));
  }

  private static boolean isOf(String sample, Family family) {
    return SUFFIXES.getOrDefault(family.type(), List.of("")).stream()
        .anyMatch(it -> sample.equals(family.name() + it));
  }

  private static Map<String, String> labels(@Nullable String text, String line) {
    Map<String, String> labels = new TreeMap<>();
    if (text == null) {
      return labels;
    }
    Matcher label = LABEL.matcher(text);
    int end = 0;
    while (label.find()) {
      check(labels.put(label.group(1), label.group(2)) == null, "a label twice", line);
      end = label.end();
    }
    check(end == text.length(), "labels that are none", line);
    return labels;
  }

  private static double number(String text, String line) {
    try {
      return Double.parseDouble(text.replaceFirst("Inf$", "Infinity"));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Not Prometheus's text format, no number: " + line, e);
    }
  }

  private static void check(boolean holds, String trouble, String line) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Not Prometheus's text format, %s: %s".formatted(trouble, line));
    }
  }

  /** All families, by name. */
  public Map<String, Family> families() {
    return families;
  }

  /** The names of all samples; those of a histogram's parts too. */
  public Set<String> names() {
    return samples.stream().map(Sample::name).collect(Collectors.toSet());
  }

  /** The labels that samples of a family have; those that the format itself needs left out. */
  public Set<String> labelsOf(Family family) {
    return samples.stream()
        .filter(it -> isOf(it.name(), family))
        .flatMap(it -> it.labels().keySet().stream())
        .filter(it -> !it.equals("le") && !it.equals("quantile"))
        .collect(Collectors.toSet());
  }

  /** The labels that samples of that name have. */
  public Set<String> labelsOf(String name) {
    return samples.stream()
        .filter(it -> it.name().equals(name))
        .flatMap(it -> it.labels().keySet().stream())
        .collect(Collectors.toSet());
  }

  /** The sum of the samples of that name that have these labels; 0 if there are none. */
  public double sum(String name, Map<String, String> labels) {
    return of(name, labels).stream().mapToDouble(Sample::value).sum();
  }

  /** The samples of that name that have these labels. */
  public List<Sample> of(String name, Map<String, String> labels) {
    return samples.stream().filter(it -> it.name().equals(name) && it.has(labels)).toList();
  }
}
