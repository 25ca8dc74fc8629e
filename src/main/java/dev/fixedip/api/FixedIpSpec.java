package dev.fixedip.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the user wants: which address, for which instance, kept how. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FixedIpSpec(
    @JsonPropertyDescription("The private IPv4 address that the instance shall have.")
        String address,
    @JsonPropertyDescription("The instance that shall have it.") InstanceSelector instance,
    @JsonProperty("interface")
        @JsonPropertyDescription("The network interface that is made for the address.")
        @Nullable InterfaceSpec networkInterface,
    @JsonPropertyDescription("The security group rules that let ping through; on by default.")
        @Nullable PingSpec ping,
    @JsonPropertyDescription("What is done when EC2 departs from this resource.")
        @Nullable DriftPolicy drift,
    @JsonPropertyDescription("What becomes of what was made when this resource is deleted.")
        @Nullable DeletionPolicy deletion,
    @JsonPropertyDescription("While true, nothing in EC2 is touched.") @Nullable Boolean suspend) {

  /** Which instance. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record InstanceSelector(
      @JsonPropertyDescription("The instance with this id.") String id) {}

  /** The network interface that is made for the address. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record InterfaceSpec(
      @JsonPropertyDescription(
              "Default: the subnet of the instance's VPC and zone whose CIDR holds the address.")
          @Nullable String subnetId,
      @JsonPropertyDescription("Default: those of the instance's primary interface.")
          @Nullable List<String> securityGroupIds,
      @JsonPropertyDescription("Default: the next free one.") @Nullable Integer deviceIndex,
      @JsonPropertyDescription("Whether the interface, and so the address, ends with the instance.")
          @Nullable Boolean deleteOnTermination,
      @JsonPropertyDescription("Off for routers and NAT instances.")
          @Nullable Boolean sourceDestCheck,
      @JsonPropertyDescription("Tags for the interface, beside those of the operator.")
          @Nullable Map<String, String> tags) {

    static final InterfaceSpec DEFAULT = new InterfaceSpec(null, null, null, null, null, null);
  }

  /** Who may ping the address. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PingSpec(
      @Nullable Boolean enabled,
      @JsonPropertyDescription("Default: the VPC's IPv4 CIDRs.") @Nullable List<String> from,
      @JsonPropertyDescription("Which ICMP is let through.") @Nullable Icmp icmp,
      @JsonPropertyDescription("Default: one of the interface's groups.")
          @Nullable String securityGroupId) {

    static final PingSpec DEFAULT = new PingSpec(null, null, null, null);

    /** Whether rules are wanted; true unless switched off. */
    public boolean isEnabled() {
      return !Boolean.FALSE.equals(enabled);
    }

    /** Which ICMP is let through, echo requests unless said otherwise. */
    public Icmp icmpOrDefault() {
      return icmp == null ? Icmp.EchoRequest : icmp;
    }
  }

  /** Which ICMP messages. */
  public enum Icmp {
    EchoRequest,
    All
  }

  /** What is done about drift. */
  public enum DriftPolicy {
    Correct,
    Report
  }

  /** What becomes of what we made. */
  public enum DeletionPolicy {
    Delete,
    Retain
  }

  /** The interface's settings; none written is all defaults. */
  public InterfaceSpec interfaceOrDefault() {
    return networkInterface == null ? InterfaceSpec.DEFAULT : networkInterface;
  }

  /** The ping settings; none written is all defaults. */
  public PingSpec pingOrDefault() {
    return ping == null ? PingSpec.DEFAULT : ping;
  }

  /** Whether drift is corrected, and not only reported. */
  public boolean correctsDrift() {
    return drift != DriftPolicy.Report;
  }

  /** Whether what was made stays when the resource is deleted. */
  public boolean retains() {
    return deletion == DeletionPolicy.Retain;
  }

  /** Whether nothing may be touched. */
  public boolean isSuspended() {
    return Boolean.TRUE.equals(suspend);
  }
}
