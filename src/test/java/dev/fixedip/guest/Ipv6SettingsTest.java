package dev.fixedip.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.FixedIpStatus.Guest;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Vpc;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The families' settings of one subnet. */
class Ipv6SettingsTest {
  private static final Vpc VPC =
      new Vpc(
          "vpc-1", List.of(Cidr.parse("10.0.0.0/21")), List.of(Cidr.parse("2001:db8:0:100::/56")));
  private static final Subnet SUBNET =
      new Subnet(
          "subnet-1",
          "vpc-1",
          "us-east-1a",
          Cidr.parse("10.0.1.0/24"),
          List.of(Cidr.parse("2001:db8:0:101::/64")));

  private static final NetworkInterface INTERFACE =
      new NetworkInterface(
          "eni-1",
          new NetworkInterface.Placement("subnet-1", "vpc-1", "us-east-1a"),
          "06:01",
          NetworkInterface.Status.AVAILABLE,
          List.of("10.0.1.51", "2001:db8:0:101::51"),
          List.of(),
          true,
          null,
          Map.of(),
          new NetworkInterface.Origin("interface", false, null, null, ""));

  @Test
  void anIpv6AddressStandsAloneAndItsRouterAnnouncesItself() {
    assertThat(GuestSettings.of("windows", "2001:db8:0:101::51", INTERFACE, SUBNET, VPC))
        .isEqualTo(
            new Guest(
                "windows",
                "2001:db8:0:101::51",
                128,
                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "router advertisement",
                "fd00:ec2::253",
                "06:01",
                Guest.Configuration.DHCP,
                null));
  }

  @Test
  void anIpv4AddressBesideItHasTheSettingsOfIpv4() {
    assertThat(GuestSettings.of("linux", "10.0.1.51", INTERFACE, SUBNET, VPC))
        .isEqualTo(
            new Guest(
                "linux",
                "10.0.1.51",
                24,
                "255.255.255.0",
                "10.0.1.1",
                "10.0.0.2",
                "06:01",
                Guest.Configuration.DHCP,
                null));
  }
}
