package dev.fixedip.simulator;

import java.time.Duration;

/** What may go wrong with a call. */
public sealed interface Fault {
  /** The call is refused and nothing happens. */
  record ErrorBefore(String code, String message, int status) implements Fault {}

  /** The call has its effect, but an error is answered. */
  record ErrorAfter(String code, String message, int status) implements Fault {}

  /** The call has its effect, and the connection is closed without an answer. */
  record LostAnswer() implements Fault {}

  /** The call waits, in real time, before it has its effect. */
  record DelayBefore(Duration delay) implements Fault {}

  /** The call has its effect, and its answer waits, in real time. */
  record DelayAfter(Duration delay) implements Fault {}
}
