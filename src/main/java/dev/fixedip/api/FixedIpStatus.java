package dev.fixedip.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was seen in EC2, and what is made of it. Times are RFC 3339 in UTC, whole seconds. */
@JsonClassDescription("What was seen in EC2, and what is made of it.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record FixedIpStatus(
    @JsonPropertyDescription(
            "The generation that the conditions speak of; -1 before anything was looked at.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The last generation that was wholly in place.")
        @Nullable Long syncedGeneration,
    @JsonPropertyDescription(
            "Ready, and what it is made of; Reconciling, Stalled and Suspended only while True.")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription(
            "The address that the instance has now, with its prefix length, such as 10.0.0.51/24.")
        @Nullable String address,
    @JsonPropertyDescription("The instance that has the address now.") @Nullable String instanceId,
    @JsonProperty("interface") @JsonPropertyDescription("The network interface with the address.")
        @Nullable InterfaceStatus networkInterface,
    @JsonPropertyDescription(
            "What EC2 cannot tag and the operator made; only what stands here is undone.")
        @Size(max = 20)
        @Nullable List<Owned> owned,
    @JsonPropertyDescription("The rules that let ping through.") @Nullable List<PingRule> pingRules,
    @JsonPropertyDescription(
            "The Elastic IP of the address. AWS charges for it, as for every public IPv4 address.")
        @Nullable ElasticIpStatus elasticIp,
    @JsonPropertyDescription(
            "What the guest's own network settings must be, or the instance drops off the network.")
        @Nullable Guest guest,
    @JsonPropertyDescription("Where EC2 departs from what was in place.")
        @Nullable List<Drift> drift,
    @JsonPropertyDescription("The last departure that was put right.")
        @Nullable Correction lastCorrection,
    @JsonPropertyDescription(
            "What is still to do, in order; only while something waits, is refused, or drift is"
                + " only reported.")
        @Size(max = 20)
        @Nullable List<PlannedAction> plan) {

  /** Before anything was looked at. */
  public static final FixedIpStatus NONE =
      new FixedIpStatus(
          null, null, null, null, null, null, null, null, null, null, null, null, null);

  /** What it says of that condition; empty if nothing. */
  public Optional<Condition> condition(ConditionType type) {
    return each(conditions).filter(it -> type.name().equals(it.getType())).findFirst();
  }

  /** Whether the condition is there and True. */
  public boolean isTrue(ConditionType type) {
    return condition(type).filter(it -> "True".equals(it.getStatus())).isPresent();
  }

  /** What it tells of that field's drift. */
  public Stream<Drift> drift(String field) {
    return each(drift).filter(it -> it.field().equals(field));
  }

  /** What of that kind we made, as it says. */
  public Stream<Owned> owned(OwnedKind kind) {
    return each(owned).filter(it -> it.kind() == kind);
  }

  private static <T> Stream<T> each(@Nullable List<T> some) {
    return some == null ? Stream.empty() : some.stream();
  }

  /** The same status, with that as what we made and EC2 cannot tag. */
  public FixedIpStatus owning(List<Owned> others) {
    return new FixedIpStatus(
        observedGeneration,
        syncedGeneration,
        conditions,
        address,
        instanceId,
        networkInterface,
        List.copyOf(others),
        pingRules,
        elasticIp,
        guest,
        drift,
        lastCorrection,
        plan);
  }

  /** The network interface that has the address. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record InterfaceStatus(
      @JsonPropertyDescription("The interface's id, such as eni-0123456789abcdef0.") @Required
          String id,
      @JsonPropertyDescription("Absent while the interface is not attached.")
          @Nullable String attachmentId,
      @JsonPropertyDescription("Absent while the interface is not attached.")
          @Nullable Integer deviceIndex,
      @Required String subnetId,
      @Required String vpcId,
      @Required String availabilityZone,
      @Required String macAddress,
      @Required List<String> securityGroupIds,
      @JsonPropertyDescription("Whether the operator made it, and deletes it.") @Required
          boolean owned) {}

  /**
   * What EC2 cannot tag and we made.
   *
   * @param target the interface that the address is assigned to, or the Elastic IP's allocation id
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Owned(
      @JsonPropertyDescription("What it is.") @Required OwnedKind kind,
      @JsonPropertyDescription(
              "The interface that the address is assigned to, or the allocation id of the Elastic"
                  + " IP that is associated with it.")
          @Required
          String target,
      @JsonPropertyDescription("The private address.") @Required String address) {}

  /** What EC2 cannot tag. */
  public enum OwnedKind {
    SecondaryAddress,
    ElasticIpAssociation
  }

  /** The Elastic IP of the address. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ElasticIpStatus(
      @JsonPropertyDescription("Its allocation id, such as eipalloc-0123456789abcdef0.") @Required
          String allocationId,
      @JsonPropertyDescription("Absent while it is not associated with the address.")
          @Nullable String associationId,
      @JsonPropertyDescription("The public IPv4 address.") @Required String publicIp,
      @JsonPropertyDescription("Whether the operator allocated it, and releases it.") @Required
          boolean owned) {}

  /** A rule that lets ping through. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record PingRule(
      @JsonPropertyDescription("The rule's id, such as sgr-0123456789abcdef0.") @Required String id,
      @JsonPropertyDescription("The security group that has the rule.") @Required
          String securityGroupId,
      @JsonPropertyDescription("Who may ping by it.") @Required String cidr,
      @JsonPropertyDescription("Whether the operator made it.") @Required boolean owned) {}

  /**
   * What the guest's own network settings must be, or the instance drops off the network.
   *
   * @param configuration null in a status that an older version wrote
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Guest(
      @JsonPropertyDescription("What EC2 says runs there, such as windows.") @Required
          String platform,
      @JsonPropertyDescription("The address to set, or to get by DHCP.") @Required String address,
      @JsonPropertyDescription("The subnet's prefix length, such as 24.") @Required
          int prefixLength,
      @JsonPropertyDescription("The same as a mask, such as 255.255.255.0.") @Required
          String subnetMask,
      @JsonPropertyDescription("The subnet's router.") @Required String gateway,
      @JsonPropertyDescription("The VPC's DNS server.") @Required String dns,
      @JsonPropertyDescription("Which of the guest's adapters it is.") @Required String macAddress,
      @JsonPropertyDescription(
              "How the guest comes to the address: by DHCP, where nothing has to be set; or Static,"
                  + " since EC2's DHCP hands out no secondary addresses (Amazon Linux takes them by"
                  + " itself). 'fixedip guest' prints the commands.")
          @Nullable Configuration configuration,
      @JsonPropertyDescription(
              "For a secondary address, the primary one of the same adapter: set by hand, both are"
                  + " set.")
          @Nullable String primaryAddress) {

    /** How the guest comes to an address. */
    public enum Configuration {
      /** The adapter is left on DHCP, which hands out the interface's primary address. */
      DHCP,
      /** The address is set inside the guest: DHCP does not hand it out. */
      Static
    }
  }

  /** A departure of EC2 from what was in place. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Drift(
      @JsonPropertyDescription("What departs, such as interface.attachment.") @Required
          String field,
      @JsonPropertyDescription("What it should be.") @Required String desired,
      @JsonPropertyDescription("What it is in EC2.") @Required String observed,
      @JsonPropertyDescription("When it was first seen so.") @Required String since) {}

  /** The last departure that was put right. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Correction(
      @JsonPropertyDescription("What departed, such as interface.attachment.") @Required
          String field,
      @JsonPropertyDescription("What it was put back to.") @Required String desired,
      @JsonPropertyDescription("What it was in EC2.") @Required String observed,
      @JsonPropertyDescription("When it was first seen so.") @Required String since,
      @JsonPropertyDescription("When it was put right.") @Required String correctedAt) {}

  /** Something that is still to do. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record PlannedAction(
      @JsonPropertyDescription("EC2's name of the call, such as AttachNetworkInterface.") @Required
          String action,
      @JsonPropertyDescription("What it is done to.") @Required String target,
      @JsonPropertyDescription("Why it is done.") @Required String reason) {}
}
