package dev.fixedip.cli.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A FixedIp that a file declares.
 *
 * @param written the spec as it is written
 * @param status what the document says of earlier; {@link FixedIpStatus#NONE} for most files
 * @param known what Kubernetes knows of it; empty unless the document came from there
 */
public record Declared(
    Place place,
    String namespace,
    String name,
    FixedIpSpec spec,
    JsonNode written,
    FixedIpStatus status,
    Optional<Known> known) {

  /**
   * What Kubernetes adds to a resource.
   *
   * @param deleting whether its deletion was asked for
   */
  public record Known(String uid, long generation, Instant createdAt, boolean deleting) {}

  /** Namespace and name, as kubectl writes them. */
  public String id() {
    return namespace + "/" + name;
  }
}
