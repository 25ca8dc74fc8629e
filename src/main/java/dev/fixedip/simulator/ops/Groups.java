package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Networks;
import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Finding security groups: those an interface may have, those a request names. */
final class Groups {
  private final World world;

  Groups(World world) {
    this.world = world;
  }

  /**
   * The groups of an interface in a VPC: those asked for, or the VPC's default group.
   *
   * @throws Ec2Error for unknown groups, groups of another VPC, and too many
   */
  List<String> of(String vpcId, List<String> asked) {
    if (asked.isEmpty()) {
      return List.of(defaultOf(vpcId));
    }
    List<SecurityGroup> groups = world.groups().getAll(asked);
    if (groups.stream().anyMatch(group -> !group.vpcId().equals(vpcId))) {
      throw Errors.differentNetworks();
    }
    if (groups.size() > world.quotas().groupsPerInterface()) {
      throw new Ec2Error(
          "SecurityGroupsPerInterfaceLimitExceeded",
          "The maximum number of security groups per interface has been reached.");
    }
    return groups.stream().map(SecurityGroup::groupId).toList();
  }

  private String defaultOf(String vpcId) {
    return named(vpcId, "default").orElseThrow().groupId();
  }

  /** The group of that name in the VPC, if there is one. */
  Optional<SecurityGroup> named(String vpcId, String name) {
    return world.groups().all().stream()
        .filter(group -> group.vpcId().equals(vpcId) && group.groupName().equals(name))
        .findFirst();
  }

  /**
   * The group that a request names, by id or, in the default VPC, by name.
   *
   * @throws Ec2Error for an unknown group, for none, and for a name without a default VPC
   */
  SecurityGroup chosen(@Nullable String id, @Nullable String name) {
    if (id != null && name != null) {
      throw Errors.invalidCombination(
          "The parameter groupName cannot be used with the parameter groupId");
    }
    if (id != null) {
      return world.groups().get(id);
    }
    if (name == null) {
      throw Errors.missing("groupName or groupId");
    }
    return ofDefaultVpc(name);
  }

  /** The group of that name in the default VPC. */
  SecurityGroup ofDefaultVpc(String name) {
    String vpcId = defaultVpc();
    return named(vpcId, name)
        .orElseThrow(() ->
            new Ec2Error(
                "InvalidGroup.NotFound",
                "The security group '%s' does not exist in default VPC '%s'"
                    .formatted(name, vpcId)));
  }

  /** The id of the default VPC, where one is needed. */
  String defaultVpc() {
    return new Networks(world)
        .defaultVpc()
        .map(Vpc::vpcId)
        .orElseThrow(() ->
            new Ec2Error(
                "VPCIdNotSpecified",
                "No default VPC for this user. GroupName is only supported for EC2-Classic and"
                    + " default VPC."));
  }

  /** All groups of a VPC. */
  List<SecurityGroup> in(String vpcId) {
    return world.groups().all().stream().filter(group -> group.vpcId().equals(vpcId)).toList();
  }

  /** Removes a group with its rules. */
  void remove(SecurityGroup group) {
    world
        .rules()
        .of(group.groupId())
        .forEach(rule -> world.rules().remove(rule.securityGroupRuleId()));
    world.groups().remove(group.groupId());
  }
}
