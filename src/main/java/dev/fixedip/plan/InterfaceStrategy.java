package dev.fixedip.plan;

import static dev.fixedip.plan.Difference.NONE;

import dev.fixedip.api.Reason;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.World;
import dev.fixedip.model.Write;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The address on a network interface of its own: the interface is held, placed on the instance,
 * kept as the spec says, and what was there before is released.
 */
final class InterfaceStrategy {
  private final Situation situation;
  private final Desired desired;
  private final World world;
  private final Target.Resolved target;
  private final Placement placement;
  private final Upkeep upkeep;

  InterfaceStrategy(Situation situation, Target.Resolved target) {
    this.situation = situation;
    this.desired = situation.desired();
    this.world = situation.world();
    this.target = target;
    this.placement = new Placement(situation, target);
    this.upkeep = new Upkeep(situation, target);
  }

  Decision next() {
    Optional<Decision> lost = Holdings.lost(situation);
    if (lost.isPresent()) {
      return lost.get();
    }
    // Looked at before they are needed, so that they are read while the interface is being made.
    target.securityGroupIds(desired.spec()).forEach(world::rules);
    Optional<NetworkInterface> holder = world.holder(target.subnet().id(), desired.address());
    if (holder.isEmpty()) {
      return create();
    }
    NetworkInterface it = holder.get();
    return Holdings.isOurs(situation, it) ? own(it) : foreign(it);
  }

  private Decision create() {
    return Claims.earlier(situation, target.subnet())
        .map(it -> Claims.refuse(situation, it))
        .or(placement::noPlace)
        .orElseGet(() ->
            Decision.step(
                new Step(
                    new Action.CreateInterface(
                        target.placement(),
                        desired.address(),
                        target.securityGroupIds(desired.spec()),
                        Tags.ofNew(situation),
                        "FixedIp " + desired.identity()),
                    whyNew(),
                    new Difference(Difference.INTERFACE, desired.address(), NONE))));
  }

  private String whyNew() {
    return "EC2 cannot change %s, the primary address of %s: %s comes on a network interface of its own"
        .formatted(
            target.primary().primaryAddress(), Words.named(target.instance()), desired.address());
  }

  private Decision own(NetworkInterface it) {
    return placement
        .place(it)
        .or(() -> upkeep.keep(it))
        .or(() -> confirm(it))
        .or(() -> Holdings.releaseAllBut(situation, Optional.of(it)))
        .or(() -> tidy(it))
        .orElseGet(() -> done(Reason.ATTACHED, it));
  }

  /** Somebody else's interface has the address. */
  private Decision foreign(NetworkInterface it) {
    Optional<Decision> another = Claims.ofHolder(situation, it);
    if (another.isPresent()) {
      return another.get();
    }
    if (!it.isAttachedTo(target.instance().id())) {
      return new Decision.Refuse(Reason.ADDRESS_IN_USE, Words.inUse(desired, it, world));
    }
    return Claims.earlier(situation, target.subnet())
        .map(earlier -> Claims.refuse(situation, earlier))
        .or(() -> upkeep.unreadRules(it))
        .or(() -> Decision.steps(PingRules.toAdd(situation, target.vpc(), it)))
        .or(() -> Holdings.releaseAllBut(situation, Optional.of(it)))
        .or(() -> tidy(it))
        .orElseGet(() -> done(Reason.ALREADY_PRESENT, it));
  }

  private Optional<Decision> confirm(NetworkInterface it) {
    return world.isConfirmed(it.id())
        ? Optional.empty()
        : Optional.of(
            new Decision.Wait(
                "Waiting for a read of EC2 that shows " + it.id() + " as it was set",
                Set.of(new Key.OfInterface(it.id())),
                new Write.Tagged(it.id(), Map.of())));
  }

  private Optional<Decision> tidy(NetworkInterface it) {
    Optional<String> unread = PingNeeds.unreadKnown(situation);
    return unread.isPresent()
        ? unread.map(group -> Decision.look("the rules of " + group))
        : Decision.steps(
            PingNeeds.toRevoke(situation, Optional.of(new PingNeeds.Held(target.vpc(), it))));
  }

  private Decision done(Reason reason, NetworkInterface it) {
    Attachment attachment = it.attachment();
    return new Decision.Done(
        reason,
        reason == Reason.ATTACHED
            ? "%s has %s on %s at device index %s"
                .formatted(
                    target.instance().id(),
                    desired.address(),
                    it.id(),
                    attachment == null ? "?" : attachment.deviceIndex())
            : "%s already has %s on %s, which is not ours: it is left as it is"
                .formatted(target.instance().id(), desired.address(), it.id()));
  }
}
