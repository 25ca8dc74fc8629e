package dev.fixedip.reconcile;

import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.ElasticIps;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.Seen;
import dev.fixedip.plan.ElasticIpAction;
import dev.fixedip.plan.ElasticIpSightings;
import dev.fixedip.plan.Leaks;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back Elastic IPs that were allocated for FixedIps that are gone, for they cost money. Used
 * by one thread.
 */
final class ElasticIpLeaks {
  private static final Logger LOG = LoggerFactory.getLogger(ElasticIpLeaks.class);

  private final LeakCollector.Parts parts;
  private final ElasticIpSightings sightings;
  private Set<String> told = Set.of();

  ElasticIpLeaks(LeakCollector.Parts parts) {
    this.parts = parts;
    this.sightings = new ElasticIpSightings(parts.grace());
  }

  /**
   * Looks at those of a whole read.
   *
   * @return how many are associated, and so left for somebody to look at
   */
  int collect(Seen<ElasticIps> read, Instant now) {
    sightings.next(read, this::isLeaked, now).ifPresent(this::treat);
    return told.size();
  }

  private boolean isLeaked(ElasticIp it) {
    return Leaks.isOfCluster(it, parts.clusterId())
        && !parts.fleet().knows(it.tags().getOrDefault(Ownership.UID, ""));
  }

  private void treat(Map<ElasticIp, Leaks.Fate> fates) {
    Set<String> reported = new HashSet<>();
    fates.forEach((it, fate) -> {
      switch (fate) {
        case LEAVE -> {}
        case REPORT -> {
          reported.add(it.allocationId());
          report(it);
        }
        case COLLECT -> LeakCollector.trying(it.allocationId(), () -> release(it));
      }
    });
    told = reported;
  }

  /** Says, once, that it is associated, and so is left for somebody to look at. */
  private void report(ElasticIp it) {
    if (told.contains(it.allocationId())) {
      return;
    }
    LOG.warn(
        "Elastic IP {} ({}) was allocated for a FixedIp that is gone, and is associated: left"
            + " alone, though it costs money",
        it.publicIp(),
        it.allocationId());
  }

  private void release(ElasticIp it) {
    Optional<String> owner = parts.goneOwner(it, now -> now.getSpec().allocatesElasticIp());
    if (owner.isEmpty()) {
      return;
    }
    var action = new ElasticIpAction.Release(it.allocationId());
    try (var _ = LogContext.ofLeftover(it, null)) {
      LOG.info(
          "Elastic IP {} ({}) was allocated for FixedIp {}, which is gone: it is released",
          it.publicIp(),
          it.allocationId(),
          owner.get());
      if (parts.executor().awaitTurn(action) && isStillFree(it)) {
        parts.executor().execute(action);
      }
    }
  }

  private boolean isStillFree(ElasticIp it) {
    return parts
        .inventory()
        .world()
        .elasticIp(it.allocationId())
        .present()
        .filter(now -> now.association() == null && now.tags().equals(it.tags()))
        .isPresent();
  }
}
