package dev.fixedip.simulator.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a world file says of network interfaces and of the public addresses that lead to them. */
public final class InterfacePart {
  /** Instead of a public address: the interface has none at present. */
  static final String NONE = "none";

  private InterfacePart() {}

  /**
   * A network interface.
   *
   * @param privateIpAddresses the primary one first; any free one when empty
   * @param ipv6Addresses in the subnet's IPv6 CIDR
   * @param associatePublicIpAddress whether it has a public address of Amazon's whenever its
   *     instance runs; false when null
   * @param publicIp that address; any when null, and {@code none} for none until the next start
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
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> ipv6Addresses,
      @Nullable Boolean associatePublicIpAddress,
      @Nullable String publicIp,
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
      privateIpAddresses = Parts.orNone(privateIpAddresses);
      ipv6Addresses = Parts.orNone(ipv6Addresses);
      groupIds = Parts.orNone(groupIds);
      tags = Parts.orNone(tags);
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
   * @param networkCardIndex 0 when null
   * @param deleteOnTermination true for the primary interface and false for others when null
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

  /**
   * An Elastic IP address.
   *
   * @param publicIp any free one when null
   * @param association what it is associated with; nothing when null
   */
  public record ElasticIp(
      @Nullable String id,
      @Nullable String publicIp,
      @Nullable Association association,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tags) {

    /** What is left out is empty. */
    public ElasticIp {
      tags = Parts.orNone(tags);
    }
  }

  /**
   * What an Elastic IP is associated with: an interface, or the primary one of an instance.
   *
   * @param privateIpAddress of the interface; its primary one when null
   */
  public record Association(
      @Nullable String id,
      @Nullable String networkInterfaceId,
      @Nullable String instanceId,
      @Nullable String privateIpAddress) {}
}
