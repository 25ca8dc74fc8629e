package dev.fixedip.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The chart of the repository, and Helm in this JVM. Helm's library leaves hooks out of what it
 * renders, and so a copy of the chart is rendered whose hooks Helm does not know as such.
 */
final class Chart {
  static final Path FOLDER = Path.of("helm", "fixedip");

  /** What a release is called here, and the namespace that it is in. */
  static final String NAME = "fixedip";

  private static final String HOOK = "helm.sh/hook:";
  private static final String UNKNOWN_HOOK = "unknown.helm.sh/hook:";

  private static final Set<String> OF_RIGHTS =
      Set.of("ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");

  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER));

  private Chart() {}

  static Helm helm() {
    return new Helm(FOLDER);
  }

  /**
   * The objects of the release {@code fixedip} in the namespace {@code fixedip}.
   *
   * @param values as YAML; what is not there is as in values.yaml
   * @throws IllegalStateException if Helm refuses them; the message is Helm's
   */
  static List<JsonNode> render(String values) {
    return render(NAME, NAME, values);
  }

  /** The objects of a release. */
  static List<JsonNode> render(String release, String namespace, String values) {
    String rendered =
        withValues(
            values,
            file ->
                new Helm(WithoutHooks.FOLDER)
                    .template()
                    .withName(release)
                    .withNamespace(namespace)
                    .withKubeVersion("1.36.1")
                    .withValuesFile(file)
                    .call());
    return documents(rendered.replace(UNKNOWN_HOOK, HOOK));
  }

  /** Has it read values as YAML from a file, as Helm wants them. */
  static <T> T withValues(String values, Function<Path, T> use) {
    try {
      Path file = Files.createTempFile("values-", ".yaml");
      try {
        return use.apply(Files.writeString(file, values));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The documents of a YAML text that are not empty. */
  static List<JsonNode> documents(String yaml) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      return documents.readAll().stream().filter(JsonNode::isObject).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String yaml(JsonNode it) {
    try {
      return YAML.writeValueAsString(it);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same as Kubernetes' client has it. */
  static HasMetadata resource(JsonNode it) {
    return new KubernetesSerialization().unmarshal(yaml(it), HasMetadata.class);
  }

  /** Its kind, a slash, and its name. */
  static String title(JsonNode it) {
    return it.get("kind").asText() + "/" + it.at("/metadata/name").asText();
  }

  /** Whether it is a service account, or says what one may do. */
  static boolean isOfRights(JsonNode it) {
    return OF_RIGHTS.contains(it.get("kind").asText());
  }

  /** The one with that title. */
  static JsonNode find(List<JsonNode> objects, String title) {
    return objects.stream()
        .filter(it -> title(it).equals(title))
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                title + " is not among " + objects.stream().map(Chart::title).toList()));
  }

  /** A copy of the chart in which that was done to each file's text. */
  static Path copy(UnaryOperator<String> change) {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      Path target = Files.createDirectories(Path.of("target", "chart"));
      Path folder = Files.createTempDirectory(target, "copy-");
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copied = folder.resolve(FOLDER.relativize(file));
        Files.createDirectories(copied.resolveSibling("."));
        Files.writeString(copied, change.apply(Files.readString(file)));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Made when something is rendered for the first time. */
  private static final class WithoutHooks {
    static final Path FOLDER = copy(it -> it.replace(HOOK, UNKNOWN_HOOK));
  }
}
