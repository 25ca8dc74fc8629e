package dev.fixedip.model;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of addresses such as {@code 10.0.0.0/24}; always in canonical form, as EC2 answers it.
 */
public record Cidr(String base, int prefixLength) {
  private static final Pattern PREFIX_LENGTH = Pattern.compile("[0-9]{1,3}");

  /**
   * Reads {@code 10.0.0.0/24}; host bits that are set are cleared, as EC2 does for rules.
   *
   * @throws IllegalArgumentException if the text is no CIDR
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !PREFIX_LENGTH.matcher(text.substring(slash + 1)).matches()) {
      throw notCidr(text, null);
    }
    byte[] bytes;
    try {
      bytes = IpAddress.bytes(text.substring(0, slash));
    } catch (IllegalArgumentException e) {
      throw notCidr(text, e);
    }
    int prefix = Integer.parseInt(text, slash + 1, text.length(), 10);
    int bits = bytes.length * 8;
    if (prefix > bits) {
      throw new IllegalArgumentException(
          "'" + text + "' is no CIDR: the prefix length is from 0 to " + bits);
    }
    BigInteger masked = number(bytes).shiftRight(bits - prefix).shiftLeft(bits - prefix);
    return new Cidr(text(masked, bytes.length), prefix);
  }

  /** Whether the address lies in this range; false for one of the other family. */
  public boolean contains(String address) {
    byte[] mine = IpAddress.bytes(base);
    byte[] other = IpAddress.bytes(address);
    if (mine.length != other.length) {
      return false;
    }
    int shift = mine.length * 8 - prefixLength;
    return number(mine).shiftRight(shift).equals(number(other).shiftRight(shift));
  }

  /** Whether every address of the other range lies in this one. */
  public boolean contains(Cidr other) {
    return prefixLength <= other.prefixLength && contains(other.base);
  }

  /** How many addresses the range has. */
  public BigInteger size() {
    return BigInteger.ONE.shiftLeft(IpAddress.bytes(base).length * 8 - prefixLength);
  }

  /** The address that many places after the first; negative counts from the end, -1 the last. */
  public String address(int offset) {
    byte[] bytes = IpAddress.bytes(base);
    BigInteger from = offset < 0 ? number(bytes).add(size()) : number(bytes);
    return text(from.add(BigInteger.valueOf(offset)), bytes.length);
  }

  /** Which addresses these are. */
  public IpFamily family() {
    return IpFamily.of(base);
  }

  /** Whether this is a range of IPv4 addresses. */
  public boolean isIpv4() {
    return family() == IpFamily.IPV4;
  }

  /** The network mask, such as {@code 255.255.255.0}. */
  public String mask() {
    int bits = IpAddress.bytes(base).length * 8;
    BigInteger all = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    BigInteger mask = all.shiftRight(bits - prefixLength).shiftLeft(bits - prefixLength);
    return text(mask, bits / 8);
  }

  @Override
  public String toString() {
    return base + "/" + prefixLength;
  }

  private static IllegalArgumentException notCidr(String text, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "'" + text + "' is no CIDR: write an address and a prefix length, such as 10.0.0.0/24",
        cause);
  }

  private static BigInteger number(byte[] bytes) {
    return new BigInteger(1, bytes);
  }

  private static String text(BigInteger number, int length) {
    byte[] raw = number.toByteArray();
    byte[] bytes = new byte[length];
    int count = Math.min(raw.length, length);
    System.arraycopy(raw, raw.length - count, bytes, length - count, count);
    return IpAddress.text(bytes);
  }
}
