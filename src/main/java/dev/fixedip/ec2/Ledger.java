package dev.fixedip.ec2;

import dev.fixedip.ec2.OwnWrites.Standing;
import dev.fixedip.model.ElasticIpWrite;
import dev.fixedip.model.Instance;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Seen;
import dev.fixedip.model.Snapshot;
import dev.fixedip.model.World;
import dev.fixedip.model.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Weighs what whole reads, single reads and own writes say of EC2, by when each began. Every method
 * that takes something in answers the keys under which the visible world changed. Safe for
 * concurrent use.
 */
final class Ledger {

  private final OwnWrites<Write.OfInterface> interfaceWrites =
      new OwnWrites<>(Succession.ofInterfaces());
  private final OwnWrites<Write.OfRules> ruleWrites = new OwnWrites<>(Succession.ofRules());
  private final Reads<NetworkInterface> interfaces =
      new Reads<>(
          false, (id, read) -> interfaceWrites.standing(id, read.began(), it -> isShown(it, read)));
  private final Reads<Instance> instances = new Reads<>(false, (id, read) -> Standing.BESIDE);
  private final Reads<List<SecurityGroupRule>> rules =
      new Reads<>(
          true, (id, read) -> ruleWrites.standing(id, read.began(), it -> isShown(it, read)));
  private final ElasticIpLedger elasticIps = new ElasticIpLedger();
  private final Map<String, Seen<InstanceType>> types = new HashMap<>();
  private final Set<String> vpcsAskedFor = new HashSet<>();
  private volatile WholeRead whole = WholeRead.NONE;
  private volatile Layers layers = Layers.of(whole.snapshot(), List.of());

  /** Everything that is known, as one world that never changes. */
  World world() {
    return layers.world();
  }

  WholeRead lastWholeRead() {
    return whole;
  }

  /** Whether that VPC was asked for and not found: asking again is for the polls. */
  synchronized boolean wasAskedFor(String vpcId) {
    return vpcsAskedFor.contains(vpcId);
  }

  /**
   * What, each told once, is to be looked at again when {@link Moment#SETTLING} is over: two reads
   * of it disagree on whether it exists.
   */
  synchronized Set<Key> doubtful() {
    Set<Key> keys = new HashSet<>();
    interfaces.doubtful().forEach(id -> keys.add(new Key.OfInterface(id)));
    instances.doubtful().forEach(id -> keys.add(new Key.OfInstance(id)));
    return keys;
  }

  /** Takes in what a mutating call changed, which was answered at that moment. */
  synchronized Set<Key> wrote(Write write, Moment at) {
    return switch (write) {
      case Write.OfInterface it -> {
        interfaceWrites.add(it.interfaceId(), it, at);
        yield lay(List.of(interfaceFact(it.interfaceId())));
      }
      case Write.OfRules it -> {
        ruleWrites.add(it.groupId(), it, at);
        yield lay(List.of(rulesFact(it.groupId())));
      }
      case ElasticIpWrite it -> {
        elasticIps.wrote(it, at);
        yield lay(elasticIps.fact().stream().toList());
      }
    };
  }

  /** Takes in a read of single things. */
  synchronized Set<Key> read(Reading reading, Instant now) {
    Set<Key> changed = new HashSet<>();
    reading
        .topology()
        .ifPresent(it -> {
          changed.addAll(changed(it));
          vpcsAskedFor.addAll(reading.vpcs());
        });
    List<Fact> facts = new ArrayList<>();
    reading
        .interfaces()
        .forEach((id, state) -> {
          interfaces.learn(id, new Read<>(state, reading.began()), now);
          facts.add(interfaceFact(id));
        });
    reading
        .instances()
        .forEach((id, state) -> {
          instances.learn(id, new Read<>(state, reading.began()), now);
          facts.add(new Fact.OfInstance(id, instances.latest(id).state()));
        });
    reading
        .rules()
        .forEach((id, state) -> {
          rules.learn(id, new Read<>(state, reading.began()), now);
          facts.add(rulesFact(id));
        });
    reading
        .elasticIps()
        .ifPresent(found -> {
          elasticIps.learn(found, reading.began(), now);
          elasticIps.fact().ifPresent(facts::add);
        });
    reading
        .types()
        .forEach((name, state) -> {
          types.put(name, state);
          facts.add(new Fact.OfType(name, state));
        });
    changed.addAll(lay(facts));
    return changed;
  }

  /**
   * Forgets what single reads said that began before that, until when another replica's writes may
   * not have shown: the whole read that follows knows better.
   */
  synchronized void forgetBefore(Instant time) {
    interfaces.forgetBefore(time);
    instances.forgetBefore(time);
    rules.forgetBefore(time);
  }

