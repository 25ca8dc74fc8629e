package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIp;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.config.Cloner;

/**
 * Copies what is in the caches for those who may change it. Of a FixedIp only the metadata is
 * copied: its spec and status never change.
 */
final class Copies implements Cloner {
  private final KubernetesSerialization serialization;

  Copies(KubernetesSerialization serialization) {
    this.serialization = serialization;
  }

  @Override
  @SuppressWarnings("unchecked") // a copy is of the class of what it is a copy of
  public <R extends HasMetadata> R clone(R resource) {
    return resource instanceof FixedIp it ? (R) copy(it) : serialization.clone(resource);
  }

  private static FixedIp copy(FixedIp it) {
    FixedIp copy = new FixedIp();
    copy.setMetadata(new ObjectMetaBuilder(it.getMetadata()).build());
    copy.setSpec(it.getSpec());
    copy.setStatus(it.getStatus());
    return copy;
  }
}
