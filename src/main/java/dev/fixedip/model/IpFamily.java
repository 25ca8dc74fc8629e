package dev.fixedip.model;

/** The family of an IP address or range, as Kubernetes names it. */
public enum IpFamily {
  IPV4("IPv4"),
  IPV6("IPv6");

  private final String text;

  IpFamily(String text) {
    this.text = text;
  }

  /** The family of an address or a CIDR. */
  public static IpFamily of(String address) {
    return address.indexOf(':') < 0 ? IPV4 : IPV6;
  }

  /** As people write it: {@code IPv4}, {@code IPv6}. */
  @Override
  public String toString() {
    return text;
  }
}
