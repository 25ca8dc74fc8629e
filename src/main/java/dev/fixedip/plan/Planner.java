package dev.fixedip.plan;

import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.model.Key;
import dev.fixedip.model.Overlay;
import dev.fixedip.model.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Decides what there is to do about one FixedIp. Pure and total: the same situation makes the same
 * plan, and every situation makes one. It decides the next step only; what comes after is foreseen
 * by laying what the step leads to over the world and deciding again.
 */
public final class Planner {

  /** From this age on, what is known of EC2 says nothing about now. */
  public static final Duration STALE = Outline.STALE;

  private static final int FORESEEN_AT_MOST = 20;

  private Planner() {}

  /** The plan for that situation. */
  public static Plan plan(Situation situation) {
    return plan(situation, (decision, now) -> foresee(situation, decision, now));
  }

  /** The plan as far as the next step: it does not foresee what comes after. */
  public static Plan next(Situation situation) {
    return plan(situation, (_, _) -> List.of());
  }

  private static Plan plan(
      Situation given, BiFunction<Decision, Optional<Step>, List<Step>> foresight) {
    Sight sight = new Sight(given.world());
    Situation situation = given.in(sight);
    Target target = Target.of(situation);
    Decision decision = decide(situation, target);
    Outline outline = Outline.of(situation, decision);
    List<Step> rest = foresight.apply(decision, outline.now());
    Findings findings = Findings.of(situation, target, outline.verdict());
    return new Plan(
        outline.now(),
        rest,
        Records.after(situation, target, outline.isSilent() ? Optional.empty() : noted(decision)),
        outline.drift(),
        outline.verdict(),
        findings,
        outline.awaited(),
        keys(sight, findings),
        outline.again());
  }

  private static Optional<FixedIpStatus.Owned> noted(Decision decision) {
    return decision instanceof Decision.Note(FixedIpStatus.Owned owned, var _)
        ? Optional.of(owned)
        : Optional.empty();
  }

  private static Decision decide(Situation situation, Target target) {
    if (situation.desired().deleting()) {
      return Deletion.next(situation);
    }
    return switch (target) {
      case Target.Unresolved(Decision decision) ->
          Holdings.lost(situation).filter(Decision.Refuse.class::isInstance).orElse(decision);
      case Target.Resolved it ->
          Holdings.lost(situation)
              .or(() -> Handover.robbed(situation, it))
              .orElseGet(() ->
                  switch (situation.desired().spec().strategyOrDefault()) {
                    case Interface -> new InterfaceStrategy(situation, it).next();
                    case SecondaryAddress -> new SecondaryAddressStrategy(situation, it).next();
                    case PrimaryAtLaunch -> new PrimaryAtLaunchStrategy(situation, it).next();
                  });
    };
  }

  /** What comes after the step, as far as it can be told: each decision on the foreseen world. */
  private static List<Step> foresee(Situation situation, Decision first, Optional<Step> now) {
    List<Step> rest = new ArrayList<>();
    Overlay foreseen = new Overlay(situation.world());
    Situation ahead = situation.in(foreseen);
    Decision decision = first;
    Set<Step> met = new HashSet<>();
    for (int turn = 0; turn < FORESEEN_AT_MOST; turn++) {
      switch (Decision.apart(decision)) {
        case Decision.Steps(List<Step> steps) -> {
          Step step = steps.getFirst();
          if (!met.add(step)) {
            return rest;
          }
          if (now.filter(step::equals).isEmpty()) {
            rest.add(step);
          }
          foreseen.with(Foresight.of(step.action()));
        }
        case Decision.Wait(var _, var _, Write expected) -> {
          if (expected == null) {
            return rest;
          }
          foreseen.with(expected);
        }
        case Decision.Note(FixedIpStatus.Owned owned, var _) ->
            ahead = ahead.with(ahead.remembered().noting(owned));
        case Decision.Later(var _, var _, Optional<Instant> until) when until.isPresent() ->
            ahead = ahead.at(until.get());
        case Decision.Later _, Decision.Refuse _, Decision.Done _, Decision.HeldUp _ -> {
          return rest;
        }
      }
      decision = decide(ahead, Target.of(ahead));
    }
    return rest;
  }

  private static Set<Key> keys(Sight sight, Findings findings) {
    Set<Key> keys = new HashSet<>(sight.keys());
    findings.networkInterface().ifPresent(it -> keys.add(new Key.OfInterface(it.id())));
    return Set.copyOf(keys);
  }
}
