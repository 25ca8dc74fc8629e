package dev.fixedip.plan;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is known of earlier.
 *
 * @param status what the status says, as it was last written
 * @param corrections when which field was corrected, oldest first
 * @param failures what EC2 answered to attempts that did not succeed, at most one for each action
 * @param workingSince since when there has been something to do; empty: just now
 * @param wantedSince since when that has been wanted which is wanted now; empty: just now
 */
public record Remembered(
    FixedIpStatus status,
    List<Corrected> corrections,
    List<Failure> failures,
    Optional<Instant> workingSince,
    Optional<Instant> wantedSince) {

  /** A field was corrected. */
  public record Corrected(String field, Instant at) {}

  /** Nothing happened yet. */
  public static final Remembered NOTHING =
      new Remembered(FixedIpStatus.NONE, List.of(), List.of(), Optional.empty(), Optional.empty());

  /** The same, with that as the beginning of the work. */
  Remembered workingSince(Instant since) {
    return new Remembered(status, corrections, failures, Optional.of(since), wantedSince);
  }

  /** The same, with that written to the status too. */
  Remembered noting(FixedIpStatus.Owned made) {
    List<FixedIpStatus.Owned> all = Stream.concat(owned().stream(), Stream.of(made)).toList();
    return new Remembered(status.owning(all), corrections, failures, workingSince, wantedSince);
  }

  /** What EC2 answered to the last attempt at that action, if it did not succeed. */
  public Optional<Failure> failure(Action action) {
    return failures.stream().filter(it -> it.action().equals(action)).findFirst();
  }

  /** Whether a read that began then may not show yet what came of a call whose answer was lost. */
  boolean isUnsettled(Instant readAt, Predicate<Action> ofCall) {
    return failures.stream()
        .filter(it -> it.kind() == Failure.Kind.TRANSIENT)
        .filter(it -> !readAt.isAfter(it.retryAt()))
        .anyMatch(it -> ofCall.test(it.action()));
  }

  /** Whether that generation of the spec was once wholly in place. */
  public boolean wasInPlace(long generation) {
    return status.syncedGeneration() != null && status.syncedGeneration() == generation;
  }

  /** What the status tells of a field's drift. */
  public Optional<FixedIpStatus.Drift> drift(String field) {
    return status.drift(field).findFirst();
  }

  /** The interface that the status says the address is on. */
  public Optional<FixedIpStatus.InterfaceStatus> networkInterface() {
    return Optional.ofNullable(status.networkInterface());
  }

  /** What the status says we made and EC2 cannot tag. */
  public List<FixedIpStatus.Owned> owned() {
    return status.owned() == null ? List.of() : status.owned();
  }

  /** The Elastic IP that the status tells of. */
  public Optional<FixedIpStatus.ElasticIpStatus> elasticIp() {
    return Optional.ofNullable(status.elasticIp());
  }

  /** The rules that the status says let ping through. */
  public List<FixedIpStatus.PingRule> pingRules() {
    return status.pingRules() == null ? List.of() : status.pingRules();
  }

  /** What the status says of a condition at that generation. */
  public Optional<Condition> condition(ConditionType type, long generation) {
    return status
        .condition(type)
        .filter(it -> Objects.equals(it.getObservedGeneration(), generation));
  }

  /** Since when a condition has been False; empty if it is not. */
  public Optional<Instant> falseSince(ConditionType type) {
    return falseSince(status, type);
  }

  /** The same of any FixedIp's status. */
  static Optional<Instant> falseSince(FixedIpStatus status, ConditionType type) {
    return status
        .condition(type)
        .filter(it -> "False".equals(it.getStatus()))
        .map(Condition::getLastTransitionTime)
        .map(Instant::parse);
  }
}
