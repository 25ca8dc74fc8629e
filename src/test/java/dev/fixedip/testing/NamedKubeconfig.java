package dev.fixedip.testing;

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
      KubernetesApi api =
          new KubernetesApi(
              "kubeconfig " + file, Files.readString(file), Optional.empty(), () -> {});
      api.serverVersion();
      return api;
    } catch (IOException e) {
      throw new UnavailableException("cannot read " + file.toAbsolutePath(), e);
    } catch (KubernetesClientException e) {
      throw new UnavailableException(
          "the API of " + file + " does not answer: " + UnavailableException.innermost(e), e);
    }
  }
}
