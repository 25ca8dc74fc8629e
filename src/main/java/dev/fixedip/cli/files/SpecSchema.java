package dev.fixedip.cli.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What the CustomResourceDefinition says of a spec: which fields there are, of which type and form.
 * Its CEL rules are in {@link SpecRules}.
 */
final class SpecSchema {

  /** The definition that {@code crd} prints. */
  static final String DEFINITION = "/crd/fixedips.fixedip.dev-v1.yml";

  private static final List<String> KUBERNETES_ONLY =
      List.of("x-kubernetes-list-type", "x-kubernetes-map-type", "x-kubernetes-validations");
  private static final ObjectMapper YAML = new YAMLMapper();

  private final JsonNode tree;
  private final Schema schema;

  private SpecSchema(JsonNode tree) {
    this.tree = tree;
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(strict(tree.deepCopy()));
  }

  /** The schema of this version of the program. */
  static SpecSchema load() {
    try (InputStream stream = SpecSchema.class.getResourceAsStream(DEFINITION)) {
      if (stream == null) {
        throw new IllegalStateException("This build has no " + DEFINITION);
      }
      return new SpecSchema(
          YAML.readTree(stream).at("/spec/versions/0/schema/openAPIV3Schema/properties/spec"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that is wrong with a spec, each with its field and what to write instead. */
  List<String> problems(JsonNode spec) {
    return schema.validate(spec).stream().map(this::words).distinct().toList();
  }

  /** The schema as Kubernetes has it. */
  JsonNode tree() {
    return tree;
  }

  /** Says in JSON Schema's words that Kubernetes refuses unknown fields, and twins in sets. */
  private static JsonNode strict(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.has("properties") && !object.has("additionalProperties")) {
        object.put("additionalProperties", false);
      }
      if (object.path("x-kubernetes-list-type").asText().equals("set")) {
        object.put("uniqueItems", true);
      }
      object.remove(KUBERNETES_ONLY);
    }
    node.forEach(SpecSchema::strict);
    return node;
  }

  private String words(Error error) {
    String field = path(error.getInstanceLocation());
    JsonNode wanted = error.getSchemaNode();
    JsonNode found = error.getInstanceNode();
    String about = about(error.getInstanceLocation(), "");
    return switch (error.getKeyword()) {
      case "required" ->
          "%s.%s is missing: write it%s"
              .formatted(
                  field,
                  error.getProperty(),
                  about(error.getInstanceLocation(), error.getProperty()));
      case "additionalProperties" ->
          "%s.%s: there is no such field: the fields here are %s"
              .formatted(field, error.getProperty(), fields(error.getInstanceLocation()));
      case "type" -> "%s is %s: write %s%s".formatted(field, found, type(wanted.asText()), about);
      case "pattern" ->
          "%s is %s: write what matches %s%s".formatted(field, found, wanted.asText(), about);
      case "enum" -> "%s is %s: write %s".formatted(field, found, choice(wanted));
      case "minLength", "minItems", "minProperties" ->
          "%s is too short: write at least %s%s"
              .formatted(field, count(wanted, error.getKeyword()), about);
      case "maxLength", "maxItems", "maxProperties" ->
          "%s is too long: write at most %s%s"
              .formatted(field, count(wanted, error.getKeyword()), about);
      case "minimum" -> "%s is %s: write %s or more".formatted(field, found, wanted.asInt());
      case "maximum" -> "%s is %s: write %s or less".formatted(field, found, wanted.asInt());
      case "uniqueItems" -> "%s has something twice: write each once".formatted(field);
      default -> "%s: %s".formatted(field, error.getMessage());
    };
  }

  private static String path(NodePath location) {
    StringBuilder path = new StringBuilder("spec");
    for (int i = 0; i < location.getNameCount(); i++) {
      if (location.getElement(i) instanceof Integer index) {
        path.append('[').append(index).append(']');
      } else {
        path.append('.').append(location.getName(i));
      }
    }
    return path.toString();
  }

  private static String type(String type) {
    return switch (type) {
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "fields with values";
      default -> "a text";
    };
  }

  private static String count(JsonNode wanted, String keyword) {
    return wanted.asInt() + (keyword.endsWith("Length") ? " characters" : " of them");
  }

  private static String choice(JsonNode wanted) {
    return String.join(
        " or ", StreamSupport.stream(wanted.spliterator(), false).map(JsonNode::asText).toList());
  }

  private String fields(NodePath location) {
    return String.join(", ", (Iterable<String>) at(location).path("properties")::fieldNames);
  }

  /** The first sentence of what the schema says of a field, which tends to have an example. */
  private String about(NodePath location, String property) {
    JsonNode node = at(location);
    String description =
        (property.isEmpty() ? node : node.path("properties").path(property))
            .path("description")
            .asText();
    return description.isEmpty() ? "" : " (%s)".formatted(description.split("\\.( |$)", 2)[0]);
  }

  private JsonNode at(NodePath location) {
    JsonNode node = tree;
    for (int i = 0; i < location.getNameCount(); i++) {
      JsonNode named = node.path("properties").path(location.getName(i));
      node =
          location.getElement(i) instanceof Integer
              ? node.path("items")
              : named.isMissingNode() ? node.path("additionalProperties") : named;
    }
    return node;
  }
}
