package dev.fixedip.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.AwsRequest;

/** The calls that came in, in the order of their arrival; refused and failed ones too. */
public final class Calls {
  private static final int MOST = 100_000;

  /**
   * One call that could be read as a request.
   *
   * @param at when it arrived, by the world's clock
   * @param mutating whether it asked for a change: dry runs do not
   */
  public record Call(Instant at, String action, boolean mutating, AwsRequest request) {}

  private final Deque<Call> calls = new ArrayDeque<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  synchronized void add(Call call) {
    if (calls.size() == MOST) {
      calls.removeFirst();
    }
    calls.add(call);
    counts.merge(call.action, 1, Integer::sum);
  }

  /** The last 100,000 calls. */
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

  /** How many calls there were of each action, since the start or the last {@link #clear}. */
  public synchronized Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** How many calls there were of one action. */
  public synchronized int count(String action) {
    return counts.getOrDefault(action, 0);
  }

  /** Forgets the calls so far. */
  public synchronized void clear() {
    calls.clear();
    counts.clear();
  }
}
