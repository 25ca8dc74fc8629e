package dev.fixedip.simulator.iam;

import java.util.List;

/**
 * A statement of a policy document.
 *
 * @param allows its effect: to allow, or else to deny
 * @param actions with their services; wildcards may be in them
 * @param resources ARNs with wildcards, or {@code *}
 * @param conditions that must all hold
 */
public record Statement(
    boolean allows, List<String> actions, List<String> resources, List<Condition> conditions) {

  /** Whether it says anything of the ask. */
  boolean matches(Ask ask) {
    return actions.stream().anyMatch(pattern -> Glob.matchesAnyCase(pattern, ask.action()))
        && resources.stream().anyMatch(pattern -> covers(pattern, ask.resource()))
        && conditions.stream().allMatch(condition -> condition.holds(ask.context()));
  }

  private static boolean covers(String pattern, String resource) {
    return pattern.equals(Ask.ALL)
        || (!resource.equals(Ask.ALL) && Glob.matches(pattern, resource));
  }
}
