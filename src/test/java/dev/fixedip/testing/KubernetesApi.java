package dev.fixedip.testing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running Kubernetes API for tests and demo. Where it comes from is chosen by system property
 * {@code fixedip.kube}: {@code auto} (default), {@code kubeconfig}, {@code docker}, {@code
 * download} or {@code go}.
 *
 * <p>Without a kubeconfig and without Docker it is a kube-apiserver and an etcd with no
 * kube-controller-manager: nothing collects objects whose owner is gone, a deleted namespace stays
 * {@code Terminating}, and nothing makes service accounts or runs pods. What a test needs of these
 * it does itself.
 */
public final class KubernetesApi implements AutoCloseable {
  private static final long TOKEN_SECONDS = 7_200;
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");

  private final String provider;
  private final String kubeconfig;
  private final Optional<Path> kubectl;
  private final Optional<Kubectl> ownKubectl;
  private final Runnable stop;
  private final KubernetesClient client;

  /** Takes over a running API; {@code stop} ends it. */
  KubernetesApi(String provider, String kubeconfig, Optional<Path> kubectl, Runnable stop) {
    this(provider, kubeconfig, kubectl, Optional.empty(), stop);
  }

  /** The same of an API that brings a kubectl along which is no program of this machine. */
  KubernetesApi(
      String provider,
      String kubeconfig,
      Optional<Path> kubectl,
      Optional<Kubectl> ownKubectl,
      Runnable stop) {
    this.provider = provider;
    this.kubeconfig = kubeconfig;
    this.kubectl = kubectl.or(() -> Programs.find("kubectl"));
    this.ownKubectl = ownKubectl;
    this.stop = stop;
    this.client = new KubernetesClientBuilder().withConfig(config()).build();
  }

  /**
   * Starts the API, or connects to the one that the user names.
   *
   * @throws IllegalStateException when none can be had; the message says why and what to do
   */
  public static KubernetesApi start() {
    return start(KubernetesSettings.ofSystemProperties());
  }

  /**
   * Starts an API that nobody else uses, also where the user names a cluster.
   *
   * @throws IllegalStateException when none can be had; the message says why and what to do
   */
  public static KubernetesApi startOwn() {
    return start(KubernetesSettings.ofSystemProperties().withoutKubeconfig());
  }

  private static KubernetesApi start(KubernetesSettings settings) {
    return KubernetesProviders.of(settings).start(settings);
  }

  /** What it is and where it comes from, such as "k3s in Docker (rancher/k3s:v1.36.1-k3s1)". */
  public String provider() {
    return provider;
  }

  /** A kubeconfig, as YAML, whose user may do everything. */
  public String kubeconfig() {
    return kubeconfig;
  }

  /** The kubeconfig written to a file, which is replaced; readable by its owner alone. */
  public Path writeKubeconfig(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
      Files.deleteIfExists(file);
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
      return Files.writeString(file, kubeconfig);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** A bearer token of a service account, good for two hours. */
  public String token(String namespace, String serviceAccount) {
    return client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(serviceAccount)
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(TOKEN_SECONDS)
                .endSpec()
                .build())
        .getStatus()
        .getToken();
  }

  /** A kubeconfig whose user is the one of that token. */
  public String kubeconfig(String token) {
    Config config = config();
    Map<String, Object> cluster = new TreeMap<>(Map.of("server", config.getMasterUrl()));
    if (config.getCaCertData() != null) {
      cluster.put("certificate-authority-data", config.getCaCertData());
    }
    if (config.getCaCertFile() != null) {
      cluster.put("certificate-authority", config.getCaCertFile());
    }
    if (config.isTrustCerts()) {
      cluster.put("insecure-skip-tls-verify", true);
    }
    String name = "tests";
    return client
        .getKubernetesSerialization()
        .asYaml(
            Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Config",
                "clusters",
                List.of(Map.of("name", name, "cluster", cluster)),
                "users",
                List.of(Map.of("name", name, "user", Map.of("token", token))),
                "contexts",
                List.of(Map.of("name", name, "context", Map.of("cluster", name, "user", name))),
                "current-context",
                name));
  }

  /** A client configuration of one's own: nothing but the kubeconfig goes into it. */
  public Config config() {
    return Config.fromKubeconfig(kubeconfig);
  }

  /** A client that is closed together with this. */
  public KubernetesClient client() {
    return client;
  }

  /** The server's version, such as "v1.36.1". */
  public String serverVersion() {
    return client.getKubernetesVersion().getGitVersion();
  }

  /** A kubectl: the one that came with the API, else the one on the {@code PATH}. */
  public Optional<Path> kubectl() {
    return kubectl;
  }

  /**
   * Runs kubectl against the API: the one that it brings along, else a program of this machine.
   *
   * @throws IllegalStateException if there is none, which can only be so with a kubeconfig of the
   *     user's
   */
  public Kubectl runKubectl() {
    return ownKubectl.orElseGet(() ->
        new KubectlProgram(
            kubectl.orElseThrow(
                () -> new IllegalStateException("Put kubectl on the PATH: there is none")),
            writeKubeconfig(Path.of("target", "kubectl", UUID.randomUUID() + ".yaml"))));
  }

  /** Makes a namespace of the prefix and a suffix that no other has; returns its name. */
  public String createNamespace(String prefix) {
    return client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withGenerateName(prefix + "-")
                .endMetadata()
                .build())
        .create()
        .getMetadata()
        .getName();
  }

  /** Applies the CustomResourceDefinitions of a folder's YAML files and waits until all serve. */
  public void applyCrds(Path folder) {
    List<CustomResourceDefinition> applied =
        yamlFiles(folder).stream()
            .flatMap(file -> load(file).stream())
            .filter(CustomResourceDefinition.class::isInstance)
            .map(CustomResourceDefinition.class::cast)
            .map(crd -> client.resource(crd).forceConflicts().serverSideApply())
            .toList();
    for (CustomResourceDefinition crd : applied) {
      client.resource(crd).waitUntilCondition(KubernetesApi::isEstablished, 30, TimeUnit.SECONDS);
    }
  }

  private static boolean isEstablished(@Nullable CustomResourceDefinition crd) {
    return crd != null
        && crd.getStatus() != null
        && Stream.ofNullable(crd.getStatus().getConditions())
            .flatMap(List::stream)
            .anyMatch(condition ->
                condition.getType().equals("Established") && condition.getStatus().equals("True"));
  }

  private List<HasMetadata> load(Path file) {
    try (InputStream yaml = Files.newInputStream(file)) {
      return client.load(yaml).items();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static List<Path> yamlFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  @Override
  public void close() {
    client.close();
    stop.run();
  }
}
