package dev.fixedip.model;

import java.util.List;

/**
 * A VPC.
 *
 * @param cidrs its IPv4 CIDRs, the one it was made with first
 * @param ipv6Cidrs its IPv6 CIDRs, sorted
 */
public record Vpc(String id, List<Cidr> cidrs, List<Cidr> ipv6Cidrs) {

  /** Keeps its own unchangeable copies of the CIDRs. */
  public Vpc {
    cidrs = List.copyOf(cidrs);
    ipv6Cidrs = List.copyOf(ipv6Cidrs);
  }

  /** A VPC without IPv6. */
  public Vpc(String id, List<Cidr> cidrs) {
    this(id, cidrs, List.of());
  }

  /** Its CIDRs of that family. */
  public List<Cidr> cidrs(IpFamily family) {
    return switch (family) {
      case IPV4 -> cidrs;
      case IPV6 -> ipv6Cidrs;
    };
  }
}
