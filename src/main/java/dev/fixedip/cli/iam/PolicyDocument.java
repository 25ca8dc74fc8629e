package dev.fixedip.cli.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A policy document of IAM. */
public final class PolicyDocument {
  /**
   * How many characters a managed policy may have, white space not counted (IAM User Guide, "IAM
   * and AWS STS quotas").
   */
  public static final int LONGEST = 6_144;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter INDENTED =
      JSON.writer(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
              .withObjectIndenter(LINES)
              .withArrayIndenter(LINES));

  private final List<Statement> statements;

  private PolicyDocument(List<Statement> statements) {
    this.statements = statements;
  }

  /** What the operator needs for those features, and nothing else. */
  public static PolicyDocument of(Set<Feature> features, Fence fence) {
    return new PolicyDocument(LeastPolicy.of(features, fence));
  }

  /** How many characters IAM counts. */
  public int length() {
    return written(JSON.writer()).length();
  }

  /** The document in JSON, for people, with a line end. */
  public String json() {
    return written(INDENTED) + "\n";
  }

  private String written(ObjectWriter writer) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Statement", statements.stream().map(PolicyDocument::written).toList());
    try {
      return writer.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> written(Statement it) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Sid", it.sid());
    fields.put("Effect", "Allow");
    fields.put("Action", oneOrMore(it.actions().stream().map(action -> "ec2:" + action).toList()));
    fields.put("Resource", oneOrMore(it.resources()));
    if (!it.condition().operators().isEmpty()) {
      Map<String, Object> operators = new LinkedHashMap<>();
      it.condition()
          .operators()
          .forEach((operator, keys) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            keys.forEach((key, some) -> values.put(key, oneOrMore(some)));
            operators.put(operator, values);
          });
      fields.put("Condition", operators);
    }
    return fields;
  }

  private static Object oneOrMore(List<String> values) {
    return values.size() == 1 ? values.getFirst() : values;
  }
}
