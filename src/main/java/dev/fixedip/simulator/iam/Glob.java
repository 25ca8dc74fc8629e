package dev.fixedip.simulator.iam;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** IAM's wildcards: {@code *} stands for any text, {@code ?} for one character. */
public final class Glob {
  private Glob() {}

  /** Whether the whole text matches. */
  public static boolean matches(String pattern, String text) {
    return compile(pattern, 0).matcher(text).matches();
  }

  /** The same where capitals do not matter. */
  public static boolean matchesAnyCase(String pattern, String text) {
    return compile(pattern, Pattern.CASE_INSENSITIVE).matcher(text).matches();
  }

  private static Pattern compile(String pattern, int flags) {
    return Pattern.compile(
        pattern
            .codePoints()
            .mapToObj(c ->
                switch (c) {
                  case '*' -> ".*";
                  case '?' -> ".";
                  default -> Pattern.quote(Character.toString(c));
                })
            .collect(Collectors.joining()),
        flags | Pattern.DOTALL);
  }
}
