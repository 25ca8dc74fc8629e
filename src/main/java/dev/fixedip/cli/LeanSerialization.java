package dev.fixedip.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Reads what Kubernetes answers without who manages which field: nobody here asks for it, and it
 * takes more memory than all the rest of a FixedIp that is kept in a cache.
 */
final class LeanSerialization {

  @JsonIgnoreProperties("managedFields")
  private interface WithoutManagedFields {}

  private LeanSerialization() {}

  /** For a client of Kubernetes; it still knows every kind that fabric8's own knows. */
  static KubernetesSerialization create() {
    ObjectMapper mapper = new ObjectMapper().addMixIn(ObjectMeta.class, WithoutManagedFields.class);
    return new KubernetesSerialization(mapper, true);
  }
}
