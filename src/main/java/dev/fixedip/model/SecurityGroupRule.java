package dev.fixedip.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ingress rule of a security group.
 *
 * @param protocol EC2's {@code IpProtocol}: {@code icmp}, {@code icmpv6}, {@code -1} for all
 * @param fromPort the ICMP type for {@code icmp} and {@code icmpv6}; -1 = all
 * @param toPort the ICMP code for {@code icmp} and {@code icmpv6}; -1 = all
 * @param cidr the source, null where the rule names a group or a prefix list
 */
public record SecurityGroupRule(
    String id,
    String groupId,
    String protocol,
    int fromPort,
    int toPort,
    @Nullable Cidr cidr,
    Map<String, String> tags)
    implements Tagged {

  /** EC2's word for every ICMP type, and for every code. */
  public static final int ALL = -1;

  /** Keeps its own unchangeable copy of the tags. */
  public SecurityGroupRule {
    tags = Map.copyOf(tags);
  }

  /** EC2's {@code IpProtocol} of the ICMP of that family. */
  public static String icmp(IpFamily family) {
    return switch (family) {
      case IPV4 -> "icmp";
      case IPV6 -> "icmpv6";
    };
  }

  /** The ICMP type of that family's echo request, a ping. */
  public static int echoRequest(IpFamily family) {
    return switch (family) {
      case IPV4 -> 8;
      case IPV6 -> 128;
    };
  }

  /** The same rule without our tags. */
  SecurityGroupRule disowned() {
    Map<String, String> others = new HashMap<>(tags);
    others.keySet().removeAll(Ownership.among(tags).keySet());
    return new SecurityGroupRule(id, groupId, protocol, fromPort, toPort, cidr, others);
  }

  /** Whether the rule lets that type of the range's ICMP in from every address of the range. */
  public boolean allowsIcmp(int type, Cidr from) {
    return cidr != null && cidr.contains(from) && coversIcmp(type, from.family());
  }

  private boolean coversIcmp(int type, IpFamily family) {
    return switch (protocol) {
      case "-1" -> true;
      case "icmp", "1" -> family == IpFamily.IPV4 && coversType(type);
      case "icmpv6", "58" -> family == IpFamily.IPV6 && coversType(type);
      default -> false;
    };
  }

  private boolean coversType(int type) {
    return fromPort == ALL || (fromPort == type && toPort == ALL);
  }
}
