package dev.fixedip.api;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may ping the address. */
@JsonAutoDetect(isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PingSpec(
    @JsonPropertyDescription("Whether rules that let ping through are wanted. Default: true.")
        @Nullable Boolean enabled,
    @JsonPropertyDescription(
            "The CIDRs that may ping the address, of its family, at most 20, each written with"
                + " its first address, such as 10.0.0.0/21. Default: the VPC's CIDRs of that"
                + " family.")
        @Size(max = 20)
        @ValidationRule(value = Rules.SOME_CIDRS, message = Rules.SOME_CIDRS_MESSAGE)
        @ValidationRule(
            value = Rules.CIDRS,
            message = Rules.CIDRS_MESSAGE,
            messageExpression = Rules.CIDRS_MESSAGE_EXPRESSION)
        @ValidationRule(
            value = Rules.MASKED_CIDRS,
            message = Rules.MASKED_CIDRS_MESSAGE,
            messageExpression = Rules.MASKED_CIDRS_MESSAGE_EXPRESSION)
        @Nullable List<@Size(max = 43) String> from,
    @JsonPropertyDescription(
            "Which ICMP is let through: EchoRequest (ping) or All. Default: EchoRequest.")
        @Nullable Icmp icmp,
    @JsonPropertyDescription(
            "The security group that gets the rules. Default: one of the interface's groups; none"
                + " gets a rule when one of them already allows the ping.")
        @Pattern(Rules.SECURITY_GROUP_ID)
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

  /** Which ICMP messages. */
  public enum Icmp {
    EchoRequest,
    All
  }
}
