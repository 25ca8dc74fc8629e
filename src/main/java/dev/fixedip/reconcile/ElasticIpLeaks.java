package dev.fixedip.reconcile;

import dev.fixedip.api.ElasticIpSpec;
import dev.fixedip.api.FixedIp;
import dev.fixedip.ec2.Executor;
import dev.fixedip.ec2.Inventory;
import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.Ownership;
import dev.fixedip.plan.ElasticIpAction;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back one Elastic IP that was allocated for a FixedIp that is gone, for it costs money. Used
 * by one thread.
 */
final class ElasticIpLeaks {
  private static final Logger LOG = LoggerFactory.getLogger(ElasticIpLeaks.class);

  private final Inventory inventory;
  private final Executor executor;
  private final KubernetesClient client;
  private final Set<String> told = new HashSet<>();

  ElasticIpLeaks(Inventory inventory, Executor executor, KubernetesClient client) {
    this.inventory = inventory;
    this.executor = executor;
    this.client = client;
  }

  /** Says, once, that it is associated, and so is left for somebody to look at. */
  void report(ElasticIp it) {
    if (!told.add(it.allocationId())) {
      return;
    }
    LOG.warn(
        "Elastic IP {} ({}) was allocated for a FixedIp that is gone, and is associated: left"
            + " alone, though it costs money",
        it.publicIp(),
        it.allocationId());
  }

  /**
   * Kubernetes itself is asked, not the cache. A later FixedIp of the same name takes it over if it
   * asks for one to be allocated.
   */
  void collect(ElasticIp it) {
    String namespace = it.tags().getOrDefault(Ownership.NAMESPACE, "");
    String name = it.tags().getOrDefault(Ownership.NAME, "");
    if (namespace.isEmpty() || name.isEmpty()) {
      return;
    }
    FixedIp now = client.resources(FixedIp.class).inNamespace(namespace).withName(name).get();
    if (now != null && (isOf(it, now) || allocates(now))) {
      return;
    }
    LOG.info(
        "Elastic IP {} ({}) was allocated for FixedIp {}/{}, which is gone: it is released",
        it.publicIp(),
        it.allocationId(),
        namespace,
        name);
    var action = new ElasticIpAction.Release(it.allocationId());
    if (executor.awaitTurn(action) && isStillFree(it)) {
      executor.execute(action);
    }
  }

  private static boolean isOf(ElasticIp it, FixedIp owner) {
    return Resources.uid(owner).equals(it.tags().get(Ownership.UID));
  }

  private static boolean allocates(FixedIp it) {
    ElasticIpSpec asked = it.getSpec().elasticIp();
    return asked != null && asked.allocationId() == null;
  }

  private boolean isStillFree(ElasticIp it) {
    return inventory
        .world()
        .elasticIp(it.allocationId())
        .present()
        .filter(now -> now.association() == null && now.tags().equals(it.tags()))
        .isPresent();
  }
}
