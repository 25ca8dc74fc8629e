package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.ec2.Inventory;
import dev.fixedip.plan.Desired;
import dev.fixedip.plan.Plan;
import dev.fixedip.plan.Policy;
import dev.fixedip.plan.Verdict;
import dev.fixedip.reconcile.Cycle.End;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and keeps true what FixedIps ask for: situation, plan, act, status. */
public final class FixedIpReconciler implements Reconciler<FixedIp>, Cleaner<FixedIp> {
  private static final Logger LOG = LoggerFactory.getLogger(FixedIpReconciler.class);

  private static final Duration BLOCKED_AGAIN = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Inventory inventory;
  private final Cycle cycle;
  private final Fleet fleet;
  private final Telling telling;
  private final Wakes wakes;
  private final Policy policy;
  private final InstantSource clock;
  private final Map<String, Memory> memories = new ConcurrentHashMap<>();

  /**
   * Makes a reconciler over what it works with.
   *
   * @param fleet all FixedIps that the operator knows, and the way to wake them
   */
  FixedIpReconciler(Cycle.Parts parts, Fleet fleet) {
    inventory = parts.inventory();
    cycle = new Cycle(parts);
    this.fleet = fleet;
    telling = parts.telling();
    wakes = parts.wakes();
    policy = parts.policy();
    clock = parts.clock();
    fleet.onGone(this::forget);
  }

  @Override
  public List<EventSource<?, FixedIp>> prepareEventSources(EventSourceContext<FixedIp> context) {
    return List.of(fleet.open(context.getPrimaryCache()));
  }

  @Override
  public UpdateControl<FixedIp> reconcile(FixedIp resource, Context<FixedIp> context) {
    try (var _ = LogContext.of(resource)) {
      return keptTrue(resource, context);
    }
  }

  private UpdateControl<FixedIp> keptTrue(FixedIp resource, Context<FixedIp> context) {
    if (!inventory.isComplete()) {
      return UpdateControl.noUpdate();
    }
    Memory memory = memory(resource);
    Optional<End> run = worked(resource, Resources.desired(resource), memory, context);
    if (run.isEmpty()) {
      return isHeldBack(resource)
          ? UpdateControl.noUpdate()
          : UpdateControl.<FixedIp>noUpdate().rescheduleAfter(SOON);
    }
    End end = run.get();
    Instant now = clock.instant();
    Optional<Instant> again = end.plan().again();
    if (isWorking(end.plan())) {
      Instant remarkable = memory.remarkable(now);
      if (now.isBefore(remarkable)) {
        return reschedule(sooner(again, remarkable), now);
      }
    }
    FixedIpStatus before = end.situation().remembered().status();
    FixedIpStatus after = StatusBuilder.of(end.situation(), end.plan(), memory);
    if (!Statuses.same(before, after)) {
      if (isHeldBack(resource)) {
        return UpdateControl.noUpdate();
      }
      write(resource, after, context);
      telling.changed(resource, before, end.plan().drift(), end.plan().verdict(), memory.done());
    }
    if (!isWorking(end.plan())) {
      memory.settled();
    }
    if (end.plan().now().isPresent()) {
      again = sooner(again, now.plus(SOON));
    }
    return reschedule(
        isStale(end.plan()) ? sooner(again, now.plus(policy.pollInterval())) : again, now);
  }

  @Override
  public DeleteControl cleanup(FixedIp resource, Context<FixedIp> context) {
    try (var _ = LogContext.of(resource)) {
      return tidiedUp(resource, context);
    }
  }

