package dev.fixedip.ec2;

import dev.fixedip.model.ElasticIps;
import dev.fixedip.model.Instance;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Overlay;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Seen;
import dev.fixedip.model.World;
import java.util.List;
import java.util.Set;

/** Newer knowledge of one thing than the last whole read has. */
sealed interface Fact {

  /** Of what. */
  Key key();

  /** Says it in an overlay. */
  void layOver(Overlay overlay);

  /** Under which keys the world changes when this is laid over it; empty when it shows it now. */
  Set<Key> changes(World before);

  /** Of a network interface. */
  record OfInterface(String id, Seen<NetworkInterface> state, boolean confirmed) implements Fact {
    @Override
    public Key key() {
      return new Key.OfInterface(id);
    }

    @Override
    public void layOver(Overlay overlay) {
      overlay.show(id, state, confirmed);
    }

    @Override
    public Set<Key> changes(World before) {
      Seen<NetworkInterface> old = before.networkInterface(id);
      return old.equals(state) && before.isConfirmed(id) == confirmed
          ? Set.of()
          : Changes.ofInterface(id, old, state);
    }
  }

  /** Of an instance. */
  record OfInstance(String id, Seen<Instance> state) implements Fact {
    @Override
    public Key key() {
      return new Key.OfInstance(id);
    }

    @Override
    public void layOver(Overlay overlay) {
      overlay.showInstance(id, state);
    }

    @Override
    public Set<Key> changes(World before) {
      Seen<Instance> old = before.instance(id);
      return old.equals(state) ? Set.of() : Changes.ofInstance(id, old, state);
    }
  }

  /** Of a security group's ingress rules. */
  record OfRules(String groupId, Seen<List<SecurityGroupRule>> state) implements Fact {
    @Override
    public Key key() {
      return new Key.OfRules(groupId);
    }

    @Override
    public void layOver(Overlay overlay) {
      overlay.showRules(groupId, state);
    }

    @Override
    public Set<Key> changes(World before) {
      return before.rules(groupId).equals(state) ? Set.of() : Set.of(key());
    }
  }

  /** Of all Elastic IPs. */
  record OfElasticIps(Seen<ElasticIps> state) implements Fact {
    @Override
    public Key key() {
      return new Key.OfElasticIps();
    }

    @Override
    public void layOver(Overlay overlay) {
      overlay.showElasticIps(state);
    }

    @Override
    public Set<Key> changes(World before) {
      return Changes.ofElasticIps(before.elasticIps(), state);
    }
  }

  /** Of an instance type. */
  record OfType(String name, Seen<InstanceType> state) implements Fact {
    @Override
    public Key key() {
      return new Key.OfType(name);
    }

    @Override
    public void layOver(Overlay overlay) {
      overlay.showType(name, state);
    }

    @Override
    public Set<Key> changes(World before) {
      return before.instanceType(name).equals(state) ? Set.of() : Set.of(key());
    }
  }
}
