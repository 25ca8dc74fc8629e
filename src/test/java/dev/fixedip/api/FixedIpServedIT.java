package dev.fixedip.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a Kubernetes API keeps FixedIps, finds them and checks their status. */
@ExtendWith(SharedKubernetesApi.class)
class FixedIpServedIT {
  private final KubernetesApi api;

  FixedIpServedIT(KubernetesApi api) {
    this.api = api;
  }

  @BeforeAll
  static void crdsAreThere(KubernetesApi api) {
    api.applyCrds(Path.of("crd"));
  }

  @Test
  void nobodyHasLookedAtANewOne() {
    String namespace = api.createNamespace("schema");
    FixedIp created =
        api.client().resources(FixedIp.class).resource(typed(namespace, "10.0.0.51")).create();

    assertThat(created.getStatus().observedGeneration()).isEqualTo(-1);
  }

  @Test
  void isFoundByAddressAndByInstance() {
    String namespace = api.createNamespace("schema");
    for (String address : List.of("10.0.0.51", "10.0.0.52")) {
      api.client().resource(typed(namespace, address)).create();
    }

    var fixedIps = api.client().resources(FixedIp.class).inNamespace(namespace);
    assertThat(fixedIps.withField("spec.address", "10.0.0.52").list().getItems())
        .extracting(found -> found.getMetadata().getName())
        .containsExactly("ip-10.0.0.52");
    assertThat(fixedIps.withField("spec.instance.id", "i-0123456789abcdef0").list().getItems())
        .hasSize(2);
  }

  @Test
  void aStatusIsHeldToItsSchema() {
    FixedIp created =
        api.client().resource(typed(api.createNamespace("schema"), "10.0.0.51")).create();
    String now = "2026-01-01T00:00:00Z";
    FixedIpStatus.Drift drift = new FixedIpStatus.Drift("interface.attachment", "i-1", "none", now);
    Condition ready = new ConditionBuilder().withType("Ready").withStatus("True").build();
    Condition full =
        new ConditionBuilder(ready)
            .withReason("Attached")
            .withMessage("")
            .withLastTransitionTime(now)
            .withObservedGeneration(1L)
            .build();

    assertThat(withStatus(created, List.of(full), List.of(drift)).getStatus().drift())
        .containsExactly(drift);
    assertThatThrownBy(() -> withStatus(created, List.of(ready), List.of()))
        .hasMessageContaining("status.conditions[0].lastTransitionTime: Required value")
        .hasMessageContaining("status.conditions[0].message: Required value")
        .hasMessageContaining("status.conditions[0].reason: Required value");
    assertThatThrownBy(() -> withStatus(created, List.of(full, full), List.of()))
        .hasMessageContaining("status.conditions[1]: Duplicate value");
    assertThatThrownBy(() -> withStatus(created, List.of(full), List.of(drift, drift)))
        .hasMessageContaining("status.drift[1]: Duplicate value");
  }

  private FixedIp withStatus(
      FixedIp fixedIp, List<Condition> conditions, List<FixedIpStatus.Drift> drift) {
    FixedIp changed = Serialization.clone(fixedIp);
    changed.getMetadata().setResourceVersion(null);
    changed.setStatus(
        new FixedIpStatus(
            1L, null, conditions, null, null, null, null, null, null, null, drift, null, null));
    return api.client().resource(changed).updateStatus();
  }

  private static FixedIp typed(String namespace, String address) {
    FixedIp fixedIp = new FixedIp();
    fixedIp.getMetadata().setNamespace(namespace);
    fixedIp.getMetadata().setName("ip-" + address);
    fixedIp.setSpec(
        new FixedIpSpec(
            address,
            FixedIpSpec.InstanceSelector.ofId("i-0123456789abcdef0"),
            null,
            null,
            null,
            null,
            null,
            null,
            null));
    return fixedIp;
  }
}
