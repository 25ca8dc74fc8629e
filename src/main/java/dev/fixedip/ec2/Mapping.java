package dev.fixedip.ec2;

import dev.fixedip.model.Attachment;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.Instance;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.IpAddress;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Reachability;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Vpc;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusDetails;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.OperatorResponse;
import software.amazon.awssdk.services.ec2.model.StatusName;
import software.amazon.awssdk.services.ec2.model.SubnetCidrBlockState;
import software.amazon.awssdk.services.ec2.model.SubnetCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.SubnetIpv6CidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockState;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.VpcIpv6CidrBlockAssociation;

/**
 * From the AWS SDK's classes to the model's records; one for each read. What it begins to read of
 * network interfaces, instances or their status must not be omitted by {@link Excerpts}.
 */
final class Mapping {

  private final Interner interner = new Interner();

  NetworkInterface networkInterface(software.amazon.awssdk.services.ec2.model.NetworkInterface it) {
    return new NetworkInterface(
        it.networkInterfaceId(),
        placement(it.subnetId(), it.vpcId(), it.availabilityZone()),
        text(it.macAddress()),
        status(it.statusAsString()),
        addresses(it),
        it.groups().stream().map(GroupIdentifier::groupId).map(interner::same).toList(),
        !Boolean.FALSE.equals(it.sourceDestCheck()),
        attachment(it.attachment()),
        tags(it.tagSet()),
        origin(it));
  }

  Instance instance(software.amazon.awssdk.services.ec2.model.Instance it) {
    return new Instance(
        it.instanceId(),
        state(it.state() == null ? null : it.state().nameAsString()),
        same(it.instanceTypeAsString()),
        placement(
            it.subnetId(),
            it.vpcId(),
            it.placement() == null ? null : it.placement().availabilityZone()),
        "windows".equalsIgnoreCase(it.platformAsString()) ? "windows" : "linux",
        tags(it.tags()));
  }

  SecurityGroupRule rule(software.amazon.awssdk.services.ec2.model.SecurityGroupRule it) {
    String cidr = it.cidrIpv4() == null ? it.cidrIpv6() : it.cidrIpv4();
    return new SecurityGroupRule(
        it.securityGroupRuleId(),
        same(it.groupId()),
        same(it.ipProtocol()),
        Objects.requireNonNullElse(it.fromPort(), SecurityGroupRule.ALL),
        Objects.requireNonNullElse(it.toPort(), SecurityGroupRule.ALL),
        cidr == null || cidr.isEmpty() ? null : Cidr.parse(cidr),
        tags(it.tags()));
  }

  /** The Elastic IP; none if it is one of EC2-Classic, which have no allocation id. */
  Stream<ElasticIp> elasticIp(Address it) {
    return it.allocationId() == null
        ? Stream.empty()
        : Stream.of(
            new ElasticIp(
                it.allocationId(), text(it.publicIp()), association(it), tags(it.tags())));
  }

