package dev.fixedip.simulator.world;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.HypervisorType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Monitoring;
import software.amazon.awssdk.services.ec2.model.MonitoringState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;
import software.amazon.awssdk.services.ec2.model.OperatorResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Makes the resources, whoever asks for them, and puts them into the world. */
public final class Makers {
  /**
   * A network interface to make.
   *
   * @param addresses the primary address first
   */
  public record NewInterface(
      String id,
      Subnet subnet,
      List<String> addresses,
      List<String> groupIds,
      String description,
      List<Tag> tags) {}

  /**
   * An instance to make.
   *
   * @param platform {@code windows} or null
   */
  public record NewInstance(
      String id,
      String reservationId,
      String imageId,
      @Nullable String platform,
      String type,
      Subnet subnet,
      List<Tag> tags) {}

  /** Where an interface is attached. */
  public record Place(String instanceId, int card, int deviceIndex) {}

  /** The operator of what no AWS service operates. */
  private static final OperatorResponse NOBODY = OperatorResponse.builder().managed(false).build();

  private static final String ALL_IPV4 = "0.0.0.0/0";
  private static final Monitoring UNMONITORED =
      Monitoring.builder().state(MonitoringState.DISABLED).build();
  private static final Map<InstanceStateName, InstanceState> STATES =
      InstanceStateName.knownValues().stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), Makers::made));

  private final World world;

  /** Makes resources in that world. */
  public Makers(World world) {
    this.world = world;
  }

  /** A network interface, still pending. */
  public NetworkInterface make(NewInterface wanted) {
    List<NetworkInterfacePrivateIpAddress> addresses =
        IntStream.range(0, wanted.addresses.size())
            .mapToObj(i -> address(wanted.addresses.get(i), i == 0))
            .toList();
    return world
        .interfaces()
        .put(
            NetworkInterface.builder()
                .networkInterfaceId(wanted.id)
                .subnetId(wanted.subnet.subnetId())
                .vpcId(wanted.subnet.vpcId())
                .availabilityZone(wanted.subnet.availabilityZone())
                .availabilityZoneId(wanted.subnet.availabilityZoneId())
                .description(wanted.description)
                .groups(groups(wanted.groupIds))
                .interfaceType(NetworkInterfaceType.INTERFACE)
                .macAddress(world.ids().mac())
                .ownerId(World.OWNER)
                .requesterManaged(false)
                .sourceDestCheck(true)
                .status("pending")
                .privateIpAddress(wanted.addresses.getFirst())
                .privateDnsName(addresses.getFirst().privateDnsName())
                .privateIpAddresses(addresses)
                .tagSet(wanted.tags)
                .operator(NOBODY)
                .build());
  }

  /** An interface's entry for one of its addresses. */
  public static NetworkInterfacePrivateIpAddress address(String address, boolean primary) {
    return NetworkInterfacePrivateIpAddress.builder()
        .privateIpAddress(address)
        .privateDnsName(dnsName(address))
        .primary(primary)
        .build();
  }

  /** The groups with their names. */
  public List<GroupIdentifier> groups(List<String> groupIds) {
    return world.groups().getAll(groupIds).stream()
        .map(g -> GroupIdentifier.builder().groupId(g.groupId()).groupName(g.groupName()).build())
        .toList();
  }

  /** Attaches the interface to the first network card, in use from now on. */
  public NetworkInterface attach(
      NetworkInterface face, String instanceId, int deviceIndex, AttachmentStatus status) {
    return attach(face, new Place(instanceId, 0, deviceIndex), status);
  }

  /** Attaches the interface, in use from now on. */
  public NetworkInterface attach(NetworkInterface face, Place place, AttachmentStatus status) {
    boolean primary = place.card == 0 && place.deviceIndex == 0;
    return world
        .interfaces()
        .put(
            face.toBuilder()
                .status(NetworkInterfaceStatus.IN_USE)
                .attachment(
                    NetworkInterfaceAttachment.builder()
                        .attachmentId(world.ids().next("eni-attach"))
                        .attachTime(world.agenda().now())
                        .deleteOnTermination(primary)
                        .deviceIndex(place.deviceIndex)
                        .networkCardIndex(place.card)
                        .instanceId(place.instanceId)
                        .instanceOwnerId(World.OWNER)
                        .status(status)
                        .build())
                .build());
  }

  /** An instance, still pending, without interfaces. */
  public Instance make(NewInstance wanted) {
    boolean windows = wanted.platform != null;
    world.reservations().put(wanted.id, wanted.reservationId);
    return world
        .instances()
        .put(
            Instance.builder()
                .instanceId(wanted.id)
                .imageId(wanted.imageId)
                .instanceType(wanted.type)
                .platform(wanted.platform)
                .platformDetails(windows ? "Windows" : "Linux/UNIX")
                .usageOperation(windows ? "RunInstances:0002" : "RunInstances")
                .architecture(ArchitectureValues.X86_64)
                .hypervisor(HypervisorType.XEN)
                .virtualizationType("hvm")
                .rootDeviceType(DeviceType.EBS)
                .rootDeviceName(windows ? "/dev/sda1" : "/dev/xvda")
                .enaSupport(true)
                .ebsOptimized(false)
                .amiLaunchIndex(0)
                .launchTime(world.agenda().now())
                .monitoring(UNMONITORED)
                .placement(p ->
                    p.availabilityZone(wanted.subnet.availabilityZone())
                        .availabilityZoneId(wanted.subnet.availabilityZoneId())
                        .groupName("")
                        .tenancy(Tenancy.DEFAULT))
                .state(state(InstanceStateName.PENDING))
                .stateTransitionReason("")
                .publicDnsName("")
                .subnetId(wanted.subnet.subnetId())
                .vpcId(wanted.subnet.vpcId())
                .tags(wanted.tags.isEmpty() ? null : wanted.tags)
                .operator(NOBODY)
                .build());
  }

  /** A state with EC2's number for it. */
  public static InstanceState state(InstanceStateName name) {
    return Objects.requireNonNull(STATES.get(name));
  }

  private static InstanceState made(InstanceStateName name) {
    int code =
        switch (name) {
          case PENDING -> 0;
          case RUNNING -> 16;
          case SHUTTING_DOWN -> 32;
          case TERMINATED -> 48;
          case STOPPING -> 64;
          case STOPPED -> 80;
          case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException(name.toString());
        };
    return InstanceState.builder().name(name).code(code).build();
  }

  /** A security group with EC2's rules that let everything out. */
  public SecurityGroup group(
      String id, String vpcId, String name, String description, List<Tag> tags) {
    SecurityGroup group =
        world
            .groups()
            .put(
                SecurityGroup.builder()
                    .groupId(id)
                    .groupName(name)
                    .description(description)
                    .vpcId(vpcId)
                    .ownerId(World.OWNER)
                    .securityGroupArn(arn("security-group", id))
                    .tags(tags.isEmpty() ? null : tags)
                    .build());
    out(id, rule -> rule.cidrIpv4(ALL_IPV4));
    if (world.vpcs().find(vpcId).filter(Vpc::hasIpv6CidrBlockAssociationSet).isPresent()) {
      out(id, rule -> rule.cidrIpv6("::/0"));
    }
    return group;
  }

  /**
   * Lets everything out over IPv6 from the groups of a VPC that got its first IPv6 range, but for
   * those whose outbound rules somebody changed (VPC User Guide, "Security group rules").
   */
  public void openIpv6(String vpcId) {
    world.groups().all().stream()
        .filter(group -> group.vpcId().equals(vpcId) && hasOnlyTheFirstRule(group.groupId()))
        .toList()
        .forEach(group -> out(group.groupId(), rule -> rule.cidrIpv6("::/0")));
  }

  private boolean hasOnlyTheFirstRule(String groupId) {
    List<SecurityGroupRule> rules =
        world.rules().of(groupId).stream().filter(SecurityGroupRule::isEgress).toList();
    return rules.size() == 1
        && rules.getFirst().ipProtocol().equals("-1")
        && ALL_IPV4.equals(rules.getFirst().cidrIpv4());
  }

  private void out(String groupId, Consumer<SecurityGroupRule.Builder> to) {
    String id = world.ids().next("sgr");
    var rule =
        SecurityGroupRule.builder()
            .securityGroupRuleId(id)
            .securityGroupRuleArn(arn("security-group-rule", id))
            .groupId(groupId)
            .groupOwnerId(World.OWNER)
            .isEgress(true)
            .ipProtocol("-1")
            .fromPort(-1)
            .toPort(-1)
            .tags(List.of());
    to.accept(rule);
    world.rules().put(rule.build());
  }

  /** An Elastic IP address that is associated with nothing. */
  public Address elasticIp(String id, String publicIp, List<Tag> tags) {
    var made =
        Address.builder()
            .allocationId(id)
            .publicIp(publicIp)
            .domain(DomainType.VPC)
            .publicIpv4Pool("amazon")
            .networkBorderGroup(World.REGION);
    return world.elasticIps().put((tags.isEmpty() ? made : made.tags(tags)).build());
  }

  /** The name that Amazon's DNS has for an address. */
  public static String dnsName(String address) {
    return "ip-" + address.replace('.', '-') + ".ec2.internal";
  }

  /** The Amazon Resource Name of a resource. */
  public static String arn(String type, String id) {
    return "arn:aws:ec2:%s:%s:%s/%s".formatted(World.REGION, World.OWNER, type, id);
  }
}
