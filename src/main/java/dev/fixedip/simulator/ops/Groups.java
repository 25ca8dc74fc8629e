package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.World;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** Which security groups an interface may have. */
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
    return world.groups().all().stream()
        .filter(group -> group.vpcId().equals(vpcId) && group.groupName().equals("default"))
        .map(SecurityGroup::groupId)
        .findFirst()
        .orElseThrow();
  }
}
