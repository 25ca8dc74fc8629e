package dev.fixedip.simulator.world;

/**
 * The account's quotas, adjustable as on AWS.
 *
 * @param interfaces network interfaces in the region
 * @param rulesPerGroup rules of a group in one direction, IPv4 and IPv6 counted apart
 * @param groupsPerInterface security groups of an interface
 */
public record Quotas(int interfaces, int rulesPerGroup, int groupsPerInterface) {
  /** What a new account has. */
  public static Quotas standard() {
    return new Quotas(5000, 60, 5);
  }
}
