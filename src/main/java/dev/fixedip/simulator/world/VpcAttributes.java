package dev.fixedip.simulator.world;

/**
 * What DescribeVpcAttribute tells of a VPC.
 *
 * @param dnsSupport whether Amazon's DNS server answers in the VPC
 * @param dnsHostnames whether instances with public addresses get public DNS names
 * @param usageMetrics whether network address usage is measured
 */
public record VpcAttributes(boolean dnsSupport, boolean dnsHostnames, boolean usageMetrics) {
  /** What a new VPC has; only a default VPC gives DNS names (VPC User Guide, "DNS attributes"). */
  public static VpcAttributes ofNew(boolean isDefault) {
    return new VpcAttributes(true, isDefault, false);
  }
}
