package dev.fixedip.reconcile;

import dev.fixedip.model.FewOrMany;
import dev.fixedip.model.Key;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Who looked at what in EC2, and so is woken when it changes; and who waits for it to be known. */
final class Wakes {
  private final Map<Key, Set<ResourceID>> lookers = new ConcurrentHashMap<>();
  private final Map<ResourceID, Set<Key>> looked = new ConcurrentHashMap<>();
  private final Set<ResourceID> heldBack = ConcurrentHashMap.newKeySet();
  private final Consumer<ResourceID> wake;

  Wakes(Consumer<ResourceID> wake) {
    this.wake = wake;
  }

  /**
   * Notes what a resource looked at, instead of what it looked at before.
   *
   * @return whether it had not looked at some of it before, so that a change may have been missed
   */
  boolean looked(ResourceID who, Set<Key> keys) {
    Set<Key> before = looked.put(who, keys);
    if (keys.equals(before)) {
      return false;
    }
    Set<Key> old = before == null ? Set.of() : before;
    keys.stream().filter(key -> !old.contains(key)).forEach(key -> add(key, who));
    old.stream().filter(key -> !keys.contains(key)).forEach(key -> drop(key, who));
    return !old.containsAll(keys);
  }

  /** Forgets a resource that is gone. */
  void forget(ResourceID who) {
    Set<Key> before = looked.remove(who);
    if (before != null) {
      before.forEach(key -> drop(key, who));
    }
  }

  /** Notes who can only be served once EC2 is known well enough. */
  void holdBack(ResourceID who) {
    heldBack.add(who);
  }

  /** Wakes everybody who was held back. */
  void letGo() {
    Set<ResourceID> all = Set.copyOf(heldBack);
    heldBack.removeAll(all);
    all.forEach(wake);
  }

  /** Wakes everybody who looked at one of the keys, each once. */
  void changed(Collection<Key> keys) {
    Set<ResourceID> woken = new HashSet<>();
    keys.forEach(key -> woken.addAll(lookers.getOrDefault(key, Set.of())));
    woken.forEach(wake);
  }

  private void add(Key key, ResourceID who) {
    lookers.compute(key, (k, some) -> FewOrMany.with(some, who));
  }

  private void drop(Key key, ResourceID who) {
    lookers.computeIfPresent(key, (k, some) -> FewOrMany.without(some, who));
  }
}
