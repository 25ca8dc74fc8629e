package dev.fixedip.simulator.access;

import dev.fixedip.simulator.iam.Glob;
import java.util.List;

/**
 * What somebody may not do.
 *
 * @param principal a user, an access key id, an ARN of a user, role or session, or {@code *} for
 *     everybody
 * @param actions such as {@code CreateNetworkInterface}, {@code ec2:Create*}, {@code
 *     sts:AssumeRole} or {@code *}
 */
public record Denial(String principal, List<String> actions) {

  /**
   * Whether it stands against that action of somebody who goes by these names.
   *
   * @param action with its service, such as {@code ec2:CreateNetworkInterface}
   */
  boolean matches(List<String> names, String action) {
    return (principal.equals("*") || names.contains(principal))
        && actions.stream().anyMatch(pattern -> matches(pattern, action));
  }

  private static boolean matches(String pattern, String action) {
    String bare = action.substring(action.indexOf(':') + 1);
    return Glob.matchesAnyCase(pattern, pattern.contains(":") ? action : bare);
  }
}
