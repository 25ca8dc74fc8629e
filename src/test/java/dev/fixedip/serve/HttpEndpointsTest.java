package dev.fixedip.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What the HTTP port answers. */
class HttpEndpointsTest {

  @Test
  void metricsComeInPrometheussTextFormat() throws Exception {
    var content = new HttpEndpoints.Content(() -> true, () -> false, () -> "up 1\n");
    try (HttpEndpoints endpoints = HttpEndpoints.open(0, content);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> metrics = get(client, endpoints, "/metrics");

      assertThat(metrics.body()).isEqualTo("up 1\n");
      assertThat(metrics.headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      assertThat(get(client, endpoints, "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(client, endpoints, "/readyz").statusCode()).isEqualTo(503);
    }
  }

  private static HttpResponse<String> get(HttpClient client, HttpEndpoints endpoints, String path)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + endpoints.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
