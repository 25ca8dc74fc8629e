package dev.fixedip.model;

/** What somebody looked at in EC2; a change under it wakes whoever looked. */
public sealed interface Key {

  /** The interface with that id. */
  record OfInterface(String id) implements Key {}

  /** Whoever has that address in that subnet. */
  record OfAddress(String subnetId, String address) implements Key {}

  /** The instance with that id, and the interfaces that it has. */
  record OfInstance(String id) implements Key {}

  /** The interfaces whose tag {@code fixedip.dev/uid} has that value. */
  record OfOwner(String uid) implements Key {}

  /** The ingress rules of that security group. */
  record OfRules(String groupId) implements Key {}

  /** What the instance type with that name can hold. */
  record OfType(String name) implements Key {}

  /** The VPC with that id, its CIDRs and its subnets. */
  record OfVpc(String id) implements Key {}

  /** The VPCs and subnets of the region, whichever. */
  record OfAnyVpc() implements Key {}

  /** The Elastic IP with that allocation id. */
  record OfElasticIp(String allocationId) implements Key {}

  /** The Elastic IPs whose tags name that FixedIp. */
  record OfElasticIpsFor(String namespace, String name) implements Key {}

  /** All Elastic IPs of the region: changes whenever they are read. */
  record OfElasticIps() implements Key {}

  /** The instances that have that tag. */
  record OfTag(String key, String value) implements Key {}
}
