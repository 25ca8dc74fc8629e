package dev.fixedip.plan;

import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Key;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What there is to do about one FixedIp, and what is to be said of it.
 *
 * @param now the step to carry out now; empty: none
 * @param rest what is still to come after it, in order, as far as it can be foreseen
 * @param owned what we made, or are about to make, and EC2 cannot tag: to be in the status before
 *     anything else is done
 * @param drift where EC2 departs from what was in place
 * @param verdict empty: Ready stays as it was
 * @param awaited what EC2 is about to change by itself
 * @param keys what was looked at: a change under one of them makes another plan
 * @param again when to plan again if nothing wakes us before; empty: never
 */
public record Plan(
    Optional<Step> now,
    List<Step> rest,
    List<FixedIpStatus.Owned> owned,
    List<Drift> drift,
    Optional<Verdict> verdict,
    Findings findings,
    Set<Key> awaited,
    Set<Key> keys,
    Optional<Instant> again) {

  /** The same, saying that the step waits in a long line of calls. */
  public Plan inLine() {
    Optional<Verdict> waiting =
        now.map(it ->
            Verdict.of(
                Reason.THROTTLED,
                "More calls of %s wait than EC2's rate limit lets through in a minute, this one among them: they are made in turn; if nothing else in the account calls EC2, a higher --ec2-rate of the operator is faster"
                    .formatted(it.action().call())));
    return new Plan(
        now, rest, owned, drift, waiting.or(() -> verdict), findings, awaited, keys, again);
  }

  /** Whether all is as wanted and nothing is left to do. */
  public boolean isDone() {
    return now.isEmpty() && verdict.filter(it -> it.outcome() == Reason.Outcome.READY).isPresent();
  }
}
