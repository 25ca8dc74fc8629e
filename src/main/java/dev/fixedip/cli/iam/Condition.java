package dev.fixedip.cli.iam;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When a statement counts: if every key has one of its values, by every operator.
 *
 * @param operators values by operator and key
 */
record Condition(Map<String, Map<String, List<String>>> operators) {
  static final Condition NONE = new Condition(Map.of());

  static Condition of(String operator, String key, List<String> values) {
    return new Condition(Map.of(operator, Map.of(key, values)));
  }

  /** That the key has any value. */
  static Condition exists(String key) {
    return of("Null", key, List.of("false"));
  }

  /** Both; they have no key in common under an operator. */
  Condition and(Condition other) {
    Map<String, Map<String, List<String>>> all = new TreeMap<>();
    operators.forEach((operator, keys) -> all.put(operator, new TreeMap<>(keys)));
    other.operators.forEach(
        (operator, keys) -> all.computeIfAbsent(operator, it -> new TreeMap<>()).putAll(keys));
    return new Condition(all);
  }
}
