package dev.fixedip.api;

/** The conditions of a FixedIp, in the order in which its status lists them. */
public enum ConditionType {
  /** The instance has the address, as a read after the last call showed. */
  Ready,
  /** Work is under way, or waits for what comes by itself; present only when True. */
  Reconciling,
  /** Somebody else must do something; present only when True. */
  Stalled,
  /** The instance that the spec names exists. */
  InstanceFound,
  /** An interface holds the address for this FixedIp. */
  AddressHeld,
  /** The instance has the address. */
  AddressAssigned,
  /** Security group rules let ping through. */
  PingAllowed,
  /** The Elastic IP is associated with the address; present only when one is asked for. */
  ElasticIpAssociated,
  /** EC2 is as the spec says. */
  InSync,
  /** EC2's own check reaches the guest over the instance's primary interface; not part of Ready. */
  GuestReachable,
  /** Nothing is touched, as the spec says; present only when True. */
  Suspended
}
