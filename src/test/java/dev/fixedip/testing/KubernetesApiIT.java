package dev.fixedip.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedKubernetesApi.class)
class KubernetesApiIT {
  private static final String WIDGET_CRD =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: widgets.testing.fixedip.dev}
      spec:
        group: testing.fixedip.dev
        scope: Namespaced
        names: {kind: Widget, plural: widgets, singular: widget}
        versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              properties: {spec: {type: object, x-kubernetes-preserve-unknown-fields: true}}
      """;

  private final KubernetesApi api;

  KubernetesApiIT(KubernetesApi api) {
    this.api = api;
  }

  @Test
  void givesBackWhatWasApplied() {
    String namespace = api.createNamespace("applied");
    ConfigMap story =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("story")
            .withNamespace(namespace)
            .endMetadata()
            .withData(Map.of("address", "10.0.0.51"))
            .build();

    api.client().resource(story).serverSideApply();

    assertThat(api.client().configMaps().inNamespace(namespace).withName("story").get().getData())
        .containsEntry("address", "10.0.0.51");
  }

  @Test
  void servesACustomResourceAsSoonAsItsDefinitionIsApplied(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("widgets.yaml"), WIDGET_CRD);

    api.applyCrds(folder);

    String namespace = api.createNamespace("custom");
    api.client()
        .resource(
            new GenericKubernetesResourceBuilder()
                .withApiVersion("testing.fixedip.dev/v1")
                .withKind("Widget")
                .withNewMetadata()
                .withName("first")
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
    assertThat(
            api.client()
                .genericKubernetesResources("testing.fixedip.dev/v1", "Widget")
                .inNamespace(namespace)
                .list()
                .getItems())
        .hasSize(1);
  }

  @Test
  void namespacesOfOnePrefixDiffer() {
    assertThat(api.createNamespace("same"))
        .startsWith("same-")
        .isNotEqualTo(api.createNamespace("same"));
  }

  @Test
  void isSharedWithinTheRun(KubernetesApi other) {
    assertThat(other).isSameAs(api);
    assertThat(Path.of("target", "kubernetes-api.txt")).hasContent(api.provider());
  }

  @Test
  void itsKubeconfigFileLeadsToTheSameApi(@TempDir Path folder) throws Exception {
    Path file = api.writeKubeconfig(folder.resolve("kubeconfig"));
    KubernetesSettings named =
        new KubernetesSettings("auto", Optional.of(file), CacheFolder.ofUser(), Path.of("target"));

    try (KubernetesApi same = KubernetesProviders.of(named).start(named)) {
      assertThat(same.provider()).isEqualTo("kubeconfig %s (%s)", file, api.serverVersion());
      assertThat(same.client().namespaces().withName("kube-system").get().getMetadata().getUid())
          .isEqualTo(
              api.client().namespaces().withName("kube-system").get().getMetadata().getUid());
    }
  }
}
