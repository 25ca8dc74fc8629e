package dev.fixedip.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between one EC2 client and its endpoint, passes everything through and tells which calls
 * there were. A lost answer is passed through as well.
 */
public final class Ec2Proxy implements AutoCloseable {
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
  private static final Set<String> HEADERS =
      Set.of("authorization", "content-type", "user-agent", "x-amz-date");

  /** When something happens to a call. */
  public enum Moment {
    /** It has had its effect, and no answer before that which happens has. */
    BEFORE_ITS_ANSWER,
    /** Its answer is sent. */
    AFTER_ITS_ANSWER
  }

  private record Trap(String action, Moment moment, Runnable what) {}

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> actions = new CopyOnWriteArrayList<>();
  private final Queue<Trap> traps = new ConcurrentLinkedQueue<>();
  private final HttpServer server;
  private final URI target;

  private Ec2Proxy(HttpServer server, URI target) {
    this.server = server;
    this.target = target;
  }

  /** Opens one on the loopback address. */
  public static Ec2Proxy to(URI target) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Ec2Proxy proxy = new Ec2Proxy(server, target);
      server.setExecutor(proxy.threads);
      server.createContext("/", proxy::pass);
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on the loopback address", e);
    }
  }

  /** What the client takes for EC2. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The actions of the calls so far, in the order of their arrival. */
  public List<String> actions() {
    return List.copyOf(actions);
  }

  /** The actions among them that asked for a change. */
  public List<String> mutating() {
    return actions.stream().filter(it -> !it.startsWith("Describe")).toList();
  }

  /** Forgets the calls so far. */
  public void clear() {
    actions.clear();
  }

  /** Does that to the next call of the action, once. */
  public void at(String action, Moment moment, Runnable what) {
    traps.add(new Trap(action, moment, what));
  }

  private void pass(HttpExchange exchange) throws IOException {
    String action = "";
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Matcher named = ACTION.matcher(new String(body, StandardCharsets.UTF_8));
      action = named.find() ? named.group(1) : exchange.getRequestURI().getPath();
      actions.add(action);
      HttpResponse<byte[]> answer =
          http.send(request(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
      spring(action, Moment.BEFORE_ITS_ANSWER);
      answer
          .headers()
          .firstValue("content-type")
          .ifPresent(it -> exchange.getResponseHeaders().set("Content-Type", it));
      byte[] content = answer.body();
      exchange.sendResponseHeaders(answer.statusCode(), content.length == 0 ? -1 : content.length);
      exchange.getResponseBody().write(content);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    spring(action, Moment.AFTER_ITS_ANSWER);
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().getPath()))
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

  private void spring(String action, Moment moment) {
    traps.stream()
        .filter(it -> it.action().equals(action) && it.moment() == moment)
        .findFirst()
        .filter(traps::remove)
        .ifPresent(it -> it.what().run());
  }

  /** Stops listening; calls under way lose their answers. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
  }
}
