package dev.fixedip.cli;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Kubernetes a command asks, once. */
final class KubernetesOptions {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "The kubeconfig of the cluster (default: the variable KUBECONFIG, or ~/.kube/config).")
  @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The context of the kubeconfig (default: its current one).")
  @Nullable String context;

  /**
   * How to reach it.
   *
   * @throws Problem if the kubeconfig or the context is not there
   */
  Config config() {
    Config config = loaded();
    if (context != null
        && config.getContexts().stream().map(NamedContext::getName).noneMatch(context::equals)) {
      throw new Problem(
          "--context %s is not in the kubeconfig: name one of %s"
              .formatted(context, contexts(config)));
    }
    return KubernetesAccess.toAskOnce(config);
  }

  private Config loaded() {
    if (kubeconfig == null) {
      return Config.autoConfigure(context);
    }
    if (!Files.isReadable(kubeconfig)) {
      throw new Problem(
          "--kubeconfig %s cannot be read: name the kubeconfig of your cluster, or leave it out to use KUBECONFIG or ~/.kube/config"
              .formatted(kubeconfig));
    }
    File file = kubeconfig.toFile();
    return context == null ? Config.fromKubeconfig(file) : Config.fromKubeconfig(context, file);
  }

  private static List<String> contexts(Config config) {
    return config.getContexts().stream().map(NamedContext::getName).sorted().toList();
  }
}
