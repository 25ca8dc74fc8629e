package dev.fixedip.cli;

import java.io.Console;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** What the log looks like, and how much it says. */
final class LogOptions {

  /** How a line is written. */
  enum Format {
    AUTO,
    PLAIN,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The least that is written. */
  enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "auto",
      description =
          "plain, for people; json, one object a line; or auto: json in a pod that no terminal is"
              + " attached to, else plain (default: ${DEFAULT-VALUE}).")
  Format format = Format.AUTO;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Level level = Level.INFO;

  /** Says so to logback, which asks once: to be called before any class has a logger. */
  void apply() {
    System.setProperty("fixedip.log.format", chosen(System.getenv(), isTerminal()).toString());
    System.setProperty("fixedip.log.level", level.toString());
  }

  /** The format that it comes to in that environment. */
  Format chosen(Map<String, String> environment, boolean terminal) {
    if (format != Format.AUTO) {
      return format;
    }
    return environment.containsKey("KUBERNETES_SERVICE_HOST") && !terminal
        ? Format.JSON
        : Format.PLAIN;
  }

  @SuppressWarnings("SystemConsoleNull") // it is null where it is redirected
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
