package dev.fixedip.bench.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The calls of EC2 that the simulator counted, by action.
 *
 * @param actions in alphabetical order
 */
record Calls(Map<String, Action> actions) {
  private static final String THROTTLED = "RequestLimitExceeded";

  /**
   * The calls of one action.
   *
   * @param count with those that were refused
   * @param first when the first arrived
   * @param last when the last arrived
   * @param throttled how many were refused since there were too many
   * @param refused how many were answered any error
   */
  record Action(int count, Instant first, Instant last, int throttled, int refused) {
    private static Action of(JsonNode tally) {
      JsonNode errors = tally.path("errors");
      int refused = errors.valueStream().mapToInt(JsonNode::asInt).sum();
      return new Action(
          tally.path("count").asInt(),
          Instant.parse(tally.path("first").asText()),
          Instant.parse(tally.path("last").asText()),
          errors.path(THROTTLED).asInt(),
          refused);
    }

    /** How many did what they asked for. */
    int done() {
      return count - refused;
    }
  }

  /** Reads what {@code GET /_simulator/calls} answers. */
  static Calls of(JsonNode answer) {
    Map<String, Action> actions = new TreeMap<>();
    answer
        .path("actions")
        .properties()
        .forEach(it -> actions.put(it.getKey(), Action.of(it.getValue())));
    return new Calls(actions);
  }

  /** How many asked for a change, refused ones too. */
  int mutating() {
    return changes().mapToInt(Action::count).sum();
  }

  /**
   * When the first of these actions arrived.
   *
   * @throws java.util.NoSuchElementException if none did
   */
  Instant first(String... some) {
    return these(some).map(Action::first).min(Instant::compareTo).orElseThrow();
  }

  /** How many of these actions there were, refused ones too. */
  int made(String... some) {
    return these(some).mapToInt(Action::count).sum();
  }

  /** How many of these actions did what they asked for. */
  int done(String... some) {
    return these(some).mapToInt(Action::done).sum();
  }

  private Stream<Action> these(String... some) {
    return Stream.of(some).map(actions::get).filter(Objects::nonNull);
  }

  private Stream<Action> changes() {
    return actions.entrySet().stream()
        .filter(it -> !it.getKey().startsWith("Describe"))
        .map(Map.Entry::getValue);
  }

  /** How many of all calls were throttled, in percent. */
  double throttledPercent() {
    int all = actions.values().stream().mapToInt(Action::count).sum();
    int throttled = actions.values().stream().mapToInt(Action::throttled).sum();
    return all == 0 ? 0 : 100.0 * throttled / all;
  }
}
