package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIp;
import dev.fixedip.plan.Neighbours;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.Collection;
import java.util.List;

/** The cluster's FixedIps, as the operator's cache has them. */
final class CachedNeighbours implements Neighbours {
  /** The index that answers who asks for an address. */
  static final String BY_ADDRESS = "address";

  private static final String BY_UID = "uid";

  private final IndexerResourceCache<FixedIp> cache;

  /** Adds the indexes that answer who asks for an address, and whose a UID is. */
  CachedNeighbours(IndexerResourceCache<FixedIp> cache) {
    this.cache = cache;
    cache.addIndexer(BY_ADDRESS, it -> List.of(it.getSpec().address()));
    cache.addIndexer(BY_UID, it -> List.of(Resources.uid(it)));
  }

  @Override
  public Collection<Neighbour> withAddress(String address) {
    return cache.byIndex(BY_ADDRESS, address).stream().map(Resources::neighbour).toList();
  }

  /** Whether there is a FixedIp with that UID. */
  boolean has(String uid) {
    return !cache.byIndex(BY_UID, uid).isEmpty();
  }

  @Override
  public Collection<Neighbour> all() {
    return cache.list().map(Resources::neighbour).toList();
  }
}
