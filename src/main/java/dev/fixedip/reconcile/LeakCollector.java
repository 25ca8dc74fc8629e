package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIp;
import dev.fixedip.ec2.Executor;
import dev.fixedip.ec2.Inventory;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Snapshot;
import dev.fixedip.model.Tagged;
import dev.fixedip.model.World;
import dev.fixedip.plan.Action;
import dev.fixedip.plan.Leaks;
import dev.fixedip.plan.Leaks.Sighting;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back what of this cluster's is in EC2 without a FixedIp that needs it: interfaces that are
 * attached to nothing, Elastic IPs that are associated with nothing, and ping rules. Used by one
 * thread.
 */
final class LeakCollector {
  private static final Logger LOG = LoggerFactory.getLogger(LeakCollector.class);
  private static final int READS = 2;

  private final String clusterId;
  private final Duration grace;
  private final Fleet fleet;
  private final Inventory inventory;
  private final Executor executor;
  private final Locks locks;
  private final Parts parts;
  private final ElasticIpLeaks elasticIps;
  private final AtomicInteger attached = new AtomicInteger();
  private Map<String, Sighting> seen = Map.of();
  private Set<String> told = Set.of();

  /**
   * What a collector works with.
   *
   * @param grace how old a leak must be
   */
  record Parts(
      String clusterId,
      Duration grace,
      Fleet fleet,
      Inventory inventory,
      Executor executor,
      Locks locks,
      KubernetesClient client) {

    /**
     * The namespace and name of the FixedIp that it was made for, if that is gone. The cache is not
     * asked but Kubernetes itself: what it does not have cannot come back.
     *
     * @param takesOver whether a later FixedIp of the same name takes it over
     */
    Optional<String> goneOwner(Tagged it, Predicate<FixedIp> takesOver) {
      String namespace = it.tags().getOrDefault(Ownership.NAMESPACE, "");
      String name = it.tags().getOrDefault(Ownership.NAME, "");
      if (namespace.isEmpty() || name.isEmpty()) {
        return Optional.empty();
      }
      FixedIp now = client.resources(FixedIp.class).inNamespace(namespace).withName(name).get();
      boolean isNeeded =
          now != null
              && (Resources.uid(now).equals(it.tags().get(Ownership.UID)) || takesOver.test(now));
      return isNeeded ? Optional.empty() : Optional.of(namespace + "/" + name);
    }
  }

  LeakCollector(Parts parts) {
    this.parts = parts;
    clusterId = parts.clusterId();
    grace = parts.grace();
    fleet = parts.fleet();
    inventory = parts.inventory();
    executor = parts.executor();
    locks = parts.locks();
    elasticIps = new ElasticIpLeaks(parts);
  }

  /** How many leaks are attached or associated, and so left for somebody to look at. */
  int attached() {
    return attached.get();
  }

  /** Looks at a whole read. */
  void collect(Snapshot snapshot, Instant readAt, Instant now) {
    Map<String, Sighting> before = seen;
    seen = new HashMap<>();
    Set<String> reported = new HashSet<>();
    for (NetworkInterface it : snapshot.interfaces()) {
      if (!Leaks.isOfCluster(it, clusterId) || isKnown(it)) {
        continue;
      }
      Sighting sighting = again(it.id(), before, readAt);
      switch (Leaks.of(it, sighting, now, grace)) {
        case LEAVE -> {}
        case REPORT -> {
          reported.add(it.id());
          if (!told.contains(it.id())) {
            LOG.warn(
                "{} was made for a FixedIp that is gone, and is attached: left alone", it.id());
          }
        }
        case COLLECT -> trying(it.id(), () -> collect(it));
      }
    }
    told = reported;
    attached.set(reported.size() + elasticIps.collect(snapshot.elasticIps(), now));
    for (List<SecurityGroupRule> rules : snapshot.rules().values()) {
      for (SecurityGroupRule rule : rules) {
        if (isUnneeded(rule, snapshot) && again(rule.id(), before, readAt).reads() >= READS) {
          trying(rule.id(), () -> sweep(rule));
        }
      }
    }
  }

  /** What goes wrong with one leak is no matter of the others. */
  static void trying(String id, Runnable it) {
    try {
      it.run();
    } catch (RuntimeException e) {
      LOG.warn("Taking back {} did not succeed and is tried again: {}", id, e.toString());
    }
  }

  private Sighting again(String id, Map<String, Sighting> earlier, Instant readAt) {
    Sighting now = Sighting.again(earlier.get(id), readAt);
    seen.put(id, now);
    return now;
  }

  private boolean isKnown(NetworkInterface it) {
    return fleet.knows(it.tags().getOrDefault(Ownership.UID, ""));
  }

  private boolean isUnneeded(SecurityGroupRule rule, World world) {
    return Ownership.owns(clusterId, rule) && Leaks.isUnneeded(rule, fleet.neighbours(), world);
  }

  private void collect(NetworkInterface it) {
    Optional<String> owner =
        parts.goneOwner(it, now -> it.addresses().contains(now.getSpec().address()));
    if (owner.isEmpty()) {
      return;
    }
    Action action = new Action.DeleteInterface(it.id());
    try (var _ = LogContext.ofLeftover(it, it.primaryAddress())) {
      LOG.info(
          "{} with {} was made for FixedIp {}, which is gone: it is deleted",
          it.id(),
          it.primaryAddress(),
          owner.get());
      if (executor.awaitTurn(action) && isStillFree(it)) {
        executor.execute(action);
      }
    }
  }

  private boolean isStillFree(NetworkInterface it) {
    return inventory
        .world()
        .networkInterface(it.id())
        .present()
        .filter(now -> now.attachment() == null && now.tags().equals(it.tags()))
        .isPresent();
  }

  private void sweep(SecurityGroupRule rule) {
    Action action = new Action.RevokePing(rule.groupId(), rule.id());
    locks.holding(
        action,
        _ ->
            executor.awaitTurn(action) && isStillUnneeded(rule)
                ? Optional.of(executor.execute(action))
                : Optional.empty());
  }

  /** The FixedIp that needed it last may just have taken it back itself. */
  private boolean isStillUnneeded(SecurityGroupRule rule) {
    World world = inventory.world();
    return isUnneeded(rule, world)
        && world.rules(rule.groupId()).present().filter(it -> it.contains(rule)).isPresent();
  }
}
