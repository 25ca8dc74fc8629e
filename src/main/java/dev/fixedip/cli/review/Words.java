package dev.fixedip.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.cli.files.Declared;
import dev.fixedip.plan.Action;
import dev.fixedip.plan.Difference;
import dev.fixedip.plan.Step;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a review names things. */
final class Words {
  private Words() {}

  static Review.Source source(Declared it) {
    return new Review.Source(
        it.namespace(), it.name(), it.place().file(), it.place().document(), it.place().item());
  }

  /** The instance as the spec names it, such as {@code i-…} or {@code Name=windows}. */
  static String selector(JsonNode instance) {
    return instance.has("id")
        ? instance.path("id").asText()
        : instance
            .propertyStream()
            .map(it -> values(it.getKey(), it.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String values(String key, JsonNode value) {
    return value.isObject()
        ? value
            .propertyStream()
            .map(it -> it.getKey() + "=" + it.getValue().asText())
            .collect(Collectors.joining(", "))
        : key + " " + value.asText();
  }

  static Review.Action action(Step step) {
    Difference difference = step.difference();
    return new Review.Action(
        change(step.action()),
        step.action().call(),
        step.action().target(),
        step.why(),
        difference == null ? null : difference(difference));
  }

  static Review.Difference difference(Difference it) {
    return new Review.Difference(it.field(), it.desired(), it.observed());
  }

  private static Review.Change change(Action it) {
    if (it.takesAway()) {
      return Review.Change.Remove;
    }
    boolean adds =
        !it.call().equals("CreateTags")
            && Stream.of("Create", "Attach", "Assign", "Authorize", "Allocate", "Associate")
                .anyMatch(it.call()::startsWith);
    return adds ? Review.Change.Add : Review.Change.Modify;
  }

  /** One of these, or several. */
  static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
