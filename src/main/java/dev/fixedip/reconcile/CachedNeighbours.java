package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpSpec.InstanceSelector;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.plan.Neighbours;
import dev.fixedip.plan.Nodes;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The cluster's FixedIps, as the operator's cache has them. */
final class CachedNeighbours implements Neighbours {
  private static final String BY_ADDRESS = "address";
  private static final String BY_UID = "uid";
  private static final String BY_INSTANCE = "instance";
  private static final String BY_OWNED = "owned";

  private final IndexerResourceCache<FixedIp> cache;
  private final Nodes nodes;

  /** Adds the indexes that answer who asks for what, and whose a UID is. */
  CachedNeighbours(IndexerResourceCache<FixedIp> cache, Nodes nodes) {
    this.cache = cache;
    this.nodes = nodes;
    cache.addIndexer(BY_INSTANCE, CachedNeighbours::instances);
    cache.addIndexer(BY_OWNED, it -> targets(it).toList());
    cache.addIndexer(BY_ADDRESS, it -> List.of(it.getSpec().address()));
    cache.addIndexer(BY_UID, it -> List.of(Resources.uid(it)));
  }

  @Override
  public Collection<Neighbour> withAddress(String address) {
    return askingFor(address).map(Resources::neighbour).toList();
  }

  /** Those that ask for that address. */
  Stream<FixedIp> askingFor(String address) {
    return cache.byIndex(BY_ADDRESS, address).stream();
  }

  @Override
  public Collection<Neighbour> withInstance(InstanceSelector selector) {
    return naming(selector).map(Resources::neighbour).toList();
  }

  /** Those that name an instance so. */
  Stream<FixedIp> naming(InstanceSelector selector) {
    return cache.byIndex(BY_INSTANCE, selector.toString()).stream()
        .filter(it -> selector.equals(it.getSpec().instance()));
  }

  @Override
  public Collection<Neighbour> withAddressOn(String interfaceId) {
    return onInterface(interfaceId).map(Resources::neighbour).toList();
  }

  /** Those that have, or are about to have, an address on that interface. */
  Stream<FixedIp> onInterface(String id) {
    return cache.byIndex(BY_OWNED, id).stream();
  }

  /** The interfaces on which a FixedIp has, or is about to have, an address. */
  static Stream<String> targets(FixedIp it) {
    return Resources.status(it)
        .owned(FixedIpStatus.OwnedKind.SecondaryAddress)
        .map(FixedIpStatus.Owned::target)
        .distinct();
  }

  /** The addresses that a FixedIp has, or is about to have, on an interface that is not its own. */
  static Stream<String> addresses(FixedIp it) {
    return Optional.ofNullable(Resources.status(it).owned()).orElse(List.of()).stream()
        .map(FixedIpStatus.Owned::address);
  }

  private static List<String> instances(FixedIp it) {
    InstanceSelector selector = it.getSpec().instance();
    return selector == null ? List.of() : List.of(selector.toString());
  }

  @Override
  public Nodes nodes() {
    return nodes;
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
