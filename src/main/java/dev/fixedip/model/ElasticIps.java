package dev.fixedip.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All Elastic IPs of the region.
 *
 * @param readAt when the read began that shows them
 * @param all by allocation id
 * @param unconfirmed the allocation ids of those that we wrote to and no read shows so yet
 */
public record ElasticIps(Instant readAt, List<ElasticIp> all, Set<String> unconfirmed) {

  /** Keeps its own sorted, unchangeable copies. */
  public ElasticIps {
    all = all.stream().sorted(Comparator.comparing(ElasticIp::allocationId)).toList();
    unconfirmed = Set.copyOf(unconfirmed);
  }

  /** Those that a read showed. */
  public static ElasticIps read(Instant at, List<ElasticIp> all) {
    return new ElasticIps(at, all, Set.of());
  }

  /** The one with that allocation id. */
  public Optional<ElasticIp> find(String allocationId) {
    return all.stream().filter(it -> it.allocationId().equals(allocationId)).findFirst();
  }

  /** Those whose tags name that FixedIp, of whatever cluster and UID. */
  public List<ElasticIp> of(String namespace, String name) {
    return all.stream()
        .filter(it -> namespace.equals(it.tags().get(Ownership.NAMESPACE)))
        .filter(it -> name.equals(it.tags().get(Ownership.NAME)))
        .toList();
  }

  /** Those that are associated with private addresses of that interface. */
  public List<ElasticIp> on(String interfaceId) {
    return all.stream()
        .filter(
            it -> it.association() != null && interfaceId.equals(it.association().interfaceId()))
        .toList();
  }

  /** The same, with a write laid over as if a read had confirmed it. */
  ElasticIps with(ElasticIpWrite write) {
    return new ElasticIps(readAt, write.over(all), unconfirmed);
  }
}
