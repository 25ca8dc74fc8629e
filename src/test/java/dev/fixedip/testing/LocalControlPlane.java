package dev.fixedip.testing;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;

/**
 * An etcd and a kube-apiserver of our own, on the loopback address alone. Their folder lies below
 * {@code target}; etcd's data goes when they are closed, their logs stay.
 */
final class LocalControlPlane implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(90);

  private final Path folder;
  private final String token = UUID.randomUUID().toString();
  private final int port = ChildProcess.freePort();
  private final ChildProcess etcd;
  private final ChildProcess apiServer;

  private LocalControlPlane(Path binaries, Path folder)
      throws IOException, GeneralSecurityException {
    this.folder = folder;
    String etcdUrl = "http://127.0.0.1:" + ChildProcess.freePort();
    Path serviceAccountKey = writeServiceAccountKey();
    Path tokens =
        Files.writeString(folder.resolve("tokens.csv"), token + ",admin,admin,system:masters\n");
    etcd =
        ChildProcess.start(
            folder.resolve("etcd.log"),
            Map.of(),
            List.of(
                binaries.resolve("etcd").toString(),
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=" + etcdUrl,
                "--advertise-client-urls=" + etcdUrl,
                "--listen-peer-urls=http://127.0.0.1:0",
                "--unsafe-no-fsync"));
    apiServer =
        ChildProcess.start(
            folder.resolve("kube-apiserver.log"),
            Map.of(),
            List.of(
                binaries.resolve("kube-apiserver").toString(),
                "--etcd-servers=" + etcdUrl,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--endpoint-reconciler-type=none",
                "--secure-port=" + port,
                "--cert-dir=" + folder.resolve("certificates"),
                "--service-cluster-ip-range=10.96.0.0/24",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + serviceAccountKey,
                "--service-account-signing-key-file=" + serviceAccountKey,
                "--disable-admission-plugins=ServiceAccount",
                "--token-auth-file=" + tokens,
                "--authorization-mode=RBAC"));
  }

  /** Starts both programs of the folder, and returns when the API is ready. */
  static LocalControlPlane start(Path binaries, Path target) throws UnavailableException {
    LocalControlPlane started;
    try {
      Path folder = Files.createDirectories(target.resolve("kubernetes"));
      folder =
          Files.createTempDirectory(
              folder,
              "api-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      started = new LocalControlPlane(binaries, folder);
    } catch (IOException | GeneralSecurityException e) {
      throw new UnavailableException(
          "cannot start " + binaries + ": " + UnavailableException.innermost(e), e);
    }
    try {
      await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(READY_LIMIT)
          .until(() -> started.hasDied() || started.isReady());
    } catch (ConditionTimeoutException e) {
      started.close();
      throw new UnavailableException("kube-apiserver is not ready; see " + started.folder, e);
    }
    if (started.hasDied()) {
      ChildProcess dead = started.etcd.isAlive() ? started.apiServer : started.etcd;
      String lastLines = dead.lastLines(2);
      started.close();
      throw new UnavailableException(
          "a program of %s ended: %s; see %s".formatted(binaries, lastLines, started.folder));
    }
    return started;
  }

  /** A kubeconfig whose user may do everything. */
  String kubeconfig() {
    try {
      return """
      apiVersion: v1
      kind: Config
      clusters:
      - name: fixedip
        cluster:
          server: https://127.0.0.1:%d
          certificate-authority-data: %s
      users:
      - name: admin
        user:
          token: %s
      contexts:
      - name: fixedip
        context: {cluster: fixedip, user: admin}
      current-context: fixedip
      """
          .formatted(
              port, Base64.getEncoder().encodeToString(Files.readAllBytes(certificate())), token);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + certificate(), e);
    }
  }

  private Path certificate() {
    return folder.resolve("certificates").resolve("apiserver.crt");
  }

  private boolean hasDied() {
    return !etcd.isAlive() || !apiServer.isAlive();
  }

  private boolean isReady() {
    if (!Files.exists(certificate())) {
      return false;
    }
    Config config = Config.fromKubeconfig(kubeconfig());
    config.setRequestRetryBackoffLimit(0);
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      return "ok".equals(client.raw("/readyz"))
          && client.namespaces().withName("kube-system").get() != null
          && client.namespaces().withName("default").get() != null;
    } catch (KubernetesClientException notYet) {
      return false;
    }
  }

  private Path writeServiceAccountKey() throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key);
    return Files.writeString(
        folder.resolve("service-accounts.pem"),
        "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
  }

  @Override
  public void close() {
    apiServer.close();
    etcd.close();
    CacheFolder.delete(folder.resolve("etcd"));
  }
}
