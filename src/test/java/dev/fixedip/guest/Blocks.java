package dev.fixedip.guest;

import java.util.List;
import java.util.regex.Pattern;

/** The fenced blocks of a Markdown text. */
public final class Blocks {
  private static final Pattern FENCED =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private Blocks() {}

  /** One of them, without its fences. */
  public record Block(String language, String text) {}

  /** All of them, in their order. */
  public static List<Block> of(String markdown) {
    return FENCED
        .matcher(markdown)
        .results()
        .map(it -> new Block(it.group(1), it.group(2)))
        .toList();
  }
}
