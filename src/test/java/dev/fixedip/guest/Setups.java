package dev.fixedip.guest;

import dev.fixedip.api.FixedIpStatus.Guest;
import dev.fixedip.api.FixedIpStatus.Guest.Configuration;
import org.jspecify.annotations.Nullable;

/** The addresses of the story, in each way that an instance can have them. */
public final class Setups {
  private Setups() {}

  /** 10.0.0.51 on a second interface. */
  public static Setup ownInterface() {
    return new Setup(guest("10.0.0.51", "06:00:00:00:00:51", Configuration.DHCP, null), 1);
  }

  /** 10.0.0.51 beside 10.0.0.133 on the primary interface. */
  public static Setup secondaryAddress() {
    return new Setup(
        guest("10.0.0.51", "06:00:00:00:01:33", Configuration.Static, "10.0.0.133"), 0);
  }

  /** 10.0.0.51 beside 10.0.0.70 on a second interface. */
  public static Setup secondaryAddressOfASecondInterface() {
    return new Setup(guest("10.0.0.51", "06:00:00:00:00:70", Configuration.Static, "10.0.0.70"), 1);
  }

  /** 10.0.0.51 on the interface with which the instance was launched. */
  public static Setup primary() {
    return new Setup(guest("10.0.0.51", "06:00:00:00:00:51", Configuration.DHCP, null), 0);
  }

  private static Guest guest(
      String address, String mac, Configuration configuration, @Nullable String primary) {
    return new Guest(
        "windows",
        address,
        24,
        "255.255.255.0",
        "10.0.0.1",
        "10.0.0.2",
        mac,
        configuration,
        primary);
  }
}
