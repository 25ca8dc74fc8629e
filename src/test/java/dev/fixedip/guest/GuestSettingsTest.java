package dev.fixedip.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.FixedIpStatus.Guest;
import dev.fixedip.api.FixedIpStatus.Guest.Configuration;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Vpc;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a guest's settings must be, from what EC2 holds. */
class GuestSettingsTest {
  private static final Vpc VPC =
      new Vpc("vpc-1", List.of(Cidr.parse("10.0.0.0/21"), Cidr.parse("10.9.0.0/16")));
  private static final Subnet SUBNET =
      new Subnet("subnet-1", "vpc-1", "us-east-1a", Cidr.parse("10.0.3.0/25"));

  private static Guest settings(String... addresses) {
    var eni =
        new NetworkInterface(
            "eni-1",
            new NetworkInterface.Placement("subnet-1", "vpc-1", "us-east-1a"),
            "06:00:00:00:00:51",
            NetworkInterface.Status.IN_USE,
            List.of(addresses),
            List.of(),
            true,
            null,
            Map.of(),
            new NetworkInterface.Origin("interface", false, null, null, ""));
    return GuestSettings.of("windows", "10.0.3.51", eni, SUBNET, VPC);
  }

  @Test
  void thePrimaryAddressOfAnInterfaceComesByDhcp() {
    assertThat(settings("10.0.3.51", "10.0.3.60"))
        .isEqualTo(
            new Guest(
                "windows",
                "10.0.3.51",
                25,
                "255.255.255.128",
                "10.0.3.1",
                "10.0.0.2",
                "06:00:00:00:00:51",
                Configuration.DHCP,
                null));
  }

  @Test
  void aSecondaryAddressIsSetBesideThePrimaryOne() {
    Guest guest = settings("10.0.3.50", "10.0.3.51");

    assertThat(guest.configuration()).isEqualTo(Configuration.Static);
    assertThat(guest.primaryAddress()).isEqualTo("10.0.3.50");
    assertThat(guest.gateway()).isEqualTo("10.0.3.1");
  }
}
