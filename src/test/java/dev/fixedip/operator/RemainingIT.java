package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fixedip.api.FixedIp;
import dev.fixedip.cli.FixedIpCommand;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code fixedip remaining}: what is asked before the operator goes. */
@ExtendWith(SharedKubernetesApi.class)
class RemainingIT {
  private static final String FINALIZER = "fixedip.dev/finalizer";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final KubernetesApi kubernetes;
  @TempDir private Path folder = Path.of("");

  RemainingIT(KubernetesApi kubernetes) {
    this.kubernetes = kubernetes;
    kubernetes.applyCrds(Path.of("crd"));
  }

  private int remaining(Path kubeconfig, String namespaces) {
    return FixedIpCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute("remaining", "--kubeconfig=" + kubeconfig, "--namespaces=" + namespaces);
  }

  private Path kubeconfig() {
    return kubernetes.writeKubeconfig(folder.resolve("kubeconfig"));
  }

  private FixedIp create(String namespace, String name, Set<String> finalizers) {
    FixedIp it =
        kubernetes
            .client()
            .getKubernetesSerialization()
            .unmarshal(
                """
                apiVersion: fixedip.dev/v1alpha1
                kind: FixedIp
                metadata: {name: %s, namespace: %s}
                spec: {address: 10.0.0.51}
                """
                    .formatted(name, namespace),
                FixedIp.class);
    it.getMetadata().setFinalizers(finalizers.stream().toList());
    return kubernetes.client().resource(it).create();
  }

  @Test
  void whereNoneIsTheOperatorMayGo() {
    String empty = kubernetes.createNamespace("empty");
    create(kubernetes.createNamespace("other"), "windows", Set.of());

    assertThat(remaining(kubeconfig(), empty)).isZero();
    assertThat(out.toString()).isEqualTo("No FixedIps exist: the operator may go\n");
  }

  @Test
  void whatExistsIsListedAndWhatToDoIsSaid() {
    String lab = kubernetes.createNamespace("lab");
    String shop = kubernetes.createNamespace("shop");
    for (int i = 10; i < 31; i++) {
      create(shop, "till-" + i, Set.of());
    }
    FixedIp going = create(lab, "windows", Set.of(FINALIZER));
    kubernetes.client().resource(going).delete();

    assertThat(remaining(kubeconfig(), lab + "," + shop)).isEqualTo(1);
    assertThat(out.toString().lines())
        .hasSize(21)
        .startsWith("  %s/windows  10.0.0.51  (being deleted)".formatted(lab))
        .contains("  %s/till-28  10.0.0.51".formatted(shop))
        .endsWith("  … and 2 more");
    assertThat(err.toString().strip().lines())
        .singleElement()
        .asString()
        .startsWith("22 FixedIps exist: delete FixedIps first, while the operator still runs")
        .contains("('kubectl delete fixedips --all -n %s', ".formatted(lab))
        .contains(
            "'kubectl delete fixedips --all -n %s', and so for the others that 'kubectl get"
                .formatted(shop))
        .contains(
            "Deleting a namespace or the CustomResourceDefinition deletes the FixedIps in it");
    kubernetes
        .client()
        .resources(FixedIp.class)
        .inNamespace(lab)
        .withName("windows")
        .edit(it -> {
          it.getMetadata().getFinalizers().clear();
          return it;
        });
  }

  /** As kube-apiserver answers for a group that it does not have. */
  @Test
  void whereTheDefinitionIsNotThereNoneRemains() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer bare =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    bare.createContext(
        "/",
        it -> {
          asked.add(it.getRequestURI().getQuery());
          it.sendResponseHeaders(404, -1);
          it.close();
        });
    bare.start();
    try {
      Path kubeconfig =
          Files.writeString(
              folder.resolve("bare"),
              """
              apiVersion: v1
              kind: Config
              clusters: [{name: a, cluster: {server: "http://127.0.0.1:%d"}}]
              users: [{name: a, user: {token: a}}]
              contexts: [{name: a, context: {cluster: a, user: a}}]
              current-context: a
              """
                  .formatted(bare.getAddress().getPort()));

      assertThat(remaining(kubeconfig, "lab")).isZero();
      assertThat(out.toString()).contains("fixedips.fixedip.dev is not installed");
      assertThat(asked).as("no more than are printed").containsExactly("limit=20");
    } finally {
      bare.stop(0);
    }
  }

  @Test
  void whoMayNotListThemIsTold() throws IOException {
    String namespace = kubernetes.createNamespace("denied");
    kubernetes
        .client()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("nobody")
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
    String text = kubernetes.kubeconfig(kubernetes.token(namespace, "nobody"));
    Path kubeconfig = Files.writeString(folder.resolve("nobody"), text);

    assertThat(remaining(kubeconfig, namespace)).isEqualTo(1);
    assertThat(err.toString()).contains("does not let this account list FixedIps (403)");
  }
}
