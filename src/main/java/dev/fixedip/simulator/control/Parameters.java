package dev.fixedip.simulator.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;

/** The parameters of a request as plain values, by the field descriptions that its class has. */
final class Parameters {
  private Parameters() {}

  /** Those that are set, by name. */
  static Map<String, Object> of(SdkPojo pojo) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null && !(value instanceof SdkAutoConstructList)) {
        values.put(field.memberName(), plain(value));
      }
    }
    return values;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case SdkPojo pojo -> of(pojo);
      case List<?> list -> list.stream().map(Parameters::plain).toList();
      case Number number -> number;
      case Boolean flag -> flag;
      default -> value.toString();
    };
  }
}
