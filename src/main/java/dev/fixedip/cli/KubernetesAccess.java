package dev.fixedip.cli;

import dev.fixedip.api.FixedIp;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How Kubernetes is reached, and whether it is there and knows FixedIps. */
final class KubernetesAccess {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private KubernetesAccess() {}

  /**
   * How an operator reaches Kubernetes.
   *
   * @param kubeconfig the value of the variable KUBECONFIG, null if it is not set
   * @throws Problem if that names no file, or the environment a proxy that cannot be asked
   */
  static Config config(@Nullable String kubeconfig) {
    if (kubeconfig != null && !kubeconfig.isBlank() && namesNoFile(kubeconfig)) {
      throw new Problem(
          "KUBECONFIG names %s, which does not exist: set it to the kubeconfig of your cluster, or unset it to use ~/.kube/config"
              .formatted(kubeconfig));
    }
    return KubernetesProxy.in(Config.autoConfigure(null));
  }

  /**
   * Asks Kubernetes for FixedIps, once; it has 5 s for each namespace.
   *
   * @param namespaces those that will be watched; empty: all
   * @throws Problem if they are not to be had; its message says what to do
   */
  static void check(KubernetesClient kubernetes, Set<String> namespaces) {
    RequestConfig once =
        new RequestConfigBuilder(kubernetes.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout((int) PATIENCE.toMillis())
            .build();
    try {
      list(kubernetes.newClient(once).adapt(KubernetesClient.class), namespaces);
    } catch (KubernetesClientException e) {
      throw problem(e, kubernetes.getConfiguration().getMasterUrl());
    }
  }

  /**
   * A configuration like that one, for one question that is answered within seconds or not at all.
   *
   * @throws Problem if the environment names a proxy that cannot be asked
   */
  static Config toAskOnce(Config config) {
    return KubernetesProxy.in(
        new ConfigBuilder(config)
            .withRequestRetryBackoffLimit(0)
            .withConnectionTimeout((int) PATIENCE.toMillis())
            .withRequestTimeout((int) PATIENCE.toMillis())
            .build());
  }

  private static boolean namesNoFile(String kubeconfig) {
    return Arrays.stream(kubeconfig.split(File.pathSeparator))
        .filter(it -> !it.isBlank())
        .noneMatch(it -> Files.exists(Path.of(it)));
  }

  private static void list(KubernetesClient kubernetes, Set<String> namespaces) {
    var fixedIps = kubernetes.resources(FixedIp.class);
    ListOptions one = new ListOptionsBuilder().withLimit(1L).build();
    if (namespaces.isEmpty()) {
      fixedIps.inAnyNamespace().list(one);
    } else {
      namespaces.forEach(it -> fixedIps.inNamespace(it).list(one));
    }
  }

  /** What a user can do about an answer of Kubernetes that is an error. */
  static Problem problem(KubernetesClientException e, String url) {
    return switch (e.getCode()) {
      case 404 ->
          new Problem(
              "The CustomResourceDefinition fixedips.fixedip.dev is not installed: run 'fixedip"
                  + " crd | kubectl apply -f -'",
              e);
      case 401, 403 ->
          new Problem(
              "Kubernetes at %s does not let this account list FixedIps (%d): grant it the operator's role, or use another kubeconfig"
                  .formatted(url, e.getCode()),
              e);
      default ->
          new Problem(
              "Kubernetes does not answer at %s (%s): set KUBECONFIG to a cluster that does"
                  .formatted(url, rootMessage(e)),
              e);
    };
  }

  /** What was at the bottom of it, for people. */
  static String rootMessage(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }
}
