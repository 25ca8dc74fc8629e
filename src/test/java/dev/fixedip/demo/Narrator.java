package dev.fixedip.demo;

import java.io.PrintStream;
import java.util.List;

/** Tells the story on the terminal. */
final class Narrator {
  private static final String INDENT = "   ";
  private static final String GAP = "  ";

  private final PrintStream out;
  private final boolean terminal;
  private int steps;
  private String step = "the start";
  private volatile boolean silent;

  /**
   * Tells it there.
   *
   * @param terminal whether headlines may be bold
   */
  Narrator(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** The step that is being told. */
  String step() {
    return step;
  }

  /** Begins a step. */
  void step(String headline) {
    steps++;
    step = "step %d (%s)".formatted(steps, headline);
    line("");
    line(bold("%d. %s".formatted(steps, headline)));
    line("");
  }

  /** Says something, as it is. */
  void line(String text) {
    if (!silent) {
      out.println(text);
      out.flush();
    }
  }

  /** Says something in bold, if the terminal can. */
  void headline(String text) {
    line(bold(text));
  }

  /** Explains something. */
  void explain(String text) {
    text.lines().forEach(it -> line(INDENT + it));
  }

  /** Shows a command and what it printed. */
  void command(String command, String output) {
    line("");
    line(INDENT + bold("$ " + command));
    output.lines().forEach(it -> line(INDENT + it));
    line("");
  }

  /** Shows a text, apart from the rest. */
  void show(String text) {
    line("");
    text.lines().forEach(it -> line(INDENT + INDENT + it));
    line("");
  }

  /** Shows rows in columns; the first row names them. */
  void table(List<List<String>> rows) {
    show(columns(rows));
  }

  /** Rows in columns. */
  static String columns(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder shown = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        shown.append(padded(row.get(column), width(rows, column))).append(GAP);
      }
      text.append(shown.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** Says what is being waited for. */
  void waiting(String what) {
    line(INDENT + "… " + what);
  }

  /** Holds what was said against what is. */
  void check(boolean holds, String what) {
    if (!holds) {
      throw new StepFailed("expected: " + what);
    }
    line(INDENT + "✓ " + what);
  }

  /** Says nothing from now on. */
  void silence() {
    silent = true;
  }

  private String bold(String text) {
    return terminal ? "\033[1m" + text + "\033[0m" : text;
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
