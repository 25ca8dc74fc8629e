package dev.fixedip.plan;

import dev.fixedip.api.Reason;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import java.util.Map;
import java.util.Optional;

/**
 * Taking over an interface that somebody else made and the spec names: it is marked, never deleted,
 * and let go exactly as it stands.
 */
final class Adoption {
  private Adoption() {}

  /** Whether this FixedIp took it over. */
  static boolean isOurs(Situation situation, NetworkInterface it) {
    return Ownership.adopted(
        situation.policy().clusterId(), situation.desired().identity().uid(), it);
  }

  /** What stands against taking it over, or the step that does. */
  static Optional<Decision> next(Situation situation, Target.Resolved target, NetworkInterface it) {
    if (!it.addresses().contains(situation.desired().address())) {
      return Decision.refused(
          Reason.ADDRESS_NOT_ON_INTERFACE,
          "Network interface %s has %s, not %s: correct spec.address or spec.interface.id, or assign the address to it with strategy SecondaryAddress"
              .formatted(
                  it.id(), String.join(", ", it.addresses()), situation.desired().address()));
    }
    if (Holdings.isOurs(situation, it) || isOurs(situation, it)) {
      return Optional.empty();
    }
    if (it.origin().isService()) {
      return Decision.refused(
          Reason.ADDRESS_IN_USE, Words.inUse(situation.desired(), it, situation.world()));
    }
    return Claims.ofHolder(situation, it)
        .or(() -> byAnother(situation, it))
        .or(() -> elsewhere(situation, target, it))
        .or(() -> Claims.earlier(situation, target.subnet()).map(n -> Claims.refuse(situation, n)))
        .or(() -> Optional.of(Decision.step(mark(situation, it))));
  }

  /** A FixedIp of this cluster that is not there any more, as after a restore. */
  private static boolean isOfNobody(Situation situation, NetworkInterface it) {
    return situation.neighbours().all().stream()
            .noneMatch(other -> Ownership.uids(it).contains(other.desired().identity().uid()))
        && Ownership.uids(it).stream()
            .anyMatch(uid -> Ownership.adopted(situation.policy().clusterId(), uid, it));
  }

  private static Optional<Decision> byAnother(Situation situation, NetworkInterface it) {
    String adopter = it.tags().get(Ownership.ADOPTED_BY);
    return adopter == null || isOfNobody(situation, it)
        ? Optional.empty()
        : Decision.refused(
            Reason.ADDRESS_CLAIMED,
            "Network interface %s was taken over by another FixedIp (tag %s=%s): delete that FixedIp or take the interface out of it, or remove the tag if it is gone"
                .formatted(it.id(), Ownership.ADOPTED_BY, adopter));
  }

  private static Optional<Decision> elsewhere(
      Situation situation, Target.Resolved target, NetworkInterface it) {
    return it.attachment() == null || target.isOnHost(it)
        ? Optional.empty()
        : Decision.refused(
            Reason.ADDRESS_IN_USE,
            Words.inUse(situation.desired(), it, situation.world())
                + "; an interface is taken over only while it is attached to nothing or to the"
                + " instance that the spec names");
  }

  private static Step mark(Situation situation, NetworkInterface it) {
    return Step.of(
        new Action.AddTags(it.id(), Map.of(Ownership.ADOPTED_BY, adopter(situation))),
        "The spec names %s: it is taken over, and marked so".formatted(it.id()));
  }

  /** Lets it go as it stands. */
  static Decision release(Situation situation, NetworkInterface it) {
    return Decision.step(
        Step.of(
            new Action.RemoveTags(it.id(), Map.of(Ownership.ADOPTED_BY, adopter(situation))),
            "%s was taken over, so it is left as it stands".formatted(it.id())));
  }

  private static String adopter(Situation situation) {
    return Ownership.adopter(situation.policy().clusterId(), situation.desired().identity().uid());
  }
}
