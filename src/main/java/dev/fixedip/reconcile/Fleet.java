package dev.fixedip.reconcile;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpSpec.InstanceSelector;
import dev.fixedip.api.FixedIpSpec.Strategy;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.plan.Neighbours;
import dev.fixedip.plan.Nodes;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All FixedIps that the operator knows, and the way to wake them. */
final class Fleet {
  private final WakeUps wakeUps = new WakeUps();
  private final Nodes nodes;
  private volatile Consumer<FixedIp> gone = _ -> {};
  private final AtomicReference<Known> known = new AtomicReference<>();

  /** The cache, and what the planner sees of it. */
  private record Known(IndexerResourceCache<FixedIp> cache, CachedNeighbours neighbours) {}

  Fleet(Nodes nodes) {
    this.nodes = nodes;
  }

  /** Tells of each FixedIp that Kubernetes does not have any more. */
  void onGone(Consumer<FixedIp> listener) {
    gone = listener;
  }

  /** Takes over the cache; answers the source of our wake-ups. */
  EventSource<?, FixedIp> open(IndexerResourceCache<FixedIp> cache) {
    known.set(new Known(cache, new CachedNeighbours(cache, nodes)));
    return wakeUps;
  }

  /** The FixedIps as the planner sees them. */
  Neighbours neighbours() {
    return opened().neighbours();
  }

  /** All of them; none before the cache is open. */
  List<FixedIp> all() {
    Known now = known.get();
    return now == null ? List.of() : now.cache().list().toList();
  }

  /** Whether there is a FixedIp with that UID. */
  boolean knows(String uid) {
    return opened().neighbours().has(uid);
  }

  /** Whether what is wanted of the resource is still the same. */
  boolean isCurrent(FixedIp it) {
    return opened()
        .cache()
        .get(ResourceID.fromResource(it))
        .filter(now ->
            Objects.equals(now.getMetadata().getGeneration(), it.getMetadata().getGeneration())
                && Objects.equals(
                    now.getMetadata().getAnnotations(), it.getMetadata().getAnnotations())
                && now.isMarkedForDeletion() == it.isMarkedForDeletion())
        .isPresent();
  }

  /** Has the resource looked at again. */
  void wake(ResourceID id) {
    wakeUps.propagateEvent(id);
  }

  private void wake(Stream<FixedIp> some) {
    some.map(ResourceID::fromResource).forEach(this::wake);
  }

  /** Has those looked at again that ask for an address that another FixedIp gave up. */
  private void wakeHeirs(String address) {
    wake(opened().neighbours().askingFor(address));
  }

  /** Has those looked at again that name the node. */
  void wakeNamers(String node) {
    Known now = known.get();
    if (now != null) {
      wake(now.neighbours().naming(new InstanceSelector(null, null, node)));
    }
  }

  /** Has those looked at again that share an interface with one that may have made room. */
  private void wakeSharers(FixedIp before) {
    InstanceSelector selector = before.getSpec().instance();
    if (before.getSpec().strategyOrDefault() == Strategy.SecondaryAddress && selector != null) {
      wake(opened().neighbours().naming(selector).filter(it -> !isSame(it, before)));
    }
  }

  /**
   * Has those looked at again that waited for the last address to be written down that goes to the
   * same interface. As long as one is missing they would only go on waiting.
   */
  private void wakeFellows(FixedIp after, FixedIp before) {
    InstanceSelector selector = before.getSpec().instance();
    if (selector == null || !isAwaited(before) || isAwaited(after)) {
      return;
    }
    List<FixedIp> fellows =
        opened().neighbours().naming(selector).filter(it -> isOnSameInterface(it, before)).toList();
    if (fellows.stream().noneMatch(Fleet::isAwaited)) {
      wake(fellows.stream().filter(it -> !isSame(it, after)));
    }
  }

  /** Whether its address is still to be written down, as far as is known. */
  private static boolean isAwaited(FixedIp it) {
    FixedIpStatus status = Resources.status(it);
    return it.getSpec().strategyOrDefault() == Strategy.SecondaryAddress
        && !it.isMarkedForDeletion()
        && !it.getSpec().isSuspended()
        && !status.isTrue(ConditionType.Stalled)
        && !status.isTrue(ConditionType.Ready)
        && CachedNeighbours.targets(it).findAny().isEmpty();
  }

  private static boolean isOnSameInterface(FixedIp one, FixedIp other) {
    FixedIpSpec.InterfaceSpec mine = one.getSpec().interfaceOrDefault();
    FixedIpSpec.InterfaceSpec others = other.getSpec().interfaceOrDefault();
    return one.getSpec().strategyOrDefault() == Strategy.SecondaryAddress
        && Objects.equals(mine.id(), others.id())
        && Objects.equals(mine.deviceIndex(), others.deviceIndex());
  }

  private static boolean isSame(FixedIp one, FixedIp other) {
    return Resources.uid(one).equals(Resources.uid(other));
  }

  /** Where its claim is, when its instance is not there to tell. */
  private static @Nullable String subnetId(FixedIp it) {
    FixedIpStatus.InterfaceStatus known = Resources.status(it).networkInterface();
    return known == null ? null : known.subnetId();
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

  /** Where wake-ups go in, and where a FixedIp that gives up its address is heard of. */
  private final class WakeUps extends SimpleInboundEventSource<FixedIp>
      implements ResourceEventAware<FixedIp> {
    WakeUps() {
      super("ec2");
    }

    @Override
    public void onResourceUpdated(FixedIp after, FixedIp before) {
      if (!before.getSpec().equals(after.getSpec())) {
        wakeHeirs(before.getSpec().address());
        wakeSharers(before);
      }
      String claimed = subnetId(before);
      if (claimed != null && !claimed.equals(subnetId(after))) {
        wakeHeirs(after.getSpec().address());
      }
      wakeFellows(after, before);
      CachedNeighbours.addresses(before)
          .filter(it -> CachedNeighbours.addresses(after).noneMatch(it::equals))
          .forEach(Fleet.this::wakeHeirs);
    }

    @Override
    public void onResourceDeleted(FixedIp it) {
      gone.accept(it);
      wakeHeirs(it.getSpec().address());
      wakeSharers(it);
    }
  }
}
