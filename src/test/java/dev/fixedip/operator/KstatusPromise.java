package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.operator.History.State;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a FixedIp promises, at every moment of its life, to tools that judge it by kstatus. */
final class KstatusPromise {
  private KstatusPromise() {}

  /** Asserts it of all the states of one FixedIp, in their order. */
  static void isKept(List<State> life) {
    for (State it : life) {
      String which = "%s: %s".formatted(it.name(), it.json());
      isKeptBy(it, which);
      argoAgrees(it.json(), which);
    }
    for (int i = 1; i < life.size(); i++) {
      follows(life.get(i - 1), life.get(i));
    }
  }

  private static void isKeptBy(State state, String which) {
    Kstatus verdict = Kstatus.of(state.json());
    boolean deleting = state.fixedIp().isMarkedForDeletion();
    assertThat(verdict == Kstatus.Terminating)
        .as("Terminating while it is being deleted, and only then: %s", which)
        .isEqualTo(deleting);
    if (!state.isWritten()) {
      assertThat(verdict)
          .as("not well before anything was looked at: %s", which)
          .isIn(Kstatus.InProgress, Kstatus.Terminating);
      return;
    }
    FixedIpStatus status = state.status();
    generationsMatch(state.fixedIp(), status, which);
    conditionsMatch(status, which);
    if (!deleting) {
      boolean seen =
          Objects.equals(
              status.observedGeneration(), state.fixedIp().getMetadata().getGeneration());
      assertThat(verdict == Kstatus.Failed)
          .as("Failed while it is Stalled, and only then: %s", which)
          .isEqualTo(seen && status.isTrue(ConditionType.Stalled));
      assertThat(verdict == Kstatus.Current)
          .as("Current while it is Ready at its generation, and only then: %s", which)
          .isEqualTo(seen && status.isTrue(ConditionType.Ready))
          .as("kubectl wait --for=condition=Ready says the same: %s", which)
          .isEqualTo(KubectlWait.isOver(state.json(), ConditionType.Ready.name()));
      if (verdict == Kstatus.Current) {
        assertThat(status.syncedGeneration())
            .as("the generation that was wholly in place: %s", which)
            .isEqualTo(state.fixedIp().getMetadata().getGeneration());
      }
    }
  }

  private static void generationsMatch(FixedIp it, FixedIpStatus status, String which) {
    assertThat(status.observedGeneration())
        .as("observedGeneration of %s", which)
        .isNotNull()
        .isLessThanOrEqualTo(it.getMetadata().getGeneration());
    assertThat(status.conditions())
        .as("observedGeneration of the conditions of %s", which)
        .allSatisfy(c ->
            assertThat(c.getObservedGeneration()).isLessThanOrEqualTo(status.observedGeneration()));
    Stream.of(ConditionType.Ready, ConditionType.Reconciling, ConditionType.Stalled)
        .flatMap(type -> status.condition(type).stream())
        .forEach(c ->
            assertThat(c.getObservedGeneration())
                .as("observedGeneration of %s of %s", c.getType(), which)
                .isEqualTo(status.observedGeneration()));
  }

  private static void conditionsMatch(FixedIpStatus status, String which) {
    List<Condition> exceptional =
        Stream.of(ConditionType.Reconciling, ConditionType.Stalled)
            .flatMap(type -> status.condition(type).stream())
            .toList();
    assertThat(exceptional)
        .as("Reconciling and Stalled, only while True and never both: %s", which)
        .hasSizeLessThanOrEqualTo(1)
        .allMatch(it -> it.getStatus().equals("True"));
    assertThat(status.condition(ConditionType.Ready))
        .as("Ready of %s", which)
        .hasValueSatisfying(ready -> {
          assertThat(ready.getMessage()).isNotBlank();
          assertThat(exceptional)
              .allSatisfy(it -> {
                assertThat(ready.getStatus()).isEqualTo("False");
                assertThat(it.getReason()).isEqualTo(ready.getReason());
                assertThat(it.getMessage()).isEqualTo(ready.getMessage());
              });
        });
  }

  private static void argoAgrees(JsonNode resource, String which) {
    ArgoHealth health = ArgoHealth.of(resource);
    assertThat(health.message()).as("Argo CD's message for %s", which).isNotBlank();
    Kstatus verdict = Kstatus.of(resource);
    assertThat(health.status())
        .as("Argo CD's health of %s", which)
        .isEqualTo(
            switch (verdict) {
              case Terminating -> isBlocked(resource) ? "Degraded" : "Progressing";
              case Failed -> "Degraded";
              case Current, InProgress ->
                  KubectlWait.isOver(resource, ConditionType.Suspended.name())
                      ? "Suspended"
                      : verdict == Kstatus.Current ? "Healthy" : "Progressing";
            });
  }

  private static boolean isBlocked(JsonNode resource) {
    return resource
        .at("/status/conditions")
        .valueStream()
        .anyMatch(it ->
            it.at("/type").asText().equals("Ready")
                && it.at("/reason").asText().equals("DeletionBlocked"));
  }

  private static void follows(State before, State after) {
    if (!before.isWritten()) {
      return;
    }
    String which = "%s, then %s".formatted(before.json(), after.json());
    assertThat(after.isWritten()).as("what was told stays told: %s", which).isTrue();
    assertThat(after.status().observedGeneration())
        .as("observedGeneration of %s", which)
        .isGreaterThanOrEqualTo(before.status().observedGeneration());
    Condition was = before.status().condition(ConditionType.Ready).orElseThrow();
    Condition is = after.status().condition(ConditionType.Ready).orElseThrow();
    if (was.getStatus().equals(is.getStatus())) {
      assertThat(is.getLastTransitionTime())
          .as("lastTransitionTime of Ready of %s", which)
          .isEqualTo(was.getLastTransitionTime());
    } else {
      assertThat(is.getLastTransitionTime())
          .as("lastTransitionTime of Ready of %s", which)
          .isGreaterThanOrEqualTo(was.getLastTransitionTime());
      assertThat(is.getReason()).as("why Ready changed: %s", which).isNotEqualTo(was.getReason());
    }
  }
}
