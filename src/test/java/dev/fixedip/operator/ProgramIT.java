package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.OperatorProcess;
import dev.fixedip.testing.SharedKubernetesApi;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The program's start and end, as whoever runs it sees them. */
@ExtendWith(SharedKubernetesApi.class)
class ProgramIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Simulator ec2 = LifelikeEc2.start();
  private final Stage stage;
  private final Map<String, String> environment = new HashMap<>();
  @TempDir Path folder;

  ProgramIT(KubernetesApi kubernetes) {
    stage = Stage.open(kubernetes, ec2.endpoint());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_CONFIG_FILE", "none");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "none");
  }

  @AfterEach
  void stop() {
    stage.close();
    ec2.close();
  }

  @Test
  void aMissingKubeconfigIsNamed() throws Exception {
    environment.put("KUBECONFIG", "nowhere/config");

    assertThat(failure())
        .contains("KUBECONFIG names nowhere/config, which does not exist")
        .contains("set it to the kubeconfig of your cluster");
  }

  @Test
  void aClusterThatDoesNotAnswerIsNamed() throws Exception {
    String nobody = "https://127.0.0.1:" + freePort();
    environment.put("KUBECONFIG", kubeconfig(nobody));

    assertThat(failure())
        .contains("Kubernetes does not answer at " + nobody)
        .contains("set KUBECONFIG to a cluster that does");
  }

  /** As kube-apiserver answers for a group that it does not have. */
  @Test
  void aClusterWithoutTheDefinitionIsTold() throws Exception {
    HttpServer bare =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    bare.createContext(
        "/",
        it -> {
          byte[] body = "404 page not found\n".getBytes(StandardCharsets.UTF_8);
          it.sendResponseHeaders(404, body.length);
          it.getResponseBody().write(body);
          it.close();
        });
    bare.start();
    try {
      environment.put("KUBECONFIG", kubeconfig("http://127.0.0.1:" + bare.getAddress().getPort()));

      assertThat(failure())
          .contains("The CustomResourceDefinition fixedips.fixedip.dev is not installed")
          .contains("fixedip crd | kubectl apply -f -");
    } finally {
      bare.stop(0);
    }
  }

  @Test
  void withoutARegionNothingIsTried() throws Exception {
    environment.put("KUBECONFIG", theCluster());
    environment.remove("AWS_REGION");

    assertThat(failure()).contains("No AWS region is set: set AWS_REGION");
  }

  @Test
  void withoutCredentialsNothingIsTried() throws Exception {
    environment.put("KUBECONFIG", theCluster());
    environment.remove("AWS_ACCESS_KEY_ID");

    assertThat(failure())
        .contains("No AWS credentials were found")
        .contains("set AWS_PROFILE")
        .contains("--simulate");
  }

  @Test
  void itServesHealthAndMetricsAndEndsWhenAsked() {
    OperatorProcess operator = stage.operator();
    assertThat(operator.status("/healthz")).isEqualTo(200);
    await("it to lead").atMost(SOON).until(() -> operator.metrics().contains("fixedip_leader 1"));
    operator.awaitReady();
    assertThat(operator.metrics())
        .contains("fixedip_leaks_attached")
        .contains("fixedip_snapshot_age_seconds");
    assertThat(lease().getSpec().getHolderIdentity()).isNotEmpty();

    operator.terminate();

    operator.awaitEnd(Duration.ofSeconds(10));
    await("the lease to be released")
        .atMost(Duration.ofSeconds(2))
        .until(() -> {
          String holder = lease().getSpec().getHolderIdentity();
          return holder == null || holder.isEmpty();
        });
    assertThat(operator.log()).doesNotContain("Exception").doesNotContain("ERROR");
  }

  private Lease lease() {
    return stage
        .kubernetes()
        .client()
        .leases()
        .inNamespace(stage.namespace())
        .withName("fixedip")
        .get();
  }

  /** What the program wrote to stderr before it ended, which is one line. */
  private String failure() throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        OperatorProcess.command(
                "--namespaces=" + stage.namespace(), "--cluster-id=program", "--http-port=0")
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
      String all = Files.readString(errors);
      assertThat(all.strip().lines()).as(all).hasSize(1);
      assertThat(Files.readString(output)).doesNotContain("Exception");
      return all;
    } finally {
      process.destroyForcibly();
    }
  }

  private String theCluster() {
    return stage
        .kubernetes()
        .writeKubeconfig(folder.resolve("kubeconfig"))
        .toAbsolutePath()
        .toString();
  }

  private String kubeconfig(String server) throws IOException {
    return Files.writeString(
            folder.resolve("unreachable"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: a, cluster: {server: "%s"}}]
            users: [{name: a, user: {token: a}}]
            contexts: [{name: a, context: {cluster: a, user: a}}]
            current-context: a
            """
                .formatted(server))
        .toAbsolutePath()
        .toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
