package dev.fixedip.simulator.world;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv6 network.
 *
 * @param base the network's first address, as bits
 * @param prefixLength 0 to 128
 */
public record Ipv6Cidr(BigInteger base, int prefixLength) {
  private static final int BITS = 128;
  private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

  /** Reads {@code 2001:db8::/64}; host bits are cleared, as EC2 does. */
  public static Ipv6Cidr parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length == 2
        && LENGTH.matcher(parts[1]).matches()
        && Integer.parseInt(parts[1]) <= BITS) {
      int length = Integer.parseInt(parts[1]);
      Optional<BigInteger> address = address(parts[0]);
      if (address.isPresent()) {
        return new Ipv6Cidr(network(address.get(), length), length);
      }
    }
    throw Errors.invalidValue("CIDR block %s is malformed".formatted(text));
  }

  /** The bits of an address, or empty when the text is none. */
  public static Optional<BigInteger> address(String text) {
    if (!text.contains(":") || text.contains("%")) {
      return Optional.empty();
    }
    try {
      byte[] bytes = InetAddress.ofLiteral(text).getAddress();
      return bytes.length == 16 ? Optional.of(new BigInteger(1, bytes)) : Optional.empty();
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  private static BigInteger network(BigInteger address, int length) {
    return address.shiftRight(BITS - length).shiftLeft(BITS - length);
  }

  /** Whether the other network lies in this one, or is the same. */
  public boolean contains(Ipv6Cidr other) {
    return other.prefixLength >= prefixLength && network(other.base, prefixLength).equals(base);
  }

  /** Whether the networks have an address in common. */
  public boolean overlaps(Ipv6Cidr other) {
    return contains(other) || other.contains(this);
  }

  /** The shortest form of an address, as RFC 5952 has it. */
  public static String format(BigInteger address) {
    String[] groups = new String[8];
    Arrays.setAll(
        groups,
        i -> Integer.toHexString(address.shiftRight(BITS - 16 * (i + 1)).intValue() & 0xffff));
    String text = String.join(":", groups);
    for (int zeros = 8; zeros > 1; zeros--) {
      String run = "0" + ":0".repeat(zeros - 1);
      var match = Pattern.compile("(^|:)" + run + "($|:)").matcher(text);
      if (match.find()) {
        return match.replaceFirst("::");
      }
    }
    return text;
  }

  @Override
  public String toString() {
    return format(base) + "/" + prefixLength;
  }
}
