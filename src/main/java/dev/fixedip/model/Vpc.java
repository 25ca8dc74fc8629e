package dev.fixedip.model;

import java.util.List;

/**
 * A VPC.
 *
 * @param cidrs its IPv4 CIDRs, the one it was made with first
 */
public record Vpc(String id, List<Cidr> cidrs) {

  /** Keeps its own unchangeable copy of the CIDRs. */
  public Vpc {
    cidrs = List.copyOf(cidrs);
  }
}
