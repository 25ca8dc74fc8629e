package dev.fixedip.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Gives the generated CRD of FixedIp what annotations cannot say. */
final class CrdShape implements CRDPostProcessor {
  private static final List<String> COLUMNS =
      Arrays.stream(FixedIp.class.getAnnotationsByType(AdditionalPrinterColumn.class))
          .map(AdditionalPrinterColumn::jsonPath)
          .toList();

  @Override
  public HasMetadata process(HasMetadata generated, String crdVersion) {
    CustomResourceDefinition crd = (CustomResourceDefinition) generated;
    for (CustomResourceDefinitionVersion version : crd.getSpec().getVersions()) {
      version
          .getAdditionalPrinterColumns()
          .sort(Comparator.comparingInt(column -> COLUMNS.indexOf(column.getJsonPath())));
      JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
      dropRepeatedRules(schema);
      describe(schema, FixedIp.class);
      describe(property(schema, "spec"), FixedIpSpec.class);
      describe(property(schema, "status"), FixedIpStatus.class);
      shapeSpec(property(schema, "spec"));
      shapeStatus(property(schema, "status"));
      schema.setRequired(List.of("spec"));
    }
    return crd;
  }

  /** A rule on a record's component comes twice: from its field and from its accessor. */
  private static void dropRepeatedRules(JSONSchemaProps schema) {
    if (schema.getXKubernetesValidations() != null) {
      schema.setXKubernetesValidations(
          schema.getXKubernetesValidations().stream().distinct().toList());
    }
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(CrdShape::dropRepeatedRules);
    }
    if (schema.getItems() != null) {
      dropRepeatedRules(schema.getItems().getSchema());
    }
  }

  private static void describe(JSONSchemaProps schema, Class<?> type) {
    schema.setDescription(type.getAnnotation(JsonClassDescription.class).value());
  }

  private static void shapeSpec(JSONSchemaProps spec) {
    property(spec, "ping", "from").setXKubernetesListType("set");
    property(spec, "interface", "securityGroupIds").setXKubernetesListType("set");
  }

  /** The default keeps GitOps tools from taking what nobody has looked at yet for healthy. */
  private static void shapeStatus(JSONSchemaProps status) {
    status.setDefault(JsonNodeFactory.instance.objectNode().put("observedGeneration", -1));
    property(status, "plan").setXKubernetesListType("atomic");
    property(status, "interface", "securityGroupIds").setXKubernetesListType("atomic");
    mapBy(property(status, "pingRules"), "id");
    JSONSchemaProps drift = mapBy(property(status, "drift"), "field");
    dateTime(drift, "since");
    dateTime(property(status, "lastCorrection"), "since");
    dateTime(property(status, "lastCorrection"), "correctedAt");
    shapeCondition(mapBy(property(status, "conditions"), "type"));
  }

  /** As {@code metav1.Condition} of Kubernetes' own types. */
  private static void shapeCondition(JSONSchemaProps condition) {
    condition.setRequired(List.of("lastTransitionTime", "message", "reason", "status", "type"));
    dateTime(condition, "lastTransitionTime");
    property(condition, "message").setMaxLength(32768L);
    JSONSchemaProps reason = property(condition, "reason");
    reason.setMinLength(1L);
    reason.setMaxLength(1024L);
    reason.setPattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$");
    property(condition, "status")
        .setEnum(
            List.of(
                JsonNodeFactory.instance.textNode("True"),
                JsonNodeFactory.instance.textNode("False"),
                JsonNodeFactory.instance.textNode("Unknown")));
    property(condition, "type").setMaxLength(316L);
    property(condition, "observedGeneration").setMinimum(0.0);
  }

  /** Makes the list one that server-side apply merges by a key; answers its items' schema. */
  private static JSONSchemaProps mapBy(JSONSchemaProps list, String key) {
    list.setXKubernetesListType("map");
    list.setXKubernetesListMapKeys(List.of(key));
    return list.getItems().getSchema();
  }

  private static void dateTime(JSONSchemaProps schema, String name) {
    property(schema, name).setFormat("date-time");
  }

  private static JSONSchemaProps property(JSONSchemaProps schema, String... path) {
    JSONSchemaProps found = schema;
    for (String name : path) {
      Map<String, JSONSchemaProps> properties = found.getProperties();
      if (properties == null || !properties.containsKey(name)) {
        throw new IllegalArgumentException("The generated schema has no " + String.join(".", path));
      }
      found = properties.get(name);
    }
    return found;
  }
}
