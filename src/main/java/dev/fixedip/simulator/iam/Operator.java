package dev.fixedip.simulator.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a condition compares a key's values with its own (IAM User Guide, "IAM JSON policy elements:
 * Condition operators").
 *
 * @param quantifier what is asked of a key with several values
 * @param ifExists whether the condition holds where the key has no value
 */
public record Operator(Quantifier quantifier, Comparison comparison, boolean ifExists) {
  /** What is asked of the values of a key. */
  public enum Quantifier {
    /** The key has one value. */
    ONE,
    /** Each fits; none is enough. */
    ALL,
    /** One of them fits. */
    ANY
  }

  /**
   * How one value is compared with those of the condition.
   *
   * @param fits whether a key's value fits one of the condition's
   * @param negated whether it has to fit none of them
   */
  record Comparison(BiPredicate<String, String> fits, boolean negated) {}

  private static final String NULL = "Null";
  private static final int ARN_PARTS = 6;
  private static final Pattern NAME =
      Pattern.compile("(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?");

  private static final Map<String, Comparison> COMPARISONS =
      new TreeMap<>(
          Map.of(
              "StringEquals",
              new Comparison(String::equals, false),
              "StringNotEquals",
              new Comparison(String::equals, true),
              "StringLike",
              new Comparison(Operator::isLike, false),
              "StringNotLike",
              new Comparison(Operator::isLike, true),
              "ArnEquals",
              new Comparison(Operator::isArnLike, false),
              "ArnLike",
              new Comparison(Operator::isArnLike, false),
              "ArnNotEquals",
              new Comparison(Operator::isArnLike, true),
              "ArnNotLike",
              new Comparison(Operator::isArnLike, true),
              "Bool",
              new Comparison(String::equalsIgnoreCase, false),
              NULL,
              new Comparison(String::equalsIgnoreCase, false)));

  /** The names of the operators, without what may stand before and behind them. */
  public static List<String> names() {
    return List.copyOf(COMPARISONS.keySet());
  }

  /** The operator of that name; empty if there is none. */
  public static Optional<Operator> named(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches() || !COMPARISONS.containsKey(parts.group(2))) {
      return Optional.empty();
    }
    Quantifier quantifier =
        parts.group(1) == null
            ? Quantifier.ONE
            : parts.group(1).equals("ForAllValues") ? Quantifier.ALL : Quantifier.ANY;
    boolean ifExists = parts.group(3) != null;
    if (parts.group(2).equals(NULL) && (ifExists || quantifier != Quantifier.ONE)) {
      return Optional.empty();
    }
    return Optional.of(new Operator(quantifier, COMPARISONS.get(parts.group(2)), ifExists));
  }

  /** Whether it compares with {@code true} and {@code false} only. */
  public boolean isOfFlags() {
    return isNull() || comparison.equals(COMPARISONS.get("Bool"));
  }

  /** Whether it asks whether the key has a value. */
  public boolean isNull() {
    return comparison.equals(COMPARISONS.get(NULL));
  }

  boolean holds(List<String> actual, List<String> wanted) {
    if (isNull()) {
      return wanted.contains(Boolean.toString(actual.isEmpty()));
    }
    if (actual.isEmpty()) {
      return ifExists
          || quantifier == Quantifier.ALL
          || (comparison.negated && quantifier == Quantifier.ONE);
    }
    Predicate<String> fits =
        value ->
            wanted.stream().anyMatch(it -> comparison.fits.test(it, value)) != comparison.negated;
    return quantifier == Quantifier.ANY
        ? actual.stream().anyMatch(fits)
        : actual.stream().allMatch(fits);
  }

  private static boolean isLike(String pattern, String value) {
    return Glob.matches(pattern, value);
  }

  private static boolean isArnLike(String pattern, String value) {
    String[] wanted = pattern.split(":", ARN_PARTS);
    String[] actual = value.split(":", ARN_PARTS);
    if (wanted.length != actual.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!Glob.matches(wanted[i], actual[i])) {
        return false;
      }
    }
    return true;
  }
}
