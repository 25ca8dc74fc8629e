package dev.fixedip.api;

/**
 * The patterns and CEL rules of the custom resources, with messages that say what to write instead.
 * Kubernetes 1.31 or later knows {@code ip()} and {@code cidr()}.
 *
 * <p>The API server refuses rules whose cost it cannot bound. It takes what {@code string(cidr)}
 * and {@code join} answer for unbounded, so such texts are put in by {@code format}, never by
 * {@code +}, and are compared only with what has a maximum length.
 */
final class Rules {
  private Rules() {}

  /** EC2's ids end in 8 hex digits (old) or 17. */
  private static final String ID = "-([0-9a-f]{8}|[0-9a-f]{17})$";

  static final String INSTANCE_ID = "^i" + ID;
  static final String INTERFACE_ID = "^eni" + ID;
  static final String ALLOCATION_ID = "^eipalloc" + ID;
  static final String SUBNET_ID = "^subnet" + ID;
  static final String SECURITY_GROUP_ID = "^sg" + ID;

  static final String ADDRESS = "isIP(self) && ip.isCanonical(self)";
  static final String ADDRESS_MESSAGE =
      "write one IPv4 address, such as 10.0.0.51: four numbers from 0 to 255 without leading zeros;"
          + " or one IPv6 address in its shortest form, such as 2001:db8::51";
  static final String ADDRESS_MESSAGE_EXPRESSION =
      "isIP(self) ? '\"%s\" is not how EC2 writes this IPv6 address: "
          + "write %s'.format([self, string(ip(self))]) : "
          + "isCIDR(self) ? '\"%s\" has a prefix length, which EC2 knows from the subnet: "
          + "write %s'.format([self, string(cidr(self).ip())]) : "
          + "'\"%s\" is no IP address: "
          + ADDRESS_MESSAGE
          + "'.format([self])";

  /** A VPC has no loopback, link-local, multicast or unspecified addresses (VPC user guide). */
  static final String UNICAST = "!isIP(self) || ip(self).isGlobalUnicast()";

  static final String UNICAST_MESSAGE =
      "no VPC has loopback, link-local, multicast, broadcast or unspecified addresses: "
          + "write an address of one of the instance's subnets, such as 10.0.0.51";

  static final String CIDRS = "!self.exists(c, !isCIDR(c))";
  static final String CIDRS_MESSAGE = "write CIDRs, such as 10.0.0.0/21 or 2001:db8::/56";
  static final String CIDRS_MESSAGE_EXPRESSION =
      "'write CIDRs, such as 10.0.0.0/21 or 2001:db8::/56: %s'.format([self.filter(c, !isCIDR(c))"
          + ".map(c, isIP(c) ? c + (ip(c).family() == 4 ? '/32' : '/128') + ' instead of ' + c :"
          + " 'not ' + c)])";

  private static final String NOT_MASKED = "isCIDR(c) && c != string(cidr(c).masked())";
  static final String MASKED_CIDRS = "!self.exists(c, " + NOT_MASKED + ")";
  static final String MASKED_CIDRS_MESSAGE =
      "write the first address of each range, as EC2 does: 10.0.0.0/21 instead of 10.0.0.51/21";
  static final String MASKED_CIDRS_MESSAGE_EXPRESSION =
      "'write the first address of each range, as EC2 does: %s'.format([self.filter(c, "
          + NOT_MASKED
          + ").map(c, '%s instead of %s'.format([string(cidr(c).masked()), c]))])";

  static final String SOME_CIDRS = "size(self) > 0";
  static final String SOME_CIDRS_MESSAGE =
      "leave 'from' out for the VPC's CIDRs, or write 'enabled: false' to let nobody ping";

  /** 127 characters (EC2 API reference, Tag). */
  private static final String BAD_KEY_LENGTH = "size(k) < 1 || size(k) > 127";

  static final String TAG_KEY_LENGTHS = "!self.exists(k, " + BAD_KEY_LENGTH + ")";
  static final String TAG_KEY_LENGTHS_MESSAGE =
      "EC2 takes tag keys of 1 to 127 characters: shorten the longer ones";

  /** EC2 refuses {@code aws:} in any case; the others have a meaning for who reads them. */
  private static final String RESERVED_KEY =
      "k.lowerAscii().startsWith('aws:') || k.startsWith('fixedip.dev/')"
          + " || k.startsWith('node.k8s.amazonaws.com/') || k.startsWith('kubernetes.io/')";

