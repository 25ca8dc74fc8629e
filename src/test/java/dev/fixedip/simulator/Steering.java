package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A tool that steers a simulator over HTTP. */
public final class Steering implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;

  /** Steers the simulator with that endpoint. */
  public Steering(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** Sends a request whatever comes of it. */
  HttpResponse<String> send(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(endpoint.resolve("/_simulator/" + path).normalize())
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The answer to what must succeed. */
  public JsonNode ask(String method, String path, String body) {
    HttpResponse<String> response = send(method, path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response.body());
  }

  JsonNode get(String path) {
    return ask("GET", path, "");
  }

  /** The complaint about what must be refused. */
  String complaint(String method, String path, String body) {
    HttpResponse<String> response = send(method, path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    return json(response.body()).path("error").asText();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
