package dev.fixedip.model;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** IP addresses as texts, and the one text that each of them has: RFC 5952's for IPv6. */
public final class IpAddress {
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
  private static final int IPV6_BYTES = 16;
  private static final int GROUPS = 8;

  private IpAddress() {}

  /**
   * The address in canonical form: {@code 2001:db8::51} for {@code 2001:DB8:0:0::0051}.
   *
   * @throws IllegalArgumentException if the text is no address
   */
  public static String canonical(String text) {
    return text(bytes(text));
  }

  /** The 4 or 16 bytes of an address. */
  static byte[] bytes(String text) {
    boolean isIpv4 = IpFamily.of(text) == IpFamily.IPV4;
    if (!(isIpv4 ? IPV4 : IPV6).matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is no IP address");
    }
    byte[] bytes;
    try {
      bytes = InetAddress.ofLiteral(text).getAddress();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is no IP address", e);
    }
    return isIpv4 || bytes.length == IPV6_BYTES ? bytes : mapped(bytes);
  }

  /** Java takes ::ffff:a.b.c.d for an IPv4 address, EC2 and everybody else for one of IPv6. */
  private static byte[] mapped(byte[] ipv4) {
    byte[] bytes = new byte[IPV6_BYTES];
    Arrays.fill(bytes, 10, 12, (byte) 0xff);
    System.arraycopy(ipv4, 0, bytes, 12, ipv4.length);
    return bytes;
  }

  /** The canonical text of 4 or 16 bytes. */
  static String text(byte[] bytes) {
    return bytes.length == IPV6_BYTES ? ipv6(bytes) : ipv4(bytes);
  }

  private static String ipv4(byte[] bytes) {
    return "%d.%d.%d.%d"
        .formatted(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff, bytes[3] & 0xff);
  }

  /** The longest run of two or more zero groups, the first of equals, is written {@code ::}. */
  private static String ipv6(byte[] bytes) {
    int[] groups = new int[GROUPS];
    Arrays.setAll(groups, i -> ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff));
    int from = 0;
    for (int i = 1; i < GROUPS; i++) {
      from = zeros(groups, i) > zeros(groups, from) ? i : from;
    }
    int length = zeros(groups, from);
    return length < 2
        ? text(groups, 0, GROUPS)
        : text(groups, 0, from) + "::" + text(groups, from + length, GROUPS);
  }

  private static int zeros(int[] groups, int from) {
    int end = from;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - from;
  }

  private static String text(int[] groups, int from, int end) {
    return Arrays.stream(groups, from, end)
        .mapToObj(Integer::toHexString)
        .collect(Collectors.joining(":"));
  }
}
