package dev.fixedip.plan;

import dev.fixedip.api.FixedIpStatus;
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
   * Nothing now: it comes by itself, in its own time.
   *
   * @param until when to look again at the latest, if time alone changes something
   */
  record Later(Reason reason, String message, Optional<Instant> until) implements Decision {}

  /** Nothing in EC2 yet: this is written to the status first, since EC2 cannot tag it. */
  record Note(FixedIpStatus.Owned owned, String message) implements Decision {}

  /** Nothing until somebody else has done something. */
  record Refuse(Reason reason, String message) implements Decision {}

  /** Nothing more: all is as wanted. */
  record Done(Reason reason, String message) implements Decision {}

  /**
   * What is not as wanted stays so for now.
   *
   * @param by what stands against putting it right
   */
  record HeldUp(Decision by, Difference difference) implements Decision {}

  /** The decision without what it leaves as it is. */
  static Decision apart(Decision decision) {
    return decision instanceof HeldUp(Decision by, var _) ? apart(by) : decision;
  }

  /** Nothing until somebody else has done something. */
  static Optional<Decision> refused(Reason reason, String message) {
    return Optional.of(new Refuse(reason, message));
  }

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
