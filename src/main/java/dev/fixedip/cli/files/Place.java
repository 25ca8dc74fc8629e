package dev.fixedip.cli.files;

import org.jspecify.annotations.Nullable;

/**
 * Where something was written.
 *
 * @param file as the user named it, or {@code standard input}
 * @param document which of the file's documents, from 1
 * @param item which item of a {@code kind: List}, from 1; null outside of lists
 */
public record Place(String file, int document, @Nullable Integer item) {

  /** For people, such as {@code a.yaml (document 2)}. */
  @Override
  public String toString() {
    return "%s (%s)".formatted(file, within());
  }

  /** The same, for a thing that has a name, such as {@code a.yaml (document 2, lab/windows)}. */
  String of(String name) {
    return "%s (%s, %s)".formatted(file, within(), name);
  }

  private String within() {
    return item == null ? "document " + document : "document %d, item %d".formatted(document, item);
  }
}
