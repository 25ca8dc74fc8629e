package dev.fixedip.plan;

import static dev.fixedip.plan.Difference.NONE;

import dev.fixedip.api.Reason;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.NetworkInterface;
import java.util.Optional;

/**
 * The address on a network interface of its own: the interface is held, placed on the instance if
 * one is asked for, kept as the spec says, and what was there before is released.
 */
final class InterfaceStrategy {
  private final Situation situation;
  private final Target.Resolved target;
  private final Making making;
  private final Upkeep upkeep;

  InterfaceStrategy(Situation situation, Target.Resolved target) {
    this.situation = situation;
    this.target = target;
    this.making = new Making(situation, target);
    this.upkeep = new Upkeep(situation, target);
  }

  Decision next() {
    return making.next(this::noPlace, this::own, this::foreign);
  }

  private Optional<Decision> noPlace() {
    return target.host().flatMap(host -> new Placement(situation, host).noPlace());
  }

  private Decision own(NetworkInterface it) {
    return target
        .host()
        .map(host -> new Placement(situation, host).place(it))
        .orElseGet(() -> unplaced(it))
        .or(() -> upkeep.settled(it))
        .orElseGet(() -> done(it));
  }

  /** No instance is asked for: the interface is attached to nothing. */
  private Optional<Decision> unplaced(NetworkInterface it) {
    Attachment attachment = it.attachment();
    if (attachment == null) {
      return Placement.beingMade(it);
    }
    String holder = it.instanceId().orElse("a service of AWS");
    return Optional.of(
        attachment.status() == Attachment.Status.ATTACHED
            ? Holdings.detach(
                situation,
                it,
                "%s is only reserved: no instance is asked for"
                    .formatted(situation.desired().address()),
                new Difference(Difference.ATTACHMENT, NONE, holder))
            : Placement.settling(it, attachment));
  }

  /** Somebody else's interface has the address. */
  private Decision foreign(NetworkInterface it) {
    return making
        .notOurs(it, this::noPlace)
        .or(() -> upkeep.settledPresent(it))
        .orElseGet(() -> making.present(it));
  }

  private Decision done(NetworkInterface it) {
    String address = situation.desired().address();
    Attachment attachment = it.attachment();
    return target
        .host()
        .map(host ->
            new Decision.Done(
                Reason.ATTACHED,
                "%s has %s on %s at device index %s"
                    .formatted(
                        host.instance().id(),
                        address,
                        it.id(),
                        attachment == null ? "?" : attachment.deviceIndex())))
        .orElseGet(() ->
            new Decision.Done(
                Reason.RESERVED,
                "%s holds %s, so that nobody else gets it: set spec.instance to give it to an instance"
                    .formatted(it.id(), address)));
  }
}
