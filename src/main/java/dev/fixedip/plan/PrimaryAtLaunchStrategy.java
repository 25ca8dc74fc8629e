package dev.fixedip.plan;

import static dev.fixedip.plan.Difference.NONE;

import dev.fixedip.api.FixedIpSpec.InstanceSelector;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.NetworkInterface;
import java.util.Optional;

/**
 * The address as an instance's primary one, which EC2 fixes at launch: the interface is made and
 * held for the instance that is launched with it at device index 0.
 */
final class PrimaryAtLaunchStrategy {
  private final Situation situation;
  private final Desired desired;
  private final Target.Resolved target;
  private final Making making;
  private final Upkeep upkeep;

  PrimaryAtLaunchStrategy(Situation situation, Target.Resolved target) {
    this.situation = situation;
    this.desired = situation.desired();
    this.target = target;
    this.making = new Making(situation, target);
    this.upkeep = new Upkeep(situation, target);
  }

  Decision next() {
    return making.next(this::fixed, this::held, this::foreign);
  }

  private Decision held(NetworkInterface it) {
    Attachment attachment = it.attachment();
    if (attachment == null) {
      return Placement.beingMade(it)
          .or(this::fixed)
          .or(() -> upkeep.settled(it))
          .orElseGet(() -> awaited(it));
    }
    if (attachment.status() != Attachment.Status.ATTACHED) {
      return Placement.settling(it, attachment);
    }
    if (Holdings.isOfDying(situation, it)) {
      return Holdings.leaving(it);
    }
    return it.isPrimary()
        ? elsewhere(it).or(() -> upkeep.settled(it)).orElseGet(() -> done(it))
        : fixed()
            .orElseGet(() ->
                Holdings.detach(
                    situation,
                    it,
                    "%s is held for an instance that is launched with it"
                        .formatted(desired.address()),
                    new Difference(
                        Difference.ATTACHMENT, NONE, it.instanceId().orElse("a service"))));
  }

  private Decision foreign(NetworkInterface it) {
    return making
        .notOurs(it, this::fixed)
        .or(() -> it.isPrimary() ? Optional.empty() : fixed())
        .or(() -> upkeep.settledPresent(it))
        .orElseGet(() -> making.present(it));
  }

  /** The instance that the spec names by its id runs with another primary address. */
  private Optional<Decision> fixed() {
    InstanceSelector selector = desired.spec().instance();
    if (selector == null || !selector.isById()) {
      return Optional.empty();
    }
    return target
        .host()
        .map(host ->
            new Decision.Refuse(
                Reason.PRIMARY_ADDRESS_FIXED,
                "%s was launched with %s as its primary address, which EC2 cannot change: set spec.strategy to Interface (an interface of its own) or SecondaryAddress, or leave spec.instance out (or name it by tags) and launch a new instance with the interface that status.interface.id names"
                    .formatted(Words.named(host.instance()), host.primary().primaryAddress())));
  }

  /** It was launched with an instance that the spec does not pick. */
  private Optional<Decision> elsewhere(NetworkInterface it) {
    return target
        .host()
        .filter(host -> !it.instanceId().filter(host.instance().id()::equals).isPresent())
        .map(host ->
            new Decision.Refuse(
                Reason.HELD_BY_LIVE_INSTANCE,
                "%s has %s as its primary address, while the spec picks %s: terminate it, or let spec.instance pick it"
                    .formatted(
                        it.instanceId().orElse("An instance"),
                        desired.address(),
                        Words.named(host.instance()))));
  }

  private Decision awaited(NetworkInterface it) {
    return new Decision.Later(
        Reason.AWAITING_LAUNCH,
        "%s holds %s: launch an instance in %s with it at device index 0 (--network-interfaces DeviceIndex=0,NetworkInterfaceId=%s); EC2 gives it no public address of its own, so internet access needs an Elastic IP"
            .formatted(it.id(), desired.address(), it.placement().availabilityZone(), it.id()),
        Optional.empty());
  }

  private Decision done(NetworkInterface it) {
    return new Decision.Done(
        Reason.ATTACHED,
        "%s has %s as its primary address on %s"
            .formatted(it.instanceId().orElse("An instance"), desired.address(), it.id()));
  }
}
