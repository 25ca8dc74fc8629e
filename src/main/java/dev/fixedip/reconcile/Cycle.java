package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.ec2.Answer;
import dev.fixedip.ec2.Executor;
import dev.fixedip.ec2.Inventory;
import dev.fixedip.plan.Desired;
import dev.fixedip.plan.Drift;
import dev.fixedip.plan.Neighbours;
import dev.fixedip.plan.Plan;
import dev.fixedip.plan.Planner;
import dev.fixedip.plan.Policy;
import dev.fixedip.plan.Remembered;
import dev.fixedip.plan.Situation;
import dev.fixedip.plan.Step;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Observe, plan, act: one step at a time, and a new plan after each, until there is nothing to do
 * now. Never waits for EC2: what is on its way wakes the resource when it has come.
 */
final class Cycle {
  private static final int STEPS_AT_MOST = 50;

  /** A wait for EC2's rate limits that is worth telling. */
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Each look may lead further; no plan looks further than this. */
  private static final int LOOKS_AT_MOST = 10;

  private final Inventory inventory;
  private final Executor executor;
  private final Policy policy;
  private final InstantSource clock;
  private final Telling telling;
  private final Wakes wakes;
  private final Locks locks;
  private final Gate gate;

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
      Locks locks,
      Gate gate) {}

  Cycle(Parts parts) {
    inventory = parts.inventory();
    executor = parts.executor();
    policy = parts.policy();
    clock = parts.clock();
    telling = parts.telling();
    wakes = parts.wakes();
    locks = parts.locks();
    gate = parts.gate();
  }

  /** Writes a status down and answers the resource with it. */
  @FunctionalInterface
  interface Scribe {
    FixedIp write(FixedIp resource, FixedIpStatus status);
  }

  /** Where a cycle came to: there is nothing to do now. */
  record End(Situation situation, Plan plan) {}

  /**
   * A resource while it is worked on. Whoever waits for a turn keeps no more than this: a plan's
   * world may be old before the turn comes, and many wait.
   *
   * @param current whether the resource is still as it was when the work began
   */
  private record Work(
      Desired desired,
      Neighbours neighbours,
      Memory memory,
      Scribe scribe,
      Predicate<FixedIp> current) {}

  /** What a look at the resource leads to. */
  private sealed interface Look {
    /** Nothing is to be done now. */
    record AtRest(End end) implements Look {}

    /** There is something to do, and EC2 is not known well enough yet. */
    record TooEarly() implements Look {}

    /** Something was written down: look again. */
    record Noted(FixedIp known) implements Look {}

    /** That is to be done. */
    record Act(Step step, FixedIp known) implements Look {}
  }

  /**
   * Plans and acts until there is nothing to do now.
   *
   * @param current whether a resource is still as it was given; what waited for its turn is not
   *     done for what is not wanted any more
   * @return empty if there is something to do and it may not be done now: the resource is to be
   *     looked at again soon
   */
  Optional<End> run(
      FixedIp resource,
      Desired desired,
      Neighbours neighbours,
      Memory memory,
      Scribe scribe,
      Predicate<FixedIp> current) {
    Work work = new Work(desired, neighbours, memory, scribe, current);
    if (inventory.isSettled()) {
      memory.working(clock.instant());
    }
    FixedIp known = resource;
    for (int steps = 0; steps < STEPS_AT_MOST; steps++) {
      switch (look(known, work)) {
        case Look.AtRest(End end) -> {
          return Optional.of(followed(end));
        }
        case Look.TooEarly() -> {
          return Optional.empty();
        }
        case Look.Noted(FixedIp it) -> known = it;
        case Look.Act(Step step, FixedIp it) -> {
          known = it;
          if (!act(step, it, work)) {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of(followed(observed(known, work)));
  }

  private Look look(FixedIp known, Work work) {
    End end = observed(known, work);
    boolean noted = !isToBeNoted(end);
    Optional<Step> step = end.plan().now();
    if (noted && step.isEmpty()) {
      return new Look.AtRest(end);
    }
    if (!inventory.isSettled()) {
      return new Look.TooEarly();
    }
    return noted
        ? new Look.Act(step.get(), toldOfLongWait(end, known, work))
        : new Look.Noted(
            work.scribe()
                .write(known, StatusBuilder.of(end.situation(), end.plan(), work.memory())));
  }

  /** Nothing is written while it waits for its turn: if that will be long, it is said before. */
  private FixedIp toldOfLongWait(End end, FixedIp known, Work work) {
    boolean isLong =
        end.plan()
            .now()
            .filter(it -> executor.expectedWait(it.action()).compareTo(LONG) > 0)
            .isPresent();
    if (!isLong) {
      return known;
    }
    FixedIpStatus told = StatusBuilder.of(end.situation(), end.plan().inLine(), work.memory());
    return Statuses.same(end.situation().remembered().status(), told)
        ? known
        : work.scribe().write(known, told);
  }

  private End followed(End end) {
    Plan plan = end.plan();
    boolean toGoOn = !plan.awaited().isEmpty() && !Planner.plan(end.situation()).rest().isEmpty();
    inventory.follow(end.situation().desired().identity().uid(), plan.awaited(), toGoOn);
    return end;
  }

  /** What EC2 cannot tag is in the status before it is made. */
  private static boolean isToBeNoted(End end) {
    return !end.situation().remembered().owned().containsAll(end.plan().owned());
  }

  /** Forgets a resource that is gone. */
  void forget(FixedIp resource) {
    wakes.forget(ResourceID.fromResource(resource));
    inventory.follow(Resources.uid(resource), Set.of(), false);
  }

  /** Plans, and plans again if what was looked at may have changed before we were told. */
  private End observed(FixedIp resource, Work work) {
    ResourceID id = ResourceID.fromResource(resource);
    End end = planned(resource, work);
    for (int looks = 0; looks < LOOKS_AT_MOST; looks++) {
      boolean isNews = wakes.looked(id, end.plan().keys());
      if (!isNews || end.situation().world().equals(inventory.world())) {
        break;
      }
      end = planned(resource, work);
    }
    inventory.want(end.plan().keys());
    return end;
  }

  private End planned(FixedIp resource, Work work) {
    Memory memory = work.memory();
    Situation situation =
        new Situation(
            work.desired(),
            inventory.world(),
            inventory.observedAt(),
            work.neighbours(),
            new Remembered(
                Resources.status(resource),
                memory.corrections(),
                memory.failures(),
                memory.workingSince(),
                Optional.of(memory.wanting(work.desired(), clock.instant()))),
            policy,
            clock.instant());
    return new End(situation, Planner.next(situation));
  }

  /**
   * Carries the step out if it is still the next one when its turn has come; false if we are no
   * longer the leader, or something else is wanted meanwhile. What somebody else did meanwhile, as
   * one call for several, takes no turn.
   */
  private boolean act(Step step, FixedIp resource, Work work) {
    return locks.holding(
        step.action(),
        waited -> {
          if (waited && next(step, resource, work).isEmpty()) {
            return true;
          }
          boolean isTurn =
              executor.tryTurn(step.action())
                  || gate.outside(() -> executor.awaitTurn(step.action()));
          return isTurn
              && work.current().test(resource)
              && next(step, resource, work)
                  .map(planned -> executed(step, planned, resource, work.memory()))
                  .orElse(true);
        });
  }

  /** The plan that has the step as the next one; empty if there is none any more. */
  private Optional<End> next(Step step, FixedIp resource, Work work) {
    return Optional.of(planned(resource, work))
        .filter(it -> it.plan().now().filter(step::equals).isPresent());
  }

  private boolean executed(Step step, End planned, FixedIp resource, Memory memory) {
    LogContext.acting(step, planned.plan().findings());
    return switch (executor.execute(step.action())) {
      case Answer.NotLeading() -> false;
      case Answer.Failed failed -> {
        memory.failed(step.action(), failed, clock.instant());
        yield true;
      }
      case Answer.Done() -> {
        Optional<Drift> drift = Drift.corrected(step, planned.situation());
        memory.succeeded(step, drift, clock.instant());
        telling.done(resource, step, drift, planned.situation());
        yield true;
      }
    };
  }
}
