package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpSpec.Strategy;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.NetworkInterface.Placement;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Vpc;
import dev.fixedip.model.World;
import java.util.List;
import java.util.Optional;

/** Where the address belongs: what the spec leaves open, resolved from what EC2 holds now. */
sealed interface Target {

  /**
   * All of it could be resolved.
   *
   * @param host empty if no instance is asked for, or if it is still to be launched
   * @param named the interface that the spec names, or that a secondary address is assigned to
   */
  record Resolved(Optional<Host> host, Subnet subnet, Vpc vpc, Optional<NetworkInterface> named)
      implements Target {

    /** The groups that an interface for the address is kept in, sorted; empty: whichever. */
    Optional<List<String>> securityGroupIds(FixedIpSpec spec) {
      List<String> asked = spec.interfaceOrDefault().securityGroupIds();
      if (asked != null) {
        return Optional.of(asked.stream().sorted().toList());
      }
      return named.isPresent() || spec.strategyOrDefault() != Strategy.Interface
          ? Optional.empty()
          : host.map(it -> it.primary().securityGroupIds());
    }

    Placement placement() {
      return new Placement(subnet.id(), subnet.vpcId(), subnet.availabilityZone());
    }

    /** Whether that interface is wholly attached to the instance. */
    boolean isOnHost(NetworkInterface it) {
      return host.filter(some -> it.isAttachedTo(some.instance().id())).isPresent();
    }
  }

  /** The instance that shall have the address, and its primary interface. */
  record Host(Instance instance, NetworkInterface primary) {}

  /** Something is missing or forbidden; what is there stays as it is. */
  record Unresolved(Decision decision) implements Target {}

  /** Resolves what the FixedIp asks for. */
  static Target of(Situation situation) {
    boolean awaitsLaunch = awaitsLaunch(situation.desired().spec());
    return switch (Selection.of(situation)) {
      case Selection.Picked(Instance instance) -> on(situation, instance);
      case Selection.Nobody _ -> without(situation);
      case Selection.Unpicked(Decision decision) ->
          awaitsLaunch ? without(situation) : new Unresolved(decision);
    };
  }

  /** Whether the instance that is picked may yet have to be launched with the interface. */
  private static boolean awaitsLaunch(FixedIpSpec spec) {
    return spec.strategyOrDefault() == Strategy.PrimaryAtLaunch
        && (spec.instance() == null || !spec.instance().isById());
  }

  private static Target on(Situation situation, Instance instance) {
    return primary(instance, situation.world())
        .map(it -> in(situation, Optional.of(new Host(instance, it))))
        .orElseGet(() -> new Unresolved(Decision.look("the interfaces of " + instance.id())));
  }

  private static Target without(Situation situation) {
    return in(situation, Optional.empty());
  }

  private static Target in(Situation situation, Optional<Host> host) {
    FixedIpSpec spec = situation.desired().spec();
    return switch (Carrier.of(situation, host)) {
      case Carrier.None _ ->
          switch (Subnets.of(spec, host.map(Host::instance), situation.world())) {
            case Subnets.Found(Subnet subnet) ->
                resolved(situation, host, subnet, Optional.empty());
            case Subnets.NotFound(Decision decision) ->
                held(situation, host)
                    .map(it -> resolved(situation, host, it, Optional.empty()))
                    .orElseGet(() -> new Unresolved(decision));
          };
      case Carrier.Found(NetworkInterface it) ->
          situation
              .world()
              .subnet(it.placement().subnetId())
              .map(subnet -> resolved(situation, host, subnet, Optional.of(it)))
              .orElseGet(() -> new Unresolved(Decision.look(it.placement().subnetId())));
      case Carrier.Missing(Decision decision) -> new Unresolved(decision);
    };
  }

  /** Where several subnets hold the address, it stays in the one where its interface is. */
  private static Optional<Subnet> held(Situation situation, Optional<Host> host) {
    FixedIpSpec spec = situation.desired().spec();
    return host.isPresent() || spec.interfaceOrDefault().subnetId() != null
        ? Optional.empty()
        : Holdings.of(situation).stream()
            .filter(it -> it.primaryAddress().equals(spec.address()))
            .flatMap(it -> situation.world().subnet(it.placement().subnetId()).stream())
            .findFirst();
  }

  private static Target resolved(
      Situation situation, Optional<Host> host, Subnet subnet, Optional<NetworkInterface> named) {
    return situation
        .world()
        .vpc(subnet.vpcId())
        .map(vpc -> new Resolved(host, subnet, vpc, named))
        .<Target>map(
            it -> Guardrails.refusal(situation, it).<Target>map(Unresolved::new).orElse(it))
        .orElseGet(() -> new Unresolved(Decision.look(subnet.vpcId())));
  }

  /** The interface at device index 0. */
  static Optional<NetworkInterface> primary(Instance instance, World world) {
    return world.interfacesOf(instance.id()).stream()
        .filter(NetworkInterface::isPrimary)
        .findFirst();
  }

  /** The subnet in which a neighbour's address is, as far as that can be told. */
  static Optional<Subnet> subnet(FixedIpSpec spec, World world, Nodes nodes) {
    Optional<Instance> instance = Selection.instance(spec, world, nodes);
    if (instance.isEmpty() && spec.instance() != null && !awaitsLaunch(spec)) {
      return Optional.empty();
    }
    return switch (Carrier.of(spec, instance, world)) {
      case Carrier.Found(NetworkInterface it) -> world.subnet(it.placement().subnetId());
      case Carrier.Missing _ -> Optional.empty();
      case Carrier.None _ ->
          Subnets.of(spec, instance, world) instanceof Subnets.Found(Subnet it)
              ? Optional.of(it)
              : Optional.empty();
    };
  }
}
