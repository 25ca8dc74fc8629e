package dev.fixedip.bench.fleet;

import dev.fixedip.testing.Exposition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The writes that the Kubernetes API took, as its own metrics count them.
 *
 * @param requests by what was done to what, such as {@code PATCH fixedips/status}
 */
record Writes(Map<String, Long> requests) {
  private static final String COUNTER = "apiserver_request_total";
  private static final Set<String> CHANGES = Set.of("APPLY", "PATCH", "PUT");
  private static final Set<String> VERBS =
      Set.of("APPLY", "PATCH", "PUT", "POST", "DELETE", "DELETECOLLECTION");

  /** All since the API was started. */
  static Writes of(KubernetesClient client) {
    String metrics =
        client
            .raw("/metrics")
            .lines()
            .filter(it -> it.startsWith(COUNTER + "{") || it.startsWith("# TYPE " + COUNTER + " "))
            .collect(Collectors.joining("\n", "", "\n"));
    Map<String, Long> requests = new TreeMap<>();
    Exposition.parse(metrics).of(COUNTER, Map.of()).stream()
        .filter(it -> VERBS.contains(it.labels().get("verb")))
        .forEach(it -> requests.merge(name(it.labels()), (long) it.value(), Long::sum));
    return new Writes(requests);
  }

  private static String name(Map<String, String> labels) {
    String subresource = labels.getOrDefault("subresource", "");
    return "%s %s%s"
        .formatted(
            labels.get("verb"),
            labels.get("resource"),
            subresource.isEmpty() ? "" : "/" + subresource);
  }

  /** Those that came after that. */
  Writes since(Writes before) {
    Map<String, Long> later = new TreeMap<>();
    requests.forEach((name, count) -> {
      long more = count - before.requests.getOrDefault(name, 0L);
      if (more > 0) {
        later.put(name, more);
      }
    });
    return new Writes(later);
  }

  /** How often FixedIps that are there were changed, their status or anything else of them. */
  long toFixedIps() {
    return requests.entrySet().stream()
        .filter(it -> CHANGES.contains(it.getKey().split(" ", 2)[0]))
        .filter(it -> it.getKey().contains(" fixedips"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /**
   * All but the leases by which replicas tell that they lead, and questions, which store nothing.
   */
  long besideLeases() {
    return requests.entrySet().stream()
        .filter(it -> !it.getKey().endsWith(" leases") && !it.getKey().endsWith("reviews"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
