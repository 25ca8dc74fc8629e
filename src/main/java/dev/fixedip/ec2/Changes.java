package dev.fixedip.ec2;

import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.ElasticIps;
import dev.fixedip.model.Instance;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.Reachability;
import dev.fixedip.model.Seen;
import dev.fixedip.model.Snapshot;
import dev.fixedip.model.World;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Under which keys one world differs from another. */
final class Changes {

  private Changes() {}

  /** The keys under which somebody may have looked at the interface, before or after. */
  static Set<Key> ofInterface(
      String id, Seen<NetworkInterface> before, Seen<NetworkInterface> after) {
    Set<Key> keys = new HashSet<>();
    keys.add(new Key.OfInterface(id));
    Stream.of(before, after)
        .flatMap(it -> it.present().stream())
        .forEach(it -> {
          it.addresses()
              .forEach(address -> keys.add(new Key.OfAddress(it.placement().subnetId(), address)));
          it.instanceId().ifPresent(instance -> keys.add(new Key.OfInstance(instance)));
          Ownership.uids(it).forEach(uid -> keys.add(new Key.OfOwner(uid)));
        });
    return keys;
  }

  /** The keys under which somebody may have looked at the instance, before or after. */
  static Set<Key> ofInstance(String id, Seen<Instance> before, Seen<Instance> after) {
    Set<Key> keys = new HashSet<>();
    keys.add(new Key.OfInstance(id));
    Stream.of(before, after)
        .flatMap(it -> it.present().stream())
        .forEach(it -> it.tags().forEach((key, value) -> keys.add(new Key.OfTag(key, value))));
    return keys;
  }

  /**
   * The keys under which somebody may have looked at Elastic IPs that differ: the Elastic IPs
   * themselves, those that they were allocated for, the interfaces that they are on.
   */
  static Set<Key> ofElasticIps(Seen<ElasticIps> before, Seen<ElasticIps> after) {
    if (before.equals(after)) {
      return Set.of();
    }
    Set<Key> keys = new HashSet<>();
    keys.add(new Key.OfElasticIps());
    Map<String, ElasticIp> old = byId(before);
    Map<String, ElasticIp> now = byId(after);
    Set<String> touched = new HashSet<>(unconfirmed(before));
    touched.addAll(unconfirmed(after));
    Stream.concat(old.keySet().stream(), now.keySet().stream())
        .distinct()
        .filter(id -> touched.contains(id) || !Objects.equals(old.get(id), now.get(id)))
        .forEach(id -> {
          keys.add(new Key.OfElasticIp(id));
          Stream.of(old, now)
              .flatMap(all -> Stream.ofNullable(all.get(id)))
              .forEach(it -> keys.addAll(seenFrom(it)));
        });
    return keys;
  }

  private static Set<Key> seenFrom(ElasticIp it) {
    Set<Key> keys = new HashSet<>();
    String namespace = it.tags().get(Ownership.NAMESPACE);
    String name = it.tags().get(Ownership.NAME);
    if (namespace != null && name != null) {
      keys.add(new Key.OfElasticIpsFor(namespace, name));
    }
    if (it.association() != null && it.association().interfaceId() != null) {
      keys.add(new Key.OfInterface(it.association().interfaceId()));
    }
    return keys;
  }

  private static Map<String, ElasticIp> byId(Seen<ElasticIps> seen) {
    return seen.present().map(ElasticIps::all).orElse(List.of()).stream()
        .collect(Collectors.toMap(ElasticIp::allocationId, it -> it, (one, _) -> one));
  }

  private static Set<String> unconfirmed(Seen<ElasticIps> seen) {
    return seen.present().map(ElasticIps::unconfirmed).orElse(Set.of());
  }

  /**
   * The keys under which what is seen now differs from what was seen before a whole read.
   *
   * @param laidOver what was or is known beyond the two snapshots
   */
  static Set<Key> between(
      World seenBefore,
      Snapshot before,
      World seenAfter,
      Snapshot after,
      Collection<Key> laidOver) {
    Set<Key> keys = new HashSet<>();
    Stream.of(
            ids(before.interfaces(), NetworkInterface::id, Key.OfInterface::new),
            ids(after.interfaces(), NetworkInterface::id, Key.OfInterface::new),
            ids(before.instances(), Instance::id, Key.OfInstance::new),
            ids(after.instances(), Instance::id, Key.OfInstance::new),
            before.rules().keySet().stream().map(Key.OfRules::new),
            after.rules().keySet().stream().map(Key.OfRules::new),
            Stream.of(new Key.OfElasticIps()),
            laidOver.stream())
        .flatMap(it -> it)
        .collect(Collectors.<Key>toSet())
        .forEach(it -> keys.addAll(fact(it, seenAfter).changes(seenBefore)));
    keys.addAll(ofReachability(before.reachability(), after.reachability()));
    return keys;
  }

  private static Set<Key> ofReachability(
      Map<String, Reachability> before, Map<String, Reachability> after) {
    return Stream.concat(before.keySet().stream(), after.keySet().stream())
        .filter(id -> !Objects.equals(before.get(id), after.get(id)))
        .map(Key.OfInstance::new)
        .collect(Collectors.toSet());
  }

  private static Fact fact(Key key, World world) {
    return switch (key) {
      case Key.OfInterface(String id) ->
          new Fact.OfInterface(id, world.networkInterface(id), world.isConfirmed(id));
      case Key.OfInstance(String id) -> new Fact.OfInstance(id, world.instance(id));
      case Key.OfRules(String id) -> new Fact.OfRules(id, world.rules(id));
      case Key.OfType(String name) -> new Fact.OfType(name, world.instanceType(name));
      case Key.OfElasticIps _ -> new Fact.OfElasticIps(world.elasticIps());
      case Key.OfAddress _,
          Key.OfOwner _,
          Key.OfVpc _,
          Key.OfAnyVpc _,
          Key.OfTag _,
          Key.OfElasticIp _,
          Key.OfElasticIpsFor _ ->
          throw new IllegalArgumentException("Stands for no single thing: " + key);
    };
  }

  private static <T> Stream<Key> ids(
      Collection<T> all, Function<T, String> id, Function<String, Key> key) {
    return all.stream().map(id).map(key);
  }
}
