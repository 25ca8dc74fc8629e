package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** EC2's rules for tags. */
final class Tags {
  private static final int MAX = 50;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;

  /** The types whose creation answers {@code InvalidParameter} where others answer a value. */
  private static final Set<ResourceType> OF_NETWORKS =
      Set.of(ResourceType.VPC, ResourceType.SUBNET, ResourceType.INTERNET_GATEWAY);

  private Tags() {}

  /**
   * The tags that a creating call gives to resources of a type.
   *
   * @param taggable the types of resources that the call creates
   */
  static List<Tag> of(
      ResourceType type, List<TagSpecification> specifications, Collection<ResourceType> taggable) {
    List<Tag> tags = List.of();
    for (TagSpecification specification : specifications) {
      if (specification.resourceTypeAsString() == null) {
        throw invalid(type, "Tag specification resource type must have a value");
      }
      if (specification.tags().isEmpty()) {
        throw invalid(type, "Tag specification must have at least one tag");
      }
      if (!taggable.contains(specification.resourceType())) {
        throw invalid(
            type,
            "'%s' is not a valid taggable resource type for this operation."
                .formatted(specification.resourceTypeAsString()));
      }
      if (specification.resourceType() == type) {
        tags = merge(tags, specification.tags());
      }
    }
    return tags;
  }

  private static Ec2Error invalid(ResourceType type, String message) {
    return new Ec2Error(
        OF_NETWORKS.contains(type) ? "InvalidParameter" : "InvalidParameterValue", message);
  }

  /** The tags with others added or replaced, ordered by key. */
  static List<Tag> merge(List<Tag> tags, List<Tag> others) {
    others.forEach(Tags::check);
    var byKey = new TreeMap<String, Tag>();
    tags.forEach(tag -> byKey.put(tag.key(), tag));
    others.forEach(
        tag -> byKey.put(tag.key(), tag.value() == null ? tag.toBuilder().value("").build() : tag));
    if (byKey.size() > MAX) {
      throw new Ec2Error(
          "TagLimitExceeded", "You have reached the maximum number of tags: 50 for a resource.");
    }
    return List.copyOf(byKey.values());
  }

  /** The tags without those named by key, or by key and value. */
  static List<Tag> without(List<Tag> tags, List<Tag> unwanted) {
    return tags.stream()
        .filter(tag ->
            unwanted.stream()
                .noneMatch(u ->
                    u.key().equals(tag.key())
                        && (u.value() == null || u.value().equals(tag.value()))))
        .toList();
  }

  private static void check(Tag tag) {
    if (tag.key() == null || tag.key().isEmpty()) {
      throw Errors.invalidValue("Tag key cannot be null or empty.");
    }
    if (tag.key().startsWith("aws:")) {
      throw Errors.invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
    }
    if (tag.key().length() > MAX_KEY) {
      throw Errors.invalidValue("Tag key exceeds the maximum length of 128 characters");
    }
    if (tag.value() != null && tag.value().length() > MAX_VALUE) {
      throw Errors.invalidValue("Tag value exceeds the maximum length of 256 characters");
    }
  }
}
