package dev.fixedip.model;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A network interface (ENI).
 *
 * @param addresses the primary private IPv4 address, then the secondary ones, then those of IPv6
 * @param securityGroupIds sorted
 * @param attachment null while it is attached to nothing
 */
public record NetworkInterface(
    String id,
    Placement placement,
    String macAddress,
    Status status,
    List<String> addresses,
    List<String> securityGroupIds,
    boolean sourceDestCheck,
    @Nullable Attachment attachment,
    Map<String, String> tags,
    Origin origin)
    implements Tagged {

  /** Keeps its own sorted, unchangeable copies. */
  public NetworkInterface {
    addresses = List.copyOf(addresses.stream().sorted(Comparator.comparing(IpFamily::of)).toList());
    securityGroupIds = List.copyOf(new TreeSet<>(securityGroupIds));
    tags = Map.copyOf(tags);
  }

  /** EC2's interface status; UNKNOWN for what it may add one day. */
  public enum Status {
    PENDING,
    AVAILABLE,
    ASSOCIATED,
    ATTACHING,
    IN_USE,
    DETACHING,
    UNKNOWN
  }

  /** Where an interface is, for as long as it lives. */
  public record Placement(String subnetId, String vpcId, String availabilityZone) {}

  /**
   * Who made an interface and for what.
   *
   * @param type EC2's {@code InterfaceType}; {@code interface} for an ordinary one
   * @param requesterManaged whether a service of AWS manages it
   * @param requesterId the service or account that made it; null if EC2 tells none
   * @param operator the service provider of a managed resource; null if there is none
   */
  public record Origin(
      String type,
      boolean requesterManaged,
      @Nullable String requesterId,
      @Nullable String operator,
      String description) {

    /** Whether the interface belongs to a service and must be left alone. */
    public boolean isService() {
      return requesterManaged || operator != null || !type.equals("interface");
    }
  }

  /**
   * Its primary private IPv4 address, which EC2 cannot change; in a subnet without IPv4 the first
   * of IPv6, or {@code no address}.
   */
  public String primaryAddress() {
    return addresses.isEmpty() ? "no address" : addresses.getFirst();
  }

  /** Its addresses of that family, in order. */
  public List<String> addresses(IpFamily family) {
    return addresses.stream().filter(it -> IpFamily.of(it) == family).toList();
  }

  /** The instance that holds it, whatever the attachment's status. */
  public Optional<String> instanceId() {
    return Optional.ofNullable(attachment).map(Attachment::instanceId);
  }

  /** Whether it is wholly attached to that instance. */
  public boolean isAttachedTo(String instanceId) {
    return attachment != null
        && attachment.status() == Attachment.Status.ATTACHED
        && Objects.equals(attachment.instanceId(), instanceId);
  }

  /** Whether it is some instance's primary interface. */
  public boolean isPrimary() {
    return attachment != null && attachment.instanceId() != null && attachment.deviceIndex() == 0;
  }

  /** The same interface with that attachment, and the status that goes with it. */
  public NetworkInterface with(@Nullable Attachment other) {
    Status then =
        other == null
            ? Status.AVAILABLE
            : switch (other.status()) {
              case ATTACHING -> Status.ATTACHING;
              case DETACHING -> Status.DETACHING;
              default -> Status.IN_USE;
            };
    return new NetworkInterface(
        id,
        placement,
        macAddress,
        then,
        addresses,
        securityGroupIds,
        sourceDestCheck,
        other,
        tags,
        origin);
  }

  /** The same interface with those addresses, the primary first. */
  public NetworkInterface withAddresses(List<String> others) {
    return new NetworkInterface(
        id,
        placement,
        macAddress,
        status,
        others,
        securityGroupIds,
        sourceDestCheck,
        attachment,
        tags,
        origin);
  }

  /** The same interface with those security groups. */
  public NetworkInterface withSecurityGroups(List<String> groupIds) {
    return new NetworkInterface(
        id,
        placement,
        macAddress,
        status,
        addresses,
        groupIds,
        sourceDestCheck,
        attachment,
        tags,
        origin);
  }

  /** The same interface with that source/destination check. */
  public NetworkInterface withSourceDestCheck(boolean value) {
    return new NetworkInterface(
        id,
        placement,
        macAddress,
        status,
        addresses,
        securityGroupIds,
        value,
        attachment,
        tags,
        origin);
  }

  /** The same interface with those tags added; a null value takes the tag away. */
  public NetworkInterface withTags(Map<String, @Nullable String> changes) {
    return new NetworkInterface(
        id,
        placement,
        macAddress,
        status,
        addresses,
        securityGroupIds,
        sourceDestCheck,
        attachment,
        tagsWith(changes),
        origin);
  }
}
