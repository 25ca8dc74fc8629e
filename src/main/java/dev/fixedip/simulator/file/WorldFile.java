package dev.fixedip.simulator.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A world as a document, to start from and to look at. Resources refer to each other by id; an id
 * that is left out is made from the simulator's seed. Other fields that may be left out are those
 * marked nullable.
 *
 * @param quotas by name, as {@link dev.fixedip.simulator.world.Quotas} has them; those left out are
 *     a new account's
 */
public record WorldFile(
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Integer> quotas,
    List<Image> images,
    List<Vpc> vpcs,
    List<Subnet> subnets,
    List<SecurityGroup> securityGroups,
    List<Instance> instances,
    List<NetworkInterface> networkInterfaces) {

  /** What is left out is empty. */
  public WorldFile {
    quotas = quotas == null ? Map.of() : quotas;
    images = orNone(images);
    vpcs = orNone(vpcs);
    subnets = orNone(subnets);
    securityGroups = orNone(securityGroups);
    instances = orNone(instances);
    networkInterfaces = orNone(networkInterfaces);
  }

  /**
   * An image to launch from; a Linux and a Windows image are in every world.
   *
   * @param platform {@code windows}; null for Linux
   */
  public record Image(@Nullable String id, @Nullable String platform) {}

  /**
   * A VPC. Its default security group is made unless {@code securityGroups} has one of the name
   * {@code default} for it.
   *
   * @param cidrAssociationId the id of its CIDR's association
   */
  public record Vpc(
      @Nullable String id,
      @Nullable String cidrBlock,
      @Nullable String cidrAssociationId,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tags) {

    /** What is left out is empty. */
    public Vpc {
      tags = tags == null ? Map.of() : tags;
    }
  }

  /**
   * A subnet.
   *
   * @param availabilityZone {@code us-east-1a} when null
   */
  public record Subnet(
      @Nullable String id,
      @Nullable String vpcId,
      @Nullable String cidrBlock,
      @Nullable String availabilityZone,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tags) {

    /** What is left out is empty. */
    public Subnet {
      tags = tags == null ? Map.of() : tags;
    }
  }

  /**
   * A security group.
   *
   * @param description the name when null
   * @param egress one rule that lets everything out when null
   */
  public record SecurityGroup(
      @Nullable String id,
      @Nullable String vpcId,
      @Nullable String name,
      @Nullable String description,
      List<Rule> ingress,
      @Nullable List<Rule> egress,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tags) {

    /** What is left out is empty. */
    public SecurityGroup {
      ingress = orNone(ingress);
      tags = tags == null ? Map.of() : tags;
    }
  }

  /**
   * A rule of a security group, for one peer.
   *
   * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, a protocol's number or
   *     {@code -1} for all
   * @param fromPort the first port, or the ICMP type; all when null
   * @param toPort the last port, or the ICMP code; all when null
   */
  public record Rule(
      @Nullable String id,
      @Nullable String protocol,
      @Nullable Integer fromPort,
      @Nullable Integer toPort,
      @Nullable String cidrIpv4,
      @Nullable String cidrIpv6,
      @Nullable String prefixListId,
      @Nullable String groupId,
      @Nullable String description,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tags) {

    /** What is left out is empty. */
    public Rule {
      tags = tags == null ? Map.of() : tags;
    }
  }

  /**
   * An instance. Its primary interface is made unless {@code networkInterfaces} has one that is
   * attached to it at device index 0.
   *
   * @param imageId the Linux image of every world when null
   * @param instanceType {@code t3.medium} when null
   * @param state {@code running} when null; one that is about to change has changed when it is read
   * @param privateIpAddress of the primary interface to make; any free one when null
   * @param groupIds of the primary interface to make; the VPC's default group when empty
   * @param guest the operating system inside
   */
  public record Instance(
      @Nullable String id,
      @Nullable String subnetId,
      @Nullable String imageId,
      @Nullable String instanceType,
      @Nullable String state,
      @Nullable String privateIpAddress,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> groupIds,
      @Nullable String reservationId,
      @Nullable Instant launchTime,
      @Nullable Guest guest,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tags) {

    /** What is left out is empty. */
    public Instance {
      groupIds = orNone(groupIds);
      tags = tags == null ? Map.of() : tags;
    }
  }

  /**
   * The operating system inside an instance.
   *
   * @param address what somebody set inside it; null for DHCP
   * @param addressSince when that was set; when the world begins, when null
   * @param checkedAt from when on the status checks have a result; when the world begins, when null
   */
  public record Guest(
      @Nullable String address, @Nullable Instant addressSince, @Nullable Instant checkedAt) {}

  /**
   * A network interface.
   *
   * @param privateIpAddresses the primary one first; any free one when empty
   * @param groupIds the VPC's default group when empty
   * @param sourceDestCheck true when null
   * @param status only told, never read: an attachment decides it
   * @param interfaceType {@code interface} when null
   * @param requesterId the AWS service whose own it is
   * @param operator the service that operates it
   */
  public record NetworkInterface(
      @Nullable String id,
      @Nullable String subnetId,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> privateIpAddresses,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> groupIds,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable String description,
      @Nullable String macAddress,
      @Nullable Boolean sourceDestCheck,
      @Nullable String status,
      @Nullable String interfaceType,
      @Nullable String requesterId,
      @Nullable Operator operator,
      @Nullable Attachment attachment,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tags) {

    /** What is left out is empty. */
    public NetworkInterface {
      privateIpAddresses = orNone(privateIpAddresses);
      groupIds = orNone(groupIds);
      tags = tags == null ? Map.of() : tags;
    }
  }

  /**
   * A service that operates an interface.
   *
   * @param principal such as {@code eks.amazonaws.com}
   * @param hidden whether only calls with IncludeManagedResources list the interface
   */
  public record Operator(@Nullable String principal, boolean hidden) {}

  /**
   * What holds an interface at an instance.
   *
   * @param deleteOnTermination true for device index 0 and false for others when null
   * @param attachTime when the world begins, when null
   * @param status {@code attached} when null; one that is about to change has changed when it is
   *     read
   */
  public record Attachment(
      @Nullable String id,
      @Nullable String instanceId,
      int deviceIndex,
      @Nullable Integer networkCardIndex,
      @Nullable Boolean deleteOnTermination,
      @Nullable Instant attachTime,
      @Nullable String status) {}

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
