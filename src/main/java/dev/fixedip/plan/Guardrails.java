package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpSpec.Strategy;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Vpc;
import java.util.List;
import java.util.Optional;

/** What EC2's rules and the operator's own flags say against a target, before anything is done. */
final class Guardrails {
  private Guardrails() {}

  static Optional<Decision> refusal(Situation situation, Target.Resolved it) {
    return Families.notAtLaunch(situation)
        .or(() -> outside(situation, it))
        .or(() -> otherZone(situation, it))
        .or(() -> otherVpc(situation, it))
        .or(() -> reserved(situation, it))
        .or(() -> notPermitted(situation, it));
  }

  private static Optional<Decision> outside(Situation situation, Target.Resolved it) {
    String address = situation.desired().address();
    Subnet subnet = it.subnet();
    if (subnet.holding(address).isPresent()) {
      return Optional.empty();
    }
    String cidrs = Families.words(subnet.cidrs(Families.of(situation.desired())));
    return Families.noRange(situation, subnet)
        .or(() ->
            Decision.refused(
                Reason.ADDRESS_OUTSIDE_SUBNET,
                it.named()
                    .map(eni ->
                        "%s is not in %s, which has %s and which %s is in: EC2 takes no address of another subnet there; choose one of that range, or another interface"
                            .formatted(address, subnet.id(), cidrs, eni.id()))
                    .orElseGet(() ->
                        "%s is not in %s, which has %s: choose an address of that range, or another subnet"
                            .formatted(address, subnet.id(), cidrs))));
  }

  private static Optional<Decision> otherZone(Situation situation, Target.Resolved it) {
    if (it.host().isEmpty()
        || situation.desired().spec().strategyOrDefault() == Strategy.PrimaryAtLaunch) {
      return Optional.empty();
    }
    Subnet subnet = it.subnet();
    var instance = it.host().get().instance();
    String zone = instance.placement().availabilityZone();
    return subnet.availabilityZone().equals(zone)
        ? Optional.empty()
        : Decision.refused(
            Reason.ZONE_MISMATCH,
            "%s is in %s (%s), but %s runs in %s, and EC2 attaches interfaces only within a zone: choose an address of a subnet in %s"
                .formatted(
                    situation.desired().address(),
                    subnet.id(),
                    subnet.availabilityZone(),
                    instance.id(),
                    zone,
                    zone));
  }

  /** Groups are of one VPC: those of the instance cannot be followed into another. */
  private static Optional<Decision> otherVpc(Situation situation, Target.Resolved it) {
    FixedIpSpec spec = situation.desired().spec();
    if (it.host().isEmpty()
        || it.named().isPresent()
        || spec.strategyOrDefault() != Strategy.Interface
        || spec.interfaceOrDefault().securityGroupIds() != null) {
      return Optional.empty();
    }
    Subnet subnet = it.subnet();
    String vpcId = it.host().get().primary().placement().vpcId();
    return subnet.vpcId().equals(vpcId)
        ? Optional.empty()
        : Decision.refused(
            Reason.REFUSED,
            "%s is in %s, where the security groups of %s, which is in %s, do not exist: name groups of %s in spec.interface.securityGroupIds, or choose a subnet of %s"
                .formatted(
                    subnet.id(),
                    subnet.vpcId(),
                    it.host().get().instance().id(),
                    vpcId,
                    subnet.vpcId(),
                    vpcId));
  }

  private static Optional<Decision> reserved(Situation situation, Target.Resolved it) {
    String address = situation.desired().address();
    Subnet subnet = it.subnet();
    return subnet
        .holding(address)
        .filter(_ -> subnet.reserves(address))
        .flatMap(cidr ->
            Decision.refused(
                Reason.ADDRESS_RESERVED_BY_AWS,
                "AWS keeps the first four addresses and the last of every subnet, %s of %s among them: choose one from %s to %s"
                    .formatted(address, subnet.id(), cidr.address(4), cidr.address(-2))));
  }

  private static Optional<Decision> notPermitted(Situation situation, Target.Resolved it) {
    Policy policy = situation.policy();
    String address = situation.desired().address();
    Subnet subnet = it.subnet();
    if (!policy.permitsVpc(subnet.vpcId())) {
      return Decision.refused(
          Reason.NOT_PERMITTED,
          "%s, where %s would be, is not among the VPCs that --allow-vpcs permits: choose an address elsewhere, or ask whoever runs the operator"
              .formatted(subnet.vpcId(), address));
    }
    if (!policy.permitsSubnet(subnet.id())) {
      return Decision.refused(
          Reason.NOT_PERMITTED,
          "%s, where %s would be, is not among the subnets that --allow-subnets permits: choose an address elsewhere, or ask whoever runs the operator"
              .formatted(subnet.id(), address));
    }
    return PingRules.sources(situation.desired().spec(), it.vpc()).stream()
        .filter(from -> !policy.permitsPingFrom(from, it.vpc().cidrs(from.family())))
        .findFirst()
        .flatMap(
            from -> Decision.refused(Reason.NOT_PERMITTED, pingForbidden(from, policy, it.vpc())));
  }

  private static String pingForbidden(Cidr from, Policy policy, Vpc vpc) {
    List<Cidr> allowed =
        policy.allowPingFrom().isEmpty() ? vpc.cidrs(from.family()) : policy.allowPingFrom();
    return "spec.ping.from has %s, but ping is permitted only from %s: choose a range within, or ask whoever runs the operator for --allow-ping-from"
        .formatted(from, Families.words(allowed));
  }
}
