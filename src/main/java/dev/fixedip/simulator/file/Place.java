package dev.fixedip.simulator.file;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Table;
import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * An element of a document.
 *
 * @param path such as {@code instances[2]}
 */
record Place(String path) {

  /** What is wrong with a field of it. */
  BadInput wrong(String field, String what) {
    return new BadInput(field.isEmpty() ? path : path + "." + field, what);
  }

  /** A list's element inside it. */
  Place inside(String list, int index) {
    return new Place("%s.%s[%d]".formatted(path, list, index));
  }

  /** Does a piece of reading; what EC2 would refuse is wrong with the element. */
  <R> R checked(Supplier<R> reading) {
    return checked("", reading);
  }

  /** Does a piece of reading; what EC2 would refuse is wrong with the field. */
  <R> R checked(String field, Supplier<R> reading) {
    try {
      return reading.get();
    } catch (Ec2Error e) {
      throw wrong(field, e.text());
    }
  }

  /** A field that must be there. */
  String required(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw wrong(field, "this is missing; write it");
    }
    return value;
  }

  /** The element's own id, or a new one. */
  <T> String id(World world, Table<T> table, @Nullable String id) {
    String prefix = table.kind().words().prefix();
    if (id == null) {
      return world.ids().next(prefix);
    }
    checkId(table, "id", id);
    if (table.find(id).isPresent()) {
      throw wrong("id", id + " is there twice; write another id, or leave it out");
    }
    return id;
  }

  private <T> void checkId(Table<T> table, String field, String id) {
    try {
      table.kind().words().check(id);
    } catch (Ec2Error e) {
      throw wrong(
          field,
          "%s is not such an id; write %s- and hexadecimal digits"
              .formatted(id, table.kind().words().prefix()));
    }
  }

  /** An element of another list that a field names. */
  <T> T named(Table<T> table, String list, String field, @Nullable String id) {
    String given = required(field, id);
    return table
        .find(given)
        .orElseThrow(() ->
            wrong(field, "%s is not in the file; declare it under %s".formatted(given, list)));
  }

  /** Tags as EC2 has them. */
  static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(it -> Tag.builder().key(it.getKey()).value(it.getValue()).build())
        .toList();
  }
}
