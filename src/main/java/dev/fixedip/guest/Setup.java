package dev.fixedip.guest;

import dev.fixedip.api.FixedIpStatus.Guest;
import dev.fixedip.model.Cidr;
import java.util.Locale;
import java.util.Map;

/**
 * What a guest must be set to, and for which of its adapters.
 *
 * @param deviceIndex that of the interface with the address
 */
public record Setup(Guest guest, int deviceIndex) {

  /** How the instance has the address. */
  public enum Way {
    /** As the primary address of another interface than its primary one. */
    OWN_INTERFACE,
    /** As a secondary address of one of its interfaces. */
    SECONDARY_ADDRESS,
    /** As the primary address of its primary interface. */
    PRIMARY
  }

  /** Which routing table of the guest is the adapter's own. */
  private static final int FIRST_TABLE = 1000;

  /** How the instance has the address. */
  public Way way() {
    if (guest.primaryAddress() != null) {
      return Way.SECONDARY_ADDRESS;
    }
    return deviceIndex == 0 ? Way.PRIMARY : Way.OWN_INTERFACE;
  }

  /** Whether what the address sends must be kept from leaving through the primary interface. */
  boolean needsRouting() {
    return deviceIndex > 0;
  }

  /** The text with its placeholders, such as {@code <address>}, filled in. */
  String fill(String text) {
    Cidr subnet = Cidr.parse(guest.address() + "/" + guest.prefixLength());
    String mac = guest.macAddress().toLowerCase(Locale.ROOT);
    String primary = guest.primaryAddress();
    String filled = text.replace("<adapter>", Linux.ADAPTER);
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("<address>", guest.address()),
            Map.entry("<prefix>", "" + guest.prefixLength()),
            Map.entry("<mask>", guest.subnetMask()),
            Map.entry("<primary>", primary == null ? guest.address() : primary),
            Map.entry("<gateway>", guest.gateway()),
            Map.entry("<dns>", guest.dns()),
            Map.entry("<mac>", mac),
            Map.entry("<MAC>", mac.replace(':', '-').toUpperCase(Locale.ROOT)),
            Map.entry("<subnet>", subnet.toString()),
            Map.entry("<host>", guest.address() + (subnet.isIpv4() ? "/32" : "/128")),
            Map.entry("<table>", "" + (FIRST_TABLE + deviceIndex)));
    for (Map.Entry<String, String> it : values.entrySet()) {
      filled = filled.replace(it.getKey(), it.getValue());
    }
    return filled;
  }
}
