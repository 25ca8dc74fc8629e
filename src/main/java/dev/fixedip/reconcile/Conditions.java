package dev.fixedip.reconcile;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.plan.Findings.Finding;
import dev.fixedip.plan.Findings.Finding.Value;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The conditions of a status; the time of a transition is kept while the value stays the same. */
final class Conditions {
  private static final int LONGEST_MESSAGE = 32_768;

  private final FixedIpStatus before;
  private final long generation;
  private final Instant now;
  private final List<Condition> conditions = new ArrayList<>();

  Conditions(FixedIpStatus before, long generation, Instant now) {
    this.before = before;
    this.generation = generation;
    this.now = now;
  }

  Conditions set(Finding finding) {
    return set(finding.type(), finding.value(), finding.reason(), finding.message());
  }

  Conditions set(ConditionType type, Value value, Reason reason, String message) {
    String since =
        before
            .condition(type)
            .filter(it -> value.toString().equals(it.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(() -> time(now));
    conditions.add(
        new ConditionBuilder()
            .withType(type.name())
            .withStatus(value.toString())
            .withReason(reason.toString())
            .withMessage(
                message.length() > LONGEST_MESSAGE
                    ? message.substring(0, LONGEST_MESSAGE)
                    : message)
            .withObservedGeneration(generation)
            .withLastTransitionTime(since)
            .build());
    return this;
  }

  /** Leaves the condition as it was, if there was one. */
  Conditions keep(ConditionType type) {
    before.condition(type).ifPresent(conditions::add);
    return this;
  }

  boolean has(ConditionType type) {
    return conditions.stream().anyMatch(it -> type.name().equals(it.getType()));
  }

  List<Condition> all() {
    return conditions.stream()
        .sorted(Comparator.comparing(it -> ConditionType.valueOf(it.getType())))
        .toList();
  }

  /** A time as Kubernetes writes it. */
  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Whether two conditions say the same, whenever they came to. */
  static boolean same(Condition one, Condition other) {
    return Objects.equals(one.getType(), other.getType())
        && Objects.equals(one.getStatus(), other.getStatus())
        && Objects.equals(one.getReason(), other.getReason())
        && Objects.equals(one.getMessage(), other.getMessage())
        && Objects.equals(one.getObservedGeneration(), other.getObservedGeneration());
  }
}
