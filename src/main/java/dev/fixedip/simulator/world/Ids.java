package dev.fixedip.simulator.world;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.UUID;

/** Ids, MAC addresses and picks, the same for the same seed. */
public final class Ids {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
  private static final String KEY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final SplittableRandom random;

  /** Ids from a seed. */
  public Ids(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A new id of 17 hexadecimal digits, such as {@code eni-0123456789abcdef0}. */
  public synchronized String next(String prefix) {
    return prefix + "-0" + HexFormat.of().toHexDigits(random.nextLong());
  }

  /** A new locally administered unicast MAC address. */
  public synchronized String mac() {
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES).order(LITTLE_ENDIAN).putLong(random.nextLong()).array();
    return "06:" + COLONS.formatHex(bytes, 0, 5);
  }

  /** A new request id. */
  public synchronized String requestId() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** A new id of an access key, a role or a user: the prefix and 16 letters and digits. */
  public synchronized String accessKeyId(String prefix) {
    var id = new StringBuilder(prefix);
    random.ints(16, 0, KEY_LETTERS.length()).forEach(i -> id.append(KEY_LETTERS.charAt(i)));
    return id.toString();
  }

  /** A new secret of 40 letters and digits. */
  public synchronized String secret() {
    return "%016x%016x%08x".formatted(random.nextLong(), random.nextLong(), random.nextInt());
  }

  /** A share, from 0 to just below 1. */
  public synchronized double share() {
    return random.nextDouble();
  }

  /** A number from 0 to {@code bound - 1}. */
  public synchronized int below(int bound) {
    return random.nextInt(bound);
  }
}
