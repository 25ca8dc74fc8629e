package dev.fixedip.simulator.iam;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A condition of a statement.
 *
 * @param key a condition key, in any letters
 * @param values of which one must fit
 */
public record Condition(Operator operator, String key, List<String> values) {

  /** Whether it holds where the keys have those values. */
  boolean holds(Map<String, List<String>> context) {
    return operator.holds(context.getOrDefault(key.toLowerCase(Locale.ROOT), List.of()), values);
  }
}
