package dev.fixedip.model;

import org.jspecify.annotations.Nullable;

/**
 * What ties a network interface to an instance.
 *
 * @param id null where EC2 shows none, as for interfaces of managed services
 * @param instanceId null where a service of AWS holds the interface rather than an instance
 */
public record Attachment(
    @Nullable String id,
    @Nullable String instanceId,
    int deviceIndex,
    Status status,
    boolean deleteOnTermination) {

  /** EC2's attachment status; UNKNOWN for what it may add one day. */
  public enum Status {
    ATTACHING,
    ATTACHED,
    DETACHING,
    DETACHED,
    UNKNOWN
  }

  /** The same attachment in another status. */
  public Attachment in(Status other) {
    return new Attachment(id, instanceId, deviceIndex, other, deleteOnTermination);
  }

  /** The same attachment with another behaviour at termination. */
  public Attachment deletedOnTermination(boolean value) {
    return new Attachment(id, instanceId, deviceIndex, status, value);
  }
}