  static final String TAG_KEY_PREFIXES = "!self.exists(k, " + RESERVED_KEY + ")";
  static final String TAG_KEY_PREFIXES_MESSAGE =
      "tag keys that begin with aws:, fixedip.dev/, node.k8s.amazonaws.com/ or kubernetes.io/ "
          + "belong to AWS, to Kubernetes and to this operator: write keys of your own";
  static final String TAG_KEY_PREFIXES_MESSAGE_EXPRESSION =
      "'"
          + TAG_KEY_PREFIXES_MESSAGE
          + " instead of %s'.format([self.filter(k, "
          + RESERVED_KEY
          + ")])";

  static final String ONE_SELECTOR =
      "[has(self.id), has(self.tags), has(self.node)].filter(it, it).size() == 1";
  static final String ONE_SELECTOR_MESSAGE =
      "write exactly one of id, tags and node; leave 'instance' out to only reserve the address";

  static final String ONE_ELASTIC_IP = "has(self.allocationId) != has(self.allocate)";
  static final String ONE_ELASTIC_IP_MESSAGE =
      "write either 'allocationId' for an Elastic IP that you have, or 'allocate: true' for one"
          + " that is allocated and released by the operator; leave 'elasticIp' out for none";
  static final String ALLOCATES = "self";
  static final String ALLOCATES_MESSAGE =
      "write 'allocate: true', or leave 'elasticIp' out for no Elastic IP";

  static final String ELASTIC_FAMILY =
      "!has(self.elasticIp) || !isIP(self.address) || ip(self.address).family() == 4";
  static final String ELASTIC_FAMILY_MESSAGE =
      "an Elastic IP is a public IPv4 address for a private IPv4 one: take 'elasticIp' out, or"
          + " write an IPv4 address";

  private static final String IS_SECONDARY =
      "has(self.strategy) && self.strategy == 'SecondaryAddress'";
  static final String SECONDARY_INTERFACE =
      "!("
          + IS_SECONDARY
          + ") || !has(self.interface)"
          + " || ![has(self.interface.subnetId), has(self.interface.securityGroupIds),"
          + " has(self.interface.tags), has(self.interface.sourceDestCheck),"
          + " has(self.interface.deleteOnTermination)].exists(it, it)";
  static final String SECONDARY_INTERFACE_MESSAGE =
      "SecondaryAddress leaves the interface that it is assigned to as it is: take subnetId, "
          + "securityGroupIds, tags, sourceDestCheck and deleteOnTermination out of 'interface', "
          + "or use strategy Interface";
  static final String ONE_CARRIER =
      "!("
          + IS_SECONDARY
          + ") || !has(self.interface) || !has(self.interface.id) ||"
          + " !has(self.interface.deviceIndex)";
  static final String ONE_CARRIER_MESSAGE =
      "SecondaryAddress takes one interface: write 'id' or 'deviceIndex' of 'interface', not both";
  static final String SECONDARY_INSTANCE = "!(" + IS_SECONDARY + ") || has(self.instance)";
  static final String SECONDARY_INSTANCE_MESSAGE =
      "SecondaryAddress needs an interface to be assigned to: name the 'instance', or use strategy "
          + "Interface to reserve the address";

  static final String LAUNCH_INDEX =
      "!(has(self.strategy) && self.strategy == 'PrimaryAtLaunch')"
          + " || !has(self.interface) || !has(self.interface.deviceIndex)";
  static final String LAUNCH_INDEX_MESSAGE =
      "PrimaryAtLaunch is for device index 0, which an instance is launched with: take deviceIndex "
          + "out of 'interface', or use strategy Interface";

  static final String LAUNCH_ADDRESS =
      "!(has(self.strategy) && self.strategy == 'PrimaryAtLaunch')"
          + " || !isIP(self.address) || ip(self.address).family() == 4";
  static final String LAUNCH_ADDRESS_MESSAGE =
      "an instance is launched with a primary IPv4 address: use strategy Interface or "
          + "SecondaryAddress for an IPv6 address, or write an IPv4 address";

  /** What is no address or no CIDR has its own messages. */
  static final String PING_FAMILY =
      "!has(self.ping) || !has(self.ping.from) || !isIP(self.address)"
          + " || !self.ping.from.exists(c,"
          + " isCIDR(c) && cidr(c).ip().family() != ip(self.address).family())";

  static final String PING_FAMILY_MESSAGE =
      "an IPv4 address is pinged from IPv4 ranges, an IPv6 address from IPv6 ranges: write "
          + "ping.from in the family of 'address', or leave it out for the VPC's CIDRs";

  static final String ADOPTED_SUBNET =
      "!has(self.interface) || !has(self.interface.id) || !has(self.interface.subnetId)";
  static final String ADOPTED_SUBNET_MESSAGE =
      "the interface that 'id' names is in its subnet already: take subnetId out of 'interface'";
}
