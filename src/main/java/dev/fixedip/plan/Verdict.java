package dev.fixedip.plan;

import dev.fixedip.api.Reason;

/**
 * What Ready, Reconciling and Stalled say.
 *
 * @param message for people: which thing, what is wrong, what to do
 */
public record Verdict(Reason.Outcome outcome, Reason reason, String message) {
  static Verdict of(Reason reason, String message) {
    return new Verdict(reason.outcome(), reason, message);
  }
}