  private static ElasticIp.@Nullable Association association(Address it) {
    return it.associationId() == null
        ? null
        : new ElasticIp.Association(
            it.associationId(),
            orNull(it.networkInterfaceId()),
            orNull(it.instanceId()),
            orNull(it.privateIpAddress()));
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** Empty for a subnet that has no range at all. */
  Optional<Subnet> subnet(software.amazon.awssdk.services.ec2.model.Subnet it) {
    List<Cidr> ipv6 =
        sorted(
            it.ipv6CidrBlockAssociationSet().stream()
                .filter(association -> isAssociated(association.ipv6CidrBlockState()))
                .map(SubnetIpv6CidrBlockAssociation::ipv6CidrBlock));
    return Optional.ofNullable(it.cidrBlock())
        .filter(text -> !text.isEmpty())
        .map(Cidr::parse)
        .or(() -> ipv6.stream().findFirst())
        .map(cidr ->
            new Subnet(it.subnetId(), same(it.vpcId()), same(it.availabilityZone()), cidr, ipv6));
  }

  Vpc vpc(software.amazon.awssdk.services.ec2.model.Vpc it) {
    Set<Cidr> cidrs = new LinkedHashSet<>();
    cidrs.add(Cidr.parse(it.cidrBlock()));
    it.cidrBlockAssociationSet().stream()
        .filter(association -> isAssociated(association.cidrBlockState()))
        .forEach(association -> cidrs.add(Cidr.parse(association.cidrBlock())));
    List<Cidr> ipv6 =
        sorted(
            it.ipv6CidrBlockAssociationSet().stream()
                .filter(association -> isAssociated(association.ipv6CidrBlockState()))
                .map(VpcIpv6CidrBlockAssociation::ipv6CidrBlock));
    return new Vpc(it.vpcId(), List.copyOf(cidrs), ipv6);
  }

  InstanceType type(InstanceTypeInfo it) {
    return new InstanceType(
        it.instanceTypeAsString(),
        it.networkInfo().maximumNetworkInterfaces(),
        it.networkInfo().ipv4AddressesPerInterface(),
        Objects.requireNonNullElse(it.networkInfo().ipv6AddressesPerInterface(), 0));
  }

  private static List<Cidr> sorted(Stream<String> cidrs) {
    return cidrs.map(Cidr::parse).sorted(Comparator.comparing(Cidr::toString)).toList();
  }

  static Reachability reachability(InstanceStatus it) {
    InstanceStatusSummary guest = it.instanceStatus();
    Optional<InstanceStatusDetails> check =
        guest == null
            ? Optional.empty()
            : guest.details().stream()
                .filter(detail -> detail.name() == StatusName.REACHABILITY)
                .findFirst();
    return new Reachability(
        reached(check.map(InstanceStatusDetails::statusAsString).orElse(null)),
        check.map(InstanceStatusDetails::impairedSince).orElse(null),
        it.systemStatus() != null && it.systemStatus().status() == SummaryStatus.IMPAIRED);
  }

  private static boolean isAssociated(@Nullable VpcCidrBlockState it) {
    return it == null || it.state() == VpcCidrBlockStateCode.ASSOCIATED;
  }

  private static boolean isAssociated(@Nullable SubnetCidrBlockState it) {
    return it == null || it.state() == SubnetCidrBlockStateCode.ASSOCIATED;
  }

  private NetworkInterface.Placement placement(
      @Nullable String subnetId, @Nullable String vpcId, @Nullable String zone) {
    return new NetworkInterface.Placement(same(subnetId), same(vpcId), same(zone));
  }

  private static List<String> addresses(
      software.amazon.awssdk.services.ec2.model.NetworkInterface it) {
    Set<String> all = new LinkedHashSet<>();
    if (it.privateIpAddress() != null) {
      all.add(it.privateIpAddress());
    }
    it.privateIpAddresses().stream()
        .map(NetworkInterfacePrivateIpAddress::privateIpAddress)
        .filter(Objects::nonNull)
        .sorted()
        .forEach(all::add);
    it.ipv6Addresses().stream()
        .map(NetworkInterfaceIpv6Address::ipv6Address)
        .filter(Objects::nonNull)
        .map(IpAddress::canonical)
        .sorted()
        .forEach(all::add);
    return List.copyOf(all);
  }

  private static @Nullable Attachment attachment(@Nullable NetworkInterfaceAttachment it) {
    if (it == null || "detached".equals(it.statusAsString())) {
      return null;
    }
    return new Attachment(
        it.attachmentId(),
        it.instanceId(),
        Objects.requireNonNullElse(it.deviceIndex(), 0),
        attachmentStatus(it.statusAsString()),
        Boolean.TRUE.equals(it.deleteOnTermination()));
  }

  private NetworkInterface.Origin origin(
      software.amazon.awssdk.services.ec2.model.NetworkInterface it) {
    return new NetworkInterface.Origin(
        it.interfaceTypeAsString() == null ? "interface" : same(it.interfaceTypeAsString()),
        Boolean.TRUE.equals(it.requesterManaged()),
        it.requesterId() == null ? null : same(it.requesterId()),
        operator(it.operator()),
        text(it.description()));
  }

  private @Nullable String operator(@Nullable OperatorResponse it) {
    if (it == null || !Boolean.TRUE.equals(it.managed())) {
      return null;
    }
    return it.principal() == null ? "AWS" : same(it.principal());
  }

  private Map<String, String> tags(List<Tag> tags) {
    Map<String, String> all = HashMap.newHashMap(tags.size());
    tags.forEach(it -> all.put(same(it.key()), same(it.value())));
    return all;
  }

  private static NetworkInterface.Status status(@Nullable String text) {
    return switch (text(text)) {
      case "pending" -> NetworkInterface.Status.PENDING;
      case "available" -> NetworkInterface.Status.AVAILABLE;
      case "associated" -> NetworkInterface.Status.ASSOCIATED;
      case "attaching" -> NetworkInterface.Status.ATTACHING;
      case "in-use" -> NetworkInterface.Status.IN_USE;
      case "detaching" -> NetworkInterface.Status.DETACHING;
      default -> NetworkInterface.Status.UNKNOWN;
    };
  }

  private static Attachment.Status attachmentStatus(@Nullable String text) {
    return switch (text(text)) {
      case "attaching" -> Attachment.Status.ATTACHING;
      case "attached" -> Attachment.Status.ATTACHED;
      case "detaching" -> Attachment.Status.DETACHING;
      default -> Attachment.Status.UNKNOWN;
    };
  }

  private static Instance.State state(@Nullable String text) {
    return switch (text(text)) {
      case "pending" -> Instance.State.PENDING;
      case "running" -> Instance.State.RUNNING;
      case "stopping" -> Instance.State.STOPPING;
      case "stopped" -> Instance.State.STOPPED;
      case "shutting-down" -> Instance.State.SHUTTING_DOWN;
      case "terminated" -> Instance.State.TERMINATED;
      default -> Instance.State.UNKNOWN;
    };
  }

  private static Reachability.Status reached(@Nullable String text) {
    return switch (text(text)) {
      case "passed" -> Reachability.Status.PASSED;
      case "failed" -> Reachability.Status.FAILED;
      case "initializing" -> Reachability.Status.INITIALIZING;
      case "insufficient-data" -> Reachability.Status.INSUFFICIENT_DATA;
      default -> Reachability.Status.UNKNOWN;
    };
  }

  private String same(@Nullable String text) {
    return interner.same(text(text));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
