package dev.fixedip.plan;

import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Overlay;
import dev.fixedip.model.World;
import dev.fixedip.model.Write;
import java.util.ArrayList;
import java.util.List;

/**
 * A world in which one FixedIp's plan after the other has been carried out, so that the next plan
 * finds taken what the ones before it take.
 */
public final class Prospect {
  private final Overlay world;

  /** Nothing has been carried out yet in that world. */
  public Prospect(World now) {
    world = new Overlay(now);
  }

  /** What is there once all has been carried out so far. */
  public World world() {
    return world;
  }

  /** Carries all of a plan out. */
  public void carryOut(Plan plan, Desired.Identity whose) {
    List<Step> steps = new ArrayList<>(plan.now().stream().toList());
    steps.addAll(plan.rest());
    String made = "(new, for %s)".formatted(whose);
    steps.forEach(it -> world.with(named(Foresight.of(it.action()), made)));
  }

  /** The interfaces that several plans make must not be taken for one. */
  private static Write named(Write write, String made) {
    return switch (write) {
      case Write.Created(NetworkInterface it) when it.id().equals(Action.NEW_INTERFACE) ->
          new Write.Created(named(it, made));
      case Write.Attached(String id, var attachment) when id.equals(Action.NEW_INTERFACE) ->
          new Write.Attached(made, attachment);
      default -> write;
    };
  }

  private static NetworkInterface named(NetworkInterface it, String id) {
    return new NetworkInterface(
        id,
        it.placement(),
        it.macAddress(),
        it.status(),
        it.addresses(),
        it.securityGroupIds(),
        it.sourceDestCheck(),
        it.attachment(),
        it.tags(),
        it.origin());
  }
}
