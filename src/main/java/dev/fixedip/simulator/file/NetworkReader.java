package dev.fixedip.simulator.file;

import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Ipv4Cidr;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.simulator.world.Zones;
import dev.fixedip.simulator.world.Zones.Zone;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Reads VPCs, subnets and security groups. */
final class NetworkReader {
  private static final Set<String> PORTS = Set.of("tcp", "udp");
  private static final Set<String> NAMES = Set.of("tcp", "udp", "icmp", "icmpv6", "-1");

  private final World world;
  private final Makers makers;
  private final WorldFile file;

  NetworkReader(World world, WorldFile file) {
    this.world = world;
    this.makers = new Makers(world);
    this.file = file;
  }

  String vpc(Place place, WorldFile.Vpc vpc) {
    String id = place.id(world, world.vpcs(), vpc.id());
    String cidr = cidr(place, "cidrBlock", vpc.cidrBlock());
    String made = world.ids().next("sg");
    Worlds.vpc(id, cidr, made).accept(world);
    if (declares(id)) {
      world.rules().of(made).forEach(it -> world.rules().remove(it.securityGroupRuleId()));
      world.groups().remove(made);
    }
    Vpc row = world.vpcs().get(id);
    var association = row.cidrBlockAssociationSet().getFirst();
    if (vpc.cidrAssociationId() != null) {
      association = association.toBuilder().associationId(vpc.cidrAssociationId()).build();
    }
    world
        .vpcs()
        .put(row.toBuilder().cidrBlockAssociationSet(association).tags(orNull(vpc.tags())).build());
    return id;
  }

  private boolean declares(String vpcId) {
    return file.securityGroups().stream()
        .anyMatch(it -> vpcId.equals(it.vpcId()) && "default".equals(it.name()));
  }

  private static String cidr(Place place, String field, @Nullable String text) {
    String given = place.required(field, text);
    return place.checked(
        field,
        () -> {
          Ipv4Cidr cidr = Ipv4Cidr.parse(given);
          if (!cidr.toString().equals(given)) {
            throw Errors.invalidValue("%s has host bits; write %s".formatted(given, cidr));
          }
          return given;
        });
  }

  String subnet(Place place, WorldFile.Subnet subnet) {
    String id = place.id(world, world.subnets(), subnet.id());
    Vpc vpc = place.named(world.vpcs(), "vpcs", "vpcId", subnet.vpcId());
    String cidr = cidr(place, "cidrBlock", subnet.cidrBlock());
    checkRoom(place, vpc, cidr);
    String zone = subnet.availabilityZone() == null ? "us-east-1a" : subnet.availabilityZone();
    List<String> zones = Zones.ALL.stream().map(Zone::name).toList();
    int number = zones.indexOf(zone);
    if (number < 0) {
      throw place.wrong(
          "availabilityZone",
          "%s is unknown; write one of %s".formatted(zone, String.join(", ", zones)));
    }
    Worlds.subnet(id, vpc.vpcId(), cidr, number).accept(world);
    Subnet row = world.subnets().get(id);
    world.subnets().put(row.toBuilder().tags(orNull(subnet.tags())).build());
    return id;
  }

  private void checkRoom(Place place, Vpc vpc, String cidr) {
    Ipv4Cidr own = Ipv4Cidr.parse(cidr);
    Ipv4Cidr whole = Ipv4Cidr.parse(vpc.cidrBlock());
    if (!whole.contains(own.base()) || own.prefixLength() < whole.prefixLength()) {
      throw place.wrong(
          "cidrBlock",
          "%s is not inside %s of %s; write one that is"
              .formatted(cidr, vpc.cidrBlock(), vpc.vpcId()));
    }
    for (Subnet other : world.subnets().all()) {
      Ipv4Cidr taken = Ipv4Cidr.parse(other.cidrBlock());
      if (other.vpcId().equals(vpc.vpcId())
          && (taken.contains(own.base()) || own.contains(taken.base()))) {
        throw place.wrong(
            "cidrBlock",
            "%s overlaps %s of %s; write one that does not"
                .formatted(cidr, other.cidrBlock(), other.subnetId()));
      }
    }
  }

  String group(Place place, WorldFile.SecurityGroup group) {
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
  void rules(List<String> groupIds) {
    for (int i = 0; i < groupIds.size(); i++) {
      var place = new Place("securityGroups[%d]".formatted(i));
      WorldFile.SecurityGroup group = file.securityGroups().get(i);
      rules(place, "ingress", groupIds.get(i), group.ingress());
      rules(place, "egress", groupIds.get(i), group.egress() == null ? List.of() : group.egress());
    }
  }

  private void rules(Place group, String list, String groupId, List<WorldFile.Rule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      Place place = group.inside(list, i);
      WorldFile.Rule rule = rules.get(i);
      String id = place.id(world, world.rules(), rule.id());
      world
          .rules()
          .put(
              peer(place, rule, ports(place, rule))
                  .securityGroupRuleId(id)
                  .securityGroupRuleArn(Makers.arn("security-group-rule", id))
                  .groupId(groupId)
                  .groupOwnerId(World.OWNER)
                  .isEgress(list.equals("egress"))
                  .description(rule.description())
                  .tags(Place.tags(rule.tags()))
                  .build());
    }
  }

  private static SecurityGroupRule.Builder ports(Place place, WorldFile.Rule rule) {
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

  private SecurityGroupRule.Builder peer(
      Place place, WorldFile.Rule rule, SecurityGroupRule.Builder made) {
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
      made.cidrIpv4(cidr(place, "cidrIpv4", rule.cidrIpv4()));
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

  @SuppressWarnings("NullAway")
  private static List<Tag> orNull(java.util.Map<String, String> tags) {
    return tags.isEmpty() ? null : Place.tags(tags);
  }
}
