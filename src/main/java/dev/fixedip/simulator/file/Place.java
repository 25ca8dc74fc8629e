package dev.fixedip.simulator.file;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Ipv4Cidr;
import dev.fixedip.simulator.world.Ipv6Cidr;
import dev.fixedip.simulator.world.Table;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
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

  /** Reads an element of a list. */
  interface Reading<T, R> {
    R read(Place place, T element);
  }

  /** Reads the elements of a list inside it. */
  <T, R> List<R> each(String list, List<T> elements, Reading<T, R> reading) {
    List<R> read = new ArrayList<>();
    for (T element : elements) {
      String here = "%s[%d]".formatted(list, read.size());
      var place = new Place(path.isEmpty() ? here : path + "." + here);
      if (element == null) {
        throw place.wrong("", "this is empty; write an object or take it out");
      }
      read.add(place.checked(() -> reading.read(place, element)));
    }
    return read;
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

  /** A field that must be an IPv4 range. */
  Ipv4Cidr cidr(String field, @Nullable String text) {
    String given = required(field, text);
    return checked(
        field,
        () -> {
          Ipv4Cidr cidr = Ipv4Cidr.parse(given);
          if (!cidr.toString().equals(given)) {
            throw wrong(field, "%s has host bits; write %s".formatted(given, cidr));
          }
          return cidr;
        });
  }

  /** A field that must be an IPv6 range. */
  Ipv6Cidr ipv6Cidr(String field, @Nullable String text) {
    String given = required(field, text);
    return checked(field, () -> Ipv6Cidr.parse(given));
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
