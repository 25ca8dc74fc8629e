package dev.fixedip.simulator.wire;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came over HTTP.
 *
 * @param headers by name; names in whatever case
 * @param body as text
 */
public record HttpCall(String method, URI uri, Map<String, List<String>> headers, String body) {

  /** A form that nobody signed. */
  public static HttpCall unsigned(String form) {
    return new HttpCall("POST", URI.create("/"), Map.of(), form);
  }

  /** The parameters of the query string and of the body, still encoded. */
  public String parameters() {
    String query = uri.getRawQuery();
    return query == null ? body : query + "&" + body;
  }

  /** A header's value; empty without it. */
  public Optional<String> header(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> String.join(",", header.getValue()))
        .findFirst();
  }
}
