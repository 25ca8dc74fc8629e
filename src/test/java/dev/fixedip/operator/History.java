package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every state that the FixedIps of a namespace ever were in, as a watch saw them. */
final class History implements AutoCloseable {
  private static final Set<String> TIMES = Set.of("lastTransitionTime", "since", "correctedAt");

  private final KubernetesClient client;
  private final String namespace;
  private final List<State> states = new CopyOnWriteArrayList<>();
  private final List<WatcherException> interruptions = new CopyOnWriteArrayList<>();
  private final Watch watch;

  /**
   * A version of a FixedIp.
   *
   * @param json as the API serves it
   * @param last whether it was the one in which it went
   */
  record State(JsonNode json, FixedIp fixedIp, boolean last) {
    String name() {
      return fixedIp.getMetadata().getName();
    }

    String uid() {
      return fixedIp.getMetadata().getUid();
    }

    String version() {
      return fixedIp.getMetadata().getResourceVersion();
    }

    FixedIpStatus status() {
      return fixedIp.getStatus();
    }

    /** Whether the operator has told anything yet. */
    boolean isWritten() {
      return status() != null && status().conditions() != null;
    }
  }

  private History(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
    KubernetesSerialization serialization = client.getKubernetesSerialization();
    watch =
        client
            .genericKubernetesResources("fixedip.dev/v1alpha1", "FixedIp")
            .inNamespace(namespace)
            .watch(
                new Watcher<>() {
                  @Override
                  public void eventReceived(Action action, GenericKubernetesResource it) {
                    JsonNode json = serialization.convertValue(it, JsonNode.class);
                    states.add(
                        new State(
                            json,
                            serialization.convertValue(json, FixedIp.class),
                            action == Action.DELETED));
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    interruptions.add(cause);
                  }
                });
  }

  /** Begins now, in a namespace that has none yet. */
  static History of(KubernetesClient client, String namespace) {
    return new History(client, namespace);
  }

  /** The states of one FixedIp, in order; of all that had the name, one after the other. */
  List<State> of(String name) {
    return states.stream().filter(it -> it.name().equals(name)).toList();
  }

  /** The operator's statuses of one FixedIp, in order. */
  List<FixedIpStatus> statuses(String name) {
    return of(name).stream().filter(State::isWritten).map(State::status).distinct().toList();
  }

  /** Waits until the watch has seen all that there is; nobody may write meanwhile. */
  private void awaitWhole() {
    await("the watch of %s to have seen all".formatted(namespace))
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> missing().isEmpty());
    assertThat(interruptions).as("interruptions of the watch of %s", namespace).isEmpty();
  }

  /** What is in Kubernetes and was not seen, or was seen and not seen to go. */
  private List<String> missing() {
    Map<String, String> now =
        client.resources(FixedIp.class).inNamespace(namespace).list().getItems().stream()
            .collect(
                Collectors.toMap(
                    it -> it.getMetadata().getUid(), it -> it.getMetadata().getResourceVersion()));
    Map<String, State> seen = new LinkedHashMap<>();
    states.forEach(it -> seen.put(it.uid(), it));
    return Stream.concat(now.keySet().stream(), seen.keySet().stream())
        .distinct()
        .filter(uid -> {
          Optional<State> last = Optional.ofNullable(seen.get(uid));
          return now.containsKey(uid)
              ? last.filter(it -> it.version().equals(now.get(uid))).isEmpty()
              : !last.orElseThrow().last();
        })
        .toList();
  }

  /** Asserts what tools such as kstatus rely on, of every state that ever was; once all is over. */
  void keepsItsPromise() {
    awaitWhole();
    lives().forEach(KstatusPromise::isKept);
  }

  private List<List<State>> lives() {
    return List.copyOf(
        states.stream()
            .collect(Collectors.groupingBy(State::uid, LinkedHashMap::new, Collectors.toList()))
            .values());
  }

  /** Asserts that two states that follow each other differ in something that is not a time. */
  void saysNothingTwice() {
    lives().forEach(this::saysNothingTwice);
  }

  private void saysNothingTwice(List<State> life) {
    for (int i = 1; i < life.size(); i++) {
      State before = life.get(i - 1);
      State after = life.get(i);
      if (!after.last()
          && after.isWritten()
          && told(before).equals(told(after))
          && !before.version().equals(after.version())) {
        assertThat(isChangedByOthers(before.fixedIp(), after.fixedIp()))
            .as("written twice: %s after %s", after.json(), before.json())
            .isTrue();
      }
    }
  }

  private static JsonNode told(State it) {
    JsonNode status = it.json().path("status").deepCopy();
    dropTimes(status);
    return status;
  }

  private static void dropTimes(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(TIMES);
    }
    node.forEach(History::dropTimes);
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
