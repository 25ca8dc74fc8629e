package dev.fixedip.simulator.control;

import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.file.BadInput;
import dev.fixedip.simulator.file.Json;
import dev.fixedip.simulator.world.Ec2Error;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steers a simulator and looks into it. What cannot be used is answered with HTTP 400 and {@code
 * {"error": …}}, which says what to write instead.
 */
public final class Control implements HttpHandler {
  /** Below this path. */
  public static final String PATH = "/_simulator";

  /** Where suites that were written for moto's server ask for an empty start. */
  public static final String MOTO_RESET = "/moto-api/reset";

  private static final Logger LOG = LoggerFactory.getLogger(Control.class);

  private final List<Endpoint> endpoints;

  private record Answer(int status, Object content) {}

  /** Steers that simulator. */
  public Control(Simulator simulator) {
    endpoints =
        Stream.of(
                Stream.of(new Endpoint("GET", "", "Lists what there is here.", request -> index())),
                new FaultEndpoints(simulator).all(),
                new CallEndpoints(simulator).all(),
                new WorldEndpoints(simulator).all(),
                new NatureEndpoints(simulator).all(),
                new AccessEndpoints(simulator).all(),
                new PolicyEndpoints(simulator).all())
            .flatMap(it -> it)
            .toList();
  }

  /**
   * Method and path of each endpoint, such as {@code GET /_simulator/faults}, with what it does.
   */
  private Map<String, String> index() {
    return endpoints.stream()
        .collect(
            java.util.LinkedHashMap::new,
            (map, it) -> map.put(it.method() + " " + PATH + "/" + it.path(), it.description()),
            Map::putAll);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = path(exchange.getRequestURI().getPath());
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
      Answer answer = answer(exchange.getRequestMethod(), path, new Endpoint.Request(query, body));
      if (answer.status == 405) {
        exchange.getResponseHeaders().set("Allow", methods(path));
      }
      byte[] bytes = Json.write(answer.content).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String path(String whole) {
    return whole.equals(MOTO_RESET)
        ? "reset"
        : whole.substring(PATH.length()).replaceAll("^/|/$", "");
  }

  private Answer answer(String method, String path, Endpoint.Request request) {
    List<Endpoint> there = endpoints.stream().filter(it -> it.path().equals(path)).toList();
    if (there.isEmpty()) {
      return error(
          404,
          "there is no %s/%s; there are %s"
              .formatted(
                  PATH,
                  path,
                  endpoints.stream()
                      .map(it -> PATH + "/" + it.path())
                      .distinct()
                      .collect(joining(", "))));
    }
    return there.stream()
        .filter(it -> it.method().equals(method))
        .findFirst()
        .map(it -> answer(it, request))
        .orElseGet(() ->
            error(
                405,
                "%s/%s does not know %s; use %s".formatted(PATH, path, method, methods(path))));
  }

  private static Answer answer(Endpoint endpoint, Endpoint.Request request) {
    try {
      return new Answer(200, endpoint.handler().answer(request));
    } catch (BadInput e) {
      return error(400, e.getMessage());
    } catch (Ec2Error e) {
      return error(400, e.text());
    } catch (RuntimeException bug) {
      LOG.error("the simulator failed on {} {}", endpoint.method(), endpoint.path(), bug);
      return error(500, "the simulator failed: " + bug);
    }
  }

  private static Answer error(int status, String message) {
    return new Answer(status, Map.of("error", message));
  }

  private String methods(String path) {
    return endpoints.stream()
        .filter(it -> it.path().equals(path))
        .map(Endpoint::method)
        .collect(joining(", "));
  }
}
