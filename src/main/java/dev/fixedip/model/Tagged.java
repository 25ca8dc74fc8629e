package dev.fixedip.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A thing in EC2 that has tags. */
public sealed interface Tagged permits Instance, NetworkInterface, ElasticIp, SecurityGroupRule {

  /** Its tags, unchangeable. */
  Map<String, String> tags();

  /** Its {@code Name} tag, if it has one. */
  default Optional<String> name() {
    return Optional.ofNullable(tags().get("Name"));
  }

  /** Its tags with those added; a null value takes the tag away. */
  default Map<String, String> tagsWith(Map<String, @Nullable String> changes) {
    Map<String, String> all = new HashMap<>(tags());
    changes.forEach((key, value) -> {
      if (value == null) {
        all.remove(key);
      } else {
        all.put(key, value);
      }
    });
    return all;
  }
}
