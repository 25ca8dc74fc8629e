package dev.fixedip.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why a condition is as it is. docs/troubleshooting.md says what to do about each. */
public enum Reason {
  /** The instance has the address through an interface of its own. */
  ATTACHED(Outcome.READY, Retry.CHANGE),
  /** The instance already had the address through an interface that is not ours. */
  ALREADY_PRESENT(Outcome.READY, Retry.CHANGE),

  /** The instance has the address as a secondary one. */
  ASSIGNED(Outcome.READY, Retry.CHANGE),
  /** The interface holds the address, as no instance is asked for. */
  RESERVED(Outcome.READY, Retry.CHANGE),
  /** Actions are being carried out, or EC2 is carrying one out. */
  PROGRESSING(Outcome.RECONCILING, Retry.EC2),
  /** The interface waits for an instance that is launched with it. */
  AWAITING_LAUNCH(Outcome.RECONCILING, Retry.CHANGE),
  /** EC2 departs from what was in place; stalled when drift is only reported. */
  DRIFTED(Outcome.RECONCILING, Retry.NOW),
  /** The same thing had to be corrected again and again. */
  DRIFT_RECURRING(Outcome.RECONCILING, Retry.BACKOFF),
  /** EC2 answers that it is asked too often. */
  THROTTLED(Outcome.RECONCILING, Retry.BACKOFF),
  /** What is known of EC2 is too old to act on. */
  OBSERVATION_STALE(Outcome.RECONCILING, Retry.EC2),
  /** EC2 does not answer, or answers that something went wrong on its side. */
  EC2_UNAVAILABLE(Outcome.RECONCILING, Retry.BACKOFF),

  /** Something else in EC2 has the address. */
  ADDRESS_IN_USE(Outcome.STALLED, Retry.CHANGE),
  /** Another FixedIp has the address, or asked for it first. */
  ADDRESS_CLAIMED(Outcome.STALLED, Retry.CHANGE),
  /** AWS keeps the address for itself in every subnet. */
  ADDRESS_RESERVED_BY_AWS(Outcome.STALLED, Retry.SPEC),
  /** The subnet that the spec names does not hold the address. */
  ADDRESS_OUTSIDE_SUBNET(Outcome.STALLED, Retry.SPEC),
  /** No subnet of the instance's VPC and zone holds the address. */
  NO_SUBNET_FOR_ADDRESS(Outcome.STALLED, Retry.CHANGE),
  /** Several subnets of the region hold the address, and none is named. */
  SUBNET_AMBIGUOUS(Outcome.STALLED, Retry.CHANGE),
  /** There is no such instance; reconciling for the first five minutes. */
  INSTANCE_NOT_FOUND(Outcome.STALLED, Retry.CHANGE),
  /** Several live instances have the tags. */
  INSTANCE_AMBIGUOUS(Outcome.STALLED, Retry.CHANGE),
  /** The instance that has the address lives, though the selector names another one now. */
  HELD_BY_LIVE_INSTANCE(Outcome.STALLED, Retry.CHANGE),
  /** There is no such network interface. */
  INTERFACE_NOT_FOUND(Outcome.STALLED, Retry.CHANGE),
  /** The network interface that the spec names does not have the address. */
  ADDRESS_NOT_ON_INTERFACE(Outcome.STALLED, Retry.CHANGE),
  /** The subnet and the instance are in different zones. */
  ZONE_MISMATCH(Outcome.STALLED, Retry.SPEC),
  /** The instance's type takes no more interfaces. */
  INTERFACE_LIMIT_REACHED(Outcome.STALLED, Retry.CHANGE),
  /** The interface takes no more addresses. */
  INTERFACE_ADDRESS_LIMIT_REACHED(Outcome.STALLED, Retry.CHANGE),
  /** The device index that the spec asks for is taken. */
  DEVICE_INDEX_IN_USE(Outcome.STALLED, Retry.CHANGE),
  /** It would need another primary address of an instance, which EC2 cannot change. */
  PRIMARY_ADDRESS_FIXED(Outcome.STALLED, Retry.CHANGE),
  /** There is no such Elastic IP. */
  ELASTIC_IP_NOT_FOUND(Outcome.STALLED, Retry.CHANGE),
  /** The Elastic IP is with something else, or something else is with the address. */
  ELASTIC_IP_IN_USE(Outcome.STALLED, Retry.CHANGE),
  /** The security group takes no more rules. */
  SECURITY_GROUP_FULL(Outcome.STALLED, Retry.BACKOFF),
  /** The tags that say that it is ours were taken off. */
  OWNERSHIP_LOST(Outcome.STALLED, Retry.CHANGE),
  /** The operator's own flags forbid it. */
  NOT_PERMITTED(Outcome.STALLED, Retry.SPEC),
  /** AWS does not allow the operator to do it. */
  DENIED(Outcome.STALLED, Retry.BACKOFF),
  /** A quota of the account or the subnet is used up. */
  QUOTA_EXCEEDED(Outcome.STALLED, Retry.BACKOFF),
  /** EC2 refuses what the spec asks for. */
  REFUSED(Outcome.STALLED, Retry.BACKOFF),
  /** The resource is being deleted and something is in the way. */
  DELETION_BLOCKED(Outcome.STALLED, Retry.BACKOFF),

  /** The condition holds. */
  SUCCEEDED(Outcome.DETAIL, Retry.CHANGE),
  /** The condition's subject was not reached yet. */
  PENDING(Outcome.DETAIL, Retry.CHANGE),
  /** Ping is switched off in the spec. */
  DISABLED(Outcome.DETAIL, Retry.SPEC),
  /** EC2's own check of the instance does not reach its guest. */
  GUEST_UNREACHABLE(Outcome.DETAIL, Retry.CHANGE),
  /** Fields of the spec differ on an interface that is not ours to change. */
  FOREIGN_INTERFACE(Outcome.DETAIL, Retry.CHANGE),
  /** The spec says that nothing may be touched. */
  SUSPENDED(Outcome.DETAIL, Retry.SPEC);

  /** What Ready, Reconciling and Stalled are under a reason. */
  public enum Outcome {
    /** Ready=True. */
    READY,
    /** Ready=False, Reconciling=True. */
    RECONCILING,
    /** Ready=False, Stalled=True. */
    STALLED,
    /** A reason of the conditions beside Ready. Under SUSPENDED, Ready may be False as well. */
    DETAIL
  }

  /** What makes the operator look again. */
  public enum Retry {
    /** At once. */
    NOW,
    /** A change of what was looked at, in EC2 or in Kubernetes. */
    CHANGE,
    /** A change of the spec or of the operator's flags. */
    SPEC,
    /** A read that shows that EC2 has finished. */
    EC2,
    /** After a while, longer each time. */
    BACKOFF
  }

  private final Outcome outcome;
  private final Retry retry;
  private final String text;

  Reason(Outcome outcome, Retry retry) {
    this.outcome = outcome;
    this.retry = retry;
    this.text =
        Arrays.stream(name().split("_"))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
  }

  /** What Ready, Reconciling and Stalled are under this reason, unless its text says otherwise. */
  public Outcome outcome() {
    return outcome;
  }

  /** What makes the operator look again. */
  public Retry retry() {
    return retry;
  }

  /** The reason as Kubernetes shows it, such as {@code AddressInUse}. */
  @Override
  public String toString() {
    return text;
  }
}
