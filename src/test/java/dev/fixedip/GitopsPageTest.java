package dev.fixedip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code docs/gitops.md} and its examples name is there. */
class GitopsPageTest {
  private static final Path PAGE = Path.of("docs", "gitops.md");
  private static final Path GITOPS = Path.of("examples", "gitops");
  private static final Path CI = Path.of("examples", "ci");

  @Test
  void thePageLeavesNoExampleOut() throws IOException {
    String page = Files.readString(PAGE);
    Set<Path> folders = Set.of(CI, GITOPS.resolve("argocd"), GITOPS.resolve("flux"));
    try (Stream<Path> files = Files.walk(Path.of("examples"))) {
      assertThat(files.filter(Files::isRegularFile).filter(it -> folders.contains(it.getParent())))
          .isNotEmpty()
          .allSatisfy(it -> assertThat(page).contains(it.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"argocd/application.yaml", "flux/production.yaml", "flux/staging.yaml"})
  void whatBringsAnOverlayNamesOneThatIsThere(String file) throws IOException {
    JsonNode spec = read(GITOPS.resolve(file)).path("spec");
    Path overlay = GITOPS.resolve(spec.at("/source/path").asText(spec.path("path").asText()));
    String namespace = read(overlay.resolve("kustomization.yaml")).path("namespace").asText();

    assertThat(spec.at("/destination/namespace").asText(namespace)).isEqualTo(namespace);
    assertThat(spec.path("healthChecks"))
        .allSatisfy(it -> {
          assertThat(it.path("apiVersion").asText()).isEqualTo("fixedip.dev/v1alpha1");
          assertThat(it.path("kind").asText()).isEqualTo("FixedIp");
          assertThat(it.path("namespace").asText()).isEqualTo(namespace);
          assertThat(names()).contains(it.path("name").asText());
        });
  }

  private static List<String> names() throws IOException {
    try (var documents =
        new YAMLMapper()
            .readerFor(JsonNode.class)
            .<JsonNode>readValues(GITOPS.resolve("base/fixedips.yaml").toFile())) {
      return documents.readAll().stream().map(it -> it.at("/metadata/name").asText()).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"github.yaml", "gitlab.yaml"})
  void aPipelineRunsTheScriptOverEachOverlay(String file) throws IOException {
    JsonNode pipeline = read(CI.resolve(file));
    JsonNode matrix =
        Stream.of(
                pipeline.at("/jobs/review/strategy/matrix/overlay"),
                pipeline.at("/fixedips/parallel/matrix/0/OVERLAY"))
            .filter(JsonNode::isArray)
            .findFirst()
            .orElseThrow();

    try (Stream<Path> overlays = Files.list(GITOPS.resolve("overlays"))) {
      assertThat(matrix.valueStream().map(JsonNode::asText))
          .containsExactlyInAnyOrderElementsOf(
              overlays.map(it -> String.valueOf(it.getFileName())).toList());
    }
    assertThat(pipeline.toString())
        .contains("ci/review.sh rendered", "fixedip/bin", "kubectl kustomize");
    assertThat(CI.resolve("review.sh")).isExecutable();
  }

  private static JsonNode read(Path file) throws IOException {
    return new YAMLMapper().readTree(Files.readString(file));
  }
}
