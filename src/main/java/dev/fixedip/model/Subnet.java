package dev.fixedip.model;

import java.util.List;
import java.util.Optional;

/**
 * A subnet of a VPC, in one Availability Zone.
 *
 * @param cidr its IPv4 CIDR; that of IPv6 in a subnet that has no IPv4
 * @param ipv6Cidrs its IPv6 CIDRs, sorted
 */
public record Subnet(
    String id, String vpcId, String availabilityZone, Cidr cidr, List<Cidr> ipv6Cidrs) {

  /** Keeps its own unchangeable copy of the CIDRs. */
  public Subnet {
    ipv6Cidrs = List.copyOf(ipv6Cidrs);
  }

  /** A subnet with that range alone. */
  public Subnet(String id, String vpcId, String availabilityZone, Cidr cidr) {
    this(id, vpcId, availabilityZone, cidr, cidr.isIpv4() ? List.of() : List.of(cidr));
  }

  /** Its CIDRs of that family. */
  public List<Cidr> cidrs(IpFamily family) {
    return switch (family) {
      case IPV4 -> cidr.isIpv4() ? List.of(cidr) : List.of();
      case IPV6 -> ipv6Cidrs;
    };
  }

  /** The CIDR of it that holds the address, if one does. */
  public Optional<Cidr> holding(String address) {
    return cidrs(IpFamily.of(address)).stream().filter(it -> it.contains(address)).findFirst();
  }

  /**
   * Whether AWS keeps the address for itself: the first four of a subnet's CIDR and the last, of
   * IPv4 and IPv6 alike (VPC user guide, "Subnet CIDR blocks").
   */
  public boolean reserves(String address) {
    return holding(address).filter(it -> reserves(it, address)).isPresent();
  }

  private static boolean reserves(Cidr cidr, String address) {
    for (int offset = 0; offset < 4; offset++) {
      if (cidr.address(offset).equals(address)) {
        return true;
      }
    }
    return cidr.address(-1).equals(address);
  }
}
