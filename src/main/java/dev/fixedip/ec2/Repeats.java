package dev.fixedip.ec2;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What whole reads found, by what EC2 wrote of it: what EC2 writes again as it did in the read
 * before is taken from that, and not read again. One read at a time.
 *
 * @param <T> what is made of a member of EC2's list
 */
final class Repeats<T> implements ExcerptStream.Members {

  private final MessageDigest digest = sha256();
  private Map<Sum, T> before = Map.of();
  private Map<Sum, T> found = new HashMap<>();
  private final List<T> repeated = new ArrayList<>();
  private final List<Sum> fresh = new ArrayList<>();

  /** Half of a SHA-256: nobody can write a tag so that two texts have the same. */
  private record Sum(long high, long low) {}

  /** A whole read begins; of one that did not end nothing stays. */
  void begin() {
    found = new HashMap<>();
  }

  /** The next of the read's answers begins, perhaps once more. */
  void beginAnswer() {
    repeated.clear();
    fresh.clear();
  }

  @Override
  public boolean isWanted(byte[] xml, int start, int end) {
    Sum sum = sum(xml, start, end);
    T known = before.get(sum);
    if (known == null) {
      fresh.add(sum);
    } else {
      repeated.add(known);
      found.put(sum, known);
    }
    return known == null;
  }

  /**
   * All members of an answer, in no order.
   *
   * @param read those of them that {@link #isWanted} kept, in EC2's order
   */
  List<T> all(List<T> read) {
    if (read.size() == fresh.size()) {
      for (int number = 0; number < read.size(); number++) {
        found.put(fresh.get(number), read.get(number));
      }
    }
    List<T> all = new ArrayList<>(repeated);
    all.addAll(read);
    return all;
  }

  /** The whole read has ended well. */
  void end() {
    before = found;
  }

  private Sum sum(byte[] xml, int start, int end) {
    digest.update(xml, start, end - start);
    ByteBuffer sum = ByteBuffer.wrap(digest.digest());
    return new Sum(sum.getLong(), sum.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
