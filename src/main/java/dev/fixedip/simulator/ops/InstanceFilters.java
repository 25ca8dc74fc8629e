package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.World;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** The filters of DescribeInstances. */
final class InstanceFilters {
  private static final Map<String, String> OF_INTERFACES =
      Map.ofEntries(
          Map.entry(
              "network-interface.addresses.private-ip-address", "addresses.private-ip-address"),
          Map.entry("network-interface.addresses.primary", "addresses.primary"),
          Map.entry("network-interface.attachment.attachment-id", "attachment.attachment-id"),
          Map.entry(
              "network-interface.attachment.delete-on-termination",
              "attachment.delete-on-termination"),
          Map.entry("network-interface.attachment.device-index", "attachment.device-index"),
          Map.entry("network-interface.attachment.instance-id", "attachment.instance-id"),
          Map.entry("network-interface.attachment.status", "attachment.status"),
          Map.entry("network-interface.availability-zone", "availability-zone"),
          Map.entry("network-interface.description", "description"),
          Map.entry("network-interface.group-id", "group-id"),
          Map.entry("network-interface.group-name", "group-name"),
          Map.entry("network-interface.mac-address", "mac-address"),
          Map.entry("network-interface.network-interface-id", "network-interface-id"),
          Map.entry("network-interface.private-dns-name", "private-dns-name"),
          Map.entry("network-interface.source-dest-check", "source-dest-check"),
          Map.entry("network-interface.status", "status"),
          Map.entry("network-interface.subnet-id", "subnet-id"),
          Map.entry("network-interface.vpc-id", "vpc-id"));

  private final World world;

  private InstanceFilters(World world) {
    this.world = world;
  }

  static Filters<Instance> of(World world) {
    var of = new InstanceFilters(world);
    var filters =
        new Filters<>(Instance::tags)
            .one("instance-id", Instance::instanceId)
            .one("instance-state-name", instance -> instance.state().nameAsString())
            .one("instance-state-code", instance -> instance.state().code())
            .one("instance-type", Instance::instanceTypeAsString)
            .one("image-id", Instance::imageId)
            .one("architecture", Instance::architectureAsString)
            .one("availability-zone", instance -> instance.placement().availabilityZone())
            .one("client-token", Instance::clientToken)
            .one("key-name", Instance::keyName)
            .one("launch-time", Instance::launchTime)
            .one("owner-id", instance -> World.OWNER)
            .one("platform", Instance::platformAsString)
            .one("platform-details", Instance::platformDetails)
            .one("reservation-id", instance -> world.reservations().get(instance.instanceId()))
            .one("subnet-id", Instance::subnetId)
            .one("vpc-id", Instance::vpcId)
            .one("private-ip-address", of.primary(NetworkInterface::privateIpAddress))
            .one("private-dns-name", of.primary(NetworkInterface::privateDnsName))
            .one("source-dest-check", of.primary(NetworkInterface::sourceDestCheck))
            .many("group-id", of.groups(GroupIdentifier::groupId))
            .many("group-name", of.groups(GroupIdentifier::groupName))
            .many("instance.group-id", of.groups(GroupIdentifier::groupId))
            .many("instance.group-name", of.groups(GroupIdentifier::groupName));
    OF_INTERFACES.forEach((name, ofInterface) ->
        filters.many(
            name,
            instance ->
                world.interfaces().of(instance.instanceId()).stream()
                    .flatMap(InterfaceFilters.ALL.named(ofInterface))));
    return filters;
  }

  private Function<Instance, @Nullable Object> primary(Function<NetworkInterface, Object> value) {
    return instance -> world.interfaces().at(instance.instanceId(), 0).map(value).orElse(null);
  }

  private Function<Instance, Stream<String>> groups(Function<GroupIdentifier, String> value) {
    return instance ->
        world.interfaces().at(instance.instanceId(), 0).stream()
            .flatMap(face -> face.groups().stream())
            .map(value);
  }
}
