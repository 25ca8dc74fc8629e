package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Ipv4Cidr;
import dev.fixedip.simulator.world.Ipv6Cidr;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Takes permissions apart into single rules, in EC2's canonical form. */
final class Permissions {
  private static final Map<String, String> PROTOCOL_NAMES =
      Map.of("1", "icmp", "6", "tcp", "17", "udp", "58", "icmpv6", "all", "-1");

  /** What EC2 lets stand in the names and descriptions of groups and rules. */
  static final Pattern DESCRIPTION =
      Pattern.compile("[a-zA-Z0-9. _\\-:/()#,@\\[\\]+=&;{}!$*]{0,255}");

  private static final Set<String> PORTS = Set.of("tcp", "udp");
  private static final Set<String> ICMP = Set.of("icmp", "icmpv6");

  private final World world;

  Permissions(World world) {
    this.world = world;
  }

  /** The permissions that a request asks for, old-style requests in flat parameters. */
  static List<IpPermission> asked(
      List<IpPermission> permissions,
      @Nullable String protocol,
      @Nullable Integer from,
      @Nullable Integer to,
      @Nullable String cidr) {
    if (!permissions.isEmpty()) {
      return permissions;
    }
    if (cidr == null) {
      throw Errors.missing("ipPermissions");
    }
    var permission = IpPermission.builder().ipRanges(IpRange.builder().cidrIp(cidr).build());
    if (protocol != null) {
      permission.ipProtocol(protocol);
    }
    if (from != null) {
      permission.fromPort(from);
    }
    if (to != null) {
      permission.toPort(to);
    }
    return List.of(permission.build());
  }

  /** The rules of one direction, without ids, that the permissions stand for. */
  List<SecurityGroupRule> rules(String groupId, boolean egress, List<IpPermission> permissions) {
    List<SecurityGroupRule> rules = new ArrayList<>();
    for (IpPermission permission : permissions) {
      if (!permission.prefixListIds().isEmpty()) {
        throw Errors.notSimulated("IpPermissions.PrefixListIds");
      }
      SecurityGroupRule base = base(groupId, permission).toBuilder().isEgress(egress).build();
      int before = rules.size();
      for (IpRange range : permission.ipRanges()) {
        rules.add(
            base.toBuilder()
                .cidrIpv4(Ipv4Cidr.parse(required(range.cidrIp(), "cidrIp")).toString())
                .description(range.description())
                .build());
      }
      for (Ipv6Range range : permission.ipv6Ranges()) {
        rules.add(
            base.toBuilder()
                .cidrIpv6(Ipv6Cidr.parse(required(range.cidrIpv6(), "cidrIpv6")).toString())
                .description(range.description())
                .build());
      }
      for (UserIdGroupPair pair : permission.userIdGroupPairs()) {
        String referenced = referenced(groupId, required(pair.groupId(), "groupId"));
        rules.add(
            base.toBuilder()
                .referencedGroupInfo(g -> g.groupId(referenced).userId(World.OWNER))
                .description(pair.description())
                .build());
      }
      if (rules.size() == before) {
        throw Errors.missing("ipRanges");
      }
    }
    rules.forEach(rule -> checkDescription(rule.description()));
    return rules;
  }

  private String referenced(String groupId, String otherId) {
    var other = world.groups().get(otherId);
    if (!other.vpcId().equals(world.groups().get(groupId).vpcId())) {
      throw Errors.differentNetworks();
    }
    return other.groupId();
  }

  /** Refuses what may not stand in a rule's description. */
  static void checkDescription(@Nullable String text) {
    if (text != null && !DESCRIPTION.matcher(text).matches()) {
      throw Errors.invalidValue(
          "Invalid rule description. Valid descriptions are strings less than 256 characters from"
              + " the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
    }
  }

  private static String required(@Nullable String value, String parameter) {
    if (value == null) {
      throw Errors.missing(parameter);
    }
    return value;
  }

  /**
   * Refuses a rule of TCP or UDP without both ports, and any without a protocol.
   *
   * @param message how the operation words the lack of ports
   */
  static void checkBase(
      @Nullable String given, @Nullable Integer from, @Nullable Integer to, String message) {
    if (PORTS.contains(protocol(given)) && (from == null || to == null)) {
      throw Errors.invalidValue(message);
    }
  }

  private static String protocol(@Nullable String given) {
    if (given == null) {
      throw Errors.invalidValue(
          "Invalid value 'null' for protocol. VPC security group rules must specify protocols"
              + " explicitly.");
    }
    String lower = given.toLowerCase(Locale.ROOT);
    return PROTOCOL_NAMES.getOrDefault(lower, lower);
  }

  private static SecurityGroupRule base(String groupId, IpPermission permission) {
    String protocol = protocol(permission.ipProtocol());
    Integer from = permission.fromPort();
    Integer to = permission.toPort();
    if (PORTS.contains(protocol)) {
      checkPorts(from, to);
    } else if (ICMP.contains(protocol)) {
      checkIcmp(from, to);
    } else if (protocol.equals("-1") || protocol.matches("[0-9]{1,3}")) {
      from = -1;
      to = -1;
    } else {
      throw Errors.invalidValue("Invalid value '%s' for IP protocol.".formatted(protocol));
    }
    return SecurityGroupRule.builder()
        .groupId(groupId)
        .groupOwnerId(World.OWNER)
        .ipProtocol(protocol)
        .fromPort(from)
        .toPort(to)
        .build();
  }

  private static void checkPorts(@Nullable Integer from, @Nullable Integer to) {
    if (from == null || to == null) {
      throw Errors.invalidValue(
          "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
    }
    if (from < 0 || to > 65535 || from > to) {
      throw Errors.invalidValue("Invalid TCP/UDP port range (%d:%d)".formatted(from, to));
    }
  }

  private static void checkIcmp(@Nullable Integer type, @Nullable Integer code) {
    if (type == null || code == null) {
      throw Errors.invalidValue(
          "Invalid value 'Must specify both type and code with ICMP.' for portRange.");
    }
    if (type < -1 || type > 255 || code < -1 || code > 255 || (type == -1 && code != -1)) {
      throw Errors.invalidValue("Invalid ICMP type and code (%d:%d)".formatted(type, code));
    }
  }
}
