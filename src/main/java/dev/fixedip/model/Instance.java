package dev.fixedip.model;

import java.util.Map;

/**
 * An EC2 instance.
 *
 * @param type its instance type, such as {@code t3.medium}
 * @param platform {@code windows}, or {@code linux} for everything else
 */
public record Instance(
    String id,
    State state,
    String type,
    NetworkInterface.Placement placement,
    String platform,
    Map<String, String> tags)
    implements Tagged {

  /** Keeps its own unchangeable copy of the tags. */
  public Instance {
    tags = Map.copyOf(tags);
  }

  /** EC2's instance state; UNKNOWN for what it may add one day. */
  public enum State {
    PENDING,
    RUNNING,
    STOPPING,
    STOPPED,
    SHUTTING_DOWN,
    TERMINATED,
    UNKNOWN
  }

  /** Whether it still exists: pending, running, stopping or stopped. */
  public boolean isLive() {
    return switch (state) {
      case PENDING, RUNNING, STOPPING, STOPPED -> true;
      case SHUTTING_DOWN, TERMINATED, UNKNOWN -> false;
    };
  }

  /** Whether EC2 attaches interfaces to it now (hot or warm attach). */
  public boolean takesInterfaces() {
    return state == State.RUNNING || state == State.STOPPED;
  }
}
