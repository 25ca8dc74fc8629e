package dev.fixedip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links of the documents lead to files and headings that there are. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");

  @ParameterizedTest
  @MethodSource("documents")
  void leadSomewhere(Path document) {
    assertThat(LINK.matcher(text(document)).results())
        .extracting(it -> it.group(1))
        .filteredOn(it -> !it.startsWith("https://"))
        .filteredOn(it -> !leadsSomewhere(document, it))
        .as("links that lead nowhere")
        .isEmpty();
  }

  static Stream<Path> documents() {
    return Stream.of("README.md", "docs", "examples", "helm")
        .map(Path::of)
        .flatMap(LinksTest::below)
        .filter(it -> it.toString().endsWith(".md"));
  }

  private static Stream<Path> below(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean leadsSomewhere(Path document, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
    return Files.exists(target)
        && (parts.length == 1
            || HEADING
                .matcher(text(target))
                .results()
                .anyMatch(it -> anchor(it.group(1)).equals(parts[1])));
  }

  private static String text(Path document) {
    try {
      return CODE_BLOCK.matcher(Files.readString(document)).replaceAll("\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The anchor that Git hosts make of a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }
}
