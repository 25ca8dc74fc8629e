package dev.fixedip.ec2;

import dev.fixedip.model.Instance;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Seen;
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

/**
 * Weighs what whole reads, single reads and own writes say of EC2, by when each began. Every method
 * that takes something in answers the keys under which the visible world changed. Safe for
 * concurrent use.
 */
final class Ledger {

  private final SingleReads<NetworkInterface> interfaces = new SingleReads<>(false);
  private final SingleReads<Instance> instances = new SingleReads<>(false);
  private final SingleReads<List<SecurityGroupRule>> rules = new SingleReads<>(true);
  private final Map<String, Seen<InstanceType>> types = new HashMap<>();
  private final Set<String> vpcsAskedFor = new HashSet<>();
  private final PendingWrites<Write.OfInterface> interfaceWrites =
      new PendingWrites<>(Succession.ofInterfaces());
  private final PendingWrites<Write.OfRules> ruleWrites = new PendingWrites<>(Succession.ofRules());
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

  /** Whether writes wait that time may settle. */
  synchronized boolean waitsForReads() {
    return !interfaceWrites.ids().isEmpty() || !ruleWrites.ids().isEmpty();
  }

  /** Takes in what a mutating call changed, which was answered at that moment. */
  synchronized Set<Key> wrote(Write write, Moment at) {
    return switch (write) {
      case Write.OfInterface it -> {
        interfaceWrites.add(it.interfaceId(), it, at);
        yield lay(List.of(interfaceFact(it.interfaceId(), at.at())));
      }
      case Write.OfRules it -> {
        ruleWrites.add(it.groupId(), it, at);
        yield lay(List.of(rulesFact(it.groupId(), at.at())));
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
          interfaces.learn(id, new Read<>(state, reading.began()));
          facts.add(interfaceFact(id, now));
        });
    reading
        .instances()
        .forEach((id, state) -> {
          instances.learn(id, new Read<>(state, reading.began()));
          facts.add(new Fact.OfInstance(id, instances.latest(id).state()));
        });
    reading
        .rules()
        .forEach((id, state) -> {
          rules.learn(id, new Read<>(state, reading.began()));
          facts.add(rulesFact(id, now));
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

  /** Takes in a whole read. */
  synchronized Set<Key> read(WholeRead found, Instant now) {
    WholeRead last = whole;
    boolean knewMore = last.topology().began().isAfter(found.topology().began());
    WholeRead next = knewMore ? found.with(last.topology()) : found;
    Layers before = layers;
    whole = next;
    interfaces.wholeRead(next.began(), next.snapshot()::networkInterface);
    instances.wholeRead(next.began(), next.snapshot()::instance);
    rules.wholeRead(next.began(), next.snapshot()::rules);
    vpcsAskedFor.removeIf(next.topology()::hasVpc);
    layers = Layers.of(next.snapshot(), facts(now));
    Set<Key> laidOver = before.keys();
    laidOver.addAll(layers.keys());
    Set<Key> changed =
        Changes.between(before.world(), last.snapshot(), world(), next.snapshot(), laidOver);
    changed.addAll(last.topology().changesTo(next.topology()));
    return changed;
  }

  /** Lets time settle writes that no read came to show: the read is right. */
  synchronized Set<Key> settle(Instant now) {
    List<Fact> facts = new ArrayList<>();
    List.copyOf(interfaceWrites.ids()).forEach(id -> facts.add(interfaceFact(id, now)));
    List.copyOf(ruleWrites.ids()).forEach(id -> facts.add(rulesFact(id, now)));
    return lay(facts);
  }

  private Set<Key> changed(Topology topology) {
    if (whole.topology().began().isAfter(topology.began())) {
      return Set.of();
    }
    Set<Key> changed = whole.topology().changesTo(topology);
    if (!changed.isEmpty()) {
      whole = whole.with(topology);
      interfaces.wholeRead(whole.began(), whole.snapshot()::networkInterface);
      instances.wholeRead(whole.began(), whole.snapshot()::instance);
      rules.wholeRead(whole.began(), whole.snapshot()::rules);
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

  private List<Fact> facts(Instant now) {
    List<Fact> facts = new ArrayList<>();
    union(interfaces.ids(), interfaceWrites.ids()).forEach(id -> facts.add(interfaceFact(id, now)));
    instances.ids().forEach(id -> facts.add(new Fact.OfInstance(id, instances.latest(id).state())));
    union(rules.ids(), ruleWrites.ids()).forEach(id -> facts.add(rulesFact(id, now)));
    types.forEach((name, state) -> facts.add(new Fact.OfType(name, state)));
    return facts;
  }

  private Fact interfaceFact(String id, Instant now) {
    Read<NetworkInterface> read = interfaces.latest(id);
    NetworkInterface before = read.state().present().orElse(null);
    List<Write.OfInterface> settled =
        interfaceWrites.settle(id, read.began(), it -> it.shownBy(before), now);
    Seen<NetworkInterface> state = read.state();
    if (state.isUnread() && settled.stream().anyMatch(it -> it instanceof Write.Deleted)) {
      state = new Seen.Gone<>();
      interfaces.learn(id, new Read<>(state, read.began()));
    }
    List<Write.OfInterface> pending = interfaceWrites.of(id);
    for (Write.OfInterface it : pending) {
      NetworkInterface after = it.over(state.present().orElse(null));
      if (after != null) {
        state = new Seen.Present<>(after);
      } else if (it instanceof Write.Deleted) {
        state = new Seen.Gone<>();
      }
    }
    return new Fact.OfInterface(id, state, pending.isEmpty());
  }

  private Fact rulesFact(String groupId, Instant now) {
    Read<List<SecurityGroupRule>> read = rules.latest(groupId);
    if (!(read.state() instanceof Seen.Present<List<SecurityGroupRule>>(var found))) {
      return new Fact.OfRules(groupId, read.state());
    }
    ruleWrites.settle(groupId, read.began(), it -> it.shownBy(found), now);
    List<SecurityGroupRule> after = found;
    for (Write.OfRules it : ruleWrites.of(groupId)) {
      after = it.over(after);
    }
    return new Fact.OfRules(groupId, new Seen.Present<>(sorted(after)));
  }

  private static List<SecurityGroupRule> sorted(List<SecurityGroupRule> some) {
    return some.stream().sorted(Comparator.comparing(SecurityGroupRule::id)).toList();
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }
}
