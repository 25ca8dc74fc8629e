package dev.fixedip.simulator.world;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv6 network.
 *
 * @param base its first address
 * @param prefixLength 0 to 128
 */
public record Ipv6Cidr(Ipv6Address base, int prefixLength) {
  private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

  /** Reads {@code 2001:db8::/64}; host bits are cleared, as EC2 does. */
  public static Ipv6Cidr parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length == 2
        && LENGTH.matcher(parts[1]).matches()
        && Integer.parseInt(parts[1]) <= 128) {
      Optional<Ipv6Address> address = Ipv6Address.parse(parts[0]);
      if (address.isPresent()) {
        int length = Integer.parseInt(parts[1]);
        return new Ipv6Cidr(address.get().network(length), length);
      }
    }
    throw Errors.invalidValue("CIDR block %s is malformed".formatted(text));
  }

  /** Whether the address lies in this network. */
  public boolean contains(Ipv6Address address) {
    return address.network(prefixLength).equals(base);
  }

  /** Whether the other network lies in this one, or is the same. */
  public boolean contains(Ipv6Cidr other) {
    return other.prefixLength >= prefixLength && contains(other.base);
  }

  /** Whether the networks have an address in common. */
  public boolean overlaps(Ipv6Cidr other) {
    return contains(other) || other.contains(this);
  }

  /** The address of this network whose last bits are those given. */
  public Ipv6Address address(long high, long low) {
    Ipv6Address network = new Ipv6Address(high, low).network(prefixLength);
    return new Ipv6Address(
        base.high() | (high ^ network.high()), base.low() | (low ^ network.low()));
  }

  /** Whether AWS keeps the address of a subnet for itself: the first four and the last. */
  public boolean reserves(Ipv6Address address) {
    return address.equals(address(-1, -1))
        || (address.high() == base.high()
            && Long.compareUnsigned(address.low() - base.low(), 4) < 0);
  }

  @Override
  public String toString() {
    return base + "/" + prefixLength;
  }
}
