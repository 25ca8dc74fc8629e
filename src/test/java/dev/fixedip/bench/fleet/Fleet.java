package dev.fixedip.bench.fleet;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** The FixedIps of a lab, and somebody who watches them. */
final class Fleet implements AutoCloseable {
  private static final int CLIENTS = 16;

  private final Lab lab;
  private final SharedIndexInformer<FixedIp> watched;

  private Fleet(Lab lab) {
    this.lab = lab;
    watched = resources(lab).inform();
  }

  /** None so far. */
  static Fleet of(Lab lab) {
    return new Fleet(lab);
  }

  private static NonNamespaceOperation<FixedIp, KubernetesResourceList<FixedIp>, Resource<FixedIp>>
      resources(Lab lab) {
    return lab.kubernetes().client().resources(FixedIp.class).inNamespace(lab.namespace());
  }

  /** Creates those of the numbers from one up to that, each with its spec. */
  void create(int first, int last, IntFunction<Map<String, Object>> spec) {
    Clients.all(CLIENTS, first, last, number -> create(name(number), spec.apply(number)));
  }

  /** Creates one; answers when it was asked for. */
  Instant create(String name, Map<String, Object> spec) {
    GenericKubernetesResource it =
        new GenericKubernetesResourceBuilder()
            .withApiVersion("fixedip.dev/v1alpha1")
            .withKind("FixedIp")
            .withNewMetadata()
            .withName(name)
            .withNamespace(lab.namespace())
            .endMetadata()
            .withAdditionalProperties(Map.of("spec", spec))
            .build();
    Instant asked = Instant.now();
    lab.kubernetes().client().resource(it).create();
    return asked;
  }

  static String name(int number) {
    return "fleet-" + number;
  }

  /** Has all deleted; does not wait until they are. */
  void delete() {
    resources(lab).delete();
  }

  /** Waits until that many are Ready; answers when the last became so. */
  Instant awaitReady(int number, Duration patience) {
    return await("Ready", Fleet::isReady, number, patience);
  }

  /** Waits until that many meet it at once; answers when the last came to. */
  Instant await(String what, Predicate<FixedIp> met, int number, Duration patience) {
    try (Census census = new Census(what, met, watched)) {
      return census.await(number, patience);
    }
  }

  /** Waits until none is left; answers when the last went. */
  Instant awaitGone(Duration patience) {
    try (Census census = new Census("gone", it -> false, watched)) {
      return census.awaitNone(patience);
    }
  }

  /** It as it was last seen. */
  Optional<FixedIp> seen(String name) {
    return Optional.ofNullable(watched.getStore().getByKey(lab.namespace() + "/" + name));
  }

  /** How many wait for somebody to do something. */
  long stalled() {
    return watched.getStore().list().stream()
        .map(FixedIp::getStatus)
        .filter(it -> it != null && it.isTrue(ConditionType.Stalled))
        .count();
  }

  static boolean isReady(FixedIp it) {
    return it.getStatus() != null && it.getStatus().isTrue(ConditionType.Ready);
  }

  @Override
  public void close() {
    watched.close();
  }
}
