package dev.fixedip.simulator.control;

import dev.fixedip.simulator.Fault;
import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.Faults;
import dev.fixedip.simulator.file.BadInput;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fault rule in JSON.
 *
 * @param action an action, {@code mutating} or {@code *}
 * @param nth the first such call that meets the fault; 1 when null
 * @param times how many meet it, or {@code always}; 1 when null
 * @param probability of each of them; 1 when null
 * @param fault its kind
 * @param code of an error
 * @param message of an error
 * @param status HTTP status of an error
 * @param delay of {@code delay} and {@code delay-answer}
 * @param seen only told: the calls that it counted
 * @param hit only told: how many met it
 */
record FaultEntry(
    @Nullable String action,
    @Nullable Integer nth,
    @Nullable Object times,
    @Nullable Double probability,
    @Nullable String fault,
    @Nullable String code,
    @Nullable String message,
    @Nullable Integer status,
    @Nullable Duration delay,
    @Nullable Long seen,
    @Nullable Long hit) {
  private static final String KINDS =
      "error-before, error-after, lost-answer, truncated, delay or delay-answer";

  private record Refusal(String message, int status) {}

  private static final Map<String, Refusal> USUAL =
      Map.of(
          "RequestLimitExceeded", new Refusal("Request limit exceeded.", 503),
          "Unavailable", new Refusal("The service is unavailable. Please try again shortly.", 503),
          "ServiceUnavailable", new Refusal("The service is temporarily unavailable.", 503),
          "InternalError", new Refusal("An internal error has occurred", 500),
          "InternalFailure", new Refusal("An internal failure has occurred", 500));

  /** The rule as it stands. */
  static FaultEntry of(Faults.Standing standing) {
    FaultRule rule = standing.rule();
    String code = null;
    String message = null;
    Integer status = null;
    Duration delay = null;
    String kind;
    switch (rule.fault()) {
      case Fault.ErrorBefore error -> {
        kind = "error-before";
        code = error.code();
        message = error.message();
        status = error.status();
      }
      case Fault.ErrorAfter error -> {
        kind = "error-after";
        code = error.code();
        message = error.message();
        status = error.status();
      }
      case Fault.LostAnswer() -> kind = "lost-answer";
      case Fault.TruncatedAnswer() -> kind = "truncated";
      case Fault.DelayBefore(Duration wait) -> {
        kind = "delay";
        delay = wait;
      }
      case Fault.DelayAfter(Duration wait) -> {
        kind = "delay-answer";
        delay = wait;
      }
    }
    return new FaultEntry(
        rule.action(),
        rule.nth(),
        rule.times() == Integer.MAX_VALUE ? "always" : rule.times(),
        rule.probability(),
        kind,
        code,
        message,
        status,
        delay,
        standing.seen(),
        standing.hit());
  }

  /**
   * The rule that this asks for.
   *
   * @param actions that there are
   */
  FaultRule rule(Set<String> actions) {
    if (seen != null || hit != null) {
      throw new BadInput(seen != null ? "seen" : "hit", "this is only told; take it out");
    }
    int first = nth == null ? 1 : nth;
    if (first < 1) {
      throw new BadInput("nth", first + " is below 1; the first such call is 1");
    }
    double share = probability == null ? 1 : probability;
    if (!(share > 0 && share <= 1)) {
      throw new BadInput("probability", share + " is outside; write a number above 0 and up to 1");
    }
    return calls(actions).nth(first).times(often()).probability(share).meet(asked());
  }

  private FaultRule.Chosen calls(Set<String> actions) {
    return switch (action) {
      case FaultRule.ANY -> FaultRule.onAny();
      case FaultRule.MUTATING -> FaultRule.onMutating();
      case null, default -> {
        if (action == null || !actions.contains(action)) {
          throw new BadInput(
              "action",
              "%s is no operation; write one of %s, or mutating, or *"
                  .formatted(
                      action == null ? "nothing" : "'" + action + "'", String.join(", ", actions)));
        }
        yield FaultRule.on(action);
      }
    };
  }

  private int often() {
    return switch (times) {
      case null -> 1;
      case Integer number when number > 0 -> number;
      case String word when word.equals("always") -> Integer.MAX_VALUE;
      default ->
          throw new BadInput(
              "times", "'%s' does not fit; write a number from 1 up, or always".formatted(times));
    };
  }

  private Fault asked() {
    return switch (fault) {
      case "error-before" -> new Fault.ErrorBefore(errorCode(), errorMessage(), errorStatus());
      case "error-after" -> new Fault.ErrorAfter(errorCode(), errorMessage(), errorStatus());
      case "lost-answer" -> new Fault.LostAnswer();
      case "truncated" -> new Fault.TruncatedAnswer();
      case "delay" -> new Fault.DelayBefore(pause());
      case "delay-answer" -> new Fault.DelayAfter(pause());
      case null -> throw new BadInput("fault", "this is missing; write " + KINDS);
      default -> throw new BadInput("fault", "'%s' is unknown; write %s".formatted(fault, KINDS));
    };
  }

  private String errorCode() {
    if (code == null || code.isBlank()) {
      throw new BadInput("code", "this is missing; write EC2's code, such as RequestLimitExceeded");
    }
    return code;
  }

  private String errorMessage() {
    return message != null ? message : usual().message;
  }

  private int errorStatus() {
    int answered = status == null ? usual().status : status;
    if (answered < 400 || answered > 599) {
      throw new BadInput("status", answered + " is no error; write an HTTP status from 400 to 599");
    }
    return answered;
  }

  private Refusal usual() {
    return USUAL.getOrDefault(errorCode(), new Refusal("A fault that was asked for.", 400));
  }

  private Duration pause() {
    if (delay == null || delay.isNegative()) {
      throw new BadInput("delay", "this is missing or negative; write a duration, such as 2s");
    }
    return delay;
  }
}
