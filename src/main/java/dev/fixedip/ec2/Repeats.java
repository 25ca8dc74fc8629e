package dev.fixedip.ec2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What whole reads found, by what EC2 wrote of it: what EC2 writes again as it did in the read
 * before is taken from that, and not read again. One read at a time.
 *
 * @param <T> what is made of a member of EC2's list
 */
final class Repeats<T> implements ExcerptStream.Members {

  private final CRC32 oneSum = new CRC32();
  private final CRC32C otherSum = new CRC32C();
  private Map<Long, T> before = Map.of();
  private Map<Long, T> found = new HashMap<>();
  private final List<T> repeated = new ArrayList<>();
  private final List<Long> fresh = new ArrayList<>();

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
    long sum = sum(xml, start, end);
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

  /** Two sums of 32 bits: different texts have the same once in 2^64. */
  private long sum(byte[] xml, int start, int end) {
    oneSum.reset();
    oneSum.update(xml, start, end - start);
    otherSum.reset();
    otherSum.update(xml, start, end - start);
    return oneSum.getValue() << Integer.SIZE | otherSum.getValue();
  }
}
