package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec.Strategy;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.Instance;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.IpFamily;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Seen;
import dev.fixedip.model.Subnet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What differs by the family of the address that is asked for. */
final class Families {
  private Families() {}

  static IpFamily of(Desired desired) {
    return IpFamily.of(desired.address());
  }

  /** EC2 launches with a primary IPv4 address only. */
  static Optional<Decision> notAtLaunch(Situation situation) {
    Desired desired = situation.desired();
    return of(desired) == IpFamily.IPV6
            && desired.spec().strategyOrDefault() == Strategy.PrimaryAtLaunch
        ? Decision.refused(
            Reason.REFUSED,
            "%s is an IPv6 address, and the primary address of an instance is one of IPv4: set spec.strategy to Interface or SecondaryAddress"
                .formatted(desired.address()))
        : Optional.empty();
  }

  /** The subnet has no range of the address's family. */
  static Optional<Decision> noRange(Situation situation, Subnet subnet) {
    IpFamily family = of(situation.desired());
    return subnet.cidrs(family).isEmpty()
        ? Decision.refused(
            Reason.NO_SUBNET_FOR_ADDRESS,
            "%s has no %s CIDR that could hold %s: associate one with it in EC2, or choose an address of %s"
                .formatted(subnet.id(), family, situation.desired().address(), subnet.cidr()))
        : Optional.empty();
  }

  /** The instance's type takes no addresses of the family; empty also while nobody has read it. */
  static Optional<Decision> noneForType(Situation situation, Instance instance) {
    return of(situation.desired()) == IpFamily.IPV4
        ? Optional.empty()
        : switch (situation.world().instanceType(instance.type())) {
          case Seen.Gone<InstanceType> _ -> Optional.empty();
          case Seen.Unread<InstanceType> _ ->
              Optional.of(Decision.look("the limits of " + instance.type()));
          case Seen.Present<InstanceType>(InstanceType type) ->
              noneForType(situation, instance, type);
        };
  }

  /** The instance's type takes no addresses of the family. */
  static Optional<Decision> noneForType(Situation situation, Instance instance, InstanceType type) {
    IpFamily family = of(situation.desired());
    return type.addressesPerInterface(family) > 0
        ? Optional.empty()
        : Decision.refused(
            Reason.INTERFACE_ADDRESS_LIMIT_REACHED,
            "%s is a %s, which takes no %s addresses: choose an IPv4 address, or use another type"
                .formatted(Words.named(instance), type.name(), family));
  }

  /** The IPv4 address that EC2 gave to an interface of ours, which was made for one of IPv6. */
  static Optional<String> alsoTakenUp(Situation situation, NetworkInterface it) {
    return of(situation.desired()) == IpFamily.IPV6 && Holdings.isOurs(situation, it)
        ? it.addresses(IpFamily.IPV4).stream().findFirst()
        : Optional.empty();
  }

  /** Subnets with their ranges of that family, for people; those that have none are left out. */
  static String words(List<Subnet> some, IpFamily family) {
    return some.stream()
        .filter(it -> !it.cidrs(family).isEmpty())
        .map(it -> "%s %s in %s".formatted(it.id(), words(it.cidrs(family)), it.availabilityZone()))
        .collect(Collectors.joining(", "));
  }

  static String words(List<Cidr> some) {
    return some.stream().map(Cidr::toString).collect(Collectors.joining(", "));
  }
}
