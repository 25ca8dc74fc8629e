package dev.fixedip.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesProvidersTest {
  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: none, cluster: {server: "http://127.0.0.1:1"}}]
      contexts: [{name: none, context: {cluster: none}}]
      current-context: none
      """;

  @TempDir private Path folder;
  private final List<String> started = new ArrayList<>();

  @Test
  void theFirstThatWorksIsTaken() {
    assertThat(start("auto", unavailable("docker", "auto"), working("cache", "auto", "go")))
        .isEqualTo("cache");
  }

  @Test
  void whatComesAfterTheFirstThatWorksIsNotStarted() {
    start("auto", working("cache", "auto"), working("go", "auto"));

    assertThat(started).containsExactly("cache");
  }

  @Test
  void aChoiceAsksOnlyThoseThatBelongToIt() {
    start("go", working("docker", "auto", "docker"), working("go", "auto", "go"));

    assertThat(started).containsExactly("go");
  }

  @Test
  void aNamedKubeconfigIsTheOnlyOneTried() {
    KubernetesProviders providers =
        new KubernetesProviders(
            List.of(unavailable("kubeconfig", "kubeconfig"), working("docker", "auto")));

    assertThatThrownBy(() -> providers.start(settings("auto", Optional.of(Path.of("named")))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("kubeconfig: kubeconfig is broken");
    assertThat(started).containsExactly("kubeconfig");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "kubeconfig"})
  void aNamedClusterIsNotTriedByTestsThatWouldHarmIt(String choice) {
    KubernetesSettings named = settings(choice, Optional.of(Path.of("named")));
    KubernetesProviders providers =
        new KubernetesProviders(
            List.of(working("kubeconfig", "kubeconfig"), working("docker", "auto")));

    try (KubernetesApi own = providers.start(named.withoutKubeconfig())) {
      assertThat(own.provider()).isEqualTo("docker");
    }
    assertThat(started).containsExactly("docker");
  }

  @Test
  void whenNoneWorksTheErrorListsEachWithItsReasonAndRemedy() {
    assertThatThrownBy(
            () -> start("auto", unavailable("docker", "auto", "docker"), unavailable("go", "auto")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            """
            No Kubernetes API to run on (-Dfixedip.kube=auto). Tried:
              docker: docker is broken.
                  → mend docker.
              go: go is broken.
                  → mend go.
            Choose one with -Dfixedip.kube=auto|docker.\
            """);
  }

  @Test
  void anUnknownChoiceNamesTheKnownOnes() {
    assertThatThrownBy(() -> KubernetesProviders.of(real("minikube")).start(real("minikube")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "-Dfixedip.kube=minikube is not a way to get a Kubernetes API. "
                + "Choose one with -Dfixedip.kube=auto|docker|download|go|kubeconfig.");
  }

  @Test
  void aForcedKubeconfigThatIsNotNamedSaysHowToNameIt() {
    assertThatThrownBy(() -> KubernetesProviders.of(real("kubeconfig")).start(real("kubeconfig")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no file is named")
        .hasMessageContaining("-Dfixedip.kubeconfig=FILE");
  }

  @Test
  void aNamedKubeconfigThatIsNotThereSaysWhichFile() {
    KubernetesSettings settings = settings("auto", Optional.of(folder.resolve("missing")));

    assertThatThrownBy(() -> KubernetesProviders.of(settings).start(settings))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot read " + folder.resolve("missing"));
  }

  @Test
  void aNamedKubeconfigWhoseApiDoesNotAnswerSaysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("dead"), KUBECONFIG);
    KubernetesSettings settings = settings("auto", Optional.of(file));

    assertThatThrownBy(() -> KubernetesProviders.of(settings).start(settings))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the API of " + file + " does not answer");
  }

  @ParameterizedTest
  @CsvSource({"], is no kubeconfig", "kind: Config, has no current context"})
  void aNamedFileThatIsNoUsableKubeconfigSaysSo(String content, String reason) throws IOException {
    Path file = Files.writeString(folder.resolve("unusable"), content);
    KubernetesSettings settings = settings("auto", Optional.of(file));

    assertThatThrownBy(() -> KubernetesProviders.of(settings).start(settings))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("kubeconfig: " + file + " " + reason);
  }

  private String start(String choice, KubernetesProvider... providers) {
    try (KubernetesApi api =
        new KubernetesProviders(List.of(providers)).start(settings(choice, Optional.empty()))) {
      return api.provider();
    }
  }

  private KubernetesSettings real(String choice) {
    return settings(choice, Optional.empty());
  }

  private KubernetesSettings settings(String choice, Optional<Path> kubeconfig) {
    return new KubernetesSettings(choice, kubeconfig, new CacheFolder(folder), folder);
  }

  private KubernetesProvider working(String name, String... askedFor) {
    return new Provider(name, Set.of(askedFor), true, started);
  }

  private KubernetesProvider unavailable(String name, String... askedFor) {
    return new Provider(name, Set.of(askedFor), false, started);
  }

  private record Provider(String name, Set<String> askedFor, boolean works, List<String> started)
      implements KubernetesProvider {
    @Override
    public String remedy() {
      return "mend " + name;
    }

    @Override
    public KubernetesApi start() throws UnavailableException {
      started.add(name);
      if (!works) {
        throw new UnavailableException(name + " is broken");
      }
      return new KubernetesApi(name, KUBECONFIG, Optional.empty(), () -> {});
    }
  }
}
