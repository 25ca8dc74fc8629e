package dev.fixedip.simulator.control;

import dev.fixedip.simulator.Calls;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.file.BadInput;
import dev.fixedip.simulator.rates.Rates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What calls came in. */
final class CallEndpoints {
  private static final String PATH = "calls";
  private static final Pattern LIST = Pattern.compile("list=([1-9][0-9]{0,5})");

  private record Told(Instant time, String action, boolean mutating, Object parameters) {}

  private record Bucket(long tokens, Rates.Tenant otherTenant) {}

  private record Sum(Map<String, Calls.Tally> actions, Map<String, Bucket> buckets) {}

  private final Simulator simulator;

  CallEndpoints(Simulator simulator) {
    this.simulator = simulator;
  }

  Stream<Endpoint> all() {
    return Stream.of(
        new Endpoint(
            "GET",
            PATH,
            "Counts the calls and errors by action, and tells the tokens left of each rate and how"
                + " the other tenant fared; ?list=N lists the last N calls.",
            this::get),
        new Endpoint("DELETE", PATH, "Forgets the calls so far.", request -> clear()));
  }

  private Object get(Endpoint.Request request) {
    if (request.query().isEmpty()) {
      return sum();
    }
    Matcher list = LIST.matcher(request.query());
    if (!list.matches()) {
      throw new BadInput(
          "?" + request.query(), "this does not fit; write ?list= and a number from 1 up");
    }
    List<Calls.Call> calls = simulator.calls().all();
    int from = Math.max(0, calls.size() - Integer.parseInt(list.group(1)));
    return calls.subList(from, calls.size()).stream()
        .map(it -> new Told(it.at(), it.action(), it.mutating(), Parameters.of(it.request())))
        .toList();
  }

  private Sum sum() {
    Map<String, Rates.Tenant> tenants = simulator.rates().otherTenant();
    Map<String, Bucket> buckets = new TreeMap<>();
    simulator
        .rates()
        .available()
        .forEach((name, tokens) ->
            buckets.put(
                name,
                new Bucket(
                    tokens,
                    Objects.requireNonNullElse(tenants.get(name), new Rates.Tenant(0, 0)))));
    return new Sum(simulator.calls().tallies(), buckets);
  }

  private Sum clear() {
    simulator.calls().clear();
    return sum();
  }
}
