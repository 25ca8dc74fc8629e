package dev.fixedip.model;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Network interfaces, found by whatever is asked of them. Safe for concurrent use. */
final class InterfaceIndex {

  private record At(String subnetId, String address) {}

  private final Map<String, NetworkInterface> byId = new ConcurrentHashMap<>();
  private final Map<At, String> byAddress = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> byInstance = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> byOwner = new ConcurrentHashMap<>();

  @Nullable NetworkInterface get(String id) {
    return byId.get(id);
  }

  Collection<NetworkInterface> all() {
    return byId.values();
  }

  void put(NetworkInterface it) {
    remove(it.id());
    byId.put(it.id(), it);
    it.addresses().forEach(address -> byAddress.put(at(it, address), it.id()));
    it.instanceId().ifPresent(instance -> add(byInstance, instance, it.id()));
    Ownership.uids(it).forEach(uid -> add(byOwner, uid, it.id()));
  }

  void remove(String id) {
    NetworkInterface old = byId.remove(id);
    if (old == null) {
      return;
    }
    old.addresses().forEach(address -> byAddress.remove(at(old, address), id));
    old.instanceId().ifPresent(instance -> drop(byInstance, instance, id));
    Ownership.uids(old).forEach(uid -> drop(byOwner, uid, id));
  }

  @Nullable NetworkInterface holder(String subnetId, String address) {
    String id = byAddress.get(new At(subnetId, address));
    return id == null ? null : byId.get(id);
  }

  Stream<NetworkInterface> ofInstance(String instanceId) {
    return found(byInstance, instanceId);
  }

  Stream<NetworkInterface> ofOwner(String uid) {
    return found(byOwner, uid);
  }

  private Stream<NetworkInterface> found(Map<String, Set<String>> index, String key) {
    return index.getOrDefault(key, Set.of()).stream()
        .flatMap(id -> Stream.ofNullable(byId.get(id)));
  }

  private static At at(NetworkInterface it, String address) {
    return new At(it.placement().subnetId(), address);
  }

  private static void add(Map<String, Set<String>> index, String key, String id) {
    index.compute(key, (k, ids) -> FewOrMany.with(ids, id));
  }

  private static void drop(Map<String, Set<String>> index, String key, String id) {
    index.computeIfPresent(key, (k, ids) -> FewOrMany.without(ids, id));
  }
}
