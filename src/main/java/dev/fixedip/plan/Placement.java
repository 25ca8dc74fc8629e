package dev.fixedip.plan;

import static dev.fixedip.plan.Difference.NONE;

import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.Instance;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.World;
import dev.fixedip.model.Write;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an interface of ours comes to the instance, at the device index that is asked for. */
final class Placement {
  private final Situation situation;
  private final Desired desired;
  private final FixedIpSpec spec;
  private final World world;
  private final Target.Host target;

  Placement(Situation situation, Target.Host target) {
    this.situation = situation;
    this.desired = situation.desired();
    this.spec = desired.spec();
    this.world = situation.world();
    this.target = target;
  }

  /**
   * Brings the interface to the instance: also one that is still pending, since a create is
   * synchronous and needs no waiter (AWS's service team in aws/aws-sdk issue 301).
   */
  Optional<Decision> place(NetworkInterface it) {
    Attachment attachment = it.attachment();
    if (attachment == null) {
      return Optional.of(attach(it));
    }
    return attachment.status() == Attachment.Status.ATTACHED
        ? misplaced(it, attachment)
        : Optional.of(settling(it, attachment));
  }

  /** EC2 is still making it. */
  static Optional<Decision> beingMade(NetworkInterface it) {
    return it.status() == NetworkInterface.Status.PENDING
        ? Optional.of(
            new Decision.Wait(
                "Waiting for EC2 to make %s available".formatted(it.id()),
                Set.of(new Key.OfInterface(it.id())),
                new Write.MadeAvailable(it.id())))
        : Optional.empty();
  }

  /** EC2 is attaching or detaching it. */
  static Decision settling(NetworkInterface it, Attachment attachment) {
    return attachment.status() == Attachment.Status.ATTACHING
        ? new Decision.Wait(
            "Waiting for EC2 to attach %s to %s"
                .formatted(it.id(), it.instanceId().orElse("a service of AWS")),
            Set.of(new Key.OfInterface(it.id())),
            new Write.Attached(it.id(), attachment.in(Attachment.Status.ATTACHED)))
        : Holdings.leaving(it);
  }

  private Optional<Decision> misplaced(NetworkInterface it, Attachment attachment) {
    Instance instance = target.instance();
    String holder = it.instanceId().orElse("a service of AWS");
    if (!holder.equals(instance.id())) {
      Difference elsewhere = new Difference(Difference.ATTACHMENT, instance.id(), holder);
      return noPlace()
          .or(this::instanceBusy)
          .<Decision>map(by -> new Decision.HeldUp(by, elsewhere))
          .or(() ->
              Optional.of(
                  Holdings.detach(
                      situation,
                      it,
                      "%s shall be on %s".formatted(desired.address(), instance.id()),
                      elsewhere)));
    }
    Integer index = spec.interfaceOrDefault().deviceIndex();
    if (index == null || index == attachment.deviceIndex() || it.isPrimary()) {
      return Optional.empty();
    }
    Difference otherIndex =
        new Difference(
            Difference.DEVICE_INDEX,
            String.valueOf(index),
            String.valueOf(attachment.deviceIndex()));
    return Slots.taken(situation, instance, index)
        .or(this::instanceBusy)
        .<Decision>map(by -> new Decision.HeldUp(by, otherIndex))
        .or(() ->
            Optional.of(
                Holdings.detach(
                    situation,
                    it,
                    "The device index changes by detaching and attaching again",
                    otherIndex)));
  }

  private Decision attach(NetworkInterface it) {
    Instance instance = target.instance();
    Integer asked = spec.interfaceOrDefault().deviceIndex();
    return instanceBusy()
        .or(() -> Slots.freedByOld(situation, instance, asked))
        .or(this::noPlace)
        .<Decision>map(by -> new Decision.HeldUp(by, unattached(asked)))
        .orElseGet(() ->
            Decision.step(
                new Step(
                    new Action.Attach(
                        it.id(),
                        instance.id(),
                        asked == null ? Slots.next(world, instance) : asked),
                    "%s shall have %s".formatted(instance.id(), desired.address()),
                    unattached(asked))));
  }

  /** After a detachment of ours, what made us detach it is still what is put right. */
  private Difference unattached(@Nullable Integer asked) {
    return told(Difference.DEVICE_INDEX, String.valueOf(asked))
        .or(() -> told(Difference.ATTACHMENT, target.instance().id()))
        .orElse(new Difference(Difference.ATTACHMENT, target.instance().id(), NONE));
  }

  private Optional<Difference> told(String field, String wanted) {
    return situation
        .remembered()
        .drift(field)
        .filter(it -> it.desired().equals(wanted))
        .map(it -> new Difference(field, wanted, it.observed()));
  }

  /** The instance has no place for the interface, or not the one that is asked for. */
  Optional<Decision> noPlace() {
    Integer asked = spec.interfaceOrDefault().deviceIndex();
    return Families.noneForType(situation, target.instance())
        .or(() -> Slots.full(situation, target.instance()))
        .or(() ->
            asked == null ? Optional.empty() : Slots.taken(situation, target.instance(), asked));
  }

  private Optional<Decision> instanceBusy() {
    Instance instance = target.instance();
    return instance.takesInterfaces() ? Optional.empty() : Optional.of(busy(instance));
  }

  /** EC2 is starting or stopping the instance. */
  static Decision busy(Instance instance) {
    return new Decision.Wait(
        "Waiting for %s, which is %s: EC2 attaches interfaces to running and stopped instances"
            .formatted(instance.id(), Words.state(instance.state())),
        Set.of(new Key.OfInstance(instance.id())),
        null);
  }
}
