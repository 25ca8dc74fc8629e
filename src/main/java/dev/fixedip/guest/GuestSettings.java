package dev.fixedip.guest;

import dev.fixedip.api.FixedIpStatus.Guest;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Vpc;

/**
 * What a guest's own network settings must be: a guest that is set otherwise drops off the network.
 */
public final class GuestSettings {
  private GuestSettings() {}

  /**
   * The settings for an address in a subnet. The gateway is the subnet's second address, the DNS
   * server the VPC's third (VPC user guide, "Subnet CIDR blocks", "Amazon DNS server").
   */
  public static Guest of(
      String platform, String address, String macAddress, Subnet subnet, Vpc vpc) {
    return new Guest(
        platform,
        address,
        subnet.cidr().prefixLength(),
        subnet.cidr().mask(),
        subnet.cidr().address(1),
        vpc.cidrs().getFirst().address(2),
        macAddress);
  }
}
