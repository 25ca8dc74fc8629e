package dev.fixedip.plan;

import dev.fixedip.api.Reason;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.Subnet;
import dev.fixedip.plan.Desired.Identity;
import dev.fixedip.plan.Neighbours.Neighbour;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Which of several FixedIps that ask for one address gets it. */
final class Claims {
  /** Who asked first. */
  static final Comparator<Desired> PRECEDENCE =
      Comparator.comparing(Desired::createdAt).thenComparing(it -> it.identity().uid());

  private Claims() {}

  /** The FixedIp that comes first, among those that ask for the same address in that subnet. */
  static Optional<Neighbour> earlier(Situation situation, Subnet subnet) {
    Desired mine = situation.desired();
    return situation.neighbours().withAddress(mine.address()).stream()
        .filter(it -> !it.desired().identity().uid().equals(mine.identity().uid()))
        .filter(it -> PRECEDENCE.compare(it.desired(), mine) < 0)
        .filter(it -> isIn(it, subnet, situation))
        .min(Comparator.comparing(Neighbour::desired, PRECEDENCE));
  }

  /** What is to be said if the interface that has the address belongs to another FixedIp. */
  static Optional<Decision> ofHolder(Situation situation, NetworkInterface holder) {
    Optional<Decision> assigned = ofRecord(situation, holder);
    if (assigned.isPresent()) {
      return assigned;
    }
    Map<String, String> tags = holder.tags();
    if (!Leaks.isOfCluster(holder, situation.policy().clusterId())
        || Holdings.isOurs(situation, holder)) {
      return Optional.empty();
    }
    if (isOfEarlier(situation, holder)) {
      return Optional.of(
          Decision.step(
              Step.of(
                  new Action.AddTags(holder.id(), Tags.ownership(situation)),
                  "%s was made for an earlier FixedIp of this name, which is gone"
                      .formatted(holder.id()))));
    }
    return Decision.refused(
        Reason.ADDRESS_CLAIMED,
        "%s is held by FixedIp %s/%s on %s: choose another address, or wait: it comes here by itself once that FixedIp is deleted or asks for another one"
            .formatted(
                situation.desired().address(),
                tags.get(Ownership.NAMESPACE),
                tags.get(Ownership.NAME),
                holder.id()));
  }

  /** Whether it was made for a FixedIp that had this namespace and name before. */
  static boolean isOfEarlier(Situation situation, NetworkInterface it) {
    Identity mine = situation.desired().identity();
    return Leaks.isOfCluster(it, situation.policy().clusterId())
        && !Holdings.isOurs(situation, it)
        && mine.namespace().equals(it.tags().get(Ownership.NAMESPACE))
        && mine.name().equals(it.tags().get(Ownership.NAME));
  }

  /** What is moved is free for a moment: who asked first would get it, and it would be lost. */
  static Optional<Decision> againstMoving(Situation situation, Subnet subnet) {
    return earlier(situation, subnet)
        .map(it ->
            new Decision.Refuse(
                Reason.ADDRESS_CLAIMED,
                "%s stays where it is: FixedIp %s asked for it first, and would get it while it moves; let that FixedIp ask for another address, or undo the change of this one"
                    .formatted(situation.desired().address(), it.desired().identity())));
  }

  static Decision refuse(Situation situation, Neighbour earlier) {
    return new Decision.Refuse(
        Reason.ADDRESS_CLAIMED,
        "FixedIp %s asked for %s first: choose another address, or wait: it comes here by itself once that FixedIp is deleted or asks for another one"
            .formatted(earlier.desired().identity(), situation.desired().address()));
  }

  private static boolean isIn(Neighbour it, Subnet subnet, Situation situation) {
    return Target.subnet(it.desired().spec(), situation.world(), situation.neighbours().nodes())
        .map(Subnet::id)
        .or(() ->
            Optional.ofNullable(it.status().networkInterface()).map(known -> known.subnetId()))
        .filter(id -> Objects.equals(id, subnet.id()))
        .isPresent();
  }

  /** What is to be said if another FixedIp had the address assigned to that interface. */
  static Optional<Decision> ofRecord(Situation situation, NetworkInterface holder) {
    String address = situation.desired().address();
    return Records.others(situation, holder.id(), address)
        .min(Comparator.comparing(Neighbour::desired, PRECEDENCE))
        .map(it ->
            new Decision.Refuse(
                Reason.ADDRESS_CLAIMED,
                "FixedIp %s has %s as a secondary address of %s: choose another address, or wait: it comes here by itself once that FixedIp is deleted or asks for another one"
                    .formatted(it.desired().identity(), address, holder.id())));
  }
}
