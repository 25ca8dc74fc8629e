package dev.fixedip.plan;

import static dev.fixedip.plan.Difference.NONE;

import dev.fixedip.api.Reason;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.World;
import java.util.List;
import java.util.Optional;

/**
 * The address as a secondary one of an interface that the instance has. EC2 cannot tag it: what is
 * ours is written to the status before it is assigned.
 */
final class SecondaryAddressStrategy {
  private final Situation situation;
  private final Desired desired;
  private final World world;
  private final Target.Resolved target;
  private final Making making;
  private final Upkeep upkeep;

  SecondaryAddressStrategy(Situation situation, Target.Resolved target) {
    this.situation = situation;
    this.desired = situation.desired();
    this.world = situation.world();
    this.target = target;
    this.making = new Making(situation, target);
    this.upkeep = new Upkeep(situation, target);
  }

  Decision next() {
    if (target.named().isEmpty() || target.host().isEmpty()) {
      return new Decision.Refuse(
          Reason.INSTANCE_NOT_FOUND,
          "A secondary address needs an instance: set spec.instance, or use strategy Interface to"
              + " reserve it");
    }
    NetworkInterface carrier = target.named().get();
    carrier.securityGroupIds().forEach(world::rules);
    if (carrier.origin().isService()) {
      return new Decision.Refuse(
          Reason.REFUSED,
          "%s belongs to a service of AWS, which alone may change it: name another interface of the instance in spec.interface"
              .formatted(carrier.id()));
    }
    if (Holdings.isOurs(situation, carrier) && !carrier.isPrimary()) {
      return new Decision.Refuse(
          Reason.REFUSED,
          "%s was made for this FixedIp, and goes once %s is a secondary address: name another interface of the instance in spec.interface, or use strategy Interface to keep it"
              .formatted(carrier.id(), desired.address()));
    }
    if (Leaks.isOfCluster(carrier, situation.policy().clusterId())
        && !Holdings.isOurs(situation, carrier)
        && !carrier.isPrimary()) {
      return new Decision.Refuse(
          Reason.REFUSED,
          "%s was made for FixedIp %s/%s, and goes with it, and what is assigned to it too: name another interface of the instance in spec.interface"
              .formatted(
                  carrier.id(),
                  carrier.tags().get(Ownership.NAMESPACE),
                  carrier.tags().get(Ownership.NAME)));
    }
    Optional<NetworkInterface> holder = making.holder();
    return holder.isEmpty() ? assign(carrier) : held(holder.get(), carrier);
  }

  private Decision assign(NetworkInterface carrier) {
    return Claims.earlier(situation, target.subnet())
        .map(it -> Claims.refuse(situation, it))
        .or(() -> earlierRecord(carrier))
        .or(() -> heldUp(carrier))
        .or(() -> note(carrier))
        .orElseGet(() -> new Fellows(situation, carrier).assign(step(carrier)));
  }

  /** What another one wrote down first, and may yet get there, is its own. */
  private Optional<Decision> earlierRecord(NetworkInterface carrier) {
    return Records.isOfEarlier(situation, carrier.id(), desired.address())
        ? Claims.ofRecord(situation, carrier)
        : Optional.empty();
  }

  private Optional<Decision> heldUp(NetworkInterface carrier) {
    return busy(carrier)
        .or(() -> new Room(situation, carrier).next())
        .map(by -> new Decision.HeldUp(by, missing(carrier)));
  }

  private static Difference missing(NetworkInterface carrier) {
    return new Difference(Difference.SECONDARY_ADDRESS, carrier.id(), NONE);
  }

  private Optional<Decision> busy(NetworkInterface carrier) {
    Target.Host host = target.host().orElseThrow();
    return host.instance().takesInterfaces() || carrier.attachment() == null
        ? Optional.empty()
        : Optional.of(Placement.busy(host.instance()));
  }

  private Optional<Decision> note(NetworkInterface carrier) {
    return Records.has(situation, carrier.id(), desired.address())
        ? Optional.empty()
        : Optional.of(
            new Decision.Note(
                Records.ofAddress(carrier.id(), desired.address()),
                "%s is about to be assigned to %s".formatted(desired.address(), carrier.id())));
  }

  private Step step(NetworkInterface carrier) {
    return new Step(
        new Action.AssignAddresses(
            carrier.id(), carrier.placement().subnetId(), List.of(desired.address())),
        "%s shall have %s as a secondary address"
            .formatted(target.host().orElseThrow().instance().id(), desired.address()),
        missing(carrier));
  }

  private Decision held(NetworkInterface it, NetworkInterface carrier) {
    if (Holdings.isOurs(situation, it)) {
      return ownInterface(it);
    }
    if (Records.has(situation, it.id(), desired.address())) {
      return it.id().equals(carrier.id()) ? own(it) : moved(it, carrier);
    }
    return making
        .notOurs(it, Optional::empty)
        .or(() -> upkeep.settledPresent(it))
        .orElseGet(() -> making.present(it));
  }

  /** The strategy was another one: the interface that was made for the address goes. */
  private Decision ownInterface(NetworkInterface it) {
    if (it.isPrimary() && target.isOnHost(it)) {
      return upkeep.settled(it).orElseGet(() -> primary(it));
    }
    return Claims.againstMoving(situation, target.subnet())
        .or(() -> busy(target.named().orElseThrow()))
        .or(() -> new Room(situation, target.named().orElseThrow()).next())
        .or(() -> it.isPrimary() ? Optional.of(unmoved(it)) : Optional.empty())
        .orElseGet(() -> Holdings.release(situation, it));
  }

  /** It is the primary interface of another instance, or it waits for that instance's end. */
  private Decision unmoved(NetworkInterface it) {
    return Holdings.detach(
        situation,
        it,
        "%s shall be a secondary address".formatted(desired.address()),
        new Difference(Difference.SECONDARY_ADDRESS, target.named().orElseThrow().id(), it.id()));
  }

  private Decision primary(NetworkInterface it) {
    return new Decision.Done(
        Reason.ATTACHED,
        "%s was launched with %s as its primary address on %s"
            .formatted(it.instanceId().orElse("The instance"), desired.address(), it.id()));
  }

  /** The address is on another interface, where we assigned it. */
  private Decision moved(NetworkInterface it, NetworkInterface carrier) {
    return Claims.againstMoving(situation, target.subnet())
        .or(() -> busy(carrier))
        .or(() -> new Room(situation, carrier).next())
        .orElseGet(() ->
            Decision.step(
                new Step(
                    new Action.UnassignAddress(it.id(), desired.address()),
                    "%s shall be on %s, and EC2 assigns it there only once %s has it no more"
                        .formatted(desired.address(), carrier.id(), it.id()),
                    new Difference(Difference.SECONDARY_ADDRESS, carrier.id(), it.id()))));
  }

  private Decision own(NetworkInterface it) {
    return upkeep
        .settledAssigned(it)
        .orElseGet(() ->
            new Decision.Done(
                Reason.ASSIGNED,
                "%s has %s as a secondary address of %s: set it in the guest as status.guest says, unless the guest does so by itself"
                    .formatted(it.instanceId().orElse("?"), desired.address(), it.id())));
  }
}
