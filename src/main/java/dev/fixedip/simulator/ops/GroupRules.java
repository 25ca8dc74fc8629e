package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** A group's rules as DescribeSecurityGroups shows them: put together by protocol and ports. */
final class GroupRules {
  private record Ports(String protocol, @Nullable Integer from, @Nullable Integer to) {}

  private GroupRules() {}

  /** The permissions that the rules of one direction make up. */
  static List<IpPermission> permissions(List<SecurityGroupRule> rules) {
    Map<Ports, List<SecurityGroupRule>> byPorts = new LinkedHashMap<>();
    for (SecurityGroupRule rule : rules) {
      boolean all = rule.ipProtocol().equals("-1");
      var ports =
          new Ports(rule.ipProtocol(), all ? null : rule.fromPort(), all ? null : rule.toPort());
      byPorts.computeIfAbsent(ports, p -> new ArrayList<>()).add(rule);
    }
    return byPorts.entrySet().stream()
        .map(entry -> permission(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static IpPermission permission(Ports ports, List<SecurityGroupRule> rules) {
    return IpPermission.builder()
        .ipProtocol(ports.protocol)
        .fromPort(ports.from)
        .toPort(ports.to)
        .ipRanges(
            rules.stream()
                .filter(rule -> rule.cidrIpv4() != null)
                .map(rule ->
                    IpRange.builder()
                        .cidrIp(rule.cidrIpv4())
                        .description(rule.description())
                        .build())
                .toList())
        .ipv6Ranges(
            rules.stream()
                .filter(rule -> rule.cidrIpv6() != null)
                .map(rule ->
                    Ipv6Range.builder()
                        .cidrIpv6(rule.cidrIpv6())
                        .description(rule.description())
                        .build())
                .toList())
        .userIdGroupPairs(
            rules.stream()
                .filter(rule -> rule.referencedGroupInfo() != null)
                .map(rule ->
                    UserIdGroupPair.builder()
                        .groupId(rule.referencedGroupInfo().groupId())
                        .userId(World.OWNER)
                        .description(rule.description())
                        .build())
                .toList())
        .prefixListIds(List.of())
        .build();
  }
}
