package dev.fixedip.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP proxy as some companies have one: it opens the TLS connections that it is asked for with
 * a certificate of its own, and tells which there were. Whatever host is asked for, one endpoint
 * answers.
 */
public final class InspectingProxy implements AutoCloseable {
  private static final Pattern CONNECT = Pattern.compile("CONNECT (\\S+) HTTP/1\\.1");
  private static final String LINE_END = "\r\n";
  private static final List<String> CONNECTED =
      List.of("HTTP/1.1 200 Connection established", "", "");
  private static final List<String> WHO_ASKS =
      List.of(
          "HTTP/1.1 407 Proxy Authentication Required",
          "Proxy-Authenticate: Basic realm=\"proxy\"",
          "Content-Length: 0",
          "",
          "");

  private final ServerSocket server;
  private final OwnCertificate certificate;
  private final URI endpoint;
  private volatile boolean wantsCredentials;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private InspectingProxy(ServerSocket server, OwnCertificate certificate, URI endpoint) {
    this.server = server;
    this.certificate = certificate;
    this.endpoint = endpoint;
  }

  /**
   * Opens one on the loopback address.
   *
   * @param folder where its certificate comes to lie
   * @param endpoint an HTTP endpoint: what is found behind the proxy
   * @param hosts whom its certificate is for
   */
  public static InspectingProxy open(Path folder, URI endpoint, String... hosts) {
    try {
      OwnCertificate certificate =
          OwnCertificate.make(folder, Arrays.stream(hosts).map("dns:"::concat).toList());
      InspectingProxy proxy =
          new InspectingProxy(
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), certificate, endpoint);
      proxy.threads.execute(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("no proxy on the loopback address", e);
    }
  }

  /** From now on it wants to know who asks. */
  public void wantCredentials() {
    wantsCredentials = true;
  }

  /** What HTTPS_PROXY is set to. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** The certificate that it shows, in PEM. */
  public Path certificate() {
    return certificate.pem();
  }

  /** The hosts and ports that it was asked for. */
  public Set<String> asked() {
    return Set.copyOf(asked);
  }

  /** What it was told of who asks. */
  public Set<String> authorizations() {
    return Set.copyOf(authorizations);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      String host = connected(socket);
      SSLSocket inside =
          (SSLSocket) certificate.tls().getSocketFactory().createSocket(socket, null, true);
      inside.setUseClientMode(false);
      asked.add(host);
      try (inside;
          Socket behind = new Socket(endpoint.getHost(), endpoint.getPort())) {
        open.add(behind);
        threads.execute(() -> pass(behind, inside));
        pass(inside, behind);
      }
    } catch (IOException e) {
      ended(e);
    }
  }

  /** Answers CONNECT; whoever was not told as whom it asks is asked for that first. */
  private String connected(Socket socket) throws IOException {
    while (true) {
      List<String> head = head(socket.getInputStream());
      Matcher connect = CONNECT.matcher(head.getFirst());
      if (!connect.matches()) {
        throw new IOException("asked for something else: " + head.getFirst());
      }
      Optional<String> authorization =
          head.stream()
              .filter(it -> it.startsWith("Proxy-Authorization: "))
              .map(it -> it.substring(it.indexOf(' ') + 1))
              .findFirst();
      authorization.ifPresent(authorizations::add);
      boolean admitted = !wantsCredentials || authorization.isPresent();
      String answer = String.join(LINE_END, admitted ? CONNECTED : WHO_ASKS);
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      if (admitted) {
        return connect.group(1);
      }
    }
  }

  /** Reads byte by byte: what follows the head is not the proxy's. */
  private static List<String> head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf(LINE_END + LINE_END) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("nobody asks");
      }
      head.append((char) next);
    }
    return head.toString().lines().toList();
  }

  private void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.close();
    } catch (IOException e) {
      ended(e);
    }
  }

  /** A connection that one side gave up is no matter: the client sees it, and so does the test. */
  private void ended(IOException e) {
    System.Logger log = System.getLogger(InspectingProxy.class.getName());
    log.log(System.Logger.Level.DEBUG, "a connection ended", e);
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket it : open) {
        it.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
