package dev.fixedip.plan;

import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.Seen;
import dev.fixedip.model.Write;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The interfaces that a FixedIp has in EC2: lost, left over, given back. */
final class Holdings {
  private Holdings() {}

  /** All interfaces that were made for this FixedIp. */
  static List<NetworkInterface> of(Situation situation) {
    return situation.world().ownedBy(situation.desired().identity().uid()).stream()
        .filter(it -> isOurs(situation, it))
        .toList();
  }

  /** What the status says is ours cannot be acted on: it was not read, or its tags are gone. */
  static Optional<Decision> lost(Situation situation) {
    Optional<String> known = known(situation);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    return switch (situation.world().networkInterface(known.get())) {
      case Seen.Gone<NetworkInterface> _ -> Optional.empty();
      case Seen.Unread<NetworkInterface> _ -> Optional.of(Decision.look(known.get()));
      case Seen.Present<NetworkInterface>(NetworkInterface it) ->
          isOurs(situation, it) || Claims.isOfEarlier(situation, it)
              ? Optional.empty()
              : Decision.refused(
                  Reason.OWNERSHIP_LOST,
                  "Network interface %s no longer carries the tags %s and %s that say that it is ours, so it is left alone: put them back, or delete the interface"
                      .formatted(
                          it.id(),
                          Ownership.CLUSTER + "=" + situation.policy().clusterId(),
                          Ownership.UID + "=" + situation.desired().identity().uid()));
    };
  }

  /** The interface that the status says we made. */
  static Optional<String> known(Situation situation) {
    return situation
        .remembered()
        .networkInterface()
        .filter(FixedIpStatus.InterfaceStatus::owned)
        .map(FixedIpStatus.InterfaceStatus::id);
  }

  /** Whether it was made for this FixedIp. */
  static boolean isOurs(Situation situation, NetworkInterface it) {
    return Ownership.owns(situation.policy().clusterId(), situation.desired().identity().uid(), it);
  }

  /** All interfaces that this FixedIp took over. */
  static List<NetworkInterface> adopted(Situation situation) {
    return situation.world().ownedBy(situation.desired().identity().uid()).stream()
        .filter(it -> Adoption.isOurs(situation, it))
        .toList();
  }

  /** The interfaces on which this FixedIp has the address that it asks for, in any subnet. */
  static Stream<NetworkInterface> withAddress(Situation situation) {
    String address = situation.desired().address();
    return Stream.concat(
        Stream.concat(of(situation).stream(), adopted(situation).stream())
            .filter(it -> it.addresses().contains(address)),
        Records.there(situation)
            .filter(it -> it.address().equals(address))
            .flatMap(it -> Records.networkInterface(situation, it).stream()));
  }

  /**
   * Gives back whatever this FixedIp has but the address that is asked for on that interface: ends
   * interfaces of ours, lets go of those taken over, unassigns addresses.
   */
  static Optional<Decision> releaseAllBut(Situation situation, Optional<NetworkInterface> kept) {
    String keptId = kept.map(NetworkInterface::id).orElse("");
    return of(situation).stream()
        .filter(it -> !it.id().equals(keptId))
        .findFirst()
        .map(it -> release(situation, it))
        .or(() -> releaseAdopted(situation, keptId))
        .or(() -> Records.unread(situation).map(Decision::look))
        .or(() -> unassign(situation, keptId));
  }

  private static Optional<Decision> releaseAdopted(Situation situation, String keptId) {
    boolean named = keptId.equals(situation.desired().spec().interfaceId());
    return adopted(situation).stream()
        .filter(it -> !named || !it.id().equals(keptId))
        .findFirst()
        .map(it -> Adoption.release(situation, it));
  }

  private static Optional<Decision> unassign(Situation situation, String keptId) {
    String address = situation.desired().address();
    return Records.there(situation)
        .filter(it -> !it.target().equals(keptId) || !it.address().equals(address))
        .findFirst()
        .map(it ->
            Decision.step(
                Step.of(
                    new Action.UnassignAddress(it.target(), it.address()),
                    "%s on %s is no longer needed".formatted(it.address(), it.target()))));
  }

