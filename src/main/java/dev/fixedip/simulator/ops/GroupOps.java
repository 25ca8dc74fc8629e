package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.Networks;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.GetSecurityGroupsForVpcRequest;
import software.amazon.awssdk.services.ec2.model.GetSecurityGroupsForVpcResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupForVpc;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** Describing, creating and deleting security groups. */
final class GroupOps {
  private final World world;
  private final Makers makers;
  private final Groups groups;
  private final Filters<SecurityGroup> filters;

  GroupOps(World world) {
    this.world = world;
    this.makers = new Makers(world);
    this.groups = new Groups(world);
    this.filters = GroupFilters.of(world);
  }

  @Action
  DescribeSecurityGroupsResponse describe(DescribeSecurityGroupsRequest request) {
    List<String> ids = new ArrayList<>(request.groupIds());
    request.groupNames().forEach(name -> ids.add(groups.ofDefaultVpc(name).groupId()));
    var page =
        Pages.page(
            world.groups(),
            filters,
            new Pages.Query(ids, request.filters(), request.maxResults(), request.nextToken()),
            group -> true);
    return DescribeSecurityGroupsResponse.builder()
        .securityGroups(page.items().stream().map(this::whole).toList())
        .nextToken(page.nextToken())
        .build();
  }

  /** The groups that interfaces in a VPC may have: the VPC's own. */
  @Action(requires = "VpcId")
  GetSecurityGroupsForVpcResponse get(GetSecurityGroupsForVpcRequest request) {
    String vpcId = world.vpcs().get(request.vpcId()).vpcId();
    var page =
        Pages.page(
            world.groups(),
            GroupFilters.OF_VPC,
            new Pages.Query(
                List.of(), request.filters(), request.maxResults(), request.nextToken()),
            group -> group.vpcId().equals(vpcId));
    return GetSecurityGroupsForVpcResponse.builder()
        .securityGroupForVpcs(page.items().stream().map(GroupOps::ofVpc).toList())
        .nextToken(page.nextToken())
        .build();
  }

  private static SecurityGroupForVpc ofVpc(SecurityGroup group) {
    return SecurityGroupForVpc.builder()
        .groupId(group.groupId())
        .groupName(group.groupName())
        .description(group.description())
        .ownerId(group.ownerId())
        .primaryVpcId(group.vpcId())
        .tags(group.tags())
        .build();
  }

  private SecurityGroup whole(SecurityGroup group) {
    List<SecurityGroupRule> rules = world.rules().of(group.groupId());
    return group.toBuilder()
        .ipPermissions(
            GroupRules.permissions(rules.stream().filter(rule -> !rule.isEgress()).toList()))
        .ipPermissionsEgress(
            GroupRules.permissions(rules.stream().filter(SecurityGroupRule::isEgress).toList()))
        .build();
  }

  @Action(requires = {"GroupName", "GroupDescription"})
  CreateSecurityGroupResponse create(CreateSecurityGroupRequest request) {
    String vpcId = vpcOf(request);
    String name = request.groupName().strip();
    check("GroupName", "name", name);
    check("GroupDescription", "description", request.description());
    if (name.startsWith("sg-")) {
      throw Errors.invalidValue(
          "Value (%s) for parameter GroupName is invalid. Group names may not be in the format sg-*."
              .formatted(name));
    }
    if (name.equals("default")) {
      throw Errors.invalidValue("Cannot use reserved security group name: default");
    }
    if (groups.named(vpcId, name).isPresent()) {
      throw new Ec2Error(
          "InvalidGroup.Duplicate",
          "The security group '%s' already exists for VPC '%s'".formatted(name, vpcId));
    }
    var tags =
        Tags.of(
            ResourceType.SECURITY_GROUP,
            request.tagSpecifications(),
            Set.of(ResourceType.SECURITY_GROUP));
    SecurityGroup group =
        makers.group(world.ids().next("sg"), vpcId, name, request.description(), tags);
    return CreateSecurityGroupResponse.builder()
        .groupId(group.groupId())
        .securityGroupArn(group.securityGroupArn())
        .tags(group.tags())
        .build();
  }

  private String vpcOf(CreateSecurityGroupRequest request) {
    return request.vpcId() != null
        ? world.vpcs().get(request.vpcId()).vpcId()
        : new Networks(world)
            .defaultVpc()
            .orElseThrow(() -> new Ec2Error("VPCIdNotSpecified", "No default VPC for this user"))
            .vpcId();
  }

  private static void check(String parameter, String noun, String text) {
    if (text.isEmpty()) {
      throw Errors.missing(parameter);
    }
    if (!text.chars().allMatch(c -> c < 128)) {
      throw Errors.invalidValue(
          "Value (%s) for parameter %s is invalid. Character sets beyond ASCII are not supported."
              .formatted(text, parameter));
    }
    if (!Permissions.DESCRIPTION.matcher(text).matches()) {
      throw Errors.invalidValue(
          ("Invalid security group %1$s. Valid %1$ss are strings less than 256 characters from the"
                  + " following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*")
              .formatted(noun));
    }
  }

  @Action
  DeleteSecurityGroupResponse delete(DeleteSecurityGroupRequest request) {
    SecurityGroup group = groups.chosen(request.groupId(), request.groupName());
    String id = group.groupId();
    if (group.groupName().equals("default")) {
      throw new Ec2Error(
          "CannotDelete",
          "the specified group: \"%s\" name: \"default\" cannot be deleted by a user"
              .formatted(id));
    }
    if (isUsed(id)) {
      throw new Ec2Error("DependencyViolation", "resource %s has a dependent object".formatted(id));
    }
    groups.remove(group);
    return DeleteSecurityGroupResponse.builder().returnValue(true).groupId(id).build();
  }

  private boolean isUsed(String id) {
    return world.interfaces().all().stream()
            .anyMatch(face -> face.groups().stream().anyMatch(it -> it.groupId().equals(id)))
        || world.rules().all().stream()
            .anyMatch(rule ->
                rule.referencedGroupInfo() != null
                    && rule.referencedGroupInfo().groupId().equals(id)
                    && !rule.groupId().equals(id));
  }
}
