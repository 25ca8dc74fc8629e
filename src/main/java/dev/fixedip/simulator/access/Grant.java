package dev.fixedip.simulator.access;

import dev.fixedip.simulator.iam.Policy;
import java.util.List;

/**
 * A policy that somebody has: he may do what his policies allow, and nothing else.
 *
 * @param user a user, an access key id, an ARN of a user, role or session, or {@code *} for
 *     everybody
 */
public record Grant(String user, Policy policy) {
  /** Stands for all users, known or not. */
  public static final String EVERYBODY = "*";

  /** Whether it is given to somebody who goes by these names. */
  boolean isFor(List<String> names) {
    return user.equals(EVERYBODY) || names.contains(user);
  }
}
