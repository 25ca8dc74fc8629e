package dev.fixedip.plan;

import dev.fixedip.api.FixedIpStatus.Owned;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Instance;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.IpFamily;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Seen;
import java.util.List;
import java.util.Optional;

/** Whether an interface takes one more address, by the limits of its instance's type. */
final class Room {
  private final Situation situation;
  private final NetworkInterface carrier;
  private final IpFamily family;

  Room(Situation situation, NetworkInterface carrier) {
    this.situation = situation;
    this.carrier = carrier;
    this.family = Families.of(situation.desired());
  }

  /** What is first to be done to make room, or why there is none; empty if there is. */
  Optional<Decision> next() {
    Optional<Instance> instance =
        carrier.instanceId().flatMap(id -> situation.world().instance(id).present());
    if (instance.isEmpty()) {
      return carrier.instanceId().map(Decision::look);
    }
    String type = instance.get().type();
    return switch (situation.world().instanceType(type)) {
      case Seen.Gone<InstanceType> _ -> Optional.empty();
      case Seen.Unread<InstanceType> _ -> Optional.of(Decision.look("the limits of " + type));
      case Seen.Present<InstanceType>(InstanceType it) -> within(it, instance.get());
    };
  }

  private Optional<Decision> within(InstanceType type, Instance instance) {
    int limit = type.addressesPerInterface(family);
    List<String> has = carrier.addresses(family);
    if (has.size() + new Fellows(situation, carrier).before() < limit) {
      return Optional.empty();
    }
    return Families.noneForType(situation, instance, type)
        .or(() -> former().map(it -> unassign(it, limit)))
        .or(() ->
            Decision.refused(
                Reason.INTERFACE_ADDRESS_LIMIT_REACHED,
                "%s of %s, a %s, takes %d %s addresses, and has %d (%s)%s: free one, name another interface of the instance in spec.interface, or use a larger type"
                    .formatted(
                        carrier.id(),
                        Words.named(instance),
                        type.name(),
                        limit,
                        family == IpFamily.IPV4 ? "private IPv4" : family,
                        has.size(),
                        String.join(", ", has),
                        has.size() < limit
                            ? ", and other FixedIps that were there first need the rest"
                            : "")));
  }

  private Decision unassign(Owned it, int limit) {
    return Decision.step(
        Step.of(
            new Action.UnassignAddress(it.target(), it.address()),
            "%s takes no more than %d %s addresses: the old one goes before the new one comes"
                .formatted(carrier.id(), limit, family)));
  }

  /** An address of ours on the same interface that is no longer asked for. */
  private Optional<Owned> former() {
    return Records.there(situation)
        .filter(it -> it.target().equals(carrier.id()))
        .filter(it -> !it.address().equals(situation.desired().address()))
        .filter(it -> IpFamily.of(it.address()) == family)
        .findFirst();
  }
}
