package dev.fixedip.reconcile;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a FixedIp stands, as its conditions say: what is counted of it.
 *
 * @param reason one of {@link Reason}'s texts, or {@code Other} for what another version wrote
 * @param notReadySince empty if it is ready or suspended
 */
record Standing(State state, String reason, Optional<Instant> notReadySince) {
  private static final Set<String> REASONS =
      Arrays.stream(Reason.values()).map(Reason::toString).collect(Collectors.toSet());

  /** The states that are told apart. */
  enum State {
    Ready,
    Reconciling,
    Stalled,
    Suspended,
    /** Nothing was said of it yet. */
    NotYetLooked
  }

  static Standing of(FixedIp it) {
    FixedIpStatus status = Resources.status(it);
    return status
        .condition(ConditionType.Ready)
        .map(ready -> of(status, ready))
        .orElseGet(() ->
            new Standing(
                State.NotYetLooked,
                Reason.PENDING.toString(),
                Optional.of(Instant.parse(it.getMetadata().getCreationTimestamp()))));
  }

  private static Standing of(FixedIpStatus status, Condition ready) {
    State state = state(status);
    String reason = REASONS.contains(ready.getReason()) ? ready.getReason() : "Other";
    return new Standing(
        state,
        reason,
        switch (state) {
          case Ready, Suspended -> Optional.empty();
          case Reconciling, Stalled, NotYetLooked ->
              Optional.of(Instant.parse(ready.getLastTransitionTime()));
        });
  }

  private static State state(FixedIpStatus status) {
    if (status.isTrue(ConditionType.Suspended)) {
      return State.Suspended;
    }
    if (status.isTrue(ConditionType.Ready)) {
      return State.Ready;
    }
    if (status.isTrue(ConditionType.Stalled)) {
      return State.Stalled;
    }
    return status.isTrue(ConditionType.Reconciling) ? State.Reconciling : State.NotYetLooked;
  }
}
