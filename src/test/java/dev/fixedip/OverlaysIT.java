package dev.fixedip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.testing.Kubectl;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The overlays of {@code examples/gitops} render, and Kubernetes takes what they render. */
@ExtendWith(SharedKubernetesApi.class)
class OverlaysIT {
  private final KubernetesApi kubernetes;
  private final Kubectl kubectl;

  OverlaysIT(KubernetesApi kubernetes) {
    this.kubernetes = kubernetes;
    kubectl = kubernetes.runKubectl();
  }

  @BeforeEach
  void install() {
    kubernetes.applyCrds(Path.of("crd"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"staging", "production"})
  void kubernetesTakesWhatAnOverlayRenders(String overlay) {
    String namespace = kubernetes.createNamespace("overlay");
    List<FixedIp> rendered = rendered("overlays/" + overlay);

    assertThat(rendered)
        .hasSize(2)
        .allSatisfy(it -> {
          assertThat(it.getKind()).isEqualTo("FixedIp");
          assertThat(it.getMetadata().getNamespace()).isEqualTo(overlay);
          it.getMetadata().setNamespace(namespace);
          assertThat(kubernetes.client().resource(it).dryRun().create().getMetadata().getUid())
              .isNotEmpty();
        });
    assertThat(
            kubernetes.client().resources(FixedIp.class).inNamespace(namespace).list().getItems())
        .as("a dry run makes nothing")
        .isEmpty();
  }

  @Test
  void eachOverlayHasAddressesOfItsOwnAndProductionIsRetained() {
    assertThat(rendered("overlays/staging"))
        .map(it -> it.getSpec().address())
        .containsExactlyInAnyOrder("10.1.0.51", "10.1.0.60");
    assertThat(rendered("overlays/production"))
        .map(FixedIp::getSpec)
        .allSatisfy(it -> assertThat(it.retains()).isTrue())
        .map(FixedIpSpec::address)
        .containsExactlyInAnyOrder("10.2.0.51", "10.2.0.60");
  }

  private List<FixedIp> rendered(String overlay) {
    Kubectl.Said said = kubectl.run(Path.of("examples", "gitops"), "kustomize", overlay);
    assertThat(said.exit()).as(said.err()).isZero();
    return kubernetes
        .client()
        .load(new ByteArrayInputStream(said.out().getBytes(StandardCharsets.UTF_8)))
        .items()
        .stream()
        .map(it -> kubernetes.client().getKubernetesSerialization().convertValue(it, FixedIp.class))
        .toList();
  }
}
