package dev.fixedip.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between one client and a Kubernetes API, passes everything through and tells what was
 * asked for. Watches come as a long answer: it lets no WebSocket through.
 */
public final class KubernetesProxy implements AutoCloseable {
  private static final Set<String> HEADERS =
      Set.of("accept", "authorization", "content-type", "user-agent");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<KubernetesRequest> requests = new CopyOnWriteArrayList<>();
  private final HttpClient http;
  private final HttpServer server;
  private final URI target;

  private KubernetesProxy(HttpServer server, HttpClient http, URI target) {
    this.server = server;
    this.http = http;
    this.target = target;
  }

  /** Opens one on the loopback address. */
  public static KubernetesProxy to(KubernetesApi kubernetes) {
    Config config = kubernetes.config();
    try {
      HttpClient http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .sslContext(SSLUtils.sslContext(config))
              .build();
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      KubernetesProxy proxy = new KubernetesProxy(server, http, URI.create(config.getMasterUrl()));
      server.setExecutor(proxy.threads);
      server.createContext("/", proxy::pass);
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on the loopback address", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot trust the certificate of the Kubernetes API", e);
    }
  }

  /** A kubeconfig that leads through this proxy, with a bearer token. */
  public String kubeconfig(String token) {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: proxy, cluster: {server: "http://127.0.0.1:%d"}}]
    users: [{name: account, user: {token: "%s"}}]
    contexts: [{name: proxy, context: {cluster: proxy, user: account}}]
    current-context: proxy
    """
        .formatted(server.getAddress().getPort(), token);
  }

  /** The requests that were answered so far, watches that go on among them. */
  public List<KubernetesRequest> requests() {
    return List.copyOf(requests);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestHeaders().containsKey("Sec-WebSocket-Key")) {
        exchange.sendResponseHeaders(200, -1); // what is not switched: the client asks without one
        return;
      }
      byte[] body = exchange.getRequestBody().readAllBytes();
      HttpResponse<InputStream> answer =
          http.send(request(exchange, body), HttpResponse.BodyHandlers.ofInputStream());
      requests.add(
          KubernetesRequest.of(
              exchange.getRequestMethod(), exchange.getRequestURI(), answer.statusCode()));
      answer
          .headers()
          .firstValue("content-type")
          .ifPresent(it -> exchange.getResponseHeaders().set("Content-Type", it));
      exchange.sendResponseHeaders(answer.statusCode(), 0);
      try (InputStream in = answer.body();
          OutputStream out = exchange.getResponseBody()) {
        copy(in, out);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever comes goes on at once: the next event of a watch may be long in coming. */
  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[8_192];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
      out.flush();
    }
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }

  /** Stops listening; requests under way lose their answers. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
  }
}
