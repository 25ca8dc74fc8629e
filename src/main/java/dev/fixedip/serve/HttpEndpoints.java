package dev.fixedip.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The HTTP port: {@code /healthz}, {@code /readyz} and {@code /metrics}. */
public final class HttpEndpoints implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** What the port tells. */
  public record Content(BooleanSupplier healthy, BooleanSupplier ready, Supplier<String> metrics) {}

  private HttpEndpoints(HttpServer server) {
    this.server = server;
  }

  /**
   * Opens the port on all addresses.
   *
   * @param port 0: any free one
   * @throws IOException if the port is taken
   */
  public static HttpEndpoints open(int port, Content content) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    HttpEndpoints endpoints = new HttpEndpoints(server);
    server.setExecutor(endpoints.threads);
    server.createContext("/healthz", it -> state(it, content.healthy().getAsBoolean()));
    server.createContext("/readyz", it -> state(it, content.ready().getAsBoolean()));
    server.createContext("/metrics", it -> answer(it, 200, content.metrics().get()));
    server.start();
    return endpoints;
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private static void state(HttpExchange exchange, boolean good) throws IOException {
    answer(exchange, good ? 200 : 503, good ? "ok\n" : "not yet\n");
  }

  private static void answer(HttpExchange exchange, int code, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
