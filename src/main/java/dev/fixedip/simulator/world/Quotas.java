package dev.fixedip.simulator.world;

/**
 * The account's quotas, adjustable as on AWS.
 *
 * @param interfaces network interfaces in the region
 * @param rulesPerGroup rules of a group in one direction, IPv4 and IPv6 counted apart
 * @param groupsPerInterface security groups of an interface
 * @param elasticIps Elastic IP addresses in the region
 */
public record Quotas(int interfaces, int rulesPerGroup, int groupsPerInterface, int elasticIps) {
  /** What a new account has. */
  public static Quotas standard() {
    return new Quotas(5000, 60, 5, 5);
  }
}
