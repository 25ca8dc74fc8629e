package dev.fixedip.simulator.file;

import dev.fixedip.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Writes what there is in a world, so that it can be read again. */
public final class WorldWriter {
  private final World world;

  private WorldWriter(World world) {
    this.world = world;
  }

  /** All that is in the world now. */
  public static WorldFile write(World world) {
    return world.transact(new WorldWriter(world)::all);
  }

  @SuppressWarnings("unchecked")
  private WorldFile all() {
    return new WorldFile(
        Json.read(Json.write(world.quotas()), Map.class),
        world.images().declared().entrySet().stream()
            .map(it -> new WorldFile.Image(it.getKey(), it.getValue()))
            .toList(),
        world.vpcs().all().stream().map(WorldWriter::vpc).toList(),
        world.subnets().all().stream().map(WorldWriter::subnet).toList(),
        world.groups().all().stream().map(this::group).toList(),
        world.instances().all().stream().map(this::instance).toList(),
        world.interfaces().all().stream().map(WorldWriter::face).toList());
  }

  private static WorldFile.Vpc vpc(Vpc vpc) {
    return new WorldFile.Vpc(
        vpc.vpcId(),
        vpc.cidrBlock(),
        vpc.cidrBlockAssociationSet().getFirst().associationId(),
        tags(vpc.tags()));
  }

  private static WorldFile.Subnet subnet(Subnet subnet) {
    return new WorldFile.Subnet(
        subnet.subnetId(),
        subnet.vpcId(),
        subnet.cidrBlock(),
        subnet.availabilityZone(),
        tags(subnet.tags()));
  }

  private WorldFile.SecurityGroup group(SecurityGroup group) {
    List<SecurityGroupRule> rules = world.rules().of(group.groupId());
    return new WorldFile.SecurityGroup(
        group.groupId(),
        group.vpcId(),
        group.groupName(),
        group.description(),
        rules.stream().filter(it -> !it.isEgress()).map(WorldWriter::rule).toList(),
        rules.stream().filter(SecurityGroupRule::isEgress).map(WorldWriter::rule).toList(),
        tags(group.tags()));
  }

  private static WorldFile.Rule rule(SecurityGroupRule rule) {
    var referenced = rule.referencedGroupInfo();
    return new WorldFile.Rule(
        rule.securityGroupRuleId(),
        rule.ipProtocol(),
        rule.fromPort(),
        rule.toPort(),
        rule.cidrIpv4(),
        rule.cidrIpv6(),
        rule.prefixListId(),
        referenced == null ? null : referenced.groupId(),
        rule.description(),
        tags(rule.tags()));
  }

  private WorldFile.Instance instance(Instance instance) {
    String id = instance.instanceId();
    return new WorldFile.Instance(
        id,
        instance.subnetId(),
        instance.imageId(),
        instance.instanceTypeAsString(),
        instance.state().nameAsString(),
        null,
        List.of(),
        world.reservations().get(id),
        instance.launchTime(),
        world
            .guests()
            .find(id)
            .map(it -> new WorldFile.Guest(it.address(), it.addressSince(), it.checkedAt()))
            .orElse(null),
        tags(instance.tags()));
  }

  private static WorldFile.NetworkInterface face(NetworkInterface face) {
    NetworkInterfaceType type = face.interfaceType();
    return new WorldFile.NetworkInterface(
        face.networkInterfaceId(),
        face.subnetId(),
        face.privateIpAddresses().stream()
            .map(NetworkInterfacePrivateIpAddress::privateIpAddress)
            .toList(),
        face.groups().stream().map(GroupIdentifier::groupId).toList(),
        face.description(),
        face.macAddress(),
        face.sourceDestCheck() ? null : false,
        face.statusAsString(),
        type == NetworkInterfaceType.INTERFACE ? null : face.interfaceTypeAsString(),
        face.requesterId(),
        operator(face),
        attachment(face),
        tags(face.tagSet()));
  }

  private static WorldFile.@Nullable Operator operator(NetworkInterface face) {
    return Boolean.TRUE.equals(face.operator().managed())
        ? new WorldFile.Operator(
            face.operator().principal(), Boolean.TRUE.equals(face.operator().hiddenByDefault()))
        : null;
  }

  private static WorldFile.@Nullable Attachment attachment(NetworkInterface face) {
    var attachment = face.attachment();
    return attachment == null
        ? null
        : new WorldFile.Attachment(
            attachment.attachmentId(),
            attachment.instanceId(),
            attachment.deviceIndex(),
            attachment.networkCardIndex(),
            attachment.deleteOnTermination(),
            attachment.attachTime(),
            attachment.statusAsString());
  }

  private static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> byKey = new LinkedHashMap<>();
    tags.forEach(tag -> byKey.put(tag.key(), tag.value()));
    return byKey;
  }
}
