package dev.fixedip.ec2;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/**
 * XML as EC2 writes it, without prefixes, comments and CDATA; the elements of some names are left
 * out with all that is in them. Not safe for concurrent use.
 */
final class ExcerptStream extends FilterInputStream {

  private static final int SIZE = 1 << 15;

  private final Set<String> omitted;
  private byte[] buffer = new byte[SIZE];

  /** What is kept of the buffer and not handed out yet: from here, */
  private int from;

  /** up to here. */
  private int kept;

  /** What is not looked at yet, as its tag is not whole: from here, */
  private int open;

  /** up to here. */
  private int filled;

  private boolean ended;

  /** The name of the element that is being left out; empty while none is. */
  private String omitting = "";

  private int depth;

  ExcerptStream(InputStream xml, Set<String> omitted) {
    super(xml);
    this.omitted = omitted;
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
    return kept - from;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private boolean hasMore() throws IOException {
    while (from == kept && !ended) {
      fill();
      sift();
    }
    return from < kept;
  }

  /** Moves what is not looked at yet to the front, and reads more behind it. */
  private void fill() throws IOException {
    System.arraycopy(buffer, open, buffer, 0, filled - open);
    filled -= open;
    open = 0;
    from = 0;
    kept = 0;
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
      pass(next('<', open), omitting.isEmpty());
      int end = next('>', open);
      if (end < filled) {
        pass(end + 1, isKept(open, end));
      } else if (ended) {
        pass(filled, omitting.isEmpty());
      } else {
        return;
      }
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

  /** Whether the tag is kept; what is left out may begin or end with it. */
  private boolean isKept(int tag, int end) {
    boolean closes = buffer[tag + 1] == '/';
    boolean isEmpty = buffer[end - 1] == '/';
    String name = name(closes ? tag + 2 : tag + 1, end);
    if (omitting.isEmpty()) {
      boolean isWanted = !omitted.contains(name);
      if (!isWanted && !isEmpty) {
        omitting = name;
        depth = 1;
      }
      return isWanted;
    }
    if (!isEmpty && name.equals(omitting)) {
      depth += closes ? -1 : 1;
      omitting = depth == 0 ? "" : name;
    }
    return false;
  }

  private String name(int start, int end) {
    int at = start;
    while (at < end && buffer[at] != ' ' && buffer[at] != '/') {
      at++;
    }
    return new String(buffer, start, at - start, StandardCharsets.UTF_8);
  }
}
