package dev.fixedip.simulator.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a world file says of networks. */
public final class NetworkPart {
  private NetworkPart() {}

  /**
   * A VPC. Its default security group is made unless {@code securityGroups} has one of the name
   * {@code default} for it.
   *
   * @param cidrAssociationId the id of its CIDR's association
   * @param secondaryCidrBlocks more IPv4 ranges
   * @param ipv6CidrBlocks IPv6 ranges, of Amazon's
   * @param isDefault false when null
   * @param instanceTenancy {@code default} when null
   * @param enableDnsSupport true when null
   * @param enableDnsHostnames when null, true for a default VPC and false for others
   * @param enableNetworkAddressUsageMetrics false when null
   */
  public record Vpc(
      @Nullable String id,
      @Nullable String cidrBlock,
      @Nullable String cidrAssociationId,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CidrBlock> secondaryCidrBlocks,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CidrBlock> ipv6CidrBlocks,
      @Nullable Boolean isDefault,
      @Nullable String instanceTenancy,
      @Nullable Boolean enableDnsSupport,
      @Nullable Boolean enableDnsHostnames,
      @Nullable Boolean enableNetworkAddressUsageMetrics,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tags) {

    /** What is left out is empty. */
    public Vpc {
      secondaryCidrBlocks = Parts.orNone(secondaryCidrBlocks);
      ipv6CidrBlocks = Parts.orNone(ipv6CidrBlocks);
      tags = Parts.orNone(tags);
    }
  }

  /** A further range of a VPC, with the id of its association. */
  public record CidrBlock(@Nullable String cidrBlock, @Nullable String associationId) {}

  /**
   * A subnet.
   *
   * @param ipv6CidrBlock a /64 of the VPC's; none when null
   * @param ipv6CidrAssociationId the id of its IPv6 CIDR's association
   * @param availabilityZone {@code us-east-1a} when null
   * @param defaultForAz false when null
   * @param mapPublicIpOnLaunch when null, true for a default subnet and false for others
   * @param assignIpv6AddressOnCreation false when null
   * @param enableDns64 false when null
   */
  public record Subnet(
      @Nullable String id,
      @Nullable String vpcId,
      @Nullable String cidrBlock,
      @Nullable String ipv6CidrBlock,
      @Nullable String ipv6CidrAssociationId,
      @Nullable String availabilityZone,
      @Nullable Boolean defaultForAz,
      @Nullable Boolean mapPublicIpOnLaunch,
      @Nullable Boolean assignIpv6AddressOnCreation,
      @Nullable Boolean enableDns64,
      @Nullable HostNames privateDnsNameOptionsOnLaunch,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tags) {

    /** What is left out is empty. */
    public Subnet {
      tags = Parts.orNone(tags);
    }
  }

  /**
   * The names that instances of a subnet get.
   *
   * @param hostnameType {@code ip-name} when null, or {@code resource-name}
   * @param enableResourceNameDnsARecord false when null
   * @param enableResourceNameDnsAAAARecord false when null
   */
  public record HostNames(
      @Nullable String hostnameType,
      @Nullable Boolean enableResourceNameDnsARecord,
      @Nullable Boolean enableResourceNameDnsAAAARecord) {}

  /**
   * An internet gateway.
   *
   * @param vpcId what it is attached to; nothing when null
   */
  public record InternetGateway(
      @Nullable String id,
      @Nullable String vpcId,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tags) {

    /** What is left out is empty. */
    public InternetGateway {
      tags = Parts.orNone(tags);
    }
  }

  /**
   * A range of a subnet that is kept for a purpose.
   *
   * @param reservationType {@code explicit} or {@code prefix}
   */
  public record CidrReservation(
      @Nullable String id,
      @Nullable String subnetId,
      @Nullable String cidr,
      @Nullable String reservationType,
      @Nullable String description,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tags) {

    /** What is left out is empty. */
    public CidrReservation {
      tags = Parts.orNone(tags);
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
      ingress = Parts.orNone(ingress);
      tags = Parts.orNone(tags);
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
      tags = Parts.orNone(tags);
    }
  }
}
