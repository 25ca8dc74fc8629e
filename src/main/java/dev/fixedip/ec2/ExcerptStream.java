package dev.fixedip.ec2;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * XML as EC2 writes it: no prefixes, comments or CDATA, and no {@code >} in attributes. Some of it
 * is left out: the elements of some names with all that is in them, and those members of a list
 * that are not wanted. Not safe for concurrent use.
 *
 * <p>The buffer, from left to right:
 *
 * <pre>
 *   from ........ decided ........ kept     open ........ filled
 *   handed out    of a member that          not looked at, as
 *   next          is not whole yet          its tag is not whole
 * </pre>
 */
final class ExcerptStream extends FilterInputStream {

  private static final int SIZE = 1 << 15;

  private final Sieve sieve;
  private final Members members;
  private byte[] buffer = new byte[SIZE];

  private int from;
  private int decided;
  private int kept;
  private int open;
  private int filled;

  private boolean ended;

  /** Decides over the members of a list. */
  interface Members {
    /** Whether the member is wanted, which is written so, less what is left out in it. */
    boolean isWanted(byte[] xml, int start, int end);
  }

  ExcerptStream(InputStream xml, Sieve sieve, Members members) {
    super(xml);
    this.sieve = sieve;
    this.members = members;
  }

  @Override
  public int read() throws IOException {
    return hasMore() ? Byte.toUnsignedInt(buffer[from++]) : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int number = Math.min(length, available());
    System.arraycopy(buffer, from, target, offset, number);
    from += number;
    return number;
  }

  @Override
  public long skip(long number) throws IOException {
    if (number <= 0 || !hasMore()) {
      return 0;
    }
    int skipped = (int) Math.min(number, available());
    from += skipped;
    return skipped;
  }

  /** How much can be had without waiting. */
  @Override
  public int available() {
    return decided - from;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private boolean hasMore() throws IOException {
    while (from == decided && !ended) {
      fill();
      sift();
    }
    return from < decided;
  }

  /** Moves what is still needed to the front, and reads more behind it. */
  private void fill() throws IOException {
    int undecided = kept - decided;
    int unseen = filled - open;
    System.arraycopy(buffer, decided, buffer, 0, undecided);
    System.arraycopy(buffer, open, buffer, undecided, unseen);
    from = 0;
    decided = 0;
    kept = undecided;
    open = undecided;
    filled = undecided + unseen;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * filled);
    }
    int number = in.read(buffer, filled, buffer.length - filled);
    ended = number < 0;
    filled += Math.max(0, number);
  }

  /** Closes up what is kept of what is filled, up to the last whole tag. */
  private void sift() {
    while (open < filled) {
      pass(next('<', open), !sieve.isOmitting());
      int end = next('>', open);
      if (end < filled) {
        passTag(end);
      } else if (ended) {
        pass(filled, !sieve.isOmitting());
      } else {
        break;
      }
    }
    if (!sieve.isInMember() || ended) {
      decided = kept;
    }
  }

  private int next(char wanted, int start) {
    int at = start;
    while (at < filled && buffer[at] != wanted) {
      at++;
    }
    return at;
  }

  private void pass(int end, boolean keeping) {
    if (keeping) {
      System.arraycopy(buffer, open, buffer, kept, end - open);
      kept += end - open;
    }
    open = end;
  }

  private void passTag(int end) {
    boolean closes = buffer[open + 1] == '/';
    boolean isEmpty = buffer[end - 1] == '/';
    Sieve.Verdict verdict = sieve.verdict(name(closes ? open + 2 : open + 1, end), closes, isEmpty);
    if (verdict == Sieve.Verdict.MEMBER_BEGINS) {
      decided = kept;
    }
    pass(end + 1, verdict != Sieve.Verdict.OMITTED);
    if (verdict == Sieve.Verdict.MEMBER_ENDS) {
      kept = members.isWanted(buffer, decided, kept) ? kept : decided;
      decided = kept;
    }
  }

  private String name(int start, int end) {
    int at = start;
    while (at < end && buffer[at] != ' ' && buffer[at] != '/') {
      at++;
    }
    return new String(buffer, start, at - start, StandardCharsets.UTF_8);
  }
}
