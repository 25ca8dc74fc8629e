package dev.fixedip.simulator.file;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code PT2S}, {@code 2s}, {@code 500ms}, {@code 1h30m}. */
final class Durations {
  private static final Pattern MILLIS = Pattern.compile("([0-9]{1,15})ms");

  private Durations() {}

  static Duration parse(String text) {
    Matcher millis = MILLIS.matcher(text);
    if (millis.matches()) {
      return Duration.ofMillis(Long.parseLong(millis.group(1)));
    }
    String upper = text.toUpperCase(Locale.ROOT);
    try {
      return Duration.parse(upper.contains("P") ? upper : "PT" + upper);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'%s' is no duration; write a number and a unit, such as 500ms, 2s, 1h30m or PT2S"
              .formatted(text),
          e);
    }
  }
}
