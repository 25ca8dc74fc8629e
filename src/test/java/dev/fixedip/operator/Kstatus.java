package dev.fixedip.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/**
 * What kstatus makes of a custom resource: the library by which Flux, kpt and others tell whether a
 * resource is as it was asked for. Written anew from its published rules (cli-utils,
 * pkg/kstatus/README.md), so that the operator is held against something that does not know it.
 */
enum Kstatus {
  /** Work is under way, or the last change of the spec was not seen yet. */
  InProgress,
  /** It does not get on by itself. */
  Failed,
  /** It is as its spec says. */
  Current,
  /** It is being deleted. */
  Terminating;

  /** The verdict on a resource as the API serves it. */
  static Kstatus of(JsonNode resource) {
    JsonNode metadata = resource.path("metadata");
    JsonNode status = resource.path("status");
    if (!metadata.path("deletionTimestamp").asText("").isEmpty()) {
      return Terminating;
    }
    if (isBehind(metadata.path("generation"), status.path("observedGeneration"))) {
      return InProgress;
    }
    return status
        .path("conditions")
        .valueStream()
        .flatMap(Kstatus::standard)
        .findFirst()
        .orElseGet(() -> ofReady(status));
  }

  /** A resource without generation, or whose status tells of none, passes. */
  private static boolean isBehind(JsonNode generation, JsonNode observed) {
    return generation.isNumber()
        && observed.isNumber()
        && generation.longValue() != observed.longValue();
  }

  private static Stream<Kstatus> standard(JsonNode condition) {
    if (!condition.path("status").asText().equals("True")) {
      return Stream.empty();
    }
    return switch (condition.path("type").asText()) {
      case "Reconciling" -> Stream.of(InProgress);
      case "Stalled" -> Stream.of(Failed);
      default -> Stream.empty();
    };
  }

  /**
   * Asked last, whatever generation the condition speaks of; without it all is taken to be well.
   */
  private static Kstatus ofReady(JsonNode status) {
    return status
        .path("conditions")
        .valueStream()
        .filter(it -> it.path("type").asText().equals("Ready"))
        .map(it -> it.path("status").asText())
        .flatMap(it ->
            switch (it) {
              case "True" -> Stream.of(Current);
              case "False", "Unknown" -> Stream.of(InProgress);
              default -> Stream.<Kstatus>empty();
            })
        .findFirst()
        .orElse(Current);
  }
}
