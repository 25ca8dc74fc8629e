package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec.Strategy;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.FixedIpStatus.Owned;
import dev.fixedip.api.FixedIpStatus.OwnedKind;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Seen;
import dev.fixedip.plan.Neighbours.Neighbour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What EC2 cannot tag and we made: written to the status before the call, and struck out when EC2
 * shows that it is not there any more. What is not written there is not ours.
 */
final class Records {
  /** A call that knows not yet, its time-out, and the time until reads must show it. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);

  private Records() {}

  static Owned ofAddress(String interfaceId, String address) {
    return new Owned(OwnedKind.SecondaryAddress, interfaceId, address);
  }

  /** Whether the address was assigned to the interface for this FixedIp, or was about to be. */
  static boolean has(Situation situation, String interfaceId, String address) {
    return has(situation.remembered().status(), interfaceId, address)
        && !isOfEarlier(situation, interfaceId, address);
  }

  static boolean has(FixedIpStatus status, String interfaceId, String address) {
    return status
        .owned(OwnedKind.SecondaryAddress)
        .anyMatch(ofAddress(interfaceId, address)::equals);
  }

  /** The others that have the same written down. */
  static Stream<Neighbour> others(Situation situation, String interfaceId, String address) {
    String uid = situation.desired().identity().uid();
    return situation.neighbours().withAddressOn(interfaceId).stream()
        .filter(it -> !it.desired().identity().uid().equals(uid))
        .filter(it -> has(it.status(), interfaceId, address));
  }

  /** Two wrote down the same before either knew of the other: it is who asked first. */
  static boolean isOfEarlier(Situation situation, String interfaceId, String address) {
    return others(situation, interfaceId, address)
        .anyMatch(it -> Claims.PRECEDENCE.compare(it.desired(), situation.desired()) < 0);
  }

  /** The recorded addresses that an interface has, as far as they can be told. */
  static Stream<Owned> there(Situation situation) {
    return addresses(situation)
        .filter(it -> !isOfEarlier(situation, it.target(), it.address()))
        .filter(it ->
            networkInterface(situation, it)
                .filter(eni -> eni.addresses().contains(it.address()))
                .isPresent());
  }

  /** The first interface with a recorded address that nobody has read yet. */
  static Optional<String> unread(Situation situation) {
    return addresses(situation)
        .map(Owned::target)
        .filter(id -> situation.world().networkInterface(id).isUnread())
        .findFirst();
  }

  private static Stream<Owned> addresses(Situation situation) {
    return situation.remembered().status().owned(OwnedKind.SecondaryAddress);
  }

  static Optional<NetworkInterface> networkInterface(Situation situation, Owned it) {
    return situation.world().networkInterface(it.target()).present();
  }

  /** What the status is to say now: what is still ours, and what is about to be. */
  static List<Owned> after(Situation situation, Target target, Optional<Owned> noted) {
    List<Owned> after = new ArrayList<>();
    situation.remembered().owned().stream()
        .filter(it -> !isOver(situation, target, it))
        .forEach(after::add);
    noted.filter(it -> !after.contains(it)).ifPresent(after::add);
    return List.copyOf(after);
  }

  /** What a call whose answer was lost may yet bring. */
  static Optional<Owned> unsettled(Situation situation) {
    return addresses(situation)
        .filter(it -> situation.world().networkInterface(it.target()).present().isPresent())
        .filter(it -> isUnsettled(situation, it) || mayBeOnItsWay(situation, it))
        .findFirst();
  }

  /** Whether the address is not there any more, nor wanted there, nor to come there yet. */
  private static boolean isOver(Situation situation, Target target, Owned it) {
    if (it.kind() == OwnedKind.ElasticIpAssociation) {
      return ElasticIpHoldings.isOver(situation, it);
    }
    return switch (situation.world().networkInterface(it.target())) {
      case Seen.Gone<NetworkInterface> _ -> true;
      case Seen.Unread<NetworkInterface> _ -> false;
      case Seen.Present<NetworkInterface>(NetworkInterface eni) ->
          isOfEarlier(situation, it.target(), it.address())
              || (!eni.addresses().contains(it.address())
                  && !isWanted(situation, target, it)
                  && !isUnsettled(situation, it)
                  && !mayBeOnItsWay(situation, it)
                  && Outline.mayTakeAway(situation)
                  && situation.world().isConfirmed(eni.id()));
    };
  }

  private static boolean isWanted(Situation situation, Target target, Owned it) {
    Desired desired = situation.desired();
    if (desired.deleting() || !it.address().equals(desired.address())) {
      return false;
    }
    return switch (target) {
      case Target.Unresolved _ -> true;
      case Target.Resolved resolved ->
          desired.spec().strategyOrDefault() == Strategy.SecondaryAddress
              && resolved.named().filter(eni -> eni.id().equals(it.target())).isPresent();
    };
  }

  /**
   * Another FixedIp may have sent the address along with its own just before it was not wanted any
   * more: only a whole read that begins after that call tells.
   */
  private static boolean mayBeOnItsWay(Situation situation, Owned it) {
    Instant unwanted = situation.remembered().wantedSince().orElse(situation.now());
    return situation.remembered().status().instanceId() == null
        && networkInterface(situation, it)
            .filter(eni -> !eni.addresses().contains(it.address()))
            .isPresent()
        && !situation.observedAt().isAfter(unwanted.plus(ON_ITS_WAY));
  }

  /** No whole read began yet after the last call whose answer was lost. */
  private static boolean isUnsettled(Situation situation, Owned it) {
    return situation
        .remembered()
        .isUnsettled(
            situation.observedAt(),
            action ->
                action instanceof Action.AssignAddresses assign
                    && assign.interfaceId().equals(it.target())
                    && assign.addresses().contains(it.address()));
  }
}
