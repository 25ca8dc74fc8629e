package dev.fixedip.simulator.world;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * A kind of resource: how it is identified, tagged and missed.
 *
 * @param type its name among taggable resources
 * @param words how EC2 words its errors
 */
public record Kind<T>(
    ResourceType type,
    Words words,
    Function<T, String> id,
    Function<T, List<Tag>> tags,
    BiFunction<T, List<Tag>, T> withTags) {

  /**
   * How EC2 words a kind's errors.
   *
   * @param prefix of the ids
   * @param noun in messages
   * @param notFound error code
   * @param malformed error code
   * @param idSet the name of the list of ids in messages on paging
   */
  public record Words(String prefix, String noun, String notFound, String malformed, String idSet) {

    /** Refuses what does not look like an id of this kind. */
    public void check(String id) {
      if (!id.startsWith(prefix + "-")
          || !HEX.matcher(id).region(prefix.length() + 1, id.length()).matches()) {
        throw new Ec2Error(
            malformed,
            prefix.startsWith("sg")
                ? "The %s ID '%s' is malformed".formatted(noun, id)
                : "Invalid id: \"%s\" (expecting \"%s-...\")".formatted(id, prefix));
      }
    }

    /** The error for ids that are not there. */
    public Ec2Error missing(List<String> ids) {
      String what = prefix.equals("sg") ? noun : noun + " ID";
      return new Ec2Error(
          notFound,
          ids.size() == 1
              ? "The %s '%s' does not exist".formatted(what, ids.getFirst())
              : "The %ss '%s' do not exist".formatted(what, String.join(", ", ids)));
    }
  }

  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  static final Kind<Vpc> VPC =
      new Kind<>(
          ResourceType.VPC,
          new Words("vpc", "vpc", "InvalidVpcID.NotFound", "InvalidVpcId.Malformed", "vpcSet"),
          Vpc::vpcId,
          Vpc::tags,
          (vpc, tags) -> vpc.toBuilder().tags(orNone(tags)).build());

  static final Kind<Subnet> SUBNET =
      new Kind<>(
          ResourceType.SUBNET,
          new Words(
              "subnet",
              "subnet",
              "InvalidSubnetID.NotFound",
              "InvalidSubnetId.Malformed",
              "subnetSet"),
          Subnet::subnetId,
          Subnet::tags,
          (subnet, tags) -> subnet.toBuilder().tags(orNone(tags)).build());

  static final Kind<NetworkInterface> INTERFACE =
      new Kind<>(
          ResourceType.NETWORK_INTERFACE,
          new Words(
              "eni",
              "networkInterface",
              "InvalidNetworkInterfaceID.NotFound",
              "InvalidNetworkInterfaceId.Malformed",
              "networkInterfaceIdSet"),
          NetworkInterface::networkInterfaceId,
          NetworkInterface::tagSet,
          (face, tags) -> face.toBuilder().tagSet(tags).build());

  static final Kind<Instance> INSTANCE =
      new Kind<>(
          ResourceType.INSTANCE,
          new Words(
              "i",
              "instance",
              "InvalidInstanceID.NotFound",
              "InvalidInstanceID.Malformed",
              "instancesSet"),
          Instance::instanceId,
          Instance::tags,
          (instance, tags) -> instance.toBuilder().tags(orNone(tags)).build());

  static final Kind<SecurityGroup> GROUP =
      new Kind<>(
          ResourceType.SECURITY_GROUP,
          new Words(
              "sg",
              "security group",
              "InvalidGroup.NotFound",
              "InvalidGroupId.Malformed",
              "securityGroupIdSet"),
          SecurityGroup::groupId,
          SecurityGroup::tags,
          (group, tags) -> group.toBuilder().tags(orNone(tags)).build());

  static final Kind<SecurityGroupRule> RULE =
      new Kind<>(
          ResourceType.SECURITY_GROUP_RULE,
          new Words(
              "sgr",
              "security group rule",
              "InvalidSecurityGroupRuleId.NotFound",
              "InvalidSecurityGroupRuleId.Malformed",
              "securityGroupRuleIds"),
          SecurityGroupRule::securityGroupRuleId,
          SecurityGroupRule::tags,
          (rule, tags) -> rule.toBuilder().tags(tags).build());

  @SuppressWarnings("NullAway")
  private static List<Tag> orNone(List<Tag> tags) {
    return tags.isEmpty() ? null : tags;
  }
}
