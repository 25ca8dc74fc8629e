package dev.fixedip.simulator.file;

import dev.fixedip.simulator.file.NetworkPart.Rule;
import dev.fixedip.simulator.file.NetworkPart.SecurityGroup;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Reads security groups. */
final class GroupReader {
  private static final Set<String> PORTS = Set.of("tcp", "udp");
  private static final Set<String> NAMES = Set.of("tcp", "udp", "icmp", "icmpv6", "-1");

  private final World world;
  private final Makers makers;

  GroupReader(World world) {
    this.world = world;
    this.makers = new Makers(world);
  }

  String group(Place place, SecurityGroup group) {
    String id = place.id(world, world.groups(), group.id());
    String name = place.required("name", group.name());
    Vpc vpc = place.named(world.vpcs(), "vpcs", "vpcId", group.vpcId());
    boolean twice =
        world.groups().all().stream()
            .anyMatch(it -> it.vpcId().equals(vpc.vpcId()) && it.groupName().equals(name));
    if (twice) {
      throw place.wrong(
          "name", "%s has two groups '%s'; write another name".formatted(vpc.vpcId(), name));
    }
    String description = group.description() == null ? name : group.description();
    makers.group(id, vpc.vpcId(), name, description, Place.tags(group.tags()));
    if (group.egress() != null) {
      world.rules().of(id).forEach(it -> world.rules().remove(it.securityGroupRuleId()));
    }
    return id;
  }

  /** Reads the rules, once all groups are there. */
  void rules(List<SecurityGroup> groups, List<String> ids) {
    Iterator<String> id = ids.iterator();
    new Place("")
        .each(
            "securityGroups",
            groups,
            (place, group) -> {
              String groupId = id.next();
              place.each("ingress", group.ingress(), (at, rule) -> rule(at, groupId, rule, false));
              place.each(
                  "egress",
                  Parts.orNone(group.egress()),
                  (at, rule) -> rule(at, groupId, rule, true));
              return groupId;
            });
  }

  private String rule(Place place, String groupId, Rule rule, boolean egress) {
    String id = place.id(world, world.rules(), rule.id());
    world
        .rules()
        .put(
            peer(place, rule, ports(place, rule))
                .securityGroupRuleId(id)
                .securityGroupRuleArn(Makers.arn("security-group-rule", id))
                .groupId(groupId)
                .groupOwnerId(World.OWNER)
                .isEgress(egress)
                .description(rule.description())
                .tags(Place.tags(rule.tags()))
                .build());
    return id;
  }

  private static SecurityGroupRule.Builder ports(Place place, Rule rule) {
    String protocol = place.required("protocol", rule.protocol());
    if (!NAMES.contains(protocol) && !protocol.matches("[0-9]{1,3}")) {
      throw place.wrong(
          "protocol",
          "%s is unknown; write tcp, udp, icmp, icmpv6, a number, or '-1' for all"
              .formatted(protocol));
    }
    if (PORTS.contains(protocol) && (rule.fromPort() == null || rule.toPort() == null)) {
      throw place.wrong(
          rule.fromPort() == null ? "fromPort" : "toPort",
          protocol + " needs both fromPort and toPort; write them");
    }
    return SecurityGroupRule.builder()
        .ipProtocol(protocol)
        .fromPort(rule.fromPort() == null ? -1 : rule.fromPort())
        .toPort(rule.toPort() == null ? -1 : rule.toPort());
  }

  private SecurityGroupRule.Builder peer(Place place, Rule rule, SecurityGroupRule.Builder made) {
    long peers =
        Stream.of(rule.cidrIpv4(), rule.cidrIpv6(), rule.prefixListId(), rule.groupId())
            .filter(Objects::nonNull)
            .count();
    if (peers != 1) {
      throw place.wrong(
          "",
          "this has %d peers; write one of cidrIpv4, cidrIpv6, prefixListId, groupId"
              .formatted(peers));
    }
    if (rule.cidrIpv4() != null) {
      made.cidrIpv4(place.cidr("cidrIpv4", rule.cidrIpv4()).toString());
    }
    if (rule.groupId() != null) {
      var group = place.named(world.groups(), "securityGroups", "groupId", rule.groupId());
      made.referencedGroupInfo(
          ReferencedSecurityGroup.builder()
              .groupId(group.groupId())
              .userId(World.OWNER)
              .vpcId(group.vpcId())
              .build());
    }
    return made.cidrIpv6(rule.cidrIpv6()).prefixListId(rule.prefixListId());
  }
}
