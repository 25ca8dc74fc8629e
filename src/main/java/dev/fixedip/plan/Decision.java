package dev.fixedip.plan;

import dev.fixedip.api.Reason;
import dev.fixedip.model.Key;
import dev.fixedip.model.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to be done next about one FixedIp. */
sealed interface Decision {

  /** These, the first before the others; any of them may be held back. */
  record Steps(List<Step> steps) implements Decision {}

  /**
   * Nothing now: something comes by itself.
   *
   * @param awaited what shows that it has come
   * @param expected what it will be like then; null if that cannot be told
   */
  record Wait(String message, Set<Key> awaited, @Nullable Write expected) implements Decision {}

  /**
   * Nothing now: the instance is not there yet.
   *
   * @param until how long it may stay away before somebody must act
   */
  record Missing(String message, Instant until) implements Decision {}

  /** Nothing until somebody else has done something. */
  record Refuse(Reason reason, String message) implements Decision {}

  /** Nothing more: all is as wanted. */
  record Done(Reason reason, String message) implements Decision {}

  /** That one step. */
  static Decision step(Step step) {
    return new Steps(List.of(step));
  }

  /** Those steps; empty if there are none. */
  static Optional<Decision> steps(List<Step> steps) {
    return steps.isEmpty() ? Optional.empty() : Optional.of(new Steps(steps));
  }

  /** Nothing can be said before it was read. */
  static Decision look(String what) {
    return new Wait("Reading " + what + " from EC2", Set.of(), null);
  }
}
