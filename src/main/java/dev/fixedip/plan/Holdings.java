package dev.fixedip.plan;

import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.Instance;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.Seen;
import dev.fixedip.model.World;
import dev.fixedip.model.Write;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The interfaces that a FixedIp has in EC2: lost, left over, given back. */
final class Holdings {
  private Holdings() {}

  /** All interfaces that were made for this FixedIp. */
  static List<NetworkInterface> of(Situation situation) {
    String cluster = situation.policy().clusterId();
    String uid = situation.desired().identity().uid();
    return situation.world().ownedBy(uid).stream()
        .filter(it -> Ownership.owns(cluster, uid, it))
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
          isOurs(situation, it)
              ? Optional.empty()
              : Optional.of(
                  new Decision.Refuse(
                      Reason.OWNERSHIP_LOST,
                      "%s no longer carries the tags %s, %s that say that it is ours, so it is left alone: put them back, or delete the interface"
                          .formatted(
                              it.id(),
                              Ownership.CLUSTER + "=" + situation.policy().clusterId(),
                              Ownership.UID + "=" + situation.desired().identity().uid())));
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

  private static boolean isOurs(Situation situation, NetworkInterface it) {
    return Ownership.owns(situation.policy().clusterId(), situation.desired().identity().uid(), it);
  }

  /** Detaches and deletes every interface of ours but that one. */
  static Optional<Decision> releaseAllBut(Situation situation, Optional<NetworkInterface> kept) {
    return of(situation).stream()
        .filter(it -> kept.isEmpty() || !it.id().equals(kept.get().id()))
        .findFirst()
        .map(it -> release(situation, it));
  }

  /** One step on the way of an interface of ours to its end. */
  static Decision release(Situation situation, NetworkInterface it) {
    Attachment attachment = it.attachment();
    if (attachment == null) {
      return Decision.step(
          Step.of(
              new Action.DeleteInterface(it.id()),
              "%s with %s is no longer needed".formatted(it.id(), it.primaryAddress())));
    }
    return switch (attachment.status()) {
      case ATTACHING ->
          new Decision.Wait(
              "Waiting for EC2 to attach %s before it can be detached".formatted(it.id()),
              Set.of(new Key.OfInterface(it.id())),
              new Write.Attached(it.id(), attachment.in(Attachment.Status.ATTACHED)));
      case DETACHING, DETACHED, UNKNOWN -> leaving(it);
      case ATTACHED ->
          it.isPrimary()
              ? leaveAsPrimary(it, attachment)
              : detach(
                  situation,
                  it,
                  "%s with %s is no longer needed".formatted(it.id(), it.primaryAddress()),
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
    String holder = it.instanceId().orElse("a service of AWS");
    if (attachment == null || attachment.id() == null || it.isPrimary()) {
      return new Decision.Refuse(
          Reason.PRIMARY_ADDRESS_FIXED,
          "%s is the primary interface of %s, and EC2 cannot detach a primary interface: terminate that instance, or choose another address"
              .formatted(it.id(), holder));
    }
    boolean going =
        situation.world().instance(holder).present().map(i -> !i.isLive()).orElse(false);
    return going
        ? leaving(it)
        : Decision.step(
            new Step(new Action.Detach(it.id(), attachment.id(), holder), why, difference));
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

  /** Says who has the address, and what to do. */
  static String inUse(Desired desired, NetworkInterface it, World world) {
    return "%s already belongs to %s: choose another address, or free it there first"
        .formatted(desired.address(), holder(it, world));
  }

  private static String holder(NetworkInterface it, World world) {
    String label = it.name().map(name -> " (" + name + ")").orElse("");
    if (it.origin().isService()) {
      return "%s%s, a network interface of type %s that AWS manages%s%s"
          .formatted(
              it.id(),
              label,
              it.origin().type(),
              it.origin().requesterId() == null ? "" : " for " + it.origin().requesterId(),
              it.origin().description().isEmpty() ? "" : ", '" + it.origin().description() + "'");
    }
    String on =
        it.instanceId()
            .map(id ->
                " of instance " + world.instance(id).present().map(Holdings::named).orElse(id))
            .orElse(", which is attached to nothing");
    return "network interface " + it.id() + label + on;
  }

  /** The instance's id, with its Name tag. */
  static String named(Instance it) {
    return it.name().map(name -> it.id() + " (" + name + ")").orElse(it.id());
  }

  /** A state as EC2 writes it. */
  static String words(Instance.State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Ids in one line. */
  static String ids(List<NetworkInterface> some) {
    return some.stream().map(NetworkInterface::id).collect(Collectors.joining(", "));
  }
}
