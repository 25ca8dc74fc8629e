package dev.fixedip.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ingress rule of a security group.
 *
 * @param protocol EC2's {@code IpProtocol}: {@code icmp}, {@code -1} for all
 * @param fromPort the ICMP type for {@code icmp}; -1 = all
 * @param toPort the ICMP code for {@code icmp}; -1 = all
 * @param cidr the source, null where the rule names a group or a prefix list
 */
public record SecurityGroupRule(
    String id,
    String groupId,
    String protocol,
    int fromPort,
    int toPort,
    @Nullable Cidr cidr,
    Map<String, String> tags) {

  /** ICMP type of an echo request, a ping. */
  public static final int ECHO_REQUEST = 8;

  /** EC2's word for every ICMP type, and for every code. */
  public static final int ALL = -1;

  /** Keeps its own unchangeable copy of the tags. */
  public SecurityGroupRule {
    tags = Map.copyOf(tags);
  }

  /** The same rule without our tags. */
  SecurityGroupRule disowned() {
    Map<String, String> others = new HashMap<>(tags);
    others.keySet().removeAll(Ownership.among(tags).keySet());
    return new SecurityGroupRule(id, groupId, protocol, fromPort, toPort, cidr, others);
  }

  /** Whether the rule lets that ICMP type in from every address of the range. */
  public boolean allowsIcmp(int type, Cidr from) {
    return cidr != null && cidr.contains(from) && coversIcmp(type);
  }

  private boolean coversIcmp(int type) {
    return switch (protocol) {
      case "-1" -> true;
      case "icmp", "1" -> fromPort == ALL || (fromPort == type && toPort == ALL);
      default -> false;
    };
  }
}
