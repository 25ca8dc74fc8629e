package dev.fixedip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.FixedIp;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeanSerializationTest {
  private static final String ANSWER =
      """
      {"apiVersion": "fixedip.dev/v1alpha1", "kind": "FixedIp",
       "metadata": {"name": "windows", "uid": "u", "generation": 3, "finalizers": ["f"],
        "managedFields": [{"manager": "kubectl", "operation": "Apply", "fieldsType": "FieldsV1",
          "fieldsV1": {"f:spec": {"f:address": {}}}}]},
       "spec": {"address": "10.0.0.51"}}
      """;

  @Test
  void whatAWatchTellsIsReadAsWhatItIs() {
    Stream.of(new FixedIp(), new Lease(), new Node(), new Status())
        .forEach(it -> {
          String event =
              """
              {"type": "ADDED", "object": {"apiVersion": "%s", "kind": "%s"}}
              """
                  .formatted(apiVersion(it), it.getClass().getSimpleName());
          assertThat(LeanSerialization.create().unmarshal(event, WatchEvent.class).getObject())
              .isInstanceOf(it.getClass());
        });
  }

  private static String apiVersion(KubernetesResource it) {
    return it instanceof HasMetadata object ? object.getApiVersion() : "v1";
  }

  @Test
  void textsThatAreAlikeAreKeptOnce() {
    KubernetesSerialization lean = LeanSerialization.create();
    FixedIp one = lean.unmarshal(ANSWER, FixedIp.class);
    FixedIp other = lean.unmarshal(ANSWER, FixedIp.class);

    assertThat(one.getSpec().address()).isSameAs(other.getSpec().address());
    assertThat(one.getMetadata().getUid()).isSameAs(other.getMetadata().getUid());
  }

  @Test
  void allIsReadButWhoManagesWhichField() {
    FixedIp read = LeanSerialization.create().unmarshal(ANSWER, FixedIp.class);

    assertThat(read.getMetadata().getManagedFields()).isEmpty();
    assertThat(read.getMetadata().getAdditionalProperties()).isEmpty();
    assertThat(read.getMetadata().getFinalizers()).containsExactly("f");
    assertThat(read.getMetadata().getGeneration()).isEqualTo(3);
    assertThat(read.getSpec().address()).isEqualTo("10.0.0.51");
  }
}
