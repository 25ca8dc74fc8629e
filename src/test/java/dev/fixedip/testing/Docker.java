package dev.fixedip.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a Docker engine answers, asked quietly and without starting anything. */
final class Docker {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final String PING = "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n";

  private Docker() {}

  /**
   * Returns when a Docker engine answers at {@code DOCKER_HOST} or, without that, at one of the
   * usual sockets.
   *
   * @throws UnavailableException when none does
   */
  static void requireReachable() throws UnavailableException {
    String host = System.getenv("DOCKER_HOST");
    List<SocketAddress> addresses =
        host == null || host.isBlank() ? usualSockets() : List.of(address(host));
    if (addresses.isEmpty()) {
      throw new UnavailableException("DOCKER_HOST is not set and there is no Docker socket");
    }
    requireAnswer(addresses);
  }

  /** Returns when a Docker engine answers at one of the addresses. */
  static void requireAnswer(List<SocketAddress> addresses) throws UnavailableException {
    UnavailableException last = new UnavailableException("no answer");
    for (SocketAddress address : addresses) {
      try {
        Patience.within(LIMIT, "asking Docker at " + address, () -> ping(address));
        return;
      } catch (UnavailableException e) {
        last = e;
      }
    }
    throw last;
  }

  /** The address that a value of {@code DOCKER_HOST} means. */
  static SocketAddress address(String dockerHost) throws UnavailableException {
    try {
      URI uri = URI.create(dockerHost);
      return "unix".equals(uri.getScheme())
          ? UnixDomainSocketAddress.of(uri.getPath())
          : new InetSocketAddress(uri.getHost(), uri.getPort());
    } catch (IllegalArgumentException e) {
      throw new UnavailableException(
          "DOCKER_HOST=" + dockerHost + " is neither unix://PATH nor tcp://HOST:PORT", e);
    }
  }

  private static List<SocketAddress> usualSockets() {
    return Stream.of(
            Optional.of(Path.of("/var/run/docker.sock")),
            Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
                .map(folder -> Path.of(folder, "docker.sock")),
            Optional.ofNullable(System.getProperty("user.home"))
                .map(folder -> Path.of(folder, ".docker", "run", "docker.sock")))
        .flatMap(Optional::stream)
        .filter(Files::exists)
        .<SocketAddress>map(UnixDomainSocketAddress::of)
        .toList();
  }

  private static boolean ping(SocketAddress address) throws IOException {
    try (SocketChannel channel = SocketChannel.open(address)) {
      channel.write(StandardCharsets.US_ASCII.encode(PING));
      if (channel.read(ByteBuffer.allocate(64)) <= 0) {
        throw new IOException("no answer");
      }
      return true;
    }
  }
}
