package dev.fixedip.cli.review;

import java.util.Set;

/** Several clusters have interfaces for the same FixedIps; the message says what to do. */
public final class AmbiguousClusterException extends RuntimeException {
  AmbiguousClusterException(Set<String> clusters) {
    super(
        "In EC2 the clusters %s have interfaces for these FixedIps: say which one is meant with --cluster-id"
            .formatted(String.join(" and ", clusters)));
  }
}
