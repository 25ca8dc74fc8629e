package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Describing and creating security groups. */
final class GroupOps {
  private record Ports(String protocol, @Nullable Integer from, @Nullable Integer to) {}

  private static final Filters<SecurityGroup> FILTERS =
      new Filters<>(SecurityGroup::tags)
          .one("group-id", SecurityGroup::groupId)
          .one("group-name", SecurityGroup::groupName)
          .one("description", SecurityGroup::description)
          .one("owner-id", SecurityGroup::ownerId)
          .one("vpc-id", SecurityGroup::vpcId);

  private final World world;
  private final Makers makers;

  GroupOps(World world) {
    this.world = world;
    this.makers = new Makers(world);
  }

  @Action(refuses = "GroupName")
  DescribeSecurityGroupsResponse describe(DescribeSecurityGroupsRequest request) {
    var page =
        Pages.page(
            world.groups(),
            FILTERS,
            new Pages.Query(
                request.groupIds(), request.filters(), request.maxResults(), request.nextToken()),
            group -> true);
    return DescribeSecurityGroupsResponse.builder()
        .securityGroups(page.items().stream().map(this::whole).toList())
        .nextToken(page.nextToken())
        .build();
  }

  private SecurityGroup whole(SecurityGroup group) {
    List<SecurityGroupRule> rules = world.rules().of(group.groupId());
    return group.toBuilder()
        .ipPermissions(permissions(rules.stream().filter(rule -> !rule.isEgress()).toList()))
        .ipPermissionsEgress(
            permissions(rules.stream().filter(SecurityGroupRule::isEgress).toList()))
        .build();
  }

  private static List<IpPermission> permissions(List<SecurityGroupRule> rules) {
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

  @Action(requires = {"GroupName", "GroupDescription"})
  CreateSecurityGroupResponse create(CreateSecurityGroupRequest request) {
    if (request.vpcId() == null) {
      throw new Ec2Error("VPCIdNotSpecified", "No default VPC for this user");
    }
    String vpcId = world.vpcs().get(request.vpcId()).vpcId();
    if (request.groupName().equals("default")) {
      throw Errors.invalidValue("Cannot use reserved security group name: default");
    }
    if (world.groups().all().stream()
        .anyMatch(group ->
            group.vpcId().equals(vpcId) && group.groupName().equals(request.groupName()))) {
      throw new Ec2Error(
          "InvalidGroup.Duplicate",
          "The security group '%s' already exists for VPC '%s'"
              .formatted(request.groupName(), vpcId));
    }
    var tags =
        Tags.of(
            ResourceType.SECURITY_GROUP,
            request.tagSpecifications(),
            Set.of(ResourceType.SECURITY_GROUP));
    SecurityGroup group =
        makers.group(
            world.ids().next("sg"), vpcId, request.groupName(), request.description(), tags);
    return CreateSecurityGroupResponse.builder()
        .groupId(group.groupId())
        .securityGroupArn(group.securityGroupArn())
        .tags(group.tags())
        .build();
  }
}
