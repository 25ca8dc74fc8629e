package dev.fixedip.plan;

import dev.fixedip.api.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What EC2 answered to the last attempt at an action that did not succeed; part of the situation
 * until another action succeeds.
 *
 * @param action what was tried
 * @param kind what the answer means for what is done next
 * @param code EC2's error code, or a word for what happened to the connection
 * @param message EC2's own words, without request id
 * @param since when the first of several failures in a row was
 * @param retryAt before this the action is not tried again
 */
public record Failure(
    Action action, Kind kind, String code, String message, Instant since, Instant retryAt) {

  /** For how long being throttled is nobody's business. */
  private static final Duration QUIET = Duration.ofSeconds(60);

  private static final String NOT_AUTHORIZED = "UnauthorizedOperation";

  /** What an answer means (see the error codes of the EC2 API reference). */
  public enum Kind {
    /** Asked too often, or something went wrong on the way: try again. */
    TRANSIENT,
    /** EC2 asks to be called less often. */
    THROTTLED,
    /** What is needed is not there yet, or not any more: look again. */
    NOT_YET,
    /** The request cannot succeed as it is. */
    USER_MUST_ACT,
    /** A quota is used up. */
    QUOTA,
    /** Somebody else has what was asked for: look who. */
    CONFLICT,
    /** AWS does not allow it. */
    DENIED
  }

  /** What is said of the resource until the next attempt. */
  Verdict verdict(Instant now) {
    return switch (kind) {
      case TRANSIENT ->
          Verdict.of(
              Reason.EC2_UNAVAILABLE,
              "EC2 did not carry out %s of %s (%s: %s): it is tried again, and nothing is to be done unless this lasts"
                  .formatted(call(), action.target(), code, message));
      case THROTTLED ->
          now.isBefore(since.plus(QUIET))
              ? Verdict.of(
                  Reason.PROGRESSING,
                  "Waiting for EC2's rate limit of %s of %s".formatted(call(), action.target()))
              : Verdict.of(
                  Reason.THROTTLED,
                  "EC2 throttles %s: it is tried again more slowly; let other tools of the account call EC2 less, or ask AWS for a higher rate"
                      .formatted(call()));
      case NOT_YET ->
          now.isBefore(since.plus(QUIET))
              ? Verdict.of(
                  Reason.PROGRESSING,
                  "EC2 is not ready for %s of %s (%s: %s): it is tried again"
                      .formatted(call(), action.target(), code, message))
              : Verdict.of(
                  Reason.REFUSED, refused("correct the FixedIp's spec, or make what is missing"));
      case USER_MUST_ACT ->
          Verdict.of(
              Reason.REFUSED,
              refused(
                  code.equals("Gateway.NotAttached")
                      ? "attach an internet gateway to the VPC, or take spec.elasticIp out"
                      : "correct the FixedIp's spec accordingly"));
      case QUOTA ->
          switch (code) {
            case "PrivateIpAddressLimitExceeded" ->
                Verdict.of(
                    Reason.INTERFACE_ADDRESS_LIMIT_REACHED,
                    refused(
                        "free an address of the interface, name another one in spec.interface, or"
                            + " use a larger instance type"));
            case "AttachmentLimitExceeded" ->
                Verdict.of(
                    Reason.INTERFACE_LIMIT_REACHED,
                    refused("detach another interface, or use a larger instance type"));
            case "RulesPerSecurityGroupLimitExceeded" ->
                Verdict.of(
                    Reason.SECURITY_GROUP_FULL,
                    refused("free a rule, or name another group in spec.ping.securityGroupId"));
            case "AddressLimitExceeded" ->
                Verdict.of(
                    Reason.QUOTA_EXCEEDED,
                    refused(
                        "release an Elastic IP that nobody needs, or ask AWS for a higher quota of"
                            + " Elastic IPs"));
            default ->
                Verdict.of(
                    Reason.QUOTA_EXCEEDED, refused("free some, or ask AWS for a higher quota"));
          };
      case CONFLICT ->
          action instanceof ElasticIpAction && !now.isBefore(since.plus(QUIET))
              ? Verdict.of(
                  Reason.ELASTIC_IP_IN_USE,
                  refused("no read shows what it is associated with; disassociate it there"))
              : conflict(now);
      case DENIED ->
          Verdict.of(
              Reason.DENIED,
              code.equals(NOT_AUTHORIZED)
                  ? "AWS does not allow the operator to call ec2:%s on %s: allow it in the operator's IAM policy"
                      .formatted(call(), action.target())
                  : "AWS does not let the operator in for ec2:%s on %s (%s: %s): check the operator's credentials and account"
                      .formatted(call(), action.target(), code, message));
    };
  }

  private Verdict conflict(Instant now) {
    return inUse()
        .filter(_ -> !now.isBefore(since.plus(QUIET)))
        .map(it ->
            Verdict.of(
                Reason.ADDRESS_IN_USE,
                "EC2 says that %s, and no read shows by whom: choose another address"
                    .formatted(it)))
        .orElseGet(() ->
            Verdict.of(
                Reason.PROGRESSING,
                "Looking for what stands against %s of %s (%s: %s)"
                    .formatted(call(), action.target(), code, message)));
  }

  /** Which address it is, and where, that a conflict is about. */
  private Optional<String> inUse() {
    return switch (action) {
      case Action.CreateInterface it ->
          Optional.of(it.address() + " is in use in " + it.placement().subnetId());
      case Action.AssignAddresses it ->
          Optional.of(String.join(", ", it.addresses()) + " is in use in " + it.subnetId());
      default -> Optional.empty();
    };
  }

  private String refused(String remedy) {
    return "EC2 refuses %s of %s (%s: %s): %s"
        .formatted(call(), action.target(), code, message, remedy);
  }

  private String call() {
    return action.call();
  }
}
