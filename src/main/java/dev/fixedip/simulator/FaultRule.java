package dev.fixedip.simulator;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Which calls meet a fault.
 *
 * @param action the calls in words: an action, {@code mutating} or {@code *}
 * @param matches the calls that the rule counts
 * @param nth the first of them that meets the fault, from 1
 * @param times how many meet it, from the nth on
 * @param probability that one of those meets it, above 0 and up to 1
 */
public record FaultRule(
    String action,
    Predicate<Calls.Call> matches,
    int nth,
    int times,
    double probability,
    Fault fault) {
  /** Mutating calls of any action. */
  public static final String MUTATING = "mutating";

  /** Any calls. */
  public static final String ANY = "*";

  /** Chooses calls; the first of them, once, unless said otherwise. */
  public record Chosen(
      String action, Predicate<Calls.Call> matches, int nth, int times, double probability) {
    /** From the nth such call on, counted from when the rule is added. */
    public Chosen nth(int number) {
      return new Chosen(action, matches, number, times, probability);
    }

    /** As many calls as this. */
    public Chosen times(int number) {
      return new Chosen(action, matches, nth, number, probability);
    }

    /** All such calls. */
    public Chosen always() {
      return times(Integer.MAX_VALUE);
    }

    /** Each with that probability, by the simulator's seed. */
    public Chosen probability(double share) {
      return new Chosen(action, matches, nth, times, share);
    }

    /** Only calls that pass a further test. */
    public Chosen when(Predicate<Calls.Call> test) {
      return new Chosen(action, matches.and(test), nth, times, probability);
    }

    /** They are refused and nothing happens. */
    public FaultRule fail(String code, String message, int status) {
      return meet(new Fault.ErrorBefore(code, message, status));
    }

    /** They are throttled. */
    public FaultRule throttle() {
      return fail("RequestLimitExceeded", "Request limit exceeded.", 503);
    }

    /** They have their effect, but an error is answered. */
    public FaultRule failAfter(String code, String message, int status) {
      return meet(new Fault.ErrorAfter(code, message, status));
    }

    /** They have their effect, but no answer. */
    public FaultRule loseAnswer() {
      return meet(new Fault.LostAnswer());
    }

    /** They have their effect, and half of their answer. */
    public FaultRule truncateAnswer() {
      return meet(new Fault.TruncatedAnswer());
    }

    /** They wait, in real time, before their effect. */
    public FaultRule delay(Duration delay) {
      return meet(new Fault.DelayBefore(delay));
    }

    /** They have their effect, and the answer waits, in real time. */
    public FaultRule delayAnswer(Duration delay) {
      return meet(new Fault.DelayAfter(delay));
    }

    /** They meet that fault. */
    public FaultRule meet(Fault fault) {
      return new FaultRule(action, matches, nth, times, probability, fault);
    }
  }

  /** Calls of one action. */
  public static Chosen on(String action) {
    return new Chosen(action, call -> call.action().equals(action), 1, 1, 1);
  }

  /** Calls of any mutating action. */
  public static Chosen onMutating() {
    return new Chosen(MUTATING, Calls.Call::mutating, 1, 1, 1);
  }

  /** Any calls. */
  public static Chosen onAny() {
    return new Chosen(ANY, call -> true, 1, 1, 1);
  }
}
