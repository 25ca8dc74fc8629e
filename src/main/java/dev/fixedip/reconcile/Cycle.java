package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.ec2.Answer;
import dev.fixedip.ec2.Executor;
import dev.fixedip.ec2.Inventory;
import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.plan.Action;
import dev.fixedip.plan.Desired;
import dev.fixedip.plan.Drift;
import dev.fixedip.plan.ElasticIpAction;
import dev.fixedip.plan.Neighbours;
import dev.fixedip.plan.Plan;
import dev.fixedip.plan.Planner;
import dev.fixedip.plan.Policy;
import dev.fixedip.plan.Remembered;
import dev.fixedip.plan.Situation;
import dev.fixedip.plan.Step;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Observe, plan, act: one step at a time, and a new plan after each, until there is nothing to do
 * now. Never waits for EC2: what is on its way wakes the resource when it has come.
 */
final class Cycle {
  private static final int STEPS_AT_MOST = 50;

  /** Each look may lead further; no plan looks further than this. */
  private static final int LOOKS_AT_MOST = 10;

  private final Inventory inventory;
  private final Executor executor;
  private final Policy policy;
  private final InstantSource clock;
  private final Telling telling;
  private final Wakes wakes;
  private final Locks locks;

  /**
   * What a cycle works with.
   *
   * @param inventory what is known of EC2
   * @param executor what changes EC2
   */
  record Parts(
      Inventory inventory,
      Executor executor,
      Policy policy,
      InstantSource clock,
      Telling telling,
      Wakes wakes,
      Locks locks) {}

  Cycle(Parts parts) {
    inventory = parts.inventory();
    executor = parts.executor();
    policy = parts.policy();
    clock = parts.clock();
    telling = parts.telling();
    wakes = parts.wakes();
    locks = parts.locks();
  }

  /** Writes a status down and answers the resource with it. */
  @FunctionalInterface
  interface Scribe {
    FixedIp write(FixedIp resource, FixedIpStatus status);
  }

  /** Where a cycle came to. */
  record End(Situation situation, Plan plan, boolean leading) {}

  End run(FixedIp resource, Desired desired, Neighbours neighbours, Memory memory, Scribe scribe) {
    ResourceID id = ResourceID.fromResource(resource);
    FixedIp known = resource;
    memory.working(clock.instant());
    End end = observed(id, known, desired, neighbours, memory);
    for (int steps = 0; steps < STEPS_AT_MOST; steps++) {
      if (isToBeNoted(end)) {
        known = scribe.write(known, StatusBuilder.of(end.situation(), end.plan(), memory));
      } else if (end.plan().now().isPresent()) {
        if (!act(end.plan().now().get(), end, known, desired, neighbours, memory)) {
          return new End(end.situation(), end.plan(), false);
        }
      } else {
        break;
      }
      end = observed(id, known, desired, neighbours, memory);
    }
    inventory.follow(desired.identity().uid(), end.plan().awaited());
    return end;
  }

  /** What EC2 cannot tag is in the status before it is made. */
  private static boolean isToBeNoted(End end) {
    return !end.situation().remembered().owned().containsAll(end.plan().owned());
  }

  /** Forgets a resource that is gone. */
  void forget(FixedIp resource) {
    wakes.forget(ResourceID.fromResource(resource));
    inventory.follow(Resources.uid(resource), Set.of());
  }

  /** The interface that stays with its instance, without our tags, since EC2 cannot detach it. */
  private static Optional<NetworkInterface> leftAsPrimary(Step step, Situation situation) {
    return step.action() instanceof Action.RemoveTags it
            && it.tags().containsKey(Ownership.UID)
            && !situation.desired().spec().retains()
        ? situation
            .world()
            .networkInterface(it.interfaceId())
            .present()
            .filter(NetworkInterface::isPrimary)
        : Optional.empty();
  }

  /** Plans, and plans again if what was looked at may have changed before we were told. */
  private End observed(
      ResourceID id, FixedIp resource, Desired desired, Neighbours neighbours, Memory memory) {
    End end = planned(resource, desired, neighbours, memory);
    for (int looks = 0; looks < LOOKS_AT_MOST && wakes.looked(id, end.plan().keys()); looks++) {
      end = planned(resource, desired, neighbours, memory);
    }
    inventory.want(end.plan().keys());
    return end;
  }

  private End planned(FixedIp resource, Desired desired, Neighbours neighbours, Memory memory) {
    Situation situation =
        new Situation(
            desired,
            inventory.world(),
            inventory.observedAt(),
            neighbours,
            new Remembered(
                Resources.status(resource),
                memory.corrections(),
                memory.failures(),
                memory.workingSince(),
                Optional.of(memory.wanting(desired, clock.instant()))),
            policy,
            clock.instant());
    return new End(situation, Planner.plan(situation), true);
  }

  /**
   * Carries the step out if it is still the next one when its turn has come; false if we are no
   * longer the leader.
   */
  private boolean act(
      Step step,
      End planned,
      FixedIp resource,
      Desired desired,
      Neighbours neighbours,
      Memory memory) {
    if (!executor.awaitTurn(step.action())) {
      return false;
    }
    LogContext.acting(step, planned.plan().findings());
    Optional<Answer> answer =
        locks.holding(
            step.action(),
            () ->
                planned(resource, desired, neighbours, memory)
                    .plan()
                    .now()
                    .filter(step::equals)
                    .map(it -> executor.execute(it.action())));
    if (answer.isEmpty()) {
      return true;
    }
    return switch (answer.get()) {
      case Answer.NotLeading() -> false;
      case Answer.Failed failed -> {
        memory.failed(step.action(), failed, clock.instant());
        yield true;
      }
      case Answer.Done() -> {
        Optional<Drift> drift = Drift.corrected(step, planned.situation());
        memory.succeeded(step, drift, clock.instant());
        drift.ifPresent(it -> telling.corrected(resource, it, step));
        leftAsPrimary(step, planned.situation())
            .ifPresent(it -> telling.leftAsPrimary(resource, it));
        if (drift.isEmpty() && step.action() instanceof ElasticIpAction.Associate it) {
          telling.costs(resource, it, publicIp(it, planned.situation()));
        }
        yield true;
      }
    };
  }

  private static String publicIp(ElasticIpAction it, Situation situation) {
    return situation
        .world()
        .elasticIp(it.allocationId())
        .present()
        .map(ElasticIp::publicIp)
        .orElse("An Elastic IP");
  }
}
