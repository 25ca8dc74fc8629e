package dev.fixedip.plan;

import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.Seen;
import java.util.List;
import java.util.stream.Stream;

/** What of the remembered is still true. */
public final class StillTrue {
  private StillTrue() {}

  /** Whether what is known of EC2 is too old to say anything. */
  public static boolean isStale(Situation situation) {
    return situation.age().compareTo(Planner.STALE) > 0;
  }

  /** Whether EC2 said that the interface does not exist. */
  public static boolean isGone(Situation situation, String interfaceId) {
    return situation.world().networkInterface(interfaceId) instanceof Seen.Gone<NetworkInterface>;
  }

  /** Whether a rule of ours may still be there. */
  public static boolean isThere(Situation situation, FixedIpStatus.PingRule rule) {
    return situation
        .world()
        .rules(rule.securityGroupId())
        .present()
        .map(rules ->
            rules.stream()
                .filter(it -> Ownership.owns(situation.policy().clusterId(), it))
                .anyMatch(it -> it.id().equals(rule.id())))
        .orElse(true);
  }

  /** The fields of the spec that an interface that is not ours does not meet. */
  public static List<String> unmet(Situation situation, NetworkInterface it) {
    var asked = situation.desired().spec().interfaceOrDefault();
    return Stream.of(
            asked.securityGroupIds() != null
                    && !asked.securityGroupIds().stream()
                        .sorted()
                        .toList()
                        .equals(it.securityGroupIds())
                ? Difference.SECURITY_GROUPS
                : "",
            asked.sourceDestCheck() != null && asked.sourceDestCheck() != it.sourceDestCheck()
                ? Difference.SOURCE_DEST_CHECK
                : "",
            it.attachment() != null
                    && asked.deleteOnTermination() != null
                    && asked.deleteOnTermination() != it.attachment().deleteOnTermination()
                ? Difference.DELETE_ON_TERMINATION
                : "",
            it.attachment() != null
                    && asked.deviceIndex() != null
                    && asked.deviceIndex() != it.attachment().deviceIndex()
                ? Difference.DEVICE_INDEX
                : "",
            asked.tags() != null && !it.tags().entrySet().containsAll(asked.tags().entrySet())
                ? Difference.TAGS
                : "")
        .filter(field -> !field.isEmpty())
        .toList();
  }
}
