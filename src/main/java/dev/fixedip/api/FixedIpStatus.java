package dev.fixedip.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was seen in EC2, and what is made of it. Times are RFC 3339 in UTC, whole seconds. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FixedIpStatus(
    @JsonPropertyDescription("The generation that the conditions speak of.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The last generation that was wholly in place.")
        @Nullable Long syncedGeneration,
    @Nullable List<Condition> conditions,
    @JsonPropertyDescription("The address that the instance has now, with its prefix length.")
        @Nullable String address,
    @JsonPropertyDescription("The instance that has the address now.") @Nullable String instanceId,
    @JsonProperty("interface") @Nullable InterfaceStatus networkInterface,
    @JsonPropertyDescription("The rules that let ping through.") @Nullable List<PingRule> pingRules,
    @JsonPropertyDescription("What the guest's own network settings must be.")
        @Nullable Guest guest,
    @JsonPropertyDescription("Where EC2 departs from what was in place.")
        @Nullable List<Drift> drift,
    @Nullable Correction lastCorrection,
    @JsonPropertyDescription("What is still to do, in order; only while something waits.")
        @Nullable List<PlannedAction> plan) {

  /** Before anything was looked at. */
  public static final FixedIpStatus NONE =
      new FixedIpStatus(null, null, null, null, null, null, null, null, null, null, null);

  /** The network interface that has the address. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record InterfaceStatus(
      String id,
      @Nullable String attachmentId,
      @Nullable Integer deviceIndex,
      String subnetId,
      String vpcId,
      String availabilityZone,
      String macAddress,
      List<String> securityGroupIds,
      @JsonPropertyDescription("Whether the operator made it, and deletes it.") boolean owned) {}

  /** A rule that lets ping through. */
  public record PingRule(
      String id,
      String securityGroupId,
      String cidr,
      @JsonPropertyDescription("Whether the operator made it.") boolean owned) {}

  /** What the guest's own network settings must be, or the instance drops off the network. */
  public record Guest(
      String platform,
      String address,
      int prefixLength,
      String subnetMask,
      String gateway,
      String dns,
      String macAddress) {}

  /** A departure of EC2 from what was in place. */
  public record Drift(String field, String desired, String observed, String since) {}

  /** The last departure that was put right. */
  public record Correction(
      String field, String desired, String observed, String since, String correctedAt) {}

  /** Something that is still to do. */
  public record PlannedAction(String action, String target, String reason) {}
}
