package dev.fixedip.guest;

import dev.fixedip.api.FixedIpStatus.Guest;
import dev.fixedip.api.FixedIpStatus.Guest.Configuration;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Vpc;

/**
 * What a guest's own network settings must be: a guest that is set otherwise drops off the network.
 */
public final class GuestSettings {
  private GuestSettings() {}

  /**
   * The settings for an address of an interface in a subnet. The gateway is the subnet's second
   * address, the DNS server the VPC's third (VPC user guide, "Subnet CIDR blocks", "Amazon DNS
   * server"). EC2's DHCP hands out an interface's primary address only (EC2 user guide, "Secondary
   * IP addresses for your EC2 instances").
   */
  public static Guest of(
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
}
