package dev.fixedip.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents say of the chart's values and of its pods can be done as it is written. */
class DocsValuesTest {
  private static final List<Path> PAGES =
      Stream.of("helm.md", "install.md", "network.md").map(it -> Path.of("docs", it)).toList();
  private static final Pattern SNIPPET =
      Pattern.compile("^( *)```yaml\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern INSTALLATION =
      Pattern.compile("^ *helm install (?:[^\\n]*\\\\\\n)*[^\\n]*$", Pattern.MULTILINE);
  private static final Pattern TARGET = Pattern.compile("kubectl debug [^`]*--target=(\\w+)[^`]*");

  static Stream<String> snippets() {
    return PAGES.stream()
        .flatMap(it -> found(SNIPPET, it))
        .map(it -> it.group(2).replaceAll("(?m)^" + it.group(1), ""));
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void theChartTakesValuesThatAreShown(String values) {
    assertThat(Chart.render(values)).isNotEqualTo(Chart.render("{}"));
  }

  @Test
  void everyInstallationNamesTheTagThatIsBuilt() {
    String built =
        found(Pattern.compile("docker push \\S+:(\\S+)"), Path.of("docs", "install.md"))
            .map(it -> it.group(1))
            .findFirst()
            .orElseThrow();

    assertThat(
            Stream.concat(PAGES.stream(), Stream.of(Path.of("README.md")))
                .flatMap(it -> found(INSTALLATION, it))
                .map(MatchResult::group))
        .hasSizeGreaterThan(3)
        .allSatisfy(
            it -> assertThat(it).contains("--set image.repository=", "--set image.tag=" + built));
  }

  @Test
  void aPodIsLookedIntoByTheNameOfItsContainer() {
    JsonNode container = Containers.of(Chart.render("{}"), "Deployment/").container();

    assertThat(PAGES.stream().flatMap(it -> found(TARGET, it)))
        .isNotEmpty()
        .allSatisfy(it -> {
          assertThat(it.group(1)).isEqualTo(container.get("name").asText());
          assertThat(it.group()).contains("--profile=restricted");
        });
  }

  private static Stream<MatchResult> found(Pattern pattern, Path page) {
    try {
      return pattern.matcher(Files.readString(page)).results().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
