package dev.fixedip.simulator.world;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv6 address. Its text is the canonical one of RFC 5952.
 *
 * @param high the network's half
 * @param low the interface's half
 */
public record Ipv6Address(long high, long low) {
  /** Reads an address in any of its forms, or nothing when it is none. */
  public static Optional<Ipv6Address> parse(String text) {
    if (!text.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
      return Optional.empty();
    }
    try {
      byte[] bytes = InetAddress.ofLiteral(text).getAddress();
      if (bytes.length != 16) {
        return Optional.empty();
      }
      var halves = ByteBuffer.wrap(bytes);
      return Optional.of(new Ipv6Address(halves.getLong(), halves.getLong()));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /** The first address of the network that this one lies in. */
  public Ipv6Address network(int prefixLength) {
    return new Ipv6Address(
        high & mask(Math.min(prefixLength, 64)), low & mask(Math.max(prefixLength - 64, 0)));
  }

  private static long mask(int ones) {
    return ones == 0 ? 0 : -1L << (64 - ones);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int group = 0; group < 8; group++) {
      long half = group < 4 ? high : low;
      text.append(group == 0 ? "" : ":")
          .append(Long.toHexString((half >>> (48 - 16 * (group % 4))) & 0xffff));
    }
    for (int zeros = 8; zeros > 1; zeros--) {
      Matcher run = Pattern.compile("(^|:)0" + ":0".repeat(zeros - 1) + "($|:)").matcher(text);
      if (run.find()) {
        return run.replaceFirst("::");
      }
    }
    return text.toString();
  }
}
