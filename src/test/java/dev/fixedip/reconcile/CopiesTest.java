package dev.fixedip.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class CopiesTest {
  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final Copies copies = new Copies(serialization);

  @Test
  void whatIsDoneToACopyIsNotDoneToTheOriginal() {
    FixedIp original =
        serialization.unmarshal(
            """
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata: {name: windows, namespace: lab, labels: {team: lab}, finalizers: [one]}
            spec: {address: 10.0.0.51}
            status: {observedGeneration: 1}
            """,
            FixedIp.class);
    FixedIp copy = copies.clone(original);
    assertThat(serialization.asJson(copy)).isEqualTo(serialization.asJson(original));

    copy.getMetadata().getLabels().put("team", "other");
    copy.getMetadata().getFinalizers().clear();
    copy.getMetadata().setName("other");
    copy.setStatus(FixedIpStatus.NONE);
    assertThat(original.getMetadata().getLabels()).containsEntry("team", "lab");
    assertThat(original.getMetadata().getFinalizers()).containsExactly("one");
    assertThat(original.getMetadata().getName()).isEqualTo("windows");
    assertThat(original.getStatus().observedGeneration()).isEqualTo(1);
  }

  @Test
  void otherKindsAreCopiedWhole() {
    Secret original =
        new SecretBuilder()
            .withNewMetadata()
            .withName("s")
            .endMetadata()
            .addToData("a", "b")
            .build();
    Secret copy = copies.clone(original);
    copy.getData().put("a", "c");
    assertThat(original.getData()).containsEntry("a", "b");
  }
}
