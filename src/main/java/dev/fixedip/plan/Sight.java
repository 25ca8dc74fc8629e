package dev.fixedip.plan;

import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.ElasticIps;
import dev.fixedip.model.Instance;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Reachability;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Seen;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Vpc;
import dev.fixedip.model.World;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A world that notes what was looked at, so that no key can be forgotten. */
final class Sight implements World {
  private final World world;
  private final Set<Key> keys = new LinkedHashSet<>();

  Sight(World world) {
    this.world = world;
  }

  Set<Key> keys() {
    return Set.copyOf(keys);
  }

  @Override
  public Seen<NetworkInterface> networkInterface(String id) {
    keys.add(new Key.OfInterface(id));
    return world.networkInterface(id);
  }

  @Override
  public Optional<NetworkInterface> holder(String subnetId, String address) {
    keys.add(new Key.OfAddress(subnetId, address));
    return world.holder(subnetId, address);
  }

  @Override
  public List<NetworkInterface> interfacesOf(String instanceId) {
    keys.add(new Key.OfInstance(instanceId));
    return world.interfacesOf(instanceId);
  }

  @Override
  public List<NetworkInterface> ownedBy(String uid) {
    keys.add(new Key.OfOwner(uid));
    return world.ownedBy(uid);
  }

  @Override
  public boolean isConfirmed(String interfaceId) {
    keys.add(new Key.OfInterface(interfaceId));
    return world.isConfirmed(interfaceId);
  }

  @Override
  public Seen<Instance> instance(String id) {
    keys.add(new Key.OfInstance(id));
    return world.instance(id);
  }

  @Override
  public Optional<Reachability> reachability(String instanceId) {
    keys.add(new Key.OfInstance(instanceId));
    return world.reachability(instanceId);
  }

  @Override
  public List<Instance> instancesTagged(Map<String, String> tags) {
    tags.entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .ifPresent(tag -> keys.add(new Key.OfTag(tag.getKey(), tag.getValue())));
    return world.instancesTagged(tags);
  }

  @Override
  public Seen<InstanceType> instanceType(String name) {
    keys.add(new Key.OfType(name));
    return world.instanceType(name);
  }

  @Override
  public Optional<Subnet> subnet(String id) {
    Optional<Subnet> found = world.subnet(id);
    found.ifPresent(it -> keys.add(new Key.OfVpc(it.vpcId())));
    return found;
  }

  @Override
  public List<Subnet> subnetsHolding(String address) {
    keys.add(new Key.OfAnyVpc());
    return world.subnetsHolding(address);
  }

  @Override
  public List<Subnet> subnetsOf(String vpcId) {
    keys.add(new Key.OfVpc(vpcId));
    return world.subnetsOf(vpcId);
  }

  @Override
  public Optional<Vpc> vpc(String id) {
    keys.add(new Key.OfVpc(id));
    return world.vpc(id);
  }

  @Override
  public Seen<List<SecurityGroupRule>> rules(String groupId) {
    keys.add(new Key.OfRules(groupId));
    return world.rules(groupId);
  }

  @Override
  public Seen<ElasticIps> elasticIps() {
    keys.add(new Key.OfElasticIps());
    return world.elasticIps();
  }

  @Override
  public Seen<ElasticIp> elasticIp(String allocationId) {
    keys.add(new Key.OfElasticIp(allocationId));
    return world.elasticIp(allocationId);
  }

  @Override
  public Seen<List<ElasticIp>> elasticIpsFor(String namespace, String name) {
    keys.add(new Key.OfElasticIpsFor(namespace, name));
    return world.elasticIpsFor(namespace, name);
  }

  @Override
  public List<ElasticIp> elasticIpsOn(String interfaceId) {
    keys.add(new Key.OfInterface(interfaceId));
    return world.elasticIpsOn(interfaceId);
  }

  @Override
  public boolean isElasticIpConfirmed(String allocationId) {
    keys.add(new Key.OfElasticIp(allocationId));
    return world.isElasticIpConfirmed(allocationId);
  }
}
