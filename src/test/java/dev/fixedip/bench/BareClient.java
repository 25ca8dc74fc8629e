package dev.fixedip.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One connection that posts forms, and as little beside as can be: what it costs is not what is to
 * be measured. It signs nothing and reads only answers that tell their length.
 */
final class BareClient implements AutoCloseable {
  private static final String LENGTH = "content-length:";

  /** An answer. */
  record Reply(int status, String body) {}

  private final Socket socket;
  private final String head;
  private final byte[] buffer = new byte[1 << 16];
  private int begin;
  private int end;

  /** Connects. */
  BareClient(URI endpoint) {
    try {
      socket = new Socket(endpoint.getHost(), endpoint.getPort());
      socket.setTcpNoDelay(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot connect to " + endpoint, e);
    }
    head =
        """
        POST / HTTP/1.1\r
        Host: %s:%d\r
        Content-Type: application/x-www-form-urlencoded; charset=utf-8\r
        Content-Length: \
        """
            .formatted(endpoint.getHost(), endpoint.getPort());
  }

  /** Posts a form and waits for all of the answer. */
  Reply post(String form) {
    try {
      socket
          .getOutputStream()
          .write((head + form.length() + "\r\n\r\n" + form).getBytes(StandardCharsets.US_ASCII));
      return reply();
    } catch (IOException e) {
      throw new UncheckedIOException("no answer to " + form, e);
    }
  }

  private Reply reply() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = -1;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    if (length < 0) {
      throw new IOException("an answer with status %d tells no length".formatted(status));
    }
    return new Reply(status, new String(bytes(length), StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream(64);
    for (int c = read(); c != '\n'; c = read()) {
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  private int read() throws IOException {
    if (begin == end) {
      begin = 0;
      end = socket.getInputStream().read(buffer);
      if (end <= 0) {
        end = 0;
        throw new EOFException("the connection was closed");
      }
    }
    return buffer[begin++];
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = new byte[length];
    int buffered = Math.min(length, end - begin);
    System.arraycopy(buffer, begin, bytes, 0, buffered);
    begin += buffered;
    InputStream in = socket.getInputStream();
    if (in.readNBytes(bytes, buffered, length - buffered) < length - buffered) {
      throw new EOFException("the connection was closed within an answer");
    }
    return bytes;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