  /** Takes in a whole read. */
  synchronized Set<Key> read(WholeRead found, Instant now) {
    WholeRead last = whole;
    boolean knewMore = last.topology().began().isAfter(found.topology().began());
    WholeRead next = knewMore ? found.with(last.topology()) : found;
    Layers layersBefore = layers;
    whole = next;
    Snapshot before = last.snapshot();
    Snapshot after = next.snapshot();
    interfaces.wholeRead(
        next.began(),
        after::networkInterface,
        union(
            ids(before.interfaces(), NetworkInterface::id),
            ids(after.interfaces(), NetworkInterface::id)),
        now);
    instances.wholeRead(
        next.began(),
        after::instance,
        union(ids(before.instances(), Instance::id), ids(after.instances(), Instance::id)),
        now);
    rules.wholeRead(
        next.began(), after::rules, union(before.rules().keySet(), after.rules().keySet()), now);
    elasticIps.wholeRead(next.began(), after, now);
    vpcsAskedFor.removeIf(next.topology()::hasVpc);
    layers = Layers.of(next.snapshot(), facts());
    Set<Key> laidOver = layersBefore.keys();
    laidOver.addAll(layers.keys());
    Set<Key> changed = Changes.between(layersBefore.world(), before, world(), after, laidOver);
    changed.addAll(last.topology().changesTo(next.topology()));
    return changed;
  }

  private Set<Key> changed(Topology topology) {
    if (whole.topology().began().isAfter(topology.began())) {
      return Set.of();
    }
    Set<Key> changed = whole.topology().changesTo(topology);
    if (!changed.isEmpty()) {
      whole = whole.with(topology);
      layers = layers.over(whole.snapshot());
    }
    return changed;
  }

  private Set<Key> lay(Collection<Fact> facts) {
    Set<Key> changed = new HashSet<>();
    List<Fact> fresh = new ArrayList<>();
    for (Fact it : facts) {
      Set<Key> keys = it.changes(world());
      if (!keys.isEmpty()) {
        changed.addAll(keys);
        fresh.add(it);
      }
    }
    if (!fresh.isEmpty()) {
      layers = layers.with(fresh);
    }
    return changed;
  }

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    union(interfaces.ids(), interfaceWrites.ids()).forEach(id -> facts.add(interfaceFact(id)));
    instances.ids().forEach(id -> facts.add(new Fact.OfInstance(id, instances.latest(id).state())));
    union(rules.ids(), ruleWrites.ids()).forEach(id -> facts.add(rulesFact(id)));
    types.forEach((name, state) -> facts.add(new Fact.OfType(name, state)));
    elasticIps.fact().ifPresent(facts::add);
    return facts;
  }

  private Fact interfaceFact(String id) {
    Read<NetworkInterface> read = interfaces.latest(id);
    List<Write.OfInterface> shown =
        interfaceWrites.settle(id, read.began(), it -> isShown(it, read));
    Seen<NetworkInterface> state = read.state();
    if (state.isUnread() && shown.stream().anyMatch(it -> it instanceof Write.Deleted)) {
      state = new Seen.Gone<>();
      interfaces.learn(id, new Read<>(state, read.began()), read.began().at());
    }
    List<Write.OfInterface> unshown = interfaceWrites.unshown(id);
    for (Write.OfInterface it : unshown) {
      NetworkInterface after = it.over(state.present().orElse(null));
      if (after != null) {
        state = new Seen.Present<>(after);
      } else if (it instanceof Write.Deleted) {
        state = new Seen.Gone<>();
      }
    }
    return new Fact.OfInterface(id, state, unshown.isEmpty());
  }

  private Fact rulesFact(String groupId) {
    Read<List<SecurityGroupRule>> read = rules.latest(groupId);
    if (!(read.state() instanceof Seen.Present<List<SecurityGroupRule>>(var found))) {
      return new Fact.OfRules(groupId, read.state());
    }
    ruleWrites.settle(groupId, read.began(), it -> isShown(it, read));
    List<SecurityGroupRule> after = found;
    for (Write.OfRules it : ruleWrites.unshown(groupId)) {
      after = it.over(after);
    }
    return new Fact.OfRules(groupId, new Seen.Present<>(sorted(after)));
  }

  private static boolean isShown(Write.OfInterface it, Read<NetworkInterface> read) {
    return it.shownBy(read.state().present().orElse(null));
  }

  private static boolean isShown(Write.OfRules it, Read<List<SecurityGroupRule>> read) {
    return read.state().present().filter(it::shownBy).isPresent();
  }

  private static List<SecurityGroupRule> sorted(List<SecurityGroupRule> some) {
    return some.stream().sorted(Comparator.comparing(SecurityGroupRule::id)).toList();
  }

  private static <T> Set<String> ids(Collection<T> all, Function<T, String> id) {
    return all.stream().map(id).collect(Collectors.toSet());
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }
}
