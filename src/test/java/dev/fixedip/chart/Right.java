package dev.fixedip.chart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.testing.KubernetesRequest;
import java.util.List;
import java.util.stream.Stream;

/**
 * One verb for one resource, as a role grants it.
 *
 * @param namespace empty: in all of them, and of the cluster
 * @param resource with its subresource after a slash
 * @param name empty: whatever its name
 */
record Right(String namespace, String verb, String group, String resource, String name) {

  /** What the roles among a chart's objects grant to that service account. */
  static List<Right> of(List<JsonNode> objects, String serviceAccount) {
    return objects.stream()
        .filter(it -> it.get("kind").asText().endsWith("RoleBinding"))
        .filter(it -> it.at("/subjects/0/name").asText().equals(serviceAccount))
        .flatMap(it -> ofRole(objects, it))
        .toList();
  }

  private static Stream<Right> ofRole(List<JsonNode> objects, JsonNode binding) {
    String namespace = binding.at("/metadata/namespace").asText("");
    return objects.stream()
        .filter(it -> it.get("kind").equals(binding.at("/roleRef/kind")))
        .filter(it -> it.at("/metadata/name").equals(binding.at("/roleRef/name")))
        .filter(it -> it.at("/metadata/namespace").asText("").equals(namespace))
        .flatMap(it -> it.get("rules").valueStream())
        .flatMap(it -> ofRule(namespace, it));
  }

  private static Stream<Right> ofRule(String namespace, JsonNode rule) {
    List<String> names = rule.has("resourceNames") ? texts(rule, "resourceNames") : List.of("");
    return texts(rule, "apiGroups").stream()
        .flatMap(group ->
            texts(rule, "resources").stream()
                .flatMap(resource ->
                    names.stream()
                        .flatMap(name ->
                            texts(rule, "verbs").stream()
                                .map(verb -> new Right(namespace, verb, group, resource, name)))));
  }

  private static List<String> texts(JsonNode rule, String field) {
    return rule.get(field).valueStream().map(JsonNode::asText).toList();
  }

  /** Whether Kubernetes lets the request pass for this right. */
  boolean allows(KubernetesRequest it) {
    return (namespace.isEmpty() || namespace.equals(it.namespace()))
        && verb.equals(it.verb())
        && group.equals(it.group())
        && resource.equals(it.resource())
        && (name.isEmpty() || name.equals(it.name()));
  }
}
