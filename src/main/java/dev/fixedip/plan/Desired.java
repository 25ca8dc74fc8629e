package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec;
import java.time.Instant;

/**
 * What one FixedIp asks for.
 *
 * @param generation counts the changes of the spec
 * @param deleting whether its deletion was asked for
 */
public record Desired(
    Identity identity, FixedIpSpec spec, long generation, Instant createdAt, boolean deleting) {

  /** Which FixedIp; the UID tells apart two that had the same name one after the other. */
  public record Identity(String uid, String namespace, String name) {
    /** Namespace and name, as kubectl writes them. */
    @Override
    public String toString() {
      return namespace + "/" + name;
    }
  }

  /** The same, let go of: what it has in EC2 stays there without our tags. */
  public Desired abandoned() {
    return new Desired(identity, spec.abandoned(), generation, createdAt, deleting);
  }

  /** The same, no longer suspended. */
  Desired resumed() {
    return new Desired(identity, spec.resumed(), generation, createdAt, deleting);
  }

  /** The address that is asked for. */
  public String address() {
    return spec.address();
  }
}
