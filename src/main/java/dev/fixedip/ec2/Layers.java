package dev.fixedip.ec2;

import dev.fixedip.model.Key;
import dev.fixedip.model.Overlay;
import dev.fixedip.model.Snapshot;
import dev.fixedip.model.World;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A snapshot with newer facts laid over it. Never changed: a new fact makes new layers, which share
 * all but the few newest facts with the old ones.
 */
final class Layers {

  /** How many facts are copied for each new one, at most. */
  private static final int RECENT = 64;

  private final Snapshot base;
  private final Map<Key, Fact> older;
  private final World middle;
  private final Map<Key, Fact> recent;
  private final World world;

  private Layers(Snapshot base, Map<Key, Fact> older, World middle, Map<Key, Fact> recent) {
    this.base = base;
    this.older = older;
    this.middle = middle;
    this.recent = recent;
    this.world = laid(middle, recent);
  }

  static Layers of(Snapshot base, Collection<Fact> facts) {
    Map<Key, Fact> all = byKey(Map.of(), facts);
    return new Layers(base, all, laid(base, all), Map.of());
  }

  Layers with(Collection<Fact> facts) {
    Map<Key, Fact> next = byKey(recent, facts);
    if (next.size() <= RECENT) {
      return new Layers(base, older, middle, next);
    }
    Map<Key, Fact> all = byKey(older, next.values());
    return new Layers(base, all, laid(base, all), Map.of());
  }

  /** The same facts over another snapshot. */
  Layers over(Snapshot other) {
    return Layers.of(other, byKey(older, recent.values()).values());
  }

  /** All of it as one world. */
  World world() {
    return world;
  }

  /** What something newer than the snapshot is known of. */
  Set<Key> keys() {
    Set<Key> keys = new HashSet<>(older.keySet());
    keys.addAll(recent.keySet());
    return keys;
  }

  private static Map<Key, Fact> byKey(Map<Key, Fact> some, Collection<Fact> others) {
    Map<Key, Fact> all = new HashMap<>(some);
    others.forEach(it -> all.put(it.key(), it));
    return all;
  }

  private static World laid(World below, Map<Key, Fact> facts) {
    if (facts.isEmpty()) {
      return below;
    }
    Overlay overlay = new Overlay(below);
    facts.values().forEach(it -> it.layOver(overlay));
    return overlay;
  }
}
