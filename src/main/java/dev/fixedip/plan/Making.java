package dev.fixedip.plan;

import static dev.fixedip.plan.Difference.NONE;

import dev.fixedip.api.FixedIpSpec.Strategy;
import dev.fixedip.api.Reason;
import dev.fixedip.model.IpFamily;
import dev.fixedip.model.NetworkInterface;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** How the address comes to an interface of its own, and what is done where it is on another. */
final class Making {
  private final Situation situation;
  private final Desired desired;
  private final Target.Resolved target;

  Making(Situation situation, Target.Resolved target) {
    this.situation = situation;
    this.desired = situation.desired();
    this.target = target;
  }

  /**
   * What is to be done about the interface that has the address, or is to be made for it.
   *
   * @param noPlace what stands against making it
   * @param own what is done about one of ours, or one that the spec names
   * @param foreign what is done about somebody else's
   */
  Decision next(
      Supplier<Optional<Decision>> noPlace,
      Function<NetworkInterface, Decision> own,
      Function<NetworkInterface, Decision> foreign) {
    lookAhead();
    if (target.named().isPresent()) {
      NetworkInterface it = target.named().get();
      return Adoption.next(situation, target, it).orElseGet(() -> own.apply(it));
    }
    return holder()
        .map(it -> Holdings.isOurs(situation, it) ? own.apply(it) : foreign.apply(it))
        .orElseGet(() -> create(noPlace));
  }

  /** The interface that has the address. */
  Optional<NetworkInterface> holder() {
    return situation.world().holder(target.subnet().id(), desired.address());
  }

  /** Looks at what is needed later, so that it is read while the interface is being made. */
  private void lookAhead() {
    target
        .securityGroupIds(desired.spec())
        .ifPresent(groups -> groups.forEach(situation.world()::rules));
  }

  /** Makes the interface, unless somebody asked for the address first, or there is no place. */
  private Decision create(Supplier<Optional<Decision>> noPlace) {
    return Claims.earlier(situation, target.subnet())
        .map(it -> Claims.refuse(situation, it))
        .or(noPlace)
        .orElseGet(() ->
            Decision.step(
                new Step(
                    new Action.CreateInterface(
                        target.placement(),
                        desired.address(),
                        target.securityGroupIds(desired.spec()).orElse(List.of()),
                        Tags.ofNew(situation),
                        "FixedIp " + desired.identity()),
                    why(),
                    new Difference(Difference.INTERFACE, desired.address(), NONE))));
  }

  private String why() {
    return Families.of(desired) == IpFamily.IPV6 ? whyIpv6() : whyIpv4();
  }

  private String whyIpv6() {
    String what =
        target.host().isPresent()
            ? "%s comes on a network interface of its own".formatted(desired.address())
            : "%s is to be reserved: a network interface holds it".formatted(desired.address());
    return target.subnet().cidrs(IpFamily.IPV4).isEmpty()
        ? what
        : what
            + "; EC2 gives that an IPv4 address, too, which takes up one of %s (SecondaryAddress takes up none)"
                .formatted(target.subnet().id());
  }

  private String whyIpv4() {
    if (desired.spec().strategyOrDefault() == Strategy.PrimaryAtLaunch) {
      return "An instance is to be launched with %s as its primary address: its interface is made first"
          .formatted(desired.address());
    }
    return target
        .host()
        .map(it ->
            "EC2 cannot change %s, the primary address of %s: %s comes on a network interface of its own"
                .formatted(
                    it.primary().primaryAddress(), Words.named(it.instance()), desired.address()))
        .orElseGet(() ->
            "%s is to be reserved: a network interface holds it".formatted(desired.address()));
  }

  /**
   * What stands against an interface that is not ours having the address: another FixedIp's claim,
   * another instance; a secondary address of ours is taken back, to come on its own interface.
   */
  Optional<Decision> notOurs(NetworkInterface it, Supplier<Optional<Decision>> noPlace) {
    if (Records.has(situation, it.id(), desired.address())) {
      return Optional.of(
          Claims.againstMoving(situation, target.subnet())
              .or(noPlace)
              .orElseGet(() ->
                  Decision.step(
                      Step.of(
                          new Action.UnassignAddress(it.id(), desired.address()),
                          "%s comes on a network interface of its own, which EC2 makes only once no other has it"
                              .formatted(desired.address())))));
    }
    return Claims.ofHolder(situation, it)
        .or(() -> target.isOnHost(it) ? Optional.empty() : formerlyAdopted(it))
        .or(() ->
            target.isOnHost(it)
                ? Optional.empty()
                : Decision.refused(
                    Reason.ADDRESS_IN_USE, Words.inUse(desired, it, situation.world())))
        .or(() ->
            Claims.earlier(situation, target.subnet())
                .map(earlier -> Claims.refuse(situation, earlier)));
  }

  /** The spec names it no more: it is somebody else's again. */
  private Optional<Decision> formerlyAdopted(NetworkInterface it) {
    return Adoption.isOurs(situation, it)
        ? Optional.of(Adoption.release(situation, it))
        : Optional.empty();
  }

  /** The instance has the address through an interface that is not ours. */
  Decision present(NetworkInterface it) {
    return new Decision.Done(
        Reason.ALREADY_PRESENT,
        "%s already has %s on %s, which is not ours: it is left as it is"
            .formatted(it.instanceId().orElse("an instance"), desired.address(), it.id()));
  }
}
