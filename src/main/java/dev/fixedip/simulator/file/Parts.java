package dev.fixedip.simulator.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What the parts of a document have in common. */
final class Parts {
  private Parts() {}

  static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  static Map<String, String> orNone(@Nullable Map<String, String> tags) {
    return tags == null ? Map.of() : tags;
  }

  /** EC2's tags as a document has them. */
  static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> byKey = new LinkedHashMap<>();
    tags.forEach(tag -> byKey.put(tag.key(), tag.value()));
    return byKey;
  }

  /** Only what is not usual has to be written. */
  static <T> @Nullable T unless(T usual, T value) {
    return usual.equals(value) ? null : value;
  }
}
