package dev.fixedip.ec2;

import dev.fixedip.model.Key;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Vpc;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All VPCs and subnets of the region.
 *
 * @param began when they were asked for
 * @param freeAddresses how many IPv4 addresses each subnet had left then, by its id: a figure,
 *     whose change is no change of the subnet
 */
record Topology(
    Moment began, Set<Vpc> vpcs, Set<Subnet> subnets, Map<String, Integer> freeAddresses) {

  static final Topology NONE = new Topology(Moment.NEVER, Set.of(), Set.of());

  /** Where nobody asked how many addresses are left. */
  Topology(Moment began, Set<Vpc> vpcs, Set<Subnet> subnets) {
    this(began, vpcs, subnets, Map.of());
  }

  /** The VPCs that differ, themselves or in their subnets. */
  Set<Key> changesTo(Topology other) {
    Set<Key> changed = new HashSet<>();
    Stream.concat(
            differing(vpcs, other.vpcs).map(Vpc::id),
            differing(subnets, other.subnets).map(Subnet::vpcId))
        .forEach(id -> changed.add(new Key.OfVpc(id)));
    if (!changed.isEmpty()) {
      changed.add(new Key.OfAnyVpc());
    }
    return changed;
  }

  boolean hasVpc(String id) {
    return vpcs.stream().anyMatch(it -> it.id().equals(id));
  }

  /** Whether it knows the subnet of each of these. */
  <T> boolean covers(List<T> things, Function<T, String> subnetId) {
    Map<String, Subnet> known =
        subnets.stream().collect(Collectors.toMap(Subnet::id, Function.identity(), (a, b) -> a));
    return things.stream().map(subnetId).allMatch(known::containsKey);
  }

  private static <T> Stream<T> differing(Set<T> some, Set<T> others) {
    return Stream.concat(
        some.stream().filter(it -> !others.contains(it)),
        others.stream().filter(it -> !some.contains(it)));
  }
}
