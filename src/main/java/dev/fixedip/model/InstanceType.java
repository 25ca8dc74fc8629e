package dev.fixedip.model;

/**
 * What a type of instance can hold (EC2 API, DescribeInstanceTypes, NetworkInfo).
 *
 * @param maximumNetworkInterfaces the primary one included
 * @param ipv4AddressesPerInterface the primary one included
 * @param ipv6AddressesPerInterface 0 where the type takes none
 */
public record InstanceType(
    String name,
    int maximumNetworkInterfaces,
    int ipv4AddressesPerInterface,
    int ipv6AddressesPerInterface) {

  /** A type that takes no IPv6 addresses. */
  public InstanceType(String name, int maximumNetworkInterfaces, int ipv4AddressesPerInterface) {
    this(name, maximumNetworkInterfaces, ipv4AddressesPerInterface, 0);
  }

  /** How many addresses of that family an interface takes. */
  public int addressesPerInterface(IpFamily family) {
    return switch (family) {
      case IPV4 -> ipv4AddressesPerInterface;
      case IPV6 -> ipv6AddressesPerInterface;
    };
  }
}
