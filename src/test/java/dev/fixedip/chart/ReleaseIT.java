package dev.fixedip.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import com.marcnuri.helm.ReleaseHistory;
import dev.fixedip.api.FixedIp;
import dev.fixedip.testing.FreshKubernetesApi;
import dev.fixedip.testing.KubernetesApi;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Releases of the chart on a Kubernetes API, with Helm, from the first to the last. */
@ExtendWith(FreshKubernetesApi.class)
class ReleaseIT {
  private static final String ANYWAY = "uninstall: {refuseWhileFixedIpsExist: false}\n";
  private static final Path OLDER =
      Chart.copy(it -> it.replace("    shortNames:\n    - \"fip\"\n", ""));

  private final KubernetesApi kubernetes;
  private final KubernetesClient client;
  private final String namespace;
  private final Path kubeconfig;

  ReleaseIT(KubernetesApi kubernetes, @TempDir Path folder) {
    this.kubernetes = kubernetes;
    client = kubernetes.client();
    namespace = kubernetes.createNamespace("release");
    kubeconfig = kubernetes.writeKubeconfig(folder.resolve("kubeconfig"));
    beginWithoutDefinition();
  }

  private void beginWithoutDefinition() {
    definition().delete();
    await().atMost(Duration.ofSeconds(30)).until(() -> definition().get() == null);
  }

  /** The way back is an upgrade to the older chart: the library has no {@code helm rollback}. */
  @Test
  void isInstalledUpgradedTakenBackAndUninstalled() {
    assertThat(install(OLDER, "{}").getStatus()).isEqualTo("deployed");
    awaitEstablished();
    Deployment installed = deployment();
    assertThat(installed.getSpec().getReplicas()).isEqualTo(2);
    FixedIp fixedIp = created();
    assertThat(definition().get().getSpec().getNames().getShortNames()).isEmpty();

    assertThat(upgrade(Chart.FOLDER, "{replicas: 3, pollInterval: 10s}").getRevision())
        .isEqualTo("2");
    assertThat(deployment().getSpec().getReplicas()).isEqualTo(3);
    assertThat(args(deployment())).contains("--poll-interval=10s");
    assertThat(definition().get().getSpec().getNames().getShortNames()).containsExactly("fip");

    assertThat(upgrade(OLDER, "{}").getRevision()).as("the way back").isEqualTo("3");
    assertThat(deployment().getSpec()).isEqualTo(installed.getSpec());
    assertThat(definition().get().getSpec().getNames().getShortNames()).isEmpty();
    assertThat(history()).containsExactly("superseded", "superseded", "deployed");
    assertThat(resource().get().getMetadata().getUid()).isEqualTo(fixedIp.getMetadata().getUid());

    try (JobController jobs = new JobController(kubernetes, namespace)) {
      assertThatThrownBy(this::uninstall).hasMessageContaining("fixedip-uninstall failed");
      assertThat(jobs.said())
          .singleElement()
          .satisfies(it ->
              assertThat(it.text())
                  .contains(namespace + "/windows  10.0.0.51")
                  .contains("1 FixedIp exists: delete FixedIps first")
                  .contains("kubectl delete fixedips --all -n " + namespace)
                  .contains("Deleting a namespace or the CustomResourceDefinition"));
      assertThat(deployment()).isNotNull();

      resource().delete();
      uninstall();

      assertThat(jobs.said()).hasSize(2);
      assertThat(jobs.said().getLast().text()).contains("No FixedIps exist");
    }
    nothingIsLeftButTheDefinition();
  }

  @Test
  void theDefinitionAndItsFixedIpsOutliveTheRelease() {
    install(Chart.FOLDER, ANYWAY);
    awaitEstablished();
    FixedIp fixedIp = created();

    uninstall();

    nothingIsLeftButTheDefinition();
    assertThat(resource().get()).isEqualTo(fixedIp);
    install(Chart.FOLDER, ANYWAY);
    assertThat(resource().get()).isEqualTo(fixedIp);
    uninstall();
    resource().delete();
  }

