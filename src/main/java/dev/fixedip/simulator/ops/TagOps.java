package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Table;
import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/** The operations on tags. */
final class TagOps {
  private static final Filters<TagDescription> FILTERS =
      new Filters<TagDescription>(
              tag -> List.of(Tag.builder().key(tag.key()).value(tag.value()).build()))
          .one("key", TagDescription::key)
          .one("value", TagDescription::value)
          .one("resource-id", TagDescription::resourceId)
          .one("resource-type", TagDescription::resourceTypeAsString);

  private final World world;

  TagOps(World world) {
    this.world = world;
  }

  @Action
  CreateTagsResponse create(CreateTagsRequest request) {
    if (request.tags().isEmpty()) {
      throw Errors.missing("tagSet");
    }
    retag(request.resources(), tags -> Tags.merge(tags, request.tags()));
    return CreateTagsResponse.builder().build();
  }

  @Action
  DeleteTagsResponse delete(DeleteTagsRequest request) {
    retag(
        request.resources(),
        tags -> request.tags().isEmpty() ? List.of() : Tags.without(tags, request.tags()));
    return DeleteTagsResponse.builder().build();
  }

  private void retag(List<String> resourceIds, UnaryOperator<List<Tag>> change) {
    if (resourceIds.isEmpty()) {
      throw Errors.missing("resourceIdSet");
    }
    List<Runnable> changes = resourceIds.stream().map(id -> change(table(id), id, change)).toList();
    changes.forEach(Runnable::run);
  }

  private static <T> Runnable change(Table<T> table, String id, UnaryOperator<List<Tag>> change) {
    var kind = table.kind();
    T row = table.get(id);
    T changed = kind.withTags().apply(row, change.apply(kind.tags().apply(row)));
    return () -> table.put(changed);
  }

  private Table<?> table(String id) {
    for (Table<?> table : world.tables()) {
      if (id.startsWith(table.kind().words().prefix() + "-")) {
        return table;
      }
    }
    throw new Ec2Error("InvalidID", "The ID '%s' is not valid".formatted(id));
  }

  @Action
  DescribeTagsResponse describe(DescribeTagsRequest request) {
    var page =
        Pages.page(
            after -> all().filter(tag -> key(tag).compareTo(after) > 0).toList(),
            TagOps::key,
            FILTERS.compile(request.filters()),
            new Pages.Query(
                List.of(), request.filters(), request.maxResults(), request.nextToken()),
            1000);
    return DescribeTagsResponse.builder().tags(page.items()).nextToken(page.nextToken()).build();
  }

  private Stream<TagDescription> all() {
    return world.tables().stream().flatMap(TagOps::all).sorted((a, b) -> key(a).compareTo(key(b)));
  }

  private static <T> Stream<TagDescription> all(Table<T> table) {
    var kind = table.kind();
    return table.all().stream()
        .flatMap(row ->
            kind.tags().apply(row).stream()
                .map(tag ->
                    TagDescription.builder()
                        .resourceId(kind.id().apply(row))
                        .resourceType(kind.type())
                        .key(tag.key())
                        .value(tag.value())
                        .build()));
  }

  private static String key(TagDescription tag) {
    return tag.resourceId() + " " + tag.key();
  }
}
