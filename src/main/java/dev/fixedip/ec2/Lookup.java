package dev.fixedip.ec2;

import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.ElasticIps;
import dev.fixedip.model.Instance;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.IpFamily;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Seen;
import dev.fixedip.model.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One read of the things that many asked for: a call for each kind, by filter, then one for each
 * thing that the answer lacks, by its id. What one kind's failure keeps back the others still
 * bring.
 */
final class Lookup {

  /**
   * What a lookup brought.
   *
   * @param unanswered keys whose calls failed
   * @param trouble why, null if all were answered
   */
  record Result(Reading reading, Set<Key> unanswered, @Nullable SdkException trouble) {}

  private static final Pattern GROUP_ID = Pattern.compile("sg-[0-9a-f]+");

  private final Describe describe;
  private final World world;
  private final Moment began;
  private final Map<String, Seen<NetworkInterface>> interfaces = new HashMap<>();
  private final Map<String, Seen<Instance>> instances = new HashMap<>();
  private final Map<String, Seen<List<SecurityGroupRule>>> rules = new HashMap<>();
  private final Map<String, Seen<InstanceType>> types = new HashMap<>();
  private Optional<Topology> topology = Optional.empty();
  private Optional<List<ElasticIp>> elasticIps = Optional.empty();
  private final Set<Key> unanswered = new HashSet<>();
  private @Nullable SdkException trouble;

  private Lookup(Describe describe, World world, Moment began) {
    this.describe = describe;
    this.world = world;
    this.began = began;
  }

  /**
   * Reads what stands behind the keys.
   *
   * @param world what is known so far: what it has under a key and EC2 does not list there any more
   *     is asked for by its id
   */
  static Result of(Set<Key> keys, Describe describe, World world, Moment began) {
    Lookup lookup = new Lookup(describe, world, began);
    Set<Key.OfAddress> addresses = only(Key.OfAddress.class, keys);
    lookup.addresses(of(IpFamily.IPV4, addresses), "addresses.private-ip-address");
    lookup.addresses(of(IpFamily.IPV6, addresses), "ipv6-addresses.ipv6-address");
    lookup.owners(only(Key.OfOwner.class, keys));
    lookup.attachedTo(only(Key.OfInstance.class, keys));
    lookup.each(only(Key.OfInterface.class, keys), Key.OfInterface::id, lookup::interfacesById);
    lookup.each(only(Key.OfInstance.class, keys), Key.OfInstance::id, lookup::instancesById);
    lookup.each(only(Key.OfRules.class, keys), Key.OfRules::groupId, lookup::rulesOf);
    lookup.each(only(Key.OfType.class, keys), Key.OfType::name, lookup::typesNamed);
    Set<Key.OfVpc> vpcs = only(Key.OfVpc.class, keys);
    lookup.guarded(vpcs, () -> lookup.topology = Optional.of(describe.topology(began)));
    lookup.elasticIps(keys.stream().filter(Lookup::isOfElasticIps).collect(Collectors.toSet()));
    return lookup.result(vpcs.stream().map(Key.OfVpc::id).collect(Collectors.toSet()));
  }

  /** Whether it is read with all Elastic IPs. */
  static boolean isOfElasticIps(Key key) {
    return key instanceof Key.OfElasticIp
        || key instanceof Key.OfElasticIpsFor
        || key instanceof Key.OfElasticIps;
  }

  private void elasticIps(Set<Key> keys) {
    Set<String> known =
        Stream.concat(
                world.elasticIps().present().map(ElasticIps::all).orElse(List.of()).stream()
                    .map(ElasticIp::allocationId),
                only(Key.OfElasticIp.class, keys).stream().map(Key.OfElasticIp::allocationId))
            .collect(Collectors.toSet());
    guarded(keys, () -> elasticIps = Optional.of(describe.elasticIps(known)));
  }

  private Result result(Set<String> vpcs) {
    Reading reading =
        new Reading(began, interfaces, instances, rules, types, topology, elasticIps, vpcs);
    return new Result(reading, unanswered, trouble);
  }

  private static Set<Key.OfAddress> of(IpFamily family, Set<Key.OfAddress> keys) {
    return keys.stream()
        .filter(it -> IpFamily.of(it.address()) == family)
        .collect(Collectors.toSet());
  }

  private void addresses(Set<Key.OfAddress> keys, String filter) {
    for (Set<Key.OfAddress> some : chunks(keys)) {
      guarded(
          some,
          () -> {
            listed(
                describe.networkInterfaces(
                    filter("subnet-id", some, Key.OfAddress::subnetId),
                    filter(filter, some, Key.OfAddress::address)));
            unlisted(some, it -> world.holder(it.subnetId(), it.address()).stream().toList());
          });
    }
  }

