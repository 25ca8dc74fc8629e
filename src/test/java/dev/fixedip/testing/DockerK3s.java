package dev.fixedip.testing;

import java.util.Optional;
import java.util.Set;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/** K3s, a whole Kubernetes, in a container. */
record DockerK3s(KubernetesSettings settings) implements KubernetesProvider {
  private static final String IMAGE = "rancher/k3s:v1.36.1-k3s1";

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public Set<String> askedFor() {
    return Set.of("auto", "docker");
  }

  @Override
  public String remedy() {
    return "start Docker, or set DOCKER_HOST to one that answers and may pull " + IMAGE;
  }

  @Override
  public KubernetesApi start() throws UnavailableException {
    Docker.requireReachable();
    Patience.say("starting " + IMAGE + " in Docker");
    K3sContainer k3s = new K3sContainer(DockerImageName.parse(IMAGE));
    try {
      k3s.start();
      return new KubernetesApi(
          "k3s in Docker (" + IMAGE + ")",
          k3s.getKubeConfigYaml(),
          KubernetesBinaries.newestIn(settings.cache()).map(KubernetesBinaries::kubectl),
          Optional.of(new KubectlInK3s(k3s)),
          k3s::close);
    } catch (RuntimeException e) {
      k3s.close();
      throw new UnavailableException(
          IMAGE + " does not start: " + UnavailableException.innermost(e), e);
    }
  }
}
