package dev.fixedip.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One whole reading of EC2, never changed afterwards. What it does not hold was not asked for. */
public final class Snapshot implements World {

  /**
   * The parts of a reading.
   *
   * @param rules ingress rules by group id, for every group that was asked about
   * @param reachability by instance id, of the running instances
   * @param elasticIps unread if nobody had asked for any
   */
  public record Parts(
      Collection<NetworkInterface> interfaces,
      Collection<Instance> instances,
      Collection<Subnet> subnets,
      Collection<Vpc> vpcs,
      Collection<InstanceType> types,
      Map<String, List<SecurityGroupRule>> rules,
      Map<String, Reachability> reachability,
      Seen<ElasticIps> elasticIps) {

    /** The parts of a reading that asked neither for guests' health nor for Elastic IPs. */
    public Parts(
        Collection<NetworkInterface> interfaces,
        Collection<Instance> instances,
        Collection<Subnet> subnets,
        Collection<Vpc> vpcs,
        Collection<InstanceType> types,
        Map<String, List<SecurityGroupRule>> rules) {
      this(interfaces, instances, subnets, vpcs, types, rules, Map.of(), new Seen.Unread<>());
    }

    /** Nothing was read yet. */
    public static Parts none() {
      return new Parts(List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    }
  }

  private final InterfaceIndex interfaces = new InterfaceIndex();
  private final Map<String, Instance> instances;
  private final Map<Map.Entry<String, String>, List<Instance>> instancesByTag;
  private final Map<String, Subnet> subnets;
  private final Map<String, List<Subnet>> subnetsByVpc;
  private final Map<String, Vpc> vpcs;
  private final Map<String, InstanceType> types;
  private final Map<String, List<SecurityGroupRule>> rules;
  private final Map<String, Reachability> reachability;
  private final Seen<ElasticIps> elasticIps;

  /** Indexes the parts. */
  public Snapshot(Parts parts) {
    parts.interfaces().forEach(interfaces::put);
    instances = byId(parts.instances(), Instance::id);
    instancesByTag = new HashMap<>();
    for (Instance it : instances.values()) {
      it.tags()
          .forEach((key, value) ->
              instancesByTag
                  .computeIfAbsent(Map.entry(key, value), _ -> new ArrayList<>(1))
                  .add(it));
    }
    subnets = byId(parts.subnets(), Subnet::id);
    subnetsByVpc =
        parts.subnets().stream()
            .sorted(Comparator.comparing(Subnet::id))
            .collect(Collectors.groupingBy(Subnet::vpcId));
    vpcs = byId(parts.vpcs(), Vpc::id);
    types = byId(parts.types(), InstanceType::name);
    rules = Map.copyOf(parts.rules());
    reachability = Map.copyOf(parts.reachability());
    elasticIps = parts.elasticIps();
  }

  /** Every interface that was read, in no order. */
  public Collection<NetworkInterface> interfaces() {
    return interfaces.all();
  }

  /** Every instance that was read, in no order. */
  public Collection<Instance> instances() {
    return instances.values();
  }

  /** Every subnet that was read, in no order. */
  public Collection<Subnet> subnets() {
    return subnets.values();
  }

  /** The rules that were read, by group id. */
  public Map<String, List<SecurityGroupRule>> rules() {
    return rules;
  }

  /** What the checks of running instances said, by instance id. */
  public Map<String, Reachability> reachability() {
    return reachability;
  }

  @Override
  public Seen<NetworkInterface> networkInterface(String id) {
    return seen(interfaces.get(id));
  }

  @Override
  public Optional<NetworkInterface> holder(String subnetId, String address) {
    return Optional.ofNullable(interfaces.holder(subnetId, address));
  }

  @Override
  public List<NetworkInterface> interfacesOf(String instanceId) {
    return interfaces.ofInstance(instanceId).sorted(Overlay.BY_DEVICE_INDEX).toList();
  }

  @Override
  public List<NetworkInterface> ownedBy(String uid) {
    return interfaces.ofOwner(uid).sorted(Comparator.comparing(NetworkInterface::id)).toList();
  }

  @Override
  public boolean isConfirmed(String interfaceId) {
    return true;
  }

  @Override
  public Seen<Instance> instance(String id) {
    return seen(instances.get(id));
  }

  @Override
  public Optional<Reachability> reachability(String instanceId) {
    return Optional.ofNullable(reachability.get(instanceId));
  }

  @Override
  public List<Instance> instancesTagged(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> instancesByTag.getOrDefault(tag, List.of()))
        .min(Comparator.comparingInt(List::size))
        .stream()
        .flatMap(List::stream)
        .filter(it -> it.tags().entrySet().containsAll(tags.entrySet()))
        .sorted(Comparator.comparing(Instance::id))
        .toList();
  }

  @Override
  public Seen<InstanceType> instanceType(String name) {
    return seen(types.get(name));
  }

  @Override
  public Optional<Subnet> subnet(String id) {
    return Optional.ofNullable(subnets.get(id));
  }

  @Override
  public List<Subnet> subnetsHolding(String address) {
    return subnets.values().stream()
        .filter(it -> it.holding(address).isPresent())
        .sorted(Comparator.comparing(Subnet::id))
        .toList();
  }

  @Override
  public List<Subnet> subnetsOf(String vpcId) {
    return subnetsByVpc.getOrDefault(vpcId, List.of());
  }

  @Override
  public Optional<Vpc> vpc(String id) {
    return Optional.ofNullable(vpcs.get(id));
  }

  @Override
  public Seen<List<SecurityGroupRule>> rules(String groupId) {
    return seen(rules.get(groupId));
  }

  @Override
  public Seen<ElasticIps> elasticIps() {
    return elasticIps;
  }

  private static <T> Seen<T> seen(@Nullable T found) {
    return found == null ? new Seen.Unread<>() : new Seen.Present<>(found);
  }

  private static <T> Map<String, T> byId(Collection<T> all, Function<T, String> id) {
    return all.stream().collect(Collectors.toUnmodifiableMap(id, Function.identity(), (a, b) -> b));
  }
}
