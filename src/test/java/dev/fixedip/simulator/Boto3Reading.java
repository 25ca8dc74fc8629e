package dev.fixedip.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Compares what boto3 wrote or read with the AWS SDK's object of the same request or answer. */
final class Boto3Reading {
  private final List<String> differences = new ArrayList<>();

  private Boto3Reading() {}

  /**
   * Where boto3's structure is not the SDK's. An empty list is none. A member that only one of the
   * two knows must have no value.
   *
   * @param json boto3's structure, by the names of its members
   */
  static List<String> differences(String name, JsonNode json, SdkPojo pojo) {
    var reading = new Boto3Reading();
    reading.structure(name, json, pojo);
    return reading.differences;
  }

  private void structure(String path, JsonNode json, SdkPojo pojo) {
    Map<String, SdkField<?>> fields =
        pojo.sdkFields().stream()
            .collect(Collectors.toMap(field -> name(field, json), Function.identity()));
    json.properties()
        .forEach(member -> {
          SdkField<?> field = fields.remove(member.getKey());
          value(
              path + "." + member.getKey(),
              member.getValue(),
              field == null ? null : field.getValueOrDefault(pojo));
        });
    fields.forEach((name, field) -> unknown(path + "." + name, field.getValueOrDefault(pojo)));
  }

  /** The SDK calls some members named Return by a name of its own. */
  private static String name(SdkField<?> field, JsonNode json) {
    boolean renamed = field.memberName().equals("ReturnValue") && json.has("Return");
    return renamed ? "Return" : field.memberName();
  }

  private void unknown(String path, @Nullable Object value) {
    if (value != null && !List.of().equals(value)) {
      differences.add("%s is %s, and boto3 has no such member".formatted(path, value));
    }
  }

  private void value(String path, JsonNode json, @Nullable Object value) {
    switch (value) {
      case SdkPojo pojo when json.isObject() -> structure(path, json, pojo);
      case List<?> list when json.isArray() || json.isNull() -> list(path, json, list);
      case null, default -> {
        if (!Objects.equals(plain(json, value), value)) {
          differences.add("%s is %s, and for boto3 %s".formatted(path, value, json));
        }
      }
    }
  }

  private void list(String path, JsonNode json, List<?> list) {
    if (json.size() != list.size()) {
      differences.add(
          "%s has %d items, and for boto3 %d".formatted(path, list.size(), json.size()));
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      value("%s[%d]".formatted(path, i), json.get(i), list.get(i));
    }
  }

  private static @Nullable Object plain(JsonNode json, @Nullable Object like) {
    if (json.isNull() || (json.isArray() && json.isEmpty() && like == null)) {
      return null;
    }
    return switch (like) {
      case String _ when json.isTextual() -> json.textValue();
      case Integer _ when json.isInt() -> json.intValue();
      case Long _ when json.isIntegralNumber() -> json.longValue();
      case Double _ when json.isNumber() -> json.doubleValue();
      case Float _ when json.isNumber() -> (float) json.doubleValue();
      case Boolean _ when json.isBoolean() -> json.booleanValue();
      case Instant _ -> OffsetDateTime.parse(json.textValue()).toInstant();
      case SdkBytes _ -> SdkBytes.fromByteArray(Base64.getDecoder().decode(json.textValue()));
      case null, default -> json;
    };
  }
}
