package dev.fixedip.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerTest {
  @TempDir private Path folder;

  @Test
  void anEngineThatAnswersAtOneOfTheSocketsIsFound() throws Exception {
    UnixDomainSocketAddress live = socket("live");
    try (ServerSocketChannel engine = listen(live);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> answer = threads.submit(() -> answer(engine));

      Docker.requireAnswer(List.of(socket("gone"), live));

      assertThat(answer.get()).isPositive();
    }
  }

  @Test
  void anEngineThatHangsIsGivenUp() throws IOException {
    UnixDomainSocketAddress hanging = socket("hanging");
    try (ServerSocketChannel engine = listen(hanging)) {
      assertThat(engine.isOpen()).isTrue();
      assertThatThrownBy(() -> Docker.requireAnswer(List.of(hanging)))
          .isInstanceOf(UnavailableException.class)
          .hasMessage("asking Docker at %s did not end within 2 s", hanging);
    }
  }

  @Test
  void aSocketThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Docker.requireAnswer(List.of(socket("gone"))))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining(socket("gone").toString());
  }

  @Test
  void dockerHostNamesASocketOrAPort() throws UnavailableException {
    assertThat(Docker.address("unix:///run/docker.sock"))
        .isEqualTo(UnixDomainSocketAddress.of("/run/docker.sock"));
    assertThat(Docker.address("tcp://127.0.0.1:2375"))
        .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2375));
    assertThatThrownBy(() -> Docker.address("ssh://user@host"))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("neither unix://PATH nor tcp://HOST:PORT");
  }

  private UnixDomainSocketAddress socket(String name) {
    return UnixDomainSocketAddress.of(folder.resolve(name));
  }

  private static ServerSocketChannel listen(UnixDomainSocketAddress address) throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
  }

  private static int answer(ServerSocketChannel engine) throws IOException {
    try (SocketChannel client = engine.accept()) {
      int request = client.read(ByteBuffer.allocate(1024));
      client.write(StandardCharsets.US_ASCII.encode("HTTP/1.0 200 OK\r\n\r\nOK"));
      return request;
    }
  }
}
