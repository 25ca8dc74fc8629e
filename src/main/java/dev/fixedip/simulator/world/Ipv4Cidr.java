package dev.fixedip.simulator.world;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * An IPv4 network.
 *
 * @param base the network's first address, as bits
 * @param prefixLength 0 to 32
 */
public record Ipv4Cidr(int base, int prefixLength) {
  private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");

  /** Reads {@code 10.0.0.0/24}; host bits are cleared, as EC2 does. */
  public static Ipv4Cidr parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length == 2
        && OCTET.matcher(parts[1]).matches()
        && Integer.parseInt(parts[1]) <= 32) {
      OptionalInt address = address(parts[0]);
      if (address.isPresent()) {
        int length = Integer.parseInt(parts[1]);
        return new Ipv4Cidr(address.getAsInt() & mask(length), length);
      }
    }
    throw Errors.invalidValue("CIDR block %s is malformed".formatted(text));
  }

  /** The bits of a dotted address, or empty when it is none. */
  public static OptionalInt address(String text) {
    String[] octets = text.split("\\.", -1);
    if (octets.length != 4) {
      return OptionalInt.empty();
    }
    int bits = 0;
    for (String octet : octets) {
      if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
        return OptionalInt.empty();
      }
      bits = (bits << 8) | Integer.parseInt(octet);
    }
    return OptionalInt.of(bits);
  }

  /** The dotted form of an address. */
  public static String format(int address) {
    return (address >>> 24)
        + "."
        + ((address >>> 16) & 0xff)
        + "."
        + ((address >>> 8) & 0xff)
        + "."
        + (address & 0xff);
  }

  private static int mask(int length) {
    return length == 0 ? 0 : -1 << (32 - length);
  }

  /** Whether the address lies in this network. */
  public boolean contains(int address) {
    return (address & mask(prefixLength)) == base;
  }

  /** Whether the other network lies in this one, or is the same. */
  public boolean contains(Ipv4Cidr other) {
    return other.prefixLength >= prefixLength && contains(other.base);
  }

  /** Whether the networks have an address in common. */
  public boolean overlaps(Ipv4Cidr other) {
    return contains(other) || other.contains(this);
  }

  /** How many addresses the network has. */
  public int size() {
    return 1 << (32 - prefixLength);
  }

  /** The network's last address, as bits. */
  public int last() {
    return base + size() - 1;
  }

  /** Whether AWS keeps the address for itself: the first four and the last. */
  public boolean reserves(int address) {
    int offset = address - base;
    return offset < 4 || offset == size() - 1;
  }

  @Override
  public String toString() {
    return format(base) + "/" + prefixLength;
  }
}
