package dev.fixedip.cli.files;

/**
 * The text of one file.
 *
 * @param name as the user named it, or {@code standard input}
 */
record Source(String name, String text) {
  static final String STANDARD_INPUT = "standard input";

  boolean isJson() {
    return name.endsWith(".json");
  }
}
