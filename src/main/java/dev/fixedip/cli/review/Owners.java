package dev.fixedip.cli.review;

import dev.fixedip.cli.files.Declared;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose interfaces in EC2 are: a file has no UID, so that a FixedIp is known again by the namespace
 * and name that the operator's tags tell.
 */
final class Owners {
  private final List<NetworkInterface> owned;
  private final @Nullable String clusterId;

  private Owners(List<NetworkInterface> owned, @Nullable String clusterId) {
    this.owned = owned;
    this.clusterId = clusterId;
  }

  /**
   * Finds out which cluster the FixedIps are of.
   *
   * @param asked the cluster that the user names, null if none is named
   * @throws AmbiguousClusterException if several clusters have interfaces for them
   */
  static Owners of(
      Collection<NetworkInterface> all, List<Declared> declared, @Nullable String asked) {
    List<NetworkInterface> owned =
        all.stream()
            .filter(it -> !Ownership.uids(it).isEmpty() && Ownership.cluster(it).isPresent())
            .filter(it -> asked == null || Ownership.cluster(it).equals(Optional.of(asked)))
            .sorted(Comparator.comparing(NetworkInterface::id))
            .toList();
    if (asked != null) {
      return new Owners(owned, asked);
    }
    Set<String> theirs =
        clusters(owned.stream().filter(it -> declared.stream().anyMatch(isFor(it))));
    if (theirs.size() > 1) {
      throw new AmbiguousClusterException(theirs);
    }
    Set<String> clusters = theirs.isEmpty() ? clusters(owned.stream()) : theirs;
    return new Owners(owned, clusters.size() == 1 ? clusters.iterator().next() : null);
  }

  /** The cluster; empty while nothing tells which one it is. */
  Optional<String> clusterId() {
    return Optional.ofNullable(clusterId);
  }

  /** The UID that the FixedIp has there; empty if it has nothing in EC2. */
  Optional<String> uid(Declared it) {
    return owned.stream()
        .filter(eni -> Ownership.cluster(eni).equals(clusterId()))
        .filter(eni -> isFor(eni).test(it))
        .min(Comparator.comparing(eni -> !eni.addresses().contains(it.spec().address())))
        .flatMap(eni -> Ownership.uids(eni).stream().findFirst());
  }

  /** An interface that was taken over tells no name: whoever names it is taken for its FixedIp. */
  private static Predicate<Declared> isFor(NetworkInterface eni) {
    if (eni.tags().containsKey(Ownership.ADOPTED_BY)) {
      return it -> eni.id().equals(it.spec().interfaceId());
    }
    return it ->
        it.namespace().equals(eni.tags().get(Ownership.NAMESPACE))
            && it.name().equals(eni.tags().get(Ownership.NAME));
  }

  private static Set<String> clusters(Stream<NetworkInterface> some) {
    return some.flatMap(it -> Ownership.cluster(it).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
