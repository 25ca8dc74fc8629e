package dev.fixedip.cli.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.cli.files.Declared.Known;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes FixedIps of documents, and keeps count of the documents of other kinds. */
final class Reader {
  private static final String GROUP = "fixedip.dev/";
  private static final String API_VERSION = GROUP + "v1alpha1";
  private static final String KIND = "FixedIp";
  private static final Set<String> FIELDS =
      Set.of("apiVersion", "kind", "metadata", "spec", "status");

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final int LONGEST_NAME = 253;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final String defaultNamespace;
  private final List<Fault> faults;
  private final SpecSchema schema = SpecSchema.load();
  private final List<Declared> fixedIps = new ArrayList<>();
  private final Map<String, String> nodes = new HashMap<>();
  private int others;

  Reader(String defaultNamespace, List<Fault> faults) {
    this.defaultNamespace = defaultNamespace;
    this.faults = faults;
  }

  FixedIpFiles.Found found() {
    return new FixedIpFiles.Found(List.copyOf(fixedIps), Map.copyOf(nodes), others);
  }

  void read(Document document) {
    boolean ours = document.apiVersion().startsWith(GROUP);
    if (!ours && !document.kind().equals(KIND)) {
      others++;
      node(document);
      return;
    }
    JsonNode tree = withoutNulls(document.tree().deepCopy());
    String namespace = tree.at("/metadata/namespace").asText(defaultNamespace);
    String name = tree.at("/metadata/name").asText("");
    List<String> problems = problems(document, tree, namespace, name);
    String where =
        name.isEmpty() ? document.place().toString() : document.place().of(namespace + "/" + name);
    if (problems.isEmpty()) {
      try {
        fixedIps.add(declared(document.place(), namespace, name, tree));
      } catch (JsonProcessingException | DateTimeException e) {
        faults.add(
            new Fault(where, "metadata or status: %s: leave status out".formatted(firstLine(e))));
      }
    }
    problems.forEach(it -> faults.add(new Fault(where, it)));
  }

  /** A node of Kubernetes says which instance it is. */
  private void node(Document document) {
    if (document.kind().equals("Node") && document.apiVersion().equals("v1")) {
      nodes.put(
          document.tree().at("/metadata/name").asText(),
          document.tree().at("/spec/providerID").asText());
    }
  }

  private List<String> problems(Document document, JsonNode tree, String namespace, String name) {
    List<String> problems = new ArrayList<>();
    if (!document.apiVersion().equals(API_VERSION)) {
      problems.add("apiVersion is '%s': write %s".formatted(document.apiVersion(), API_VERSION));
    }
    if (!document.kind().equals(KIND)) {
      problems.add("kind is '%s': write %s".formatted(document.kind(), KIND));
      return problems;
    }
    tree.fieldNames()
        .forEachRemaining(field -> {
          if (!FIELDS.contains(field)) {
            problems.add(
                "%s: there is no such field: the fields here are apiVersion, kind, metadata, spec"
                    .formatted(field));
          }
        });
    if (name.isEmpty()) {
      problems.add("metadata.name is missing: write one, such as windows");
    } else if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      problems.add(
          "metadata.name is '%s': write lower-case letters, digits, - and ., beginning and ending with a letter or digit"
              .formatted(name));
    }
    if (!LABEL.matcher(namespace).matches()) {
      problems.add(
          "metadata.namespace is '%s': write lower-case letters, digits and -, at most 63 characters"
              .formatted(namespace));
    }
    if (!tree.has("spec")) {
      problems.add("spec is missing: write it, with address and instance");
      return problems;
    }
    problems.addAll(schema.problems(tree.path("spec")));
    problems.addAll(SpecRules.problems(tree.path("spec")));
    return problems.stream().distinct().toList();
  }

  private static Declared declared(Place place, String namespace, String name, JsonNode tree)
      throws JsonProcessingException {
    JsonNode status = tree.path("status");
    return new Declared(
        place,
        namespace,
        name,
        MAPPER.treeToValue(tree.path("spec"), FixedIpSpec.class),
        tree.path("spec"),
        status.isObject() ? MAPPER.treeToValue(status, FixedIpStatus.class) : FixedIpStatus.NONE,
        known(tree.path("metadata")));
  }

  private static Optional<Known> known(JsonNode metadata) {
    return metadata.has("uid") && metadata.has("creationTimestamp")
        ? Optional.of(
            new Known(
                metadata.path("uid").asText(),
                metadata.path("generation").asLong(),
                Instant.parse(metadata.path("creationTimestamp").asText()),
                metadata.has("deletionTimestamp")))
        : Optional.empty();
  }

  /** Kubernetes takes a null for a field that was left out. */
  private static JsonNode withoutNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> empty = new ArrayList<>();
      object
          .properties()
          .forEach(it -> {
            if (it.getValue().isNull()) {
              empty.add(it.getKey());
            }
          });
      object.remove(empty);
    }
    node.forEach(Reader::withoutNulls);
    return node;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
