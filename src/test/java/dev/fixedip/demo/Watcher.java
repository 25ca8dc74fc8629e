package dev.fixedip.demo;

import static org.awaitility.Awaitility.await;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for what a FixedIp says, and tells what it says meanwhile. */
final class Watcher {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Lab lab;
  private final Narrator narrator;
  private String said = "";

  Watcher(Lab lab, Narrator narrator) {
    this.lab = lab;
    this.narrator = narrator;
  }

  private Resource<FixedIp> resource(String name) {
    return lab.kubernetes()
        .client()
        .resources(FixedIp.class)
        .inNamespace(lab.namespace())
        .withName(name);
  }

  /** The status once it is so; what is told meanwhile is told here too. */
  FixedIpStatus until(String name, String what, Predicate<FixedIp> met) {
    try {
      return await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                FixedIp it = resource(name).get();
                if (it.getStatus() != null) {
                  it.getStatus().condition(ConditionType.Ready).ifPresent(this::said);
                }
                return it;
              },
              it -> it.getStatus() != null && met.test(it))
          .getStatus();
    } catch (ConditionTimeoutException e) {
      throw new StepFailed(
          "FixedIp %s was not seen %s within %d s:%n%s"
              .formatted(
                  name,
                  what,
                  PATIENCE.toSeconds(),
                  lab.kubernetes()
                      .client()
                      .getKubernetesSerialization()
                      .asYaml(resource(name).get().getStatus())),
          e);
    }
  }

  void gone(String name) {
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> resource(name).get() == null);
    } catch (ConditionTimeoutException e) {
      throw new StepFailed("FixedIp %s does not go away".formatted(name), e);
    }
  }

  static boolean is(FixedIp it, Reason reason) {
    return it.getMetadata().getGeneration().equals(it.getStatus().observedGeneration())
        && it.getStatus()
            .condition(ConditionType.Ready)
            .filter(ready -> ready.getReason().equals(reason.toString()))
            .isPresent();
  }

  static List<FixedIpStatus.Drift> drift(FixedIpStatus status) {
    return Optional.ofNullable(status.drift()).orElse(List.of());
  }

  /** Tells each message of Ready once. */
  private void said(Condition ready) {
    String now = "%s: %s".formatted(ready.getReason(), ready.getMessage());
    if (!now.equals(said)) {
      said = now;
      narrator.waiting(now);
    }
  }
}
