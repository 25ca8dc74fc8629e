package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;

/** What all Describe operations have in common: ids, filters and pages. */
final class Pages {
  private static final int MAX = 1000;

  private Pages() {}

  /** What a Describe operation asks for. */
  record Query(
      List<String> ids,
      List<Filter> filters,
      @Nullable Integer maxResults,
      @Nullable String nextToken) {}

  /** Some resources, and where the next page begins; null after the last. */
  record Page<T>(List<T> items, @Nullable String nextToken) {}

  /** The page of a table that the query asks for, of what {@code visible} lets pass. */
  static <T> Page<T> page(
      Table<T> table, Filters<T> filters, Query query, Predicate<? super T> visible) {
    String idSet = table.kind().words().idSet();
    if (!query.ids.isEmpty() && query.maxResults != null) {
      throw Errors.invalidCombination(
          "The parameter %s cannot be used with the parameter maxResults".formatted(idSet));
    }
    Predicate<T> wanted = filters.compile(query.filters).and(visible);
    if (!query.ids.isEmpty()) {
      return new Page<>(table.getAll(query.ids).stream().filter(wanted).toList(), null);
    }
    return page(table::after, table.kind().id(), wanted, query, MAX);
  }

  /**
   * The page of anything that is ordered by a key.
   *
   * @param after what comes after a key
   * @param most the largest page that may be asked for
   */
  static <T> Page<T> page(
      Function<String, Collection<T>> after,
      Function<T, String> key,
      Predicate<T> wanted,
      Query query,
      int most) {
    int size = size(query, most);
    List<T> items = new ArrayList<>();
    for (T row : after.apply(start(query.nextToken))) {
      if (wanted.test(row)) {
        if (items.size() == size) {
          return new Page<>(items, token(key.apply(items.getLast())));
        }
        items.add(row);
      }
    }
    return new Page<>(items, null);
  }

  private static int size(Query query, int most) {
    Integer asked = query.maxResults;
    if (asked == null) {
      return query.nextToken == null ? Integer.MAX_VALUE : most;
    }
    if (asked < 5 || asked > most) {
      throw Errors.invalidValue(
          "Value ( %d ) for parameter maxResults is invalid. Expecting a value %s."
              .formatted(asked, asked < 5 ? "greater than 5" : "less than or equal to " + most));
    }
    return asked;
  }

  private static String token(String key) {
    return Base64.getUrlEncoder().encodeToString(("after " + key).getBytes(StandardCharsets.UTF_8));
  }

  private static String start(@Nullable String token) {
    if (token == null) {
      return "";
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith("after ")) {
        return text.substring("after ".length());
      }
    } catch (IllegalArgumentException notBase64) {
      throw invalidToken();
    }
    throw invalidToken();
  }

  private static Ec2Error invalidToken() {
    return new Ec2Error("InvalidNextToken", "The specified NextToken is not valid.");
  }
}
