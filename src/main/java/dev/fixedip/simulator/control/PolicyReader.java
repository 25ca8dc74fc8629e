package dev.fixedip.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.simulator.file.BadInput;
import dev.fixedip.simulator.iam.Condition;
import dev.fixedip.simulator.iam.Keys;
import dev.fixedip.simulator.iam.Operator;
import dev.fixedip.simulator.iam.Policy;
import dev.fixedip.simulator.iam.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a policy document (IAM User Guide, "IAM JSON policy reference"). What it does not know is
 * refused, never ignored.
 */
final class PolicyReader {
  private static final String VERSION = "2012-10-17";
  private static final Set<String> DOCUMENT = Set.of("Version", "Id", "Statement");
  private static final Set<String> STATEMENT =
      Set.of("Sid", "Effect", "Action", "Resource", "Condition");
  private static final Pattern SID = Pattern.compile("[A-Za-z0-9]*");
  private static final Pattern ACTION = Pattern.compile("\\*|[a-z0-9-]+:[A-Za-z0-9*?]+");
  private static final Pattern RESOURCE = Pattern.compile("\\*|arn:[^:]+:[^:*?]+:[^:]*:[^:]*:.+");

  private PolicyReader() {}

  /**
   * The policy.
   *
   * @param where the document stands, for messages
   * @throws BadInput with the place and what to write instead
   */
  static Policy read(String where, JsonNode document) {
    elements(where, document, DOCUMENT);
    if (!VERSION.equals(document.path("Version").asText())) {
      throw new BadInput(where + ".Version", "only %s is known; write that".formatted(VERSION));
    }
    return new Policy(document, statements(where + ".Statement", document.path("Statement")));
  }

  private static List<Statement> statements(String where, JsonNode node) {
    if (node.isObject()) {
      return List.of(statement(where, node));
    }
    if (node.isEmpty()) {
      throw new BadInput(where, "this is missing; write a list of statements");
    }
    List<Statement> read = new ArrayList<>();
    Set<String> sids = new HashSet<>();
    for (JsonNode each : node) {
      String at = "%s[%d]".formatted(where, read.size());
      read.add(statement(at, each));
      String sid = each.path("Sid").asText();
      if (!sid.isEmpty() && !sids.add(sid)) {
        throw new BadInput(
            at + ".Sid", "another statement is '%s', too; choose another".formatted(sid));
      }
    }
    return read;
  }

  private static void elements(String where, JsonNode node, Set<String> known) {
    if (!node.isObject()) {
      throw new BadInput(
          where, "this does not fit; write an object with " + String.join(", ", sorted(known)));
    }
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            throw new BadInput(
                where + "." + name,
                "this element is not known here; there are " + String.join(", ", sorted(known)));
          }
        });
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  private static Statement statement(String where, JsonNode node) {
    elements(where, node, STATEMENT);
    if (!SID.matcher(node.path("Sid").asText()).matches()) {
      throw new BadInput(
          where + ".Sid",
          "'%s' does not fit; write letters and digits".formatted(node.path("Sid").asText()));
    }
    String effect = node.path("Effect").asText();
    if (!Set.of("Allow", "Deny").contains(effect)) {
      throw new BadInput(
          where + ".Effect", "'%s' does not fit; write Allow or Deny".formatted(effect));
    }
    return new Statement(
        effect.equals("Allow"),
        texts(where + ".Action", node.path("Action"), ACTION, "such as ec2:Describe*, or *"),
        texts(
            where + ".Resource",
            node.path("Resource"),
            RESOURCE,
            "such as arn:aws:ec2:*:*:network-interface/*, or *"),
        conditions(where + ".Condition", node.path("Condition")));
  }

  private static List<String> texts(String where, JsonNode node, Pattern form, String example) {
    List<String> texts = values(where, node, example);
    for (String text : texts) {
      if (!form.matcher(text).matches()) {
        throw new BadInput(where, "'%s' does not fit; write one %s".formatted(text, example));
      }
    }
    return texts;
  }

  private static List<String> values(String where, JsonNode node, String example) {
    List<String> values = new ArrayList<>();
    for (JsonNode value : node.isArray() ? node : List.of(node)) {
      if (!value.isTextual() && !value.isBoolean() && !value.isNumber()) {
        throw new BadInput(where, "this is missing or no text; write one or a list, " + example);
      }
      if (value.asText().contains("${")) {
        throw new BadInput(
            where,
            "'%s' has a policy variable, which is not simulated; write its value"
                .formatted(value.asText()));
      }
      values.add(value.asText());
    }
    if (values.isEmpty()) {
      throw new BadInput(where, "this is empty; write one or more, " + example);
    }
    return values;
  }

  private static List<Condition> conditions(String where, JsonNode node) {
    List<Condition> conditions = new ArrayList<>();
    if (node.isMissingNode()) {
      return conditions;
    }
    if (!node.isObject()) {
      throw new BadInput(where, "this does not fit; write an object of operators");
    }
    for (Map.Entry<String, JsonNode> named : node.properties()) {
      String at = where + "." + named.getKey();
      Operator operator =
          Operator.named(named.getKey())
              .orElseThrow(() ->
                  new BadInput(
                      at,
                      "this operator is not known here; there are %s, with ForAllValues: or"
                              .formatted(String.join(", ", Operator.names()))
                          + " ForAnyValue: before and IfExists behind all but Null"));
      if (!named.getValue().isObject() || named.getValue().isEmpty()) {
        throw new BadInput(at, "this does not fit; write an object of condition keys");
      }
      for (Map.Entry<String, JsonNode> key : named.getValue().properties()) {
        conditions.add(condition(at, operator, key.getKey(), key.getValue()));
      }
    }
    return conditions;
  }

  private static Condition condition(String where, Operator operator, String key, JsonNode node) {
    String at = where + "." + key;
    if (!Keys.isKnown(key)) {
      throw new BadInput(at, "this condition key is not known here; there are " + Keys.names());
    }
    boolean one = operator.quantifier() == Operator.Quantifier.ONE;
    if (one && !operator.isNull() && Keys.isMultivalued(key)) {
      throw new BadInput(
          at,
          "this key has several values; write ForAllValues: or ForAnyValue: before the operator");
    }
    List<String> values = values(at, node, "such as lab");
    if (operator.isOfFlags() && !Set.of("true", "false").containsAll(values)) {
      throw new BadInput(at, "%s does not fit; write true or false".formatted(values));
    }
    return new Condition(operator, key, values);
  }
}
