package dev.fixedip.cli.files;

/**
 * Something wrong in a file.
 *
 * @param where the file, and what in it, such as {@code a.yaml (document 2, lab/windows)}
 * @param what the field, what is wrong with it, and what to write instead
 */
public record Fault(String where, String what) {
  @Override
  public String toString() {
    return where + ": " + what;
  }
}
