package dev.fixedip.plan;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.NetworkInterface.Placement;
import dev.fixedip.model.Seen;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Vpc;
import dev.fixedip.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the address belongs: what the spec leaves open, resolved from what EC2 holds now. */
sealed interface Target {

  /** How long an instance that is named by its id may be missing before somebody must act. */
  Duration PATIENCE = Duration.ofMinutes(5);

  /** All of it could be resolved. */
  record Resolved(Instance instance, Subnet subnet, Vpc vpc, NetworkInterface primary)
      implements Target {

    /** The groups that the address's interface shall have, sorted. */
    List<String> securityGroupIds(FixedIpSpec spec) {
      List<String> asked = spec.interfaceOrDefault().securityGroupIds();
      return asked == null ? primary.securityGroupIds() : asked.stream().sorted().toList();
    }

    Placement placement() {
      return new Placement(subnet.id(), subnet.vpcId(), subnet.availabilityZone());
    }
  }

  /** Something is missing or forbidden; what is there stays as it is. */
  record Unresolved(Decision decision) implements Target {}

  /** Resolves what the FixedIp asks for. */
  static Target of(Situation situation) {
    FixedIpSpec spec = situation.desired().spec();
    World world = situation.world();
    Seen<Instance> seen = world.instance(spec.instance().id());
    Optional<Instance> live = seen.present().filter(Instance::isLive);
    if (live.isEmpty()) {
      return new Unresolved(missing(situation, seen));
    }
    Instance instance = live.get();
    Optional<NetworkInterface> primary =
        world.interfacesOf(instance.id()).stream().filter(NetworkInterface::isPrimary).findFirst();
    if (primary.isEmpty()) {
      return new Unresolved(Decision.look("the interfaces of " + instance.id()));
    }
    Optional<Subnet> subnet = subnet(spec, instance, world);
    if (subnet.isEmpty()) {
      return refused(Reason.NO_SUBNET_FOR_ADDRESS, noSubnet(spec, instance, world));
    }
    return world
        .vpc(subnet.get().vpcId())
        .map(vpc -> permitted(situation, new Resolved(instance, subnet.get(), vpc, primary.get())))
        .orElseGet(() -> new Unresolved(Decision.look(subnet.get().vpcId())));
  }

  /**
   * The subnet that the address is in: the one that the spec names, else the one of the instance's
   * VPC whose CIDR holds the address; empty if there is none.
   */
  static Optional<Subnet> subnet(FixedIpSpec spec, Instance instance, World world) {
    String asked = spec.interfaceOrDefault().subnetId();
    return asked != null
        ? world.subnet(asked)
        : world.subnetsOf(instance.placement().vpcId()).stream()
            .filter(it -> it.cidr().contains(spec.address()))
            .findFirst();
  }

  private static Decision missing(Situation situation, Seen<Instance> seen) {
    String id = situation.desired().spec().instance().id();
    return switch (seen) {
      case Seen.Unread<Instance> _ -> Decision.look(id);
      case Seen.Present<Instance>(Instance it) ->
          new Decision.Refuse(
              Reason.INSTANCE_NOT_FOUND,
              "Instance %s is %s: set spec.instance.id to the instance that shall have the address"
                  .formatted(Words.named(it), Words.state(it.state())));
      case Seen.Gone<Instance> _ -> {
        String message =
            "There is no instance "
                + id
                + " in this account and region: correct spec.instance.id, or launch it";
        Instant since =
            situation.remembered().falseSince(ConditionType.InstanceFound).orElse(situation.now());
        yield situation.now().isBefore(since.plus(PATIENCE))
            ? new Decision.Missing(message, since.plus(PATIENCE))
            : new Decision.Refuse(Reason.INSTANCE_NOT_FOUND, message);
      }
    };
  }