  private DeleteControl tidiedUp(FixedIp resource, Context<FixedIp> context) {
    Memory memory = memory(resource);
    boolean abandoned = Resources.isAbandoned(resource);
    Instant patience =
        memory
            .working(clock.instant())
            .plus(Inventory.SETTLING)
            .plus(policy.pollInterval().multipliedBy(2));
    if (isHeldBack(resource)) {
      return abandoned ? letGoAt(patience, resource) : DeleteControl.noFinalizerRemoval();
    }
    Desired desired = Resources.desired(resource);
    Optional<End> run =
        worked(resource, abandoned ? desired.abandoned() : desired, memory, context);
    if (run.isEmpty()) {
      return DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON);
    }
    End end = run.get();
    if (end.plan().isDone()) {
      forget(resource);
      return DeleteControl.defaultDelete();
    }
    if (abandoned && end.plan().now().isEmpty()) {
      boolean refused =
          end.plan().verdict().filter(it -> it.outcome() == Reason.Outcome.STALLED).isPresent();
      return letGoAt(refused ? Instant.MIN : patience, resource);
    }
    FixedIpStatus before = end.situation().remembered().status();
    FixedIpStatus after = StatusBuilder.of(end.situation(), end.plan(), memory);
    Instant now = clock.instant();
    Instant remarkable = memory.remarkable(now);
    if (now.isBefore(remarkable) && isWorking(end.plan())) {
      return DeleteControl.noFinalizerRemoval().rescheduleAfter(until(remarkable, now));
    }
    if (!Statuses.same(before, after)) {
      write(resource, after, context);
      telling.changed(resource, before, end.plan().drift(), end.plan().verdict(), memory.done());
    }
    Instant latest = now.plus(BLOCKED_AGAIN);
    Instant again = end.plan().again().filter(latest::isAfter).orElse(latest);
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(until(again, now));
  }

  private Optional<End> worked(
      FixedIp resource, Desired desired, Memory memory, Context<FixedIp> context) {
    return cycle.run(
        resource,
        desired,
        fleet.neighbours(),
        memory,
        (it, status) -> write(it, status, context),
        fleet::isCurrent);
  }

  /** Whether nothing may be done or said yet; then the resource is woken when it may. */
  private boolean isHeldBack(FixedIp resource) {
    if (inventory.isSettled()) {
      return false;
    }
    wakes.holdBack(ResourceID.fromResource(resource));
    if (inventory.isSettled()) {
      wakes.letGo();
    }
    return true;
  }

  /** An abandoned FixedIp goes, whatever is left in EC2; until then EC2 may still be tidied up. */
  private DeleteControl letGoAt(Instant at, FixedIp resource) {
    Instant now = clock.instant();
    if (now.isBefore(at)) {
      return DeleteControl.noFinalizerRemoval().rescheduleAfter(until(at, now));
    }
    LOG.warn(
        "FixedIp {}/{} is let go, as its annotation {} says; EC2 could not be tidied up",
        resource.getMetadata().getNamespace(),
        resource.getMetadata().getName(),
        Resources.ABANDON);
    forget(resource);
    return DeleteControl.defaultDelete();
  }

  private void forget(FixedIp resource) {
    cycle.forget(resource);
    memories.remove(Resources.uid(resource));
  }

  private static boolean isWorking(Plan plan) {
    return plan.verdict().map(Verdict::reason).filter(it -> it == Reason.PROGRESSING).isPresent();
  }

  private static boolean isStale(Plan plan) {
    return plan.verdict()
        .map(Verdict::reason)
        .filter(it -> it == Reason.OBSERVATION_STALE)
        .isPresent();
  }

  private Memory memory(FixedIp resource) {
    return memories.computeIfAbsent(Resources.uid(resource), _ -> new Memory());
  }

  private static Optional<Instant> sooner(Optional<Instant> one, Instant other) {
    return Optional.of(one.filter(other::isAfter).orElse(other));
  }

  private static UpdateControl<FixedIp> reschedule(Optional<Instant> at, Instant now) {
    UpdateControl<FixedIp> control = UpdateControl.noUpdate();
    return at.map(it -> control.rescheduleAfter(until(it, now))).orElse(control);
  }

  private static Duration until(Instant at, Instant now) {
    Duration left = Duration.between(now, at);
    return left.isPositive() ? left.plusMillis(1) : Duration.ofMillis(1);
  }

  private static FixedIp write(FixedIp resource, FixedIpStatus status, Context<FixedIp> context) {
    FixedIp fresh = new FixedIp();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(resource.getMetadata().getNamespace())
            .withName(resource.getMetadata().getName())
            .withUid(resource.getMetadata().getUid())
            .build());
    fresh.setStatus(status);
    return PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(resource, fresh, context);
  }
}
