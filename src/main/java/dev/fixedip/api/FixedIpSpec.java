package dev.fixedip.api;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SelectableField;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants: which address, for which instance, kept how. The schema has no defaults,
 * since a default that the server writes shows up as a difference in GitOps tools; the descriptions
 * name what holds when a field is left out. Fields of a later version are ignored, so that an
 * operator that is being replaced keeps running.
 */
@JsonClassDescription("What the user wants: which address, for which instance, kept how.")
@ValidationRule(value = Rules.SECONDARY_INTERFACE, message = Rules.SECONDARY_INTERFACE_MESSAGE)
@ValidationRule(value = Rules.ONE_CARRIER, message = Rules.ONE_CARRIER_MESSAGE)
@ValidationRule(value = Rules.SECONDARY_INSTANCE, message = Rules.SECONDARY_INSTANCE_MESSAGE)
@ValidationRule(value = Rules.LAUNCH_INDEX, message = Rules.LAUNCH_INDEX_MESSAGE)
@ValidationRule(value = Rules.LAUNCH_ADDRESS, message = Rules.LAUNCH_ADDRESS_MESSAGE)
@ValidationRule(value = Rules.PING_FAMILY, message = Rules.PING_FAMILY_MESSAGE)
@ValidationRule(value = Rules.ELASTIC_FAMILY, message = Rules.ELASTIC_FAMILY_MESSAGE)
@ValidationRule(value = Rules.ADOPTED_SUBNET, message = Rules.ADOPTED_SUBNET_MESSAGE)
@JsonAutoDetect(isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record FixedIpSpec(
    @JsonPropertyDescription(
            "The private IPv4 address, or the IPv6 address, that the instance shall have, such as"
                + " 10.0.0.51 or 2001:db8::51, an IPv6 address in its shortest form. It must lie in"
                + " a subnet of the instance's VPC and zone. It may be changed: the new address is"
                + " attached before the old one is released, as far as EC2 allows.")
        @Required
        @SelectableField
        @Size(min = 1, max = 39)
        @ValidationRule(
            value = Rules.ADDRESS,
            message = Rules.ADDRESS_MESSAGE,
            messageExpression = Rules.ADDRESS_MESSAGE_EXPRESSION)
        @ValidationRule(value = Rules.UNICAST, message = Rules.UNICAST_MESSAGE)
        String address,
    @JsonPropertyDescription(
            "The instance that shall have the address. Left out: the address is only reserved, and"
                + " nobody else gets it.")
        @ValidationRule(value = Rules.ONE_SELECTOR, message = Rules.ONE_SELECTOR_MESSAGE)
        @Nullable InstanceSelector instance,
    @JsonPropertyDescription(
            "How the instance gets the address. Interface: on a network interface of its own."
                + " SecondaryAddress: assigned to an interface that the instance has."
                + " PrimaryAtLaunch: an interface is made and held for an instance that is launched"
                + " with it as its primary one. Default: Interface.")
        @Nullable Strategy strategy,
    @JsonProperty("interface")
        @JsonPropertyDescription(
            "The network interface that has the address. When the instance already has"
                + " the address, nothing is made and none of this is changed.")
        @Nullable InterfaceSpec networkInterface,
    @JsonPropertyDescription(
            "The security group rules that let ping (ICMP, ICMPv6 for an IPv6 address) through."
                + " Default: the VPC's CIDRs may ping.")
        @Nullable PingSpec ping,
    @JsonPropertyDescription(
            "The Elastic IP, a public IPv4 address, that is associated with the address. AWS"
                + " charges for every public IPv4 address. Left out: none.")
        @ValidationRule(value = Rules.ONE_ELASTIC_IP, message = Rules.ONE_ELASTIC_IP_MESSAGE)
        @Nullable ElasticIpSpec elasticIp,
    @JsonPropertyDescription(
            "What is done when EC2 departs from what was in place: Correct puts it right, Report"
                + " only says so in the status. Default: Correct.")
        @Nullable DriftPolicy drift,
    @JsonPropertyDescription(
            "What becomes of what was made when this resource is deleted: Delete removes it, Retain"
                + " leaves it in EC2, without the operator's tags. Default: Delete.")
        @Nullable DeletionPolicy deletion,
    @JsonPropertyDescription(
            "While true, nothing in EC2 is touched, not even for a deletion. Default: false.")
        @Nullable Boolean suspend) {

  /** How an instance gets the address. */
  public enum Strategy {
    /** On a network interface of its own. */
    Interface,
    /** Assigned to a network interface that the instance has. */
    SecondaryAddress,
    /** On the interface that the instance is launched with. */
    PrimaryAtLaunch
  }

  /** Which instance; exactly one of the three. */
  @JsonAutoDetect(isGetterVisibility = JsonAutoDetect.Visibility.NONE)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record InstanceSelector(
      @JsonPropertyDescription("The instance with this id, such as i-0123456789abcdef0.")
          @SelectableField
          @Pattern(Rules.INSTANCE_ID)
          @Nullable String id,
      @JsonPropertyDescription(
              "The one live instance that has all these tags, 1 to 10. When it is replaced, the"
                  + " address follows to its successor.")
          @Size(min = 1, max = 10)
          @Nullable Map<String, @Size(max = 256) String> tags,
      @JsonPropertyDescription(
              "The instance of the Kubernetes node with this name, by its spec.providerID. When the"
                  + " node is rebuilt, the address follows.")
          @Size(min = 1, max = 253)
          @Nullable String node) {

    /** The instance with that id. */
    public static InstanceSelector ofId(String id) {
      return new InstanceSelector(id, null, null);
    }

    /** Whether it names one certain instance, and no successor of it. */
    public boolean isById() {
      return id != null;
    }

    /** What it asks for, for people: {@code i-0123456789abcdef0}, {@code tags Name=windows}. */
    @Override
    public String toString() {
      if (id != null) {
        return id;
      }
      return node != null
          ? "node " + node
          : "tags "
              + new TreeMap<>(tags == null ? Map.<String, String>of() : tags)
                  .entrySet().stream()
                      .map(it -> it.getKey() + "=" + it.getValue())
                      .collect(Collectors.joining(", "));
    }
  }

  /** The network interface that is made for the address. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record InterfaceSpec(
      @JsonPropertyDescription(
              "An interface that exists and has the address: it is taken over as it is, only what"
                  + " is written here is changed, and it is never deleted. With SecondaryAddress:"
                  + " the interface of the instance that gets the address.")
          @SelectableField
          @Pattern(Rules.INTERFACE_ID)
          @Nullable String id,
      @JsonPropertyDescription(
              "The subnet of the interface. Default: the subnet of the instance's VPC and zone"
                  + " whose CIDR holds the address.")
          @Pattern(Rules.SUBNET_ID)
          @Nullable String subnetId,
      @JsonPropertyDescription(
              "The security groups of the interface, 1 to 5. Default: those of the instance's"
                  + " primary interface, followed when they change.")
          @Size(min = 1, max = 5)
          @Nullable List<@Pattern(Rules.SECURITY_GROUP_ID) String> securityGroupIds,
      @JsonPropertyDescription(
              "The device index at which the interface is attached, 1 to 31. Default: the next"
                  + " free one. A change detaches and attaches the interface.")
          @Min(1)
          @Max(31)
          @Nullable Integer deviceIndex,
      @JsonPropertyDescription(
              "Whether the interface, and with it the address, ends with the instance. Default:"
                  + " false.")
          @Nullable Boolean deleteOnTermination,
      @JsonPropertyDescription(
              "Whether EC2 drops traffic that is not from or for the interface's own addresses;"
                  + " false for routers and NAT instances. Default: true.")
          @Nullable Boolean sourceDestCheck,
      @JsonPropertyDescription(
              "Tags for the interface, beside those of the operator; at most 40. Keys have up to"
                  + " 127 characters, values up to 256.")
          @Size(max = 40)
          @ValidationRule(value = Rules.TAG_KEY_LENGTHS, message = Rules.TAG_KEY_LENGTHS_MESSAGE)
          @ValidationRule(
              value = Rules.TAG_KEY_PREFIXES,
              message = Rules.TAG_KEY_PREFIXES_MESSAGE,
              messageExpression = Rules.TAG_KEY_PREFIXES_MESSAGE_EXPRESSION)
          @Nullable Map<String, @Size(max = 256) String> tags) {

    static final InterfaceSpec DEFAULT =
        new InterfaceSpec(null, null, null, null, null, null, null);
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

  /** The same spec, retaining everything and not suspended. */
  public FixedIpSpec abandoned() {
    return new FixedIpSpec(
        address,
        instance,
        strategy,
        networkInterface,
        ping,
        elasticIp,
        drift,
        DeletionPolicy.Retain,
        false);
  }

  /** The same, no longer suspended. */
  public FixedIpSpec resumed() {
    return new FixedIpSpec(
        address, instance, strategy, networkInterface, ping, elasticIp, drift, deletion, false);
  }

  /** How the instance gets the address; on an interface of its own unless said otherwise. */
  public Strategy strategyOrDefault() {
    return strategy == null ? Strategy.Interface : strategy;
  }

  /** The interface that the spec names; null if it names none. */
  public @Nullable String interfaceId() {
    return interfaceOrDefault().id();
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

  /** Whether an Elastic IP is to be allocated, and none of the user's is named. */
  public boolean allocatesElasticIp() {
    return elasticIp != null && elasticIp.allocationId() == null;
  }

  /** Whether nothing may be touched. */
  public boolean isSuspended() {
    return Boolean.TRUE.equals(suspend);
  }
}
