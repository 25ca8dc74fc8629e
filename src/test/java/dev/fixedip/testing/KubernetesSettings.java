package dev.fixedip.testing;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a Kubernetes API comes from.
 *
 * @param choice system property {@code fixedip.kube}: auto, kubeconfig, docker, download or go
 * @param kubeconfig system property {@code fixedip.kubeconfig}: a file; its current context is used
 * @param cache where Kubernetes' programs are kept
 * @param target the build's folder, for what the API stores and logs while it runs
 */
record KubernetesSettings(
    String choice, Optional<Path> kubeconfig, CacheFolder cache, Path target) {

  static KubernetesSettings ofSystemProperties() {
    return new KubernetesSettings(
        property("fixedip.kube").orElse("auto"),
        property("fixedip.kubeconfig").map(Path::of),
        CacheFolder.ofUser(),
        Path.of("target").toAbsolutePath());
  }

  /** The same without the cluster that the user names. */
  KubernetesSettings withoutKubeconfig() {
    return new KubernetesSettings(
        choice.equals("kubeconfig") ? "auto" : choice, Optional.empty(), cache, target);
  }

  private static Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
  }
}
