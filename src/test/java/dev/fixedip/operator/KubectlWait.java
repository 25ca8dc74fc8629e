package dev.fixedip.operator;

import com.fasterxml.jackson.databind.JsonNode;

/** What {@code kubectl wait} makes of a resource, by its documented rules. */
final class KubectlWait {
  private KubectlWait() {}

  /**
   * Whether {@code --for=condition=TYPE} returns: a condition of an older generation is ignored.
   */
  static boolean isOver(JsonNode resource, String type) {
    JsonNode status = resource.path("status");
    long generation = resource.path("metadata").path("generation").longValue();
    return status
        .path("conditions")
        .valueStream()
        .filter(it -> it.path("type").asText().equals(type))
        .filter(it -> {
          JsonNode observed = it.path("observedGeneration");
          return (observed.isNumber() ? observed : status.path("observedGeneration"))
                  .asLong(generation)
              >= generation;
        })
        .anyMatch(it -> it.path("status").asText().equals("True"));
  }
}