  /** One step on the way of an interface of ours to its end. */
  static Decision release(Situation situation, NetworkInterface it) {
    Attachment attachment = it.attachment();
    if (situation.desired().deleting()
        && it.id().equals(situation.desired().spec().interfaceId())) {
      return disown(it, "The spec names it, so it stays as it stands, on %s");
    }
    if (attachment == null) {
      return Decision.step(
          Step.of(
              new Action.DeleteInterface(it.id()),
              "%s with %s is no longer needed".formatted(it.id(), Words.addresses(it))));
    }
    return switch (attachment.status()) {
      case ATTACHING ->
          new Decision.Wait(
              "Waiting for EC2 to attach %s before it can be detached".formatted(it.id()),
              Set.of(new Key.OfInterface(it.id())),
              new Write.Attached(it.id(), attachment.in(Attachment.Status.ATTACHED)));
      case DETACHING, DETACHED, UNKNOWN -> leaving(it);
      case ATTACHED ->
          it.isPrimary() && !isOfDying(situation, it)
              ? leaveAsPrimary(it, attachment)
              : detach(
                  situation,
                  it,
                  "%s with %s is no longer needed".formatted(it.id(), Words.addresses(it)),
                  null);
    };
  }

  /** An instance's primary interface cannot be detached: it ends with its instance, not ours. */
  private static Decision leaveAsPrimary(NetworkInterface it, Attachment attachment) {
    return attachment.deleteOnTermination() || attachment.id() == null
        ? disown(it, "It is the primary interface of %s, which EC2 cannot detach")
        : Decision.step(
            Step.of(
                new Action.SetDeleteOnTermination(it.id(), attachment.id(), true),
                "The primary interface of %s stays as long as its instance"
                    .formatted(it.instanceId().orElse("an instance"))));
  }

  /** Takes our tags off, and nothing else. */
  static Decision disown(NetworkInterface it, String why) {
    return Decision.step(
        Step.of(
            new Action.RemoveTags(it.id(), Ownership.among(it.tags())),
            why.formatted(it.instanceId().orElse("no instance"))));
  }

  /** Detaches it, if EC2 can. */
  static Decision detach(
      Situation situation, NetworkInterface it, String why, @Nullable Difference difference) {
    Attachment attachment = it.attachment();
    if (isOfDying(situation, it)) {
      return leaving(it);
    }
    if (attachment == null || attachment.id() == null || attachment.instanceId() == null) {
      return new Decision.Refuse(
          Reason.ADDRESS_IN_USE,
          "Network interface %s with %s is held by a service of AWS, which only that service can end: free it there, or choose another address"
              .formatted(it.id(), Words.addresses(it)));
    }
    return it.isPrimary()
        ? new Decision.Refuse(
            Reason.PRIMARY_ADDRESS_FIXED,
            "%s with %s is the primary interface of instance %s, which EC2 cannot detach: terminate that instance, or choose another address"
                .formatted(it.id(), Words.addresses(it), attachment.instanceId()))
        : Decision.step(
            new Step(
                new Action.Detach(it.id(), attachment.id(), attachment.instanceId()),
                why,
                difference));
  }

  /** EC2 detaches the interfaces of an instance that ends by itself. */
  static boolean isOfDying(Situation situation, NetworkInterface it) {
    return it.instanceId()
        .flatMap(id -> situation.world().instance(id).present())
        .filter(instance -> !instance.isLive())
        .isPresent();
  }

  /** Detaches it, whatever its attachment is about to become. */
  static Decision detachOrWait(Situation situation, NetworkInterface it, String why) {
    Attachment attachment = it.attachment();
    return attachment != null && attachment.status() == Attachment.Status.ATTACHED
        ? detach(situation, it, why, null)
        : release(situation, it);
  }

  /** EC2 is detaching it. */
  static Decision leaving(NetworkInterface it) {
    Attachment attachment = it.attachment();
    return new Decision.Wait(
        "Waiting for EC2 to detach %s from %s"
            .formatted(it.id(), it.instanceId().orElse("its instance")),
        Set.of(new Key.OfInterface(it.id())),
        attachment == null || attachment.id() == null
            ? null
            : new Write.Detached(it.id(), attachment.id(), true));
  }
}
