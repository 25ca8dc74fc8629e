package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Every state that the FixedIps of a namespace ever were in, as a watch saw them. */
final class History implements AutoCloseable {
  private static final Set<String> TIMES = Set.of("lastTransitionTime", "since", "correctedAt");

  private final KubernetesClient client;
  private final List<FixedIp> states = new CopyOnWriteArrayList<>();
  private final Watch watch;

  private History(KubernetesClient client, String namespace) {
    this.client = client;
    watch =
        client
            .resources(FixedIp.class)
            .inNamespace(namespace)
            .watch(
                new Watcher<>() {
                  @Override
                  public void eventReceived(Action action, FixedIp it) {
                    if (action != Action.DELETED) {
                      states.add(it);
                    }
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    throw new IllegalStateException(cause);
                  }
                });
  }

  /** Begins now. */
  static History of(KubernetesClient client, String namespace) {
    return new History(client, namespace);
  }

  /** The states of one FixedIp, in order. */
  List<FixedIp> of(String name) {
    return states.stream().filter(it -> it.getMetadata().getName().equals(name)).toList();
  }

  /** The operator's statuses of one FixedIp, in order. */
  List<FixedIpStatus> statuses(String name) {
    return of(name).stream().map(FixedIp::getStatus).filter(History::isWritten).distinct().toList();
  }

  /** Asserts what tools such as kstatus rely on, of every state. */
  void isSound() {
    states.stream().filter(it -> isWritten(it.getStatus())).forEach(History::isSound);
    states.stream()
        .map(it -> it.getMetadata().getName())
        .distinct()
        .forEach(this::saysNothingTwice);
  }

  private static boolean isWritten(FixedIpStatus status) {
    return status != null && status.conditions() != null;
  }

  private static void isSound(FixedIp it) {
    String which = it.getMetadata().getName() + " " + it.getStatus();
    long generation = it.getMetadata().getGeneration();
    assertThat(it.getStatus().observedGeneration())
        .as("observedGeneration of %s", which)
        .isLessThanOrEqualTo(generation);
    assertThat(it.getStatus().conditions())
        .as("observedGeneration of the conditions of %s", which)
        .allSatisfy(c ->
            assertThat(c.getObservedGeneration())
                .isLessThanOrEqualTo(it.getStatus().observedGeneration()));
    List<String> exceptional =
        Stream.of(ConditionType.Reconciling, ConditionType.Stalled)
            .flatMap(type -> it.getStatus().condition(type).stream())
            .map(c -> c.getStatus())
            .toList();
    assertThat(exceptional)
        .as("Reconciling and Stalled of %s", which)
        .hasSizeLessThanOrEqualTo(1)
        .allMatch("True"::equals);
    assertThat(it.getStatus().condition(ConditionType.Ready))
        .as("Ready of %s", which)
        .hasValueSatisfying(ready -> {
          assertThat(ready.getMessage()).isNotBlank();
          if (!exceptional.isEmpty()) {
            assertThat(ready.getStatus()).isEqualTo("False");
          }
        });
  }

  /** Two states that follow each other differ in something that is not a time. */
  private void saysNothingTwice(String name) {
    List<FixedIp> all = of(name);
    for (int i = 1; i < all.size(); i++) {
      FixedIp before = all.get(i - 1);
      FixedIp after = all.get(i);
      boolean sameStatus = isWritten(after.getStatus()) && told(before).equals(told(after));
      if (sameStatus && !isSameVersion(before, after)) {
        assertThat(isChangedByOthers(before, after))
            .as("%s was written twice: %s after %s", name, after.getStatus(), before.getStatus())
            .isTrue();
      }
    }
  }

  private JsonNode told(FixedIp it) {
    JsonNode status =
        client.getKubernetesSerialization().convertValue(it.getStatus(), JsonNode.class);
    dropTimes(status);
    return status;
  }

  private static void dropTimes(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(TIMES);
    }
    node.forEach(History::dropTimes);
  }

  private static boolean isSameVersion(FixedIp one, FixedIp other) {
    return one.getMetadata().getResourceVersion().equals(other.getMetadata().getResourceVersion());
  }

  private static boolean isChangedByOthers(FixedIp before, FixedIp after) {
    return !Objects.equals(
            before.getMetadata().getGeneration(), after.getMetadata().getGeneration())
        || !Objects.equals(
            before.getMetadata().getAnnotations(), after.getMetadata().getAnnotations())
        || !Objects.equals(
            before.getMetadata().getFinalizers(), after.getMetadata().getFinalizers())
        || before.isMarkedForDeletion() != after.isMarkedForDeletion();
  }

  @Override
  public void close() {
    watch.close();
  }
}
