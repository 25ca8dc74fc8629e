package dev.fixedip.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as Kubernetes users write them: {@code 30s}, {@code 10m}, {@code 1h30m}. */
final class Durations {
  private Durations() {}

  static Duration parse(String text) {
    try {
      return Duration.parse(
          "PT" + text.replace("ms", "E-3S").toUpperCase(Locale.ROOT).replace("E-3S", "ms"));
    } catch (DateTimeParseException e) {
      return millis(text);
    }
  }

  private static Duration millis(String text) {
    try {
      if (text.endsWith("ms")) {
        return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
      }
    } catch (NumberFormatException e) {
      throw problem(text);
    }
    throw problem(text);
  }

  private static TypeConversionException problem(String text) {
    return new TypeConversionException(
        "'" + text + "' is no duration: write a number and a unit, such as 500ms, 30s, 10m, 1h30m");
  }
}
