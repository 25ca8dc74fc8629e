package dev.fixedip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.FixedIp;
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
  void allIsReadButWhoManagesWhichField() {
    FixedIp read = LeanSerialization.create().unmarshal(ANSWER, FixedIp.class);

    assertThat(read.getMetadata().getManagedFields()).isEmpty();
    assertThat(read.getMetadata().getAdditionalProperties()).isEmpty();
    assertThat(read.getMetadata().getFinalizers()).containsExactly("f");
    assertThat(read.getMetadata().getGeneration()).isEqualTo(3);
    assertThat(read.getSpec().address()).isEqualTo("10.0.0.51");
  }
}