  private void owners(Set<Key.OfOwner> keys) {
    for (Set<Key.OfOwner> some : chunks(keys)) {
      guarded(
          some,
          () -> {
            listed(
                describe.networkInterfaces(filter("tag:" + Ownership.UID, some, Key.OfOwner::uid)));
            unlisted(some, it -> world.ownedBy(it.uid()));
          });
    }
  }

  private void attachedTo(Set<Key.OfInstance> keys) {
    for (Set<Key.OfInstance> some : chunks(keys)) {
      guarded(
          some,
          () -> {
            listed(
                describe.networkInterfaces(
                    filter("attachment.instance-id", some, Key.OfInstance::id)));
            unlisted(some, it -> world.interfacesOf(it.id()));
          });
    }
  }

  private void listed(List<NetworkInterface> found) {
    found.forEach(it -> interfaces.put(it.id(), new Seen.Present<>(it)));
  }

  private <K extends Key> void unlisted(
      Set<K> keys, Function<K, List<NetworkInterface>> knownUnder) {
    interfacesById(
        keys.stream()
            .flatMap(it -> knownUnder.apply(it).stream())
            .map(NetworkInterface::id)
            .collect(Collectors.toSet()));
  }

  private void interfacesById(Set<String> ids) {
    for (Set<String> some : chunks(unreadOf(ids, interfaces))) {
      listed(describe.networkInterfaces(Describe.filter("network-interface-id", some)));
      for (String id : unreadOf(some, interfaces)) {
        interfaces.put(id, seen(describe.networkInterface(id)));
      }
    }
  }

  private void instancesById(Set<String> ids) {
    describe
        .instances(Describe.filter("instance-id", ids))
        .forEach(it -> instances.put(it.id(), new Seen.Present<>(it)));
    for (String id : unreadOf(ids, instances)) {
      instances.put(id, seen(describe.instance(id)));
    }
  }

  private void rulesOf(Set<String> groupIds) {
    Set<String> wellFormed =
        groupIds.stream().filter(Lookup::isGroupId).collect(Collectors.toSet());
    Map<String, List<SecurityGroupRule>> found =
        wellFormed.isEmpty()
            ? Map.of()
            : describe.ingressRules(Describe.filter("group-id", wellFormed)).stream()
                .collect(Collectors.groupingBy(SecurityGroupRule::groupId));
    groupIds.forEach(id -> rules.put(id, new Seen.Present<>(found.getOrDefault(id, List.of()))));
  }

  /** Whether EC2 takes the id in a filter; one malformed id fails the whole call. */
  static boolean isGroupId(String id) {
    return GROUP_ID.matcher(id).matches();
  }

  private void typesNamed(Set<String> names) {
    List<InstanceType> found = describe.types(names);
    names.forEach(it -> types.put(it, new Seen.Gone<>()));
    found.forEach(it -> types.put(it.name(), new Seen.Present<>(it)));
  }

  private <K extends Key> void each(
      Set<K> keys, Function<K, String> id, Consumer<Set<String>> read) {
    for (Set<K> some : chunks(keys)) {
      guarded(some, () -> read.accept(some.stream().map(id).collect(Collectors.toSet())));
    }
  }

  private void guarded(Set<? extends Key> keys, Runnable calls) {
    if (keys.isEmpty()) {
      return;
    }
    try {
      calls.run();
    } catch (SdkException e) {
      unanswered.addAll(keys);
      trouble = e;
    }
  }

  private static <K> software.amazon.awssdk.services.ec2.model.Filter filter(
      String name, Set<K> keys, Function<K, String> value) {
    return Describe.filter(name, keys.stream().map(value).collect(Collectors.toSet()));
  }

  private static Set<String> unreadOf(Collection<String> ids, Map<String, ?> read) {
    return ids.stream()
        .filter(it -> !read.containsKey(it))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static <T> Seen<T> seen(Optional<T> found) {
    return found.<Seen<T>>map(Seen.Present::new).orElseGet(Seen.Gone::new);
  }

  private static <K extends Key> Set<K> only(Class<K> kind, Set<Key> keys) {
    return keys.stream().filter(kind::isInstance).map(kind::cast).collect(Collectors.toSet());
  }

  private static <T> List<Set<T>> chunks(Set<T> all) {
    List<T> list = List.copyOf(all);
    List<Set<T>> chunks = new ArrayList<>();
    for (int from = 0; from < list.size(); from += Describe.FILTER_VALUES) {
      int to = Math.min(list.size(), from + Describe.FILTER_VALUES);
      chunks.add(Set.copyOf(list.subList(from, to)));
    }
    return chunks;
  }
}
