package dev.fixedip.simulator.wire;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** HTTP on the loopback address: a query or form goes in, an answer comes out or is lost. */
public final class QueryServer implements AutoCloseable {
  private static final int MAX_BODY = 4 << 20;
  private static final long SKIPPED_AT_MOST = 64 << 20;
  private static final int SKIPPED_AT_ONCE = 8192;
  private static final int TOO_LARGE = 413;

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** What comes of a request. */
  public sealed interface Answer {
    /** A document with its HTTP status. */
    record Document(int status, String requestId, String xml) implements Answer {}

    /** The connection is closed without a word. */
    record Lost() implements Answer {}
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private QueryServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Listens on the loopback address.
   *
   * @param port 0 for any free one
   * @throws UncheckedIOException when the port is taken
   */
  public static QueryServer start(int port, Function<HttpCall, Answer> handler) {
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
      var threads = Executors.newVirtualThreadPerTaskExecutor();
      server.setExecutor(threads);
      server.createContext("/", exchange -> handle(exchange, handler));
      server.start();
      return new QueryServer(server, threads);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
    }
  }

  private static void handle(HttpExchange exchange, Function<HttpCall, Answer> handler)
      throws IOException {
    try (exchange) {
      if (length(exchange.getRequestHeaders()) > MAX_BODY) {
        skip(exchange.getRequestBody());
        exchange.sendResponseHeaders(TOO_LARGE, -1);
      } else if (handler.apply(call(exchange)) instanceof Answer.Document document) {
        byte[] body = document.xml().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml;charset=UTF-8");
        exchange.getResponseHeaders().set("X-Amzn-Requestid", document.requestId());
        exchange.sendResponseHeaders(document.status(), body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  /** A client that still sends while it is answered loses the answer with the connection. */
  private static void skip(InputStream body) throws IOException {
    byte[] some = new byte[SKIPPED_AT_ONCE];
    for (long left = SKIPPED_AT_MOST; left > 0; ) {
      int read = body.read(some);
      if (read < 0) {
        return;
      }
      left -= read;
    }
  }

  private static HttpCall call(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(length(exchange.getRequestHeaders()));
    return new HttpCall(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        exchange.getRequestHeaders(),
        new String(body, StandardCharsets.UTF_8));
  }

  /** How much of a body to read: with its true length no more memory is taken than it needs. */
  private static int length(Headers headers) {
    String told = headers.getFirst("Content-Length");
    return told == null ? MAX_BODY : (int) Math.min(Long.parseLong(told), MAX_BODY + 1);
  }

  /** Lets another handler answer what is below a path. */
  public void serve(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  /** Where clients find it. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Stops listening; calls under way lose their answers. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
