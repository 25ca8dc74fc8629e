package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.World;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** The filters of DescribeSecurityGroups. */
final class GroupFilters {
  /** The filters of GetSecurityGroupsForVpc. */
  static final Filters<SecurityGroup> OF_VPC =
      new Filters<>(SecurityGroup::tags)
          .one("group-id", SecurityGroup::groupId)
          .one("group-name", SecurityGroup::groupName)
          .one("description", SecurityGroup::description)
          .one("owner-id", SecurityGroup::ownerId)
          .one("primary-vpc-id", SecurityGroup::vpcId);

  private final World world;

  private GroupFilters(World world) {
    this.world = world;
  }

  /** All filters, on the groups of a world. */
  static Filters<SecurityGroup> of(World world) {
    var filters =
        new Filters<>(SecurityGroup::tags)
            .one("group-id", SecurityGroup::groupId)
            .one("group-name", SecurityGroup::groupName)
            .one("description", SecurityGroup::description)
            .one("owner-id", SecurityGroup::ownerId)
            .one("vpc-id", SecurityGroup::vpcId);
    var rules = new GroupFilters(world);
    rules.add(filters, "ip-permission.", false);
    rules.add(filters, "egress.ip-permission.", true);
    return filters;
  }

  private void add(Filters<SecurityGroup> filters, String prefix, boolean egress) {
    filters
        .many(prefix + "cidr", rules(egress, SecurityGroupRule::cidrIpv4))
        .many(prefix + "ipv6-cidr", rules(egress, SecurityGroupRule::cidrIpv6))
        .many(prefix + "from-port", rules(egress, rule -> port(rule, rule.fromPort())))
        .many(prefix + "to-port", rules(egress, rule -> port(rule, rule.toPort())))
        .many(prefix + "protocol", rules(egress, SecurityGroupRule::ipProtocol))
        .many(
            prefix + "group-id",
            rules(egress, rule -> referenced(rule, ReferencedSecurityGroup::groupId)))
        .many(
            prefix + "group-name",
            rules(egress, rule -> referenced(rule, it -> egress ? null : name(it.groupId()))))
        .many(
            prefix + "user-id",
            rules(egress, rule -> referenced(rule, ReferencedSecurityGroup::userId)))
        .many(prefix + "prefix-list-id", rules(egress, SecurityGroupRule::prefixListId));
  }

  private Function<SecurityGroup, Stream<String>> rules(
      boolean egress, Function<SecurityGroupRule, @Nullable Object> value) {
    return group ->
        world.rules().of(group.groupId()).stream()
            .filter(rule -> rule.isEgress() == egress)
            .flatMap(rule -> Stream.ofNullable(value.apply(rule)))
            .map(Object::toString);
  }

  private static @Nullable Object port(SecurityGroupRule rule, Integer port) {
    return rule.ipProtocol().equals("-1") ? null : port;
  }

  private static @Nullable Object referenced(
      SecurityGroupRule rule, Function<ReferencedSecurityGroup, @Nullable Object> value) {
    return rule.referencedGroupInfo() == null ? null : value.apply(rule.referencedGroupInfo());
  }

  private @Nullable Object name(String groupId) {
    return world.groups().find(groupId).map(SecurityGroup::groupName).orElse(null);
  }
}
