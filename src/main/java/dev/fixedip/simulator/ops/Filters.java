package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The filters of a Describe operation: by name, what of a resource they look at. */
final class Filters<T> {
  private static final int MAX_FILTERS = 50;
  private static final int MAX_VALUES = 200;
  private static final Pattern WILD = Pattern.compile("[*?\\\\]");

  private final Map<String, Function<T, Stream<String>>> byName = new HashMap<>();
  private final Function<T, List<Tag>> tags;

  Filters(Function<T, List<Tag>> tags) {
    this.tags = tags;
    byName.put("tag-key", row -> tags.apply(row).stream().map(Tag::key));
    byName.put("tag-value", row -> tags.apply(row).stream().map(Tag::value));
  }

  /** A filter on one value; null matches nothing. */
  Filters<T> one(String name, Function<T, @Nullable Object> value) {
    return many(name, row -> values(value.apply(row)));
  }

  private static Stream<String> values(@Nullable Object value) {
    return value == null ? Stream.of() : Stream.of(value.toString());
  }

  /** A filter that matches when any of several values does. */
  Filters<T> many(String name, Function<T, Stream<String>> values) {
    byName.put(name, values);
    return this;
  }

  /** A resource passes when every filter has a value that matches. */
  Predicate<T> compile(List<Filter> filters) {
    if (filters.size() > MAX_FILTERS) {
      throw new Ec2Error(
          "FilterLimitExceeded", "The maximum number of filters on a single call is 50");
    }
    return filters.stream().map(this::compile).reduce(row -> true, Predicate::and);
  }

  private Predicate<T> compile(Filter filter) {
    if (filter.name() == null) {
      throw Errors.missing("Filter.Name");
    }
    if (filter.values().isEmpty()) {
      throw Errors.missing("Filter.Value");
    }
    if (filter.values().size() > MAX_VALUES) {
      throw new Ec2Error(
          "FilterLimitExceeded",
          "The maximum number of filter values specified on a single call is 200");
    }
    Function<T, Stream<String>> values = named(filter.name());
    Predicate<String> matches = matcher(filter.values());
    return row -> values.apply(row).anyMatch(matches);
  }

  /** What the filter of that name looks at. */
  Function<T, Stream<String>> named(String name) {
    if (name.startsWith("tag:")) {
      String key = name.substring("tag:".length());
      return row -> tags.apply(row).stream().filter(tag -> tag.key().equals(key)).map(Tag::value);
    }
    Function<T, Stream<String>> values = byName.get(name);
    if (values == null) {
      throw Errors.invalidValue("The filter '%s' is invalid".formatted(name));
    }
    return values;
  }

  private static Predicate<String> matcher(List<String> wanted) {
    Set<String> exact = new HashSet<>();
    Predicate<String> matcher = exact::contains;
    for (String value : wanted) {
      if (WILD.matcher(value).find()) {
        matcher = matcher.or(wildcard(value).asMatchPredicate());
      } else {
        exact.add(value);
      }
    }
    return matcher;
  }

  private static Pattern wildcard(String value) {
    var regex = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        regex.append(Pattern.quote(value.substring(++i, i + 1)));
      } else if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
