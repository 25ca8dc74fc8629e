package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.plan.Desired;
import dev.fixedip.plan.Neighbours.Neighbour;
import java.time.Instant;
import java.util.Map;

/** Reads FixedIps as the planner wants them. */
final class Resources {

  /** The annotation that lets a FixedIp go although EC2 cannot be tidied up. */
  static final String ABANDON = "fixedip.dev/abandon";

  private Resources() {}

  static Desired desired(FixedIp it) {
    var metadata = it.getMetadata();
    return new Desired(
        new Desired.Identity(metadata.getUid(), metadata.getNamespace(), metadata.getName()),
        it.getSpec(),
        metadata.getGeneration() == null ? 0 : metadata.getGeneration(),
        Instant.parse(metadata.getCreationTimestamp()),
        it.isMarkedForDeletion());
  }

  static FixedIpStatus status(FixedIp it) {
    return it.getStatus() == null ? FixedIpStatus.NONE : it.getStatus();
  }

  static Neighbour neighbour(FixedIp it) {
    return new Neighbour(desired(it), status(it));
  }

  static String uid(FixedIp it) {
    return it.getMetadata().getUid();
  }

  static boolean isAbandoned(FixedIp it) {
    Map<String, String> annotations = it.getMetadata().getAnnotations();
    return annotations != null && "true".equals(annotations.get(ABANDON));
  }
}
