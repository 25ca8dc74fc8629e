package dev.fixedip.plan;

import java.time.Instant;

/**
 * What EC2 answered to the last attempt at an action that did not succeed; part of the situation
 * until another action succeeds.
 *
 * @param action what was tried
 * @param kind what the answer means for what is done next
 * @param code EC2's error code, or a word for what happened to the connection
 * @param message EC2's own words, without request id
 * @param retryAt before this the action is not tried again
 */
public record Failure(Action action, Kind kind, String code, String message, Instant retryAt) {

  /** What an answer means (see the error codes of the EC2 API reference). */
  public enum Kind {
    /** Asked too often, or something went wrong on the way: try again. */
    TRANSIENT,
    /** EC2 asks to be called less often. */
    THROTTLED,
    /** What is needed is not there yet, or not any more: look again. */
    NOT_YET,
    /** The request cannot succeed as it is. */
    USER_MUST_ACT,
    /** A quota is used up. */
    QUOTA,
    /** Somebody else has what was asked for: look who. */
    CONFLICT,
    /** AWS does not allow it. */
    DENIED
  }
}
