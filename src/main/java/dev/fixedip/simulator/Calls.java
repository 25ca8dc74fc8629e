package dev.fixedip.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * The calls that came in. All are counted; those that could be read and were not throttled are
 * kept, in the order of their arrival, refused and failed ones too.
 */
public final class Calls {
  private static final int MOST = 20_000;

  /**
   * One call that could be read as a request.
   *
   * @param at when it arrived, by the world's clock
   * @param mutating whether it asked for a change: dry runs do not
   */
  public record Call(Instant at, String action, boolean mutating, AwsRequest request) {}

  /**
   * All calls of one action.
   *
   * @param count how many there were
   * @param first when the first arrived, by the world's clock
   * @param last when the last arrived
   * @param errors how often each error code was answered
   */
  public record Tally(int count, Instant first, Instant last, Map<String, Integer> errors) {}

  private final Deque<Call> calls = new ArrayDeque<>();
  private final Map<String, Tally> tallies = new TreeMap<>();

  /** Keeps a call that could be read. */
  synchronized void add(Call call) {
    if (calls.size() == MOST) {
      calls.removeFirst();
    }
    calls.add(call);
  }

  /** Counts a call of an action, readable or not. */
  synchronized void arrived(String action, Instant at) {
    tallies.merge(
        action,
        new Tally(1, at, at, Map.of()),
        (before, one) -> new Tally(before.count + 1, before.first, at, before.errors));
  }

  /** Counts the error that a call was answered. */
  synchronized void refused(String action, String code) {
    tallies.computeIfPresent(
        action,
        (name, tally) -> {
          Map<String, Integer> errors = new TreeMap<>(tally.errors);
          errors.merge(code, 1, Integer::sum);
          return new Tally(tally.count, tally.first, tally.last, errors);
        });
  }

  /** The last 20,000 calls. */
  public synchronized List<Call> all() {
    return List.copyOf(calls);
  }

  /** The calls of one action. */
  public List<Call> of(String action) {
    return all().stream().filter(call -> call.action.equals(action)).toList();
  }

  /** The calls that asked for a change. */
  public List<Call> mutating() {
    return all().stream().filter(Call::mutating).toList();
  }

  /** The calls since the start or the last {@link #clear} by action, unreadable ones too. */
  public synchronized Map<String, Tally> tallies() {
    return new TreeMap<>(tallies);
  }

  /** How many calls there were of each action. */
  public synchronized Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    tallies.forEach((action, tally) -> counts.put(action, tally.count));
    return counts;
  }

  /** How many calls there were of one action. */
  public synchronized int count(String action) {
    Tally tally = tallies.get(action);
    return tally == null ? 0 : tally.count;
  }

  /** Forgets the calls so far. */
  public synchronized void clear() {
    calls.clear();
    tallies.clear();
  }
}
