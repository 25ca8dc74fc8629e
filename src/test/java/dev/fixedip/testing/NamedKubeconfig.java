package dev.fixedip.testing;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The API of a kubeconfig that the user names; never one that merely happens to be current. */
record NamedKubeconfig(KubernetesSettings settings) implements KubernetesProvider {
  @Override
  public String name() {
    return "kubeconfig";
  }

  @Override
  public Set<String> askedFor() {
    return Set.of("kubeconfig");
  }

  @Override
  public String remedy() {
    return "name the kubeconfig of a cluster that tests may use: -Dfixedip.kubeconfig=FILE";
  }

  @Override
  public KubernetesApi start() throws UnavailableException {
    Path file =
        settings.kubeconfig().orElseThrow(() -> new UnavailableException("no file is named"));
    try {
      String yaml = Files.readString(file);
      String version = serverVersion(configuration(file, yaml));
      return new KubernetesApi(
          "kubeconfig %s (%s)".formatted(file, version), yaml, Optional.empty(), () -> {});
    } catch (IOException e) {
      throw new UnavailableException("cannot read " + file.toAbsolutePath(), e);
    } catch (KubernetesClientException e) {
      throw new UnavailableException(
          "the API of " + file + " does not answer: " + UnavailableException.innermost(e), e);
    }
  }

  private static Config configuration(Path file, String yaml) throws UnavailableException {
    Config config;
    try {
      config = Config.fromKubeconfig(yaml);
    } catch (RuntimeException e) {
      throw new UnavailableException(
          file + " is no kubeconfig: " + UnavailableException.innermost(e), e);
    }
    if (config.getCurrentContext() == null) {
      throw new UnavailableException(file + " has no current context");
    }
    return config;
  }

  private static String serverVersion(Config config) {
    config.setRequestRetryBackoffLimit(0);
    config.setConnectionTimeout(5_000);
    config.setRequestTimeout(10_000);
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      return client.getKubernetesVersion().getGitVersion();
    }
  }
}
