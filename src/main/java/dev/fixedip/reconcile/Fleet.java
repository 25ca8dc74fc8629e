package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIp;
import dev.fixedip.plan.Neighbours;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** All FixedIps that the operator knows, and the way to wake them. */
final class Fleet {
  private final SimpleInboundEventSource<FixedIp> wakeUps = new SimpleInboundEventSource<>("ec2");
  private final AtomicReference<Known> known = new AtomicReference<>();

  /** The address that each UID asked for when that was last looked at. */
  private Map<String, String> addresses = Map.of();

  private record Known(IndexerResourceCache<FixedIp> cache, CachedNeighbours neighbours) {}

  /** Takes over the cache; answers the source of our wake-ups. */
  EventSource<?, FixedIp> open(IndexerResourceCache<FixedIp> cache) {
    known.set(new Known(cache, new CachedNeighbours(cache)));
    return wakeUps;
  }

  /** The FixedIps as the planner sees them. */
  Neighbours neighbours() {
    return opened().neighbours();
  }

  /** Whether there is a FixedIp with that UID. */
  boolean knows(String uid) {
    return opened().neighbours().has(uid);
  }

  /** Has the resource looked at again. */
  void wake(ResourceID id) {
    wakeUps.propagateEvent(id);
  }

  /**
   * Has those looked at again that ask for an address which, since this was last called, another
   * FixedIp has stopped asking for. Used by one thread.
   */
  void wakeHeirs() {
    Map<String, String> now = new HashMap<>();
    opened().cache().list().forEach(it -> now.put(Resources.uid(it), it.getSpec().address()));
    addresses.forEach((uid, address) -> {
      if (!address.equals(now.get(uid))) {
        opened().cache().byIndex(CachedNeighbours.BY_ADDRESS, address).stream()
            .map(ResourceID::fromResource)
            .forEach(this::wake);
      }
    });
    addresses = now;
  }

  /** Has every resource looked at again. */
  void wakeAll() {
    opened().cache().keys().forEach(this::wake);
  }

  private Known opened() {
    Known it = known.get();
    if (it == null) {
      throw new IllegalStateException("The cache of FixedIps is not open yet");
    }
    return it;
  }
}
