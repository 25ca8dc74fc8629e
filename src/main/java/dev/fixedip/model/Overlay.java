package dev.fixedip.model;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A world with newer knowledge of single things laid over it. Cheap to make and to change; safe for
 * concurrent use as far as the world below is.
 */
public final class Overlay implements World {

  static final Comparator<NetworkInterface> BY_DEVICE_INDEX =
      Comparator.comparingInt((NetworkInterface it) ->
              it.attachment() == null ? Integer.MAX_VALUE : it.attachment().deviceIndex())
          .thenComparing(NetworkInterface::id);

  private final World below;
  private final Map<String, Seen<NetworkInterface>> known = new ConcurrentHashMap<>();
  private final InterfaceIndex interfaces = new InterfaceIndex();
  private final Map<String, Boolean> unconfirmed = new ConcurrentHashMap<>();
  private final Map<String, Seen<Instance>> instances = new ConcurrentHashMap<>();
  private final Map<String, Seen<InstanceType>> types = new ConcurrentHashMap<>();
  private final Map<String, Seen<List<SecurityGroupRule>>> rules = new ConcurrentHashMap<>();
  private volatile @Nullable Seen<ElasticIps> elasticIps;

  /** Lays nothing over that world yet. */
  public Overlay(World below) {
    this.below = below;
  }

  /** Lays a write over what is known, as if a read had confirmed it. */
  public Overlay with(Write write) {
    switch (write) {
      case Write.OfInterface it -> {
        NetworkInterface after = it.over(networkInterface(it.interfaceId()).present().orElse(null));
        show(it.interfaceId(), after == null ? new Seen.Gone<>() : new Seen.Present<>(after), true);
      }
      case Write.OfRules it -> {
        List<SecurityGroupRule> before = rules(it.groupId()).present().orElse(List.of());
        showRules(it.groupId(), new Seen.Present<>(it.over(before)));
      }
      case ElasticIpWrite it ->
          elasticIps().present().ifPresent(all -> showElasticIps(new Seen.Present<>(all.with(it))));
    }
    return this;
  }

  /**
   * Says what is known of an interface now.
   *
   * @param confirmed whether a read shows it, or only our own write says so
   */
  public void show(String id, Seen<NetworkInterface> state, boolean confirmed) {
    known.put(id, state);
    state.present().ifPresentOrElse(interfaces::put, () -> interfaces.remove(id));
    if (confirmed) {
      unconfirmed.remove(id);
    } else {
      unconfirmed.put(id, true);
    }
  }

  /** Says what is known of an instance now. */
  public void showInstance(String id, Seen<Instance> state) {
    instances.put(id, state);
  }

  /** Says what is known of an instance type now. */
  public void showType(String name, Seen<InstanceType> state) {
    types.put(name, state);
  }

  /** Says what is known of a group's ingress rules now. */
  public void showRules(String groupId, Seen<List<SecurityGroupRule>> state) {
    rules.put(groupId, state);
  }

  /** Says what is known of all Elastic IPs now. */
  public void showElasticIps(Seen<ElasticIps> state) {
    elasticIps = state;
  }

  @Override
  public Seen<NetworkInterface> networkInterface(String id) {
    Seen<NetworkInterface> own = known.get(id);
    return own == null ? below.networkInterface(id) : own;
  }

  @Override
  public Optional<NetworkInterface> holder(String subnetId, String address) {
    NetworkInterface own = interfaces.holder(subnetId, address);
    return own != null
        ? Optional.of(own)
        : below.holder(subnetId, address).filter(it -> !known.containsKey(it.id()));
  }

  @Override
  public List<NetworkInterface> interfacesOf(String instanceId) {
    return merged(interfaces.ofInstance(instanceId), below.interfacesOf(instanceId))
        .sorted(BY_DEVICE_INDEX)
        .toList();
  }

  @Override
  public List<NetworkInterface> ownedBy(String uid) {
    return merged(interfaces.ofOwner(uid), below.ownedBy(uid))
        .sorted(Comparator.comparing(NetworkInterface::id))
        .toList();
  }

  @Override
  public boolean isConfirmed(String interfaceId) {
    return known.containsKey(interfaceId)
        ? !unconfirmed.containsKey(interfaceId)
        : below.isConfirmed(interfaceId);
  }

  @Override
  public Seen<Instance> instance(String id) {
    Seen<Instance> own = instances.get(id);
    return own == null ? below.instance(id) : own;
  }

  @Override
  public Optional<Reachability> reachability(String instanceId) {
    return below.reachability(instanceId);
  }

  @Override
  public List<Instance> instancesTagged(Map<String, String> tags) {
    return Stream.concat(
            instances.values().stream()
                .flatMap(it -> it.present().stream())
                .filter(it -> it.tags().entrySet().containsAll(tags.entrySet())),
            below.instancesTagged(tags).stream().filter(it -> !instances.containsKey(it.id())))
        .sorted(Comparator.comparing(Instance::id))
        .toList();
  }

  @Override
  public Seen<InstanceType> instanceType(String name) {
    Seen<InstanceType> own = types.get(name);
    return own == null ? below.instanceType(name) : own;
  }

  @Override
  public Optional<Subnet> subnet(String id) {
    return below.subnet(id);
  }

  @Override
  public List<Subnet> subnetsHolding(String address) {
    return below.subnetsHolding(address);
  }

  @Override
  public List<Subnet> subnetsOf(String vpcId) {
    return below.subnetsOf(vpcId);
  }

  @Override
  public Optional<Vpc> vpc(String id) {
    return below.vpc(id);
  }

  @Override
  public Seen<List<SecurityGroupRule>> rules(String groupId) {
    Seen<List<SecurityGroupRule>> own = rules.get(groupId);
    return own == null ? below.rules(groupId) : own;
  }

  @Override
  public Seen<ElasticIps> elasticIps() {
    Seen<ElasticIps> own = elasticIps;
    return own == null ? below.elasticIps() : own;
  }

  private Stream<NetworkInterface> merged(
      Stream<NetworkInterface> own, List<NetworkInterface> others) {
    return Stream.concat(own, others.stream().filter(it -> !known.containsKey(it.id())));
  }
}
