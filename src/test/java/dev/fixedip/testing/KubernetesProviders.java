package dev.fixedip.testing;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The ways to get a Kubernetes API, in the order in which they are tried. A kubeconfig that the
 * user names is the only one that is tried: tests never run elsewhere than the user said.
 */
record KubernetesProviders(List<KubernetesProvider> inOrder) {

  static KubernetesProviders of(KubernetesSettings settings) {
    return new KubernetesProviders(
        List.of(
            new NamedKubeconfig(settings),
            new DockerK3s(settings),
            new CachedBinaries(settings),
            new DownloadedBinaries(settings),
            new GoBuiltBinaries(settings)));
  }

  /**
   * The API of the first provider that works.
   *
   * @throws IllegalStateException when none works; the message lists each with its reason and what
   *     to do
   */
  KubernetesApi start(KubernetesSettings settings) {
    String choice = settings.kubeconfig().isPresent() ? "kubeconfig" : settings.choice();
    List<KubernetesProvider> asked =
        inOrder.stream().filter(provider -> provider.askedFor().contains(choice)).toList();
    if (asked.isEmpty()) {
      throw new IllegalStateException(
          "-Dfixedip.kube=" + choice + " is not a way to get a Kubernetes API. " + choices());
    }
    StringBuilder tried = new StringBuilder();
    for (KubernetesProvider provider : asked) {
      try {
        return provider.start();
      } catch (UnavailableException e) {
        tried.append(
            "\n  %s: %s.%n      → %s.".formatted(provider.name(), e.reason(), provider.remedy()));
      }
    }
    throw new IllegalStateException(
        "No Kubernetes API to run on (-Dfixedip.kube=%s). Tried:%s%n%s"
            .formatted(choice, tried, choices()));
  }

  private String choices() {
    return inOrder.stream()
        .flatMap(provider -> provider.askedFor().stream())
        .distinct()
        .sorted()
        .collect(Collectors.joining("|", "Choose one with -Dfixedip.kube=", "."));
  }
}
