package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.StateReason;

/** The filters of DescribeInstances. */
final class InstanceFilters {
  /** Those that are filters of DescribeNetworkInterfaces behind {@code network-interface.}. */
  private static final List<String> OF_INTERFACES =
      List.of(
          "addresses.association.allocation-id",
          "addresses.association.association-id",
          "addresses.association.ip-owner-id",
          "addresses.association.public-dns-name",
          "addresses.association.public-ip",
          "addresses.primary",
          "addresses.private-dns-name",
          "addresses.private-ip-address",
          "association.allocation-id",
          "association.association-id",
          "association.ip-owner-id",
          "association.public-dns-name",
          "association.public-ip",
          "attachment.attach-time",
          "attachment.attachment-id",
          "attachment.delete-on-termination",
          "attachment.device-index",
          "attachment.instance-id",
          "attachment.instance-owner-id",
          "attachment.network-card-index",
          "attachment.status",
          "availability-zone",
          "description",
          "group-id",
          "group-name",
          "ipv6-addresses.ipv6-address",
          "mac-address",
          "network-interface-id",
          "operator.managed",
          "operator.principal",
          "owner-id",
          "private-dns-name",
          "private-ip-address",
          "requester-id",
          "requester-managed",
          "source-dest-check",
          "status",
          "subnet-id",
          "tag-key",
          "vpc-id");

  /** Filters on what no instance here has. */
  private static final List<String> OF_NOTHING =
      List.of(
          "affinity",
          "block-device-mapping.attach-time",
          "block-device-mapping.delete-on-termination",
          "block-device-mapping.device-name",
          "block-device-mapping.status",
          "block-device-mapping.volume-id",
          "boot-mode",
          "capacity-reservation-id",
          "capacity-reservation-specification.capacity-reservation-preference",
          "current-instance-boot-mode",
          "enclave-options.enabled",
          "hibernation-options.configured",
          "host-id",
          "host-resource-group-arn",
          "iam-instance-profile.arn",
          "iam-instance-profile.id",
          "instance-lifecycle",
          "kernel-id",
          "maintenance-options.auto-recovery",
          "metadata-options.http-endpoint",
          "metadata-options.http-protocol-ipv4",
          "metadata-options.http-protocol-ipv6",
          "metadata-options.http-put-response-hop-limit",
          "metadata-options.http-tokens",
          "metadata-options.instance-metadata-tags",
          "network-interface.addresses.association.carrier-ip",
          "network-interface.addresses.association.customer-owned-ip",
          "network-interface.association.carrier-ip",
          "network-interface.association.customer-owned-ip",
          "network-interface.deny-all-igw-traffic",
          "network-interface.ipv4-prefixes.ipv4-prefix",
          "network-interface.ipv6-prefixes.ipv6-prefix",
          "network-interface.outpost-arn",
          "outpost-arn",
          "placement-partition-number",
          "private-dns-name-options.enable-resource-name-dns-a-record",
          "private-dns-name-options.enable-resource-name-dns-aaaa-record",
          "private-dns-name-options.hostname-type",
          "product-code",
          "product-code.type",
          "ramdisk-id",
          "requester-id",
          "spot-instance-request-id",
          "tpm-support");

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
            .one("availability-zone-id", instance -> instance.placement().availabilityZoneId())
            .one("dns-name", of.publicly(NetworkInterfaceAssociation::publicDnsName))
            .one("ebs-optimized", Instance::ebsOptimized)
            .one("ena-support", Instance::enaSupport)
            .one("hypervisor", Instance::hypervisorAsString)
            .one("ip-address", of.publicly(NetworkInterfaceAssociation::publicIp))
            .many("ipv6-address", of::primaryIpv6)
            .one("launch-index", Instance::amiLaunchIndex)
            .one("monitoring-state", instance -> instance.monitoring().stateAsString())
            .one("operator.managed", instance -> instance.operator().managed())
            .one("operator.principal", instance -> instance.operator().principal())
            .one("placement-group-name", instance -> instance.placement().groupName())
            .one("reason", Instance::stateTransitionReason)
            .one("root-device-name", Instance::rootDeviceName)
            .one("root-device-type", Instance::rootDeviceTypeAsString)
            .one("state-reason-code", of.reason(StateReason::code))
            .one("state-reason-message", of.reason(StateReason::message))
            .one("tenancy", instance -> instance.placement().tenancyAsString())
            .one("usage-operation", Instance::usageOperation)
            .one("virtualization-type", Instance::virtualizationTypeAsString)
            .one("image-id", Instance::imageId)
            .one("architecture", Instance::architectureAsString)
            .one("availability-zone", instance -> instance.placement().availabilityZone())
            .one("client-token", Instance::clientToken)
            .one("key-name", Instance::keyName)
            .one("launch-time", Instance::launchTime)
            .one("owner-id", instance -> World.OWNER)
            .one("platform", Instance::platformAsString)
            .one("platform-details", Instance::platformDetails)
            .one(
                "reservation-id",
                instance -> world.reservations().find(instance.instanceId()).orElse(null))
            .one("subnet-id", Instance::subnetId)
            .one("vpc-id", Instance::vpcId)
            .one("private-ip-address", of.primary(NetworkInterface::privateIpAddress))
            .one("private-dns-name", of.primary(NetworkInterface::privateDnsName))
            .one("source-dest-check", of.primary(NetworkInterface::sourceDestCheck))
            .many("group-id", of.groups(GroupIdentifier::groupId))
            .many("group-name", of.groups(GroupIdentifier::groupName))
            .many("instance.group-id", of.groups(GroupIdentifier::groupId))
            .many("instance.group-name", of.groups(GroupIdentifier::groupName));
    OF_INTERFACES.forEach(name ->
        filters.many(
            "network-interface." + name,
            instance ->
                world.interfaces().of(instance.instanceId()).stream()
                    .flatMap(InterfaceFilters.ALL.named(name))));
    filters.many(
        "network-interface.ipv6-address",
        instance ->
            world.interfaces().of(instance.instanceId()).stream()
                .flatMap(InterfaceFilters.ALL.named("ipv6-addresses.ipv6-address")));
    OF_NOTHING.forEach(name -> filters.many(name, instance -> Stream.of()));
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

  private Function<Instance, @Nullable Object> publicly(
      Function<NetworkInterfaceAssociation, String> value) {
    return instance ->
        world
            .interfaces()
            .at(instance.instanceId(), 0)
            .map(NetworkInterface::association)
            .map(value)
            .orElse(null);
  }

  private Stream<String> primaryIpv6(Instance instance) {
    return world.interfaces().at(instance.instanceId(), 0).stream()
        .flatMap(InterfaceFilters.ALL.named("ipv6-addresses.ipv6-address"));
  }

  private Function<Instance, @Nullable Object> reason(Function<StateReason, String> value) {
    return instance -> instance.stateReason() == null ? null : value.apply(instance.stateReason());
  }
}
