package dev.fixedip.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.fixedip.testing.OwnCertificate;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a Kubernetes API while the program is trained, where no cluster is: it keeps what
 * is written, lists and watches it, and checks nothing. No test may rely on it.
 */
final class StandInKubernetes implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper();

  private static final String EVERYTHING_IS_ALLOWED =
      """
      incomplete: false
      nonResourceRules: []
      resourceRules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
      """;
  private static final long LOOK_AGAIN_MILLIS = 200;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, ObjectNode> objects = new TreeMap<>();
  private final Set<Watcher> watchers = new CopyOnWriteArraySet<>();
  private int version;

  private record Watcher(Collection of, OutputStream stream) {}

  /** All objects of a kind, in a namespace or in all; its path names it. */
  private record Collection(String path) {
    boolean has(String object) {
      int slash = path.lastIndexOf('/');
      String kind = path.substring(slash);
      int last = object.lastIndexOf('/');
      return object.startsWith(path.substring(0, slash))
          && object.substring(0, last).endsWith(kind);
    }
  }

  private StandInKubernetes(HttpServer server) {
    this.server = server;
  }

  /** Opens one with TLS on the loopback address, {@code 127.0.0.1}. */
  static StandInKubernetes open(OwnCertificate certificate) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
    StandInKubernetes kubernetes = new StandInKubernetes(server);
    server.setExecutor(kubernetes.threads);
    server.createContext("/", kubernetes::handle);
    server.start();
    return kubernetes;
  }

  URI url() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Puts an object there; {@code path} is that of the object itself. */
  synchronized void put(String path, String yaml) throws IOException {
    stored(path, (ObjectNode) YAML.readTree(yaml));
  }

  /** Has the object deleted: it goes when its last finalizer is taken off. */
  synchronized void delete(String path) throws IOException {
    ObjectNode it = Objects.requireNonNull(objects.get(path), path).deepCopy();
    it.withObjectProperty("metadata").put("deletionTimestamp", "2026-01-02T00:00:00Z");
    stored(path, it);
  }

  /** Waits until the objects meet that, as long as it is worthwhile; answers whether they do. */
  synchronized boolean await(
      Predicate<Map<String, ? extends JsonNode>> met, BooleanSupplier worthwhile)
      throws InterruptedException {
    while (!met.test(objects)) {
      if (!worthwhile.getAsBoolean()) {
        return false;
      }
      wait(LOOK_AGAIN_MILLIS);
    }
    return true;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    byte[] body = exchange.getRequestBody().readAllBytes();
    if ("websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"))) {
      // No WebSockets here: the client goes on over plain HTTP.
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
      return;
    }
    if (query.contains("watch=true")) {
      watch(exchange, new Collection(path));
      return;
    }
    JsonNode answer = answer(exchange, path, body);
    byte[] text =
        (answer == null ? JSON.createObjectNode().put("kind", "Status").put("code", 404) : answer)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer == null ? 404 : 200, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private synchronized @Nullable JsonNode answer(HttpExchange exchange, String path, byte[] body)
      throws IOException {
    return switch (exchange.getRequestMethod()) {
      case "GET" -> objects.containsKey(path) ? objects.get(path) : list(path);
      case "POST" -> {
        ObjectNode made = (ObjectNode) JSON.readTree(body);
        if (path.endsWith("/selfsubjectrulesreviews")) {
          yield made.set("status", YAML.readTree(EVERYTHING_IS_ALLOWED));
        }
        String name = made.path("metadata").path("name").asText("made-" + version);
        yield stored(path + "/" + name, made);
      }
      case "PUT" -> stored(path, (ObjectNode) JSON.readTree(body));
      case "PATCH" -> {
        String of = path.replaceFirst("/status$", "");
        yield stored(of, patched(exchange, objects.get(of), body));
      }
      default -> null;
    };
  }

  private static ObjectNode patched(HttpExchange exchange, @Nullable ObjectNode old, byte[] body)
      throws IOException {
    ObjectNode before = old == null ? JSON.createObjectNode() : old.deepCopy();
    JsonNode patch = YAML.readTree(body);
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    return type.startsWith("application/json-patch")
        ? (ObjectNode) JsonPatch.apply(patch, before)
        : JSON.readerForUpdating(before).readValue(patch);
  }

  private @Nullable ObjectNode list(String path) {
    if (!path.endsWith("s")) {
      return null;
    }
    ObjectNode list = JSON.createObjectNode().put("kind", "List").put("apiVersion", "v1");
    list.putObject("metadata").put("resourceVersion", String.valueOf(version));
    var items = list.putArray("items");
    Collection collection = new Collection(path);
    objects.forEach((of, it) -> {
      if (collection.has(of)) {
        items.add(it);
      }
    });
    return list;
  }

  private ObjectNode stored(String path, ObjectNode it) throws IOException {
    boolean isNew = !objects.containsKey(path);
    JsonNode metadata =
        it.withObjectProperty("metadata").put("resourceVersion", String.valueOf(++version));
    boolean isGone = metadata.has("deletionTimestamp") && metadata.path("finalizers").isEmpty();
    if (isGone) {
      objects.remove(path);
    } else {
      objects.put(path, it);
    }
    tell(path, isGone ? "DELETED" : isNew ? "ADDED" : "MODIFIED", it);
    notifyAll();
    return it;
  }

  private void tell(String path, String type, ObjectNode it) throws IOException {
    String event = JSON.createObjectNode().put("type", type).set("object", it) + "\n";
    for (Watcher watcher : watchers) {
      if (watcher.of().has(path)) {
        watcher.stream().write(event.getBytes(StandardCharsets.UTF_8));
        watcher.stream().flush();
      }
    }
  }

  private void watch(HttpExchange exchange, Collection of) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().flush();
    synchronized (this) {
      watchers.add(new Watcher(of, exchange.getResponseBody()));
    }
  }
}
