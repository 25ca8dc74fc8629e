package dev.fixedip.plan;

import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.FixedIpStatus.Owned;
import dev.fixedip.api.FixedIpStatus.OwnedKind;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What EC2 cannot tag and we made: written to the status before the call, and struck out when EC2
 * shows that it is not there any more. What is not written there is not ours.
 */
final class Records {
  private Records() {}

  static Owned ofAddress(String interfaceId, String address) {
    return new Owned(OwnedKind.SecondaryAddress, interfaceId, address);
  }

  /** Whether the address was assigned to the interface for this FixedIp, or was about to be. */
  static boolean has(Situation situation, String interfaceId, String address) {
    return has(situation.remembered().status(), interfaceId, address);
  }

  static boolean has(FixedIpStatus status, String interfaceId, String address) {
    return Stream.ofNullable(status.owned())
        .flatMap(List::stream)
        .anyMatch(ofAddress(interfaceId, address)::equals);
  }

  /** The recorded addresses that an interface has, as far as they can be told. */
  static Stream<Owned> there(Situation situation) {
    return addresses(situation)
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
    return situation.remembered().owned().stream()
        .filter(it -> it.kind() == OwnedKind.SecondaryAddress);
  }

  static Optional<NetworkInterface> networkInterface(Situation situation, Owned it) {
    return situation.world().networkInterface(it.target()).present();
  }

  /** What the status is to say after that decision, which may want something noted. */
  static List<Owned> after(Situation situation, Decision decision) {
    List<Owned> after = new ArrayList<>();
    situation.remembered().owned().stream()
        .filter(it -> !isOver(situation, it))
        .forEach(after::add);
    if (decision instanceof Decision.Note(Owned owned, var _) && !after.contains(owned)) {
      after.add(owned);
    }
    return List.copyOf(after);
  }

  /** The memory in which that stands in the status too. */
  static Remembered noted(Situation situation, Owned owned) {
    Remembered remembered = situation.remembered();
    List<Owned> all = new ArrayList<>(remembered.owned());
    all.add(owned);
    return new Remembered(
        remembered.status().owning(all),
        remembered.corrections(),
        remembered.failures(),
        remembered.workingSince());
  }

  /**
   * Whether the address is not there any more, nor wanted there. What is wanted stays written down
   * while it is absent, as does what a call whose answer was lost may yet bring.
   */
  private static boolean isOver(Situation situation, Owned it) {
    if (it.kind() == OwnedKind.ElasticIpAssociation) {
      return ElasticIpHoldings.isOver(situation, it);
    }
    if (isUnsettled(situation, it)
        || (it.address().equals(situation.desired().address())
            && !situation.desired().deleting())) {
      return situation.world().networkInterface(it.target()) instanceof Seen.Gone;
    }
    return switch (situation.world().networkInterface(it.target())) {
      case Seen.Gone<NetworkInterface> _ -> true;
      case Seen.Unread<NetworkInterface> _ -> false;
      case Seen.Present<NetworkInterface>(NetworkInterface eni) ->
          !eni.addresses().contains(it.address()) && situation.world().isConfirmed(eni.id());
    };
  }

  private static boolean isUnsettled(Situation situation, Owned it) {
    return situation.remembered().failures().stream()
        .filter(failure -> situation.now().isBefore(failure.retryAt()))
        .anyMatch(failure ->
            failure.action() instanceof Action.AssignAddresses assign
                && assign.interfaceId().equals(it.target())
                && assign.addresses().contains(it.address()));
  }
}
