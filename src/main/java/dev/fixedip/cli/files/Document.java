package dev.fixedip.cli.files;

import com.fasterxml.jackson.databind.JsonNode;

/** One document of a file, or one item of a list in it. */
record Document(Place place, JsonNode tree) {

  String apiVersion() {
    return tree.path("apiVersion").asText("");
  }

  String kind() {
    return tree.path("kind").asText("");
  }

  /** Whether this is one of several Kubernetes resources in one document. */
  static boolean isList(JsonNode tree) {
    return tree.path("kind").asText("").endsWith("List") && tree.path("items").isArray();
  }
}
