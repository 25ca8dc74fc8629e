package dev.fixedip.guest;

import dev.fixedip.api.FixedIpStatus.Guest;
import dev.fixedip.api.FixedIpStatus.Guest.Configuration;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.IpFamily;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Vpc;

/**
 * What a guest's own network settings must be: a guest that is set otherwise drops off the network.
 */
public final class GuestSettings {
  private GuestSettings() {}

  /** The prefix length of what DHCPv6 gives out, and a static setting must have. */
  private static final int IPV6_PREFIX_LENGTH = 128;

  private static final String IPV6_DNS = "fd00:ec2::253";
  private static final String BY_ITSELF = "router advertisement";

  /**
   * The settings for an address of an interface in a subnet. The gateway is the subnet's second
   * address, the DNS server the VPC's third (VPC user guide, "Subnet CIDR blocks", "Amazon DNS
   * server"). EC2's DHCP hands out an interface's primary address only (EC2 user guide, "Secondary
   * IP addresses for your EC2 instances"). For IPv6 the address comes by DHCPv6, the gateway by
   * router advertisement, and the DNS server is the same in every VPC.
   */
  public static Guest of(
      String platform, String address, NetworkInterface on, Subnet subnet, Vpc vpc) {
    return switch (IpFamily.of(address)) {
      case IPV4 -> ipv4(platform, address, on, subnet, vpc);
      case IPV6 -> ipv6(platform, address, on.macAddress());
    };
  }

  private static Guest ipv4(
      String platform, String address, NetworkInterface on, Subnet subnet, Vpc vpc) {
    boolean isPrimary = on.addresses().stream().findFirst().filter(address::equals).isPresent();
    return new Guest(
        platform,
        address,
        subnet.cidr().prefixLength(),
        subnet.cidr().mask(),
        subnet.cidr().address(1),
        vpc.cidrs().getFirst().address(2),
        on.macAddress(),
        isPrimary ? Configuration.DHCP : Configuration.Static,
        isPrimary ? null : on.addresses().stream().findFirst().orElse(null));
  }

  private static Guest ipv6(String platform, String address, String macAddress) {
    Cidr alone = new Cidr(address, IPV6_PREFIX_LENGTH);
    return new Guest(
        platform,
        address,
        alone.prefixLength(),
        alone.mask(),
        BY_ITSELF,
        IPV6_DNS,
        macAddress,
        Configuration.DHCP,
        null);
  }
}