  private static Target permitted(Situation situation, Resolved it) {
    FixedIpSpec spec = situation.desired().spec();
    Policy policy = situation.policy();
    String address = spec.address();
    Subnet subnet = it.subnet();
    if (!subnet.cidr().contains(address)) {
      return refused(
          Reason.ADDRESS_OUTSIDE_SUBNET,
          "%s is not in %s, which has %s: choose an address of that range, or another subnet"
              .formatted(address, subnet.id(), subnet.cidr()));
    }
    if (!subnet.availabilityZone().equals(it.instance().placement().availabilityZone())) {
      return refused(
          Reason.ZONE_MISMATCH,
          "%s is in %s (%s), but %s runs in %s, and EC2 attaches interfaces only within a zone: choose an address of a subnet in %s"
              .formatted(
                  address,
                  subnet.id(),
                  subnet.availabilityZone(),
                  it.instance().id(),
                  it.instance().placement().availabilityZone(),
                  it.instance().placement().availabilityZone()));
    }
    if (!subnet.vpcId().equals(it.primary().placement().vpcId())
        && spec.interfaceOrDefault().securityGroupIds() == null) {
      return refused(
          Reason.REFUSED,
          "%s is in %s, where the security groups of %s, which is in %s, do not exist: name groups of %s in spec.interface.securityGroupIds, or choose a subnet of %s"
              .formatted(
                  subnet.id(),
                  subnet.vpcId(),
                  it.instance().id(),
                  it.primary().placement().vpcId(),
                  subnet.vpcId(),
                  it.primary().placement().vpcId()));
    }
    if (subnet.reserves(address)) {
      return refused(
          Reason.ADDRESS_RESERVED_BY_AWS,
          "AWS keeps the first four addresses and the last of every subnet, %s of %s among them: choose one from %s to %s"
              .formatted(
                  address, subnet.id(), subnet.cidr().address(4), subnet.cidr().address(-2)));
    }
    if (!policy.permitsVpc(subnet.vpcId())) {
      return refused(
          Reason.NOT_PERMITTED,
          "%s, where %s would be, is not among the VPCs that --allow-vpcs permits: choose an address elsewhere, or ask whoever runs the operator"
              .formatted(subnet.vpcId(), address));
    }
    if (!policy.permitsSubnet(subnet.id())) {
      return refused(
          Reason.NOT_PERMITTED,
          "%s, where %s would be, is not among the subnets that --allow-subnets permits: choose an address elsewhere, or ask whoever runs the operator"
              .formatted(subnet.id(), address));
    }
    return PingRules.sources(spec, it.vpc()).stream()
        .filter(from -> !policy.permitsPingFrom(from, it.vpc().cidrs()))
        .findFirst()
        .map(from -> refused(Reason.NOT_PERMITTED, pingForbidden(from, policy, it.vpc())))
        .orElse(it);
  }

  private static String pingForbidden(Cidr from, Policy policy, Vpc vpc) {
    List<Cidr> allowed = policy.allowPingFrom().isEmpty() ? vpc.cidrs() : policy.allowPingFrom();
    return "spec.ping.from has %s, but ping is permitted only from %s: choose a range within, or ask whoever runs the operator for --allow-ping-from"
        .formatted(from, allowed.stream().map(Cidr::toString).collect(Collectors.joining(", ")));
  }

  private static String noSubnet(FixedIpSpec spec, Instance instance, World world) {
    String asked = spec.interfaceOrDefault().subnetId();
    String vpcId = instance.placement().vpcId();
    String subnets =
        world.subnetsOf(vpcId).stream()
            .map(it -> "%s %s in %s".formatted(it.id(), it.cidr(), it.availabilityZone()))
            .collect(Collectors.joining(", "));
    return asked != null
        ? "There is no subnet %s in this account and region: correct spec.interface.subnetId, or leave it out; %s, the VPC of %s, has %s"
            .formatted(asked, vpcId, instance.id(), subnets)
        : "No subnet of %s, the VPC of %s, holds %s: choose an address of one of %s"
            .formatted(vpcId, instance.id(), spec.address(), subnets);
  }

  private static Target refused(Reason reason, String message) {
    return new Unresolved(new Decision.Refuse(reason, message));
  }
}