  /** As docs/helm.md says how. */
  @Test
  void aDefinitionThatKubectlAppliedIsTakenOverOnceItSaysSo() {
    kubernetes.applyCrds(Path.of("crd"));
    definition()
        .edit(it -> {
          it.getMetadata().setLabels(Map.of());
          it.getMetadata().setAnnotations(Map.of());
          return it;
        });

    assertThatThrownBy(() -> install(Chart.FOLDER, ANYWAY))
        .hasMessageContaining("CustomResourceDefinition \"fixedips.fixedip.dev\"")
        .hasMessageContaining("invalid ownership metadata");
    takeOver();

    assertThat(install(Chart.FOLDER, ANYWAY).getStatus()).isEqualTo("deployed");
    uninstall();
    nothingIsLeftButTheDefinition();
  }

  private void takeOver() {
    definition()
        .edit(it -> {
          it.getMetadata().setLabels(Map.of("app.kubernetes.io/managed-by", "Helm"));
          it.getMetadata()
              .setAnnotations(
                  Map.of(
                      "meta.helm.sh/release-name",
                      Chart.NAME,
                      "meta.helm.sh/release-namespace",
                      namespace));
          return it;
        });
  }

  private Release install(Path chart, String values) {
    return Chart.withValues(
        values,
        file ->
            new Helm(chart)
                .install()
                .withName(Chart.NAME)
                .withNamespace(namespace)
                .withKubeConfig(kubeconfig)
                .withValuesFile(file)
                .call());
  }

  private Release upgrade(Path chart, String values) {
    return Chart.withValues(
        values,
        file ->
            new Helm(chart)
                .upgrade()
                .withName(Chart.NAME)
                .withNamespace(namespace)
                .withKubeConfig(kubeconfig)
                .resetValues()
                .withValuesFile(file)
                .call());
  }

  private void uninstall() {
    Helm.uninstall(Chart.NAME).withNamespace(namespace).withKubeConfig(kubeconfig).call();
  }

  private List<String> history() {
    return Helm.history(Chart.NAME)
        .withNamespace(namespace)
        .withKubeConfig(kubeconfig)
        .call()
        .stream()
        .map(ReleaseHistory::getStatus)
        .toList();
  }

  private void nothingIsLeftButTheDefinition() {
    Map<String, String> ofTheRelease = Map.of("app.kubernetes.io/instance", Chart.NAME);
    assertThat(deployment()).isNull();
    assertThat(
            client
                .serviceAccounts()
                .inNamespace(namespace)
                .withLabels(ofTheRelease)
                .list()
                .getItems())
        .isEmpty();
    assertThat(client.rbac().roles().inNamespace(namespace).list().getItems()).isEmpty();
    assertThat(client.rbac().clusterRoles().withLabels(ofTheRelease).list().getItems()).isEmpty();
    assertThat(client.rbac().clusterRoleBindings().withLabels(ofTheRelease).list().getItems())
        .isEmpty();
    assertThat(client.batch().v1().jobs().inNamespace(namespace).list().getItems()).isEmpty();
    assertThat(definition().get()).isNotNull();
  }

  private Resource<CustomResourceDefinition> definition() {
    return client.apiextensions().v1().customResourceDefinitions().withName("fixedips.fixedip.dev");
  }

  private void awaitEstablished() {
    await("the definition to be served")
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            definition().get().getStatus().getConditions().stream()
                .anyMatch(
                    it -> it.getType().equals("Established") && it.getStatus().equals("True")));
  }

  private Deployment deployment() {
    return client.apps().deployments().inNamespace(namespace).withName(Chart.NAME).get();
  }

  private static List<String> args(Deployment it) {
    return it.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs();
  }

  private Resource<FixedIp> resource() {
    return client.resources(FixedIp.class).inNamespace(namespace).withName("windows");
  }

  private FixedIp created() {
    return Objects.requireNonNull(
        client
            .resource(
                client
                    .getKubernetesSerialization()
                    .unmarshal(
                        """
                        apiVersion: fixedip.dev/v1alpha1
                        kind: FixedIp
                        metadata: {name: windows, namespace: %s}
                        spec: {address: 10.0.0.51}
                        """
                            .formatted(namespace),
                        FixedIp.class))
            .create());
  }
}
