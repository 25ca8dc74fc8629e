package dev.fixedip.simulator.iam;

import java.util.List;
import java.util.Map;

/**
 * What a call needs to be allowed: one action on one resource.
 *
 * @param action with its service, such as {@code ec2:CreateNetworkInterface}
 * @param resource an ARN, or {@code *} for an action that is allowed on all resources or none
 * @param context the values of the condition keys that the action has on that resource, by the
 *     key's name in small letters; a key that is not there has no value
 */
public record Ask(String action, String resource, Map<String, List<String>> context) {
  /** What an action without resources is allowed on. */
  public static final String ALL = "*";
}
