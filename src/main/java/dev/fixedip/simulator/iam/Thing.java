package dev.fixedip.simulator.iam;

import dev.fixedip.simulator.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * A resource that a call touches.
 *
 * @param type as it stands in ARNs, such as {@code network-interface}
 * @param id {@code *} for one that is still to be made, or that is not there
 * @param keys condition keys in small letters, with their values
 */
record Thing(String type, String id, Map<String, List<String>> keys) {
  private static final List<String> PLACES =
      List.of(Keys.of(Keys.VPC), Keys.of(Keys.SUBNET), Keys.of(Keys.ZONE));

  /** One that is not there, so that nothing is known of it. */
  static Thing unknown(String type) {
    return new Thing(type, "*", Map.of());
  }

  /** The resource's ARN. */
  String arn() {
    return arn(type, id);
  }

  static String arn(String type, String id) {
    return "arn:aws:ec2:%s:%s:%s/%s".formatted(World.REGION, World.OWNER, type, id);
  }

  /** The same with more keys. */
  Thing with(Map<String, List<String>> more) {
    Map<String, List<String>> all = new HashMap<>(keys);
    all.putAll(more);
    return new Thing(type, id, all);
  }

  /** The same in a call that brings or names tags. */
  Thing withRequestTags(List<Tag> tags) {
    Map<String, List<String>> more = new HashMap<>();
    tags.forEach(tag -> {
      if (tag.value() != null) {
        more.put(Keys.of(Keys.REQUEST_TAG + tag.key()), List.of(tag.value()));
      }
    });
    more.put(Keys.of(Keys.TAG_KEYS), tags.stream().map(Tag::key).toList());
    return with(more);
  }

  /** The same where the call has no key for the place of the resource. */
  Thing withoutPlace() {
    Map<String, List<String>> rest = new HashMap<>(keys);
    PLACES.forEach(rest::remove);
    return new Thing(type, id, rest);
  }
}
