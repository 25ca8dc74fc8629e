package dev.fixedip.plan;

import dev.fixedip.model.World;
import java.time.Duration;
import java.time.Instant;

/**
 * All that a decision is made from.
 *
 * @param world what EC2 holds, as it is known now
 * @param observedAt when the last whole read of EC2 began
 */
public record Situation(
    Desired desired,
    World world,
    Instant observedAt,
    Neighbours neighbours,
    Remembered remembered,
    Policy policy,
    Instant now) {

  /** The same situation in another world. */
  Situation in(World other) {
    return new Situation(desired, other, observedAt, neighbours, remembered, policy, now);
  }

  /** The same situation with another memory. */
  Situation with(Remembered other) {
    return new Situation(desired, world, observedAt, neighbours, other, policy, now);
  }

  /** The same situation later, if nothing else happens. */
  Situation at(Instant later) {
    Remembered working = remembered.workingSince(remembered.workingSince().orElse(now));
    return new Situation(desired, world, observedAt, neighbours, working, policy, later);
  }

  /** The same situation, were it not suspended. */
  public Situation resumed() {
    return new Situation(desired.resumed(), world, observedAt, neighbours, remembered, policy, now);
  }

  /** How old what is known of EC2 is. */
  Duration age() {
    return Duration.between(observedAt, now);
  }
}
