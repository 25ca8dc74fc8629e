package dev.fixedip.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fixedip.testing.FreshKubernetesApi;
import dev.fixedip.testing.KubernetesApi;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the chart renders, shown to a Kubernetes API whose namespace has Pod Security restricted.
 */
@ExtendWith(FreshKubernetesApi.class)
class ChartIT {
  private static final Set<String> OF_THE_CLUSTER =
      Set.of("CustomResourceDefinition", "ClusterRole", "ClusterRoleBinding");

  private final KubernetesClient client;
  private final String namespace;

  ChartIT(KubernetesApi kubernetes, @TempDir Path folder) throws IOException {
    client = kubernetes.client();
    for (String kind : List.of("ServiceMonitor", "PrometheusRule")) {
      Files.writeString(folder.resolve(kind + ".yaml"), definition(kind));
    }
    kubernetes.applyCrds(Path.of("crd"));
    kubernetes.applyCrds(folder);
    namespace = kubernetes.createNamespace("restricted");
  }

  /** As much of the Prometheus operator's definitions as a test needs. */
  private static String definition(String kind) {
    String plural = kind.toLowerCase(java.util.Locale.ROOT) + "s";
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: %2$s.monitoring.coreos.com}
    spec:
      group: monitoring.coreos.com
      scope: Namespaced
      names: {kind: %1$s, plural: %2$s}
      versions:
      - name: v1
        served: true
        storage: true
        schema:
          openAPIV3Schema:
            type: object
            properties: {spec: {type: object, x-kubernetes-preserve-unknown-fields: true}}
    """
        .formatted(kind, plural);
  }

  @BeforeEach
  void restrict() {
    client
        .namespaces()
        .withName(namespace)
        .edit(it -> {
          it.getMetadata().getLabels().put("pod-security.kubernetes.io/enforce", "restricted");
          return it;
        });
  }

  static Stream<String> values() {
    return Stream.of("{}", "simulate: true", FullValues.withAllSwitchedOn());
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyObjectIsAccepted(String values) {
    List<JsonNode> objects = rendered(values);

    assertThat(objects)
        .hasSizeGreaterThan(10)
        .allSatisfy(it -> {
          HasMetadata accepted = asked(it);
          assertThat(accepted.getMetadata().getUid()).isNotBlank();
        });
  }

  @ParameterizedTest
  @MethodSource("values")
  void itsPodsAreAccepted(String values) {
    List<JsonNode> objects = rendered(values);
    objects.stream()
        .filter(it -> it.get("kind").asText().equals("ServiceAccount"))
        .forEach(it -> client.resource(Chart.resource(it)).create());

    assertThat(List.of("Deployment/", "Job/"))
        .allSatisfy(it -> {
          Pod accepted = created(pod(objects, it));
          assertThat(accepted.getMetadata().getUid()).isNotBlank();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{podSecurityContext: {runAsNonRoot: false}}",
        "{podSecurityContext: {seccompProfile: null}}",
        "{securityContext: {allowPrivilegeEscalation: true}}",
        "{securityContext: {capabilities: {add: [NET_ADMIN]}}}"
      })
  void podsThatMayMoreAreRefused(String values) {
    ObjectNode pod = pod(rendered(values), "Deployment/");
    pod.withObject("/spec").remove("serviceAccountName");

    assertThatThrownBy(() -> created(pod))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("violates PodSecurity \"restricted:latest\"");
  }

  @Test
  void aFieldThatThereIsNotIsRefused() {
    ObjectNode deployment = Chart.find(rendered("{}"), "Deployment/fixedip").deepCopy();
    deployment.withObject("/spec").put("replica", 2);

    assertThatThrownBy(() -> asked(deployment)).hasMessageContaining("replica");
  }

  /** For the release fixedip in the namespace, which is the one that is watched if any is. */
  private List<JsonNode> rendered(String values) {
    return Chart.render(
        Chart.NAME,
        namespace,
        values.replaceAll("watchNamespaces:(\\n- \\w+)+", "watchNamespaces: [" + namespace + "]"));
  }

  private static ObjectNode pod(List<JsonNode> objects, String title) {
    ObjectNode pod = Containers.of(objects, title).pod().deepCopy();
    pod.put("apiVersion", "v1").put("kind", "Pod");
    pod.withObject("/metadata").put("name", "pod");
    return pod;
  }

  private Pod created(JsonNode pod) {
    return client
        .pods()
        .inNamespace(namespace)
        .resource((Pod) Chart.resource(pod))
        .dryRun()
        .create();
  }

  /** What Kubernetes would store. */
  private HasMetadata asked(JsonNode object) {
    HasMetadata it = Chart.resource(object);
    assertThat(OF_THE_CLUSTER.contains(it.getKind()))
        .as(Chart.title(object))
        .isEqualTo(it.getMetadata().getNamespace() == null);
    return client
        .resource(it)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("chart")
                .withForce(true)
                .withDryRun(List.of("All"))
                .build());
  }
}
