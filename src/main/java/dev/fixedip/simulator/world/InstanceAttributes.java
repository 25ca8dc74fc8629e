package dev.fixedip.simulator.world;

import org.jspecify.annotations.Nullable;

/**
 * What of an instance only DescribeInstanceAttribute tells.
 *
 * @param disableApiTermination whether TerminateInstances is refused
 * @param disableApiStop whether StopInstances is refused
 * @param shutdownBehavior {@code stop} or {@code terminate}
 * @param userData as given, in base64
 */
public record InstanceAttributes(
    boolean disableApiTermination,
    boolean disableApiStop,
    String shutdownBehavior,
    @Nullable String userData) {
  /** What an instance has unless its launch says otherwise. */
  public static final InstanceAttributes STANDARD =
      new InstanceAttributes(false, false, "stop", null);

  /** The same, protected from TerminateInstances or not. */
  public InstanceAttributes withDisableApiTermination(boolean disable) {
    return new InstanceAttributes(disable, disableApiStop, shutdownBehavior, userData);
  }

  /** The same, protected from StopInstances or not. */
  public InstanceAttributes withDisableApiStop(boolean disable) {
    return new InstanceAttributes(disableApiTermination, disable, shutdownBehavior, userData);
  }

  /** The same with another behaviour on shutdown from inside. */
  public InstanceAttributes withShutdownBehavior(String behavior) {
    return new InstanceAttributes(disableApiTermination, disableApiStop, behavior, userData);
  }
}
