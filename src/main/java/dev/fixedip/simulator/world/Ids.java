package dev.fixedip.simulator.world;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/** Ids, MAC addresses and picks, the same for the same seed. */
public final class Ids {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
  private static final String KEY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final SplittableRandom random;
  private final Set<String> taken = new HashSet<>();

  /** Ids from a seed. */
  public Ids(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Keeps an id or a MAC address that was not made here from being made. */
  public synchronized void take(String id) {
    taken.add(id);
  }

  /** A new id of 17 hexadecimal digits, such as {@code eni-0123456789abcdef0}. */
  public synchronized String next(String prefix) {
    String id;
    do {
      id = prefix + "-0" + HexFormat.of().toHexDigits(random.nextLong());
    } while (taken.contains(id));
    return id;
  }

  /** A new locally administered unicast MAC address. */
  public synchronized String mac() {
    String mac;
    do {
      mac = mac(random.nextLong());
    } while (taken.contains(mac));
    return mac;
  }

  private static String mac(long bits) {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).order(LITTLE_ENDIAN).putLong(bits).array();
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

  /** 64 bits. */
  public synchronized long bits() {
    return random.nextLong();
  }

  /** A number from 0 to {@code bound - 1}. */
  public synchronized int below(int bound) {
    return random.nextInt(bound);
  }
}
