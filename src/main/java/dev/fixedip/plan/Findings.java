package dev.fixedip.plan;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpStatus.ElasticIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Vpc;
import dev.fixedip.model.World;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was found out about a FixedIp, for its status.
 *
 * @param networkInterface the interface that has the address: ours, one that was taken over or that
 *     the address is assigned to, or another one of the instance
 * @param former an interface of ours that still has an address that was asked for earlier
 * @param owned whether that interface is ours
 * @param assigned whether the instance has the address through it, as a read showed
 * @param pingRules the rules that let ping through to it
 * @param elasticIp the Elastic IP that the address has, or that was allocated for it
 */
public record Findings(
    Optional<Instance> instance,
    Optional<Subnet> subnet,
    Optional<Vpc> vpc,
    Optional<NetworkInterface> networkInterface,
    Optional<NetworkInterface> former,
    boolean owned,
    boolean assigned,
    List<SecurityGroupRule> pingRules,
    Optional<ElasticIpStatus> elasticIp,
    List<Finding> conditions) {

  /** One of the detail conditions. */
  public record Finding(ConditionType type, Value value, Reason reason, String message) {
    /** A condition's status. */
    public enum Value {
      TRUE("True"),
      FALSE("False"),
      UNKNOWN("Unknown");

      private final String text;

      Value(String text) {
        this.text = text;
      }

      /** As Kubernetes writes it. */
      @Override
      public String toString() {
        return text;
      }
    }
  }

  static Findings of(Situation situation, Target target, Optional<Verdict> verdict) {
    World world = situation.world();
    Selection selection = Selection.of(situation);
    Optional<NetworkInterface> found = networkInterface(situation, target);
    Optional<Instance> instance =
        selection instanceof Selection.Picked(Instance it)
            ? Optional.of(it)
            : found
                .flatMap(NetworkInterface::instanceId)
                .flatMap(id -> world.instance(id).present());
    boolean owned = found.filter(it -> Holdings.isOurs(situation, it)).isPresent();
    boolean assigned =
        found
            .filter(it -> isAssigned(it, selection, situation))
            .filter(it -> world.isConfirmed(it.id()))
            .isPresent();
    Optional<Subnet> subnet = found.flatMap(it -> world.subnet(it.placement().subnetId()));
    Optional<Vpc> vpc = found.flatMap(it -> world.vpc(it.placement().vpcId()));
    List<SecurityGroupRule> rules =
        assigned && vpc.isPresent()
            ? PingRules.allowing(situation, vpc.get(), found.get())
            : List.of();
    List<Finding> conditions =
        Stream.of(
                instanceFound(situation, selection, verdict).stream(),
                Stream.of(
                    addressHeld(found, situation),
                    addressAssigned(assigned, found, situation),
                    pingAllowed(situation, assigned ? found : Optional.empty(), vpc)),
                ElasticIpFindings.condition(situation, found, verdict).stream(),
                instance.stream().map(it -> GuestCheck.of(it, world)))
            .flatMap(it -> it)
            .toList();
    return new Findings(
        instance,
        subnet,
        vpc,
        found,
        former(situation),
        owned,
        assigned,
        rules,
        ElasticIpFindings.status(situation, found),
        conditions);
  }

  /** Whether the instance that shall have the interface has it; where none is named, any. */
  private static boolean isAssigned(NetworkInterface it, Selection selection, Situation situation) {
    FixedIpSpec spec = situation.desired().spec();
    boolean atLaunch = spec.strategyOrDefault() == FixedIpSpec.Strategy.PrimaryAtLaunch;
    boolean isHeld = Holdings.isOurs(situation, it) || Adoption.isOurs(situation, it);
    Optional<String> holder = it.instanceId().filter(it::isAttachedTo);
    if (holder.isEmpty() || (atLaunch && isHeld && !it.isPrimary())) {
      return false;
    }
    return switch (selection) {
      case Selection.Picked(Instance instance) -> holder.get().equals(instance.id());
      case Selection.Nobody _ -> atLaunch;
      case Selection.Unpicked _ ->
          atLaunch
              || holder
                  .get()
                  .equals(
                      spec.instance() != null && spec.instance().isById()
                          ? spec.instance().id()
                          : situation.remembered().status().instanceId());
    };
  }

  private static Optional<NetworkInterface> networkInterface(Situation situation, Target target) {
    String address = situation.desired().address();
    Optional<NetworkInterface> ours =
        Holdings.withAddress(situation).min(Comparator.comparing(it -> isElsewhere(it, target)));
    if (ours.isPresent() || !(target instanceof Target.Resolved it)) {
      return ours;
    }
    return situation
        .world()
        .holder(it.subnet().id(), address)
        .filter(it::isOnHost)
        .filter(eni -> Holdings.known(situation).filter(eni.id()::equals).isEmpty())
        .filter(eni -> Claims.ofHolder(situation, eni).isEmpty())
        .filter(_ -> Claims.earlier(situation, it.subnet()).isEmpty());
  }

  /** While an address moves from one VPC to another, both may have it. */
  private static boolean isElsewhere(NetworkInterface it, Target target) {
    return target instanceof Target.Resolved resolved
        && !it.placement().subnetId().equals(resolved.subnet().id());
  }

  private static Optional<NetworkInterface> former(Situation situation) {
    return Holdings.of(situation).stream()
        .filter(it -> !it.addresses().contains(situation.desired().address()))
        .findFirst();
  }

  private static Optional<Finding> instanceFound(
      Situation situation, Selection selection, Optional<Verdict> verdict) {
    ConditionType type = ConditionType.InstanceFound;
    Optional<Verdict> missing =
        verdict.filter(it ->
            it.reason() == Reason.INSTANCE_NOT_FOUND || it.reason() == Reason.INSTANCE_AMBIGUOUS);
    if (missing.isPresent()) {
      return Optional.of(
          new Finding(type, Finding.Value.FALSE, missing.get().reason(), missing.get().message()));
    }
    return switch (selection) {
      case Selection.Picked(Instance it) ->
          Optional.of(
              new Finding(
                  type,
                  Finding.Value.TRUE,
                  Reason.SUCCEEDED,
                  "%s is %s".formatted(Words.named(it), Words.state(it.state()))));
      case Selection.Unpicked _ ->
          Optional.of(
              new Finding(
                  type,
                  Finding.Value.UNKNOWN,
                  Reason.PENDING,
                  "%s was not found yet".formatted(situation.desired().spec().instance())));
      case Selection.Nobody _ -> Optional.empty();
    };
  }

  private static Finding addressHeld(Optional<NetworkInterface> found, Situation situation) {
    String address = situation.desired().address();
    return found
        .map(it ->
            new Finding(
                ConditionType.AddressHeld,
                Finding.Value.TRUE,
                Reason.SUCCEEDED,
                "%s has %s".formatted(it.id(), address)
                    + Families.alsoTakenUp(situation, it)
                        .map("; it takes up the IPv4 address %s of its subnet, too"::formatted)
                        .orElse("")))
        .orElse(
            new Finding(
                ConditionType.AddressHeld,
                Finding.Value.FALSE,
                Reason.PENDING,
                "No interface has %s for this FixedIp".formatted(address)));
  }

  private static Finding addressAssigned(
      boolean assigned, Optional<NetworkInterface> found, Situation situation) {
    ConditionType type = ConditionType.AddressAssigned;
    String address = situation.desired().address();
    if (assigned) {
      return new Finding(
          type,
          Finding.Value.TRUE,
          Reason.SUCCEEDED,
          "%s has %s"
              .formatted(
                  found.flatMap(NetworkInterface::instanceId).orElse("The instance"), address));
    }
    FixedIpSpec.InstanceSelector selector = situation.desired().spec().instance();
    return new Finding(
        type,
        Finding.Value.FALSE,
        Reason.PENDING,
        selector == null
            ? "No instance is asked for or has %s yet".formatted(address)
            : "%s does not have %s".formatted(Words.selected(selector), address));
  }

  private static Finding pingAllowed(
      Situation situation, Optional<NetworkInterface> found, Optional<Vpc> vpc) {
    FixedIpSpec spec = situation.desired().spec();
    if (!spec.pingOrDefault().isEnabled()) {
      return ping(Finding.Value.FALSE, Reason.DISABLED, "spec.ping.enabled is false");
    }
    if (found.isEmpty() || vpc.isEmpty()) {
      return ping(
          Finding.Value.UNKNOWN,
          Reason.PENDING,
          "Rules are looked at once the instance has the address");
    }
    if (PingRules.missing(situation, vpc.get(), found.get()).isEmpty()) {
      List<String> from =
          PingRules.sources(spec, vpc.get()).stream().map(Object::toString).toList();
      return ping(
          Finding.Value.TRUE, Reason.SUCCEEDED, "Ping is let in from " + Difference.list(from));
    }
    return PingRules.misplaced(spec, found.get())
        .map(group ->
            ping(
                Finding.Value.FALSE,
                Reason.REFUSED,
                "%s is not in %s, so a rule there lets nothing through: name one of its groups in spec.ping.securityGroupId, or leave it out"
                    .formatted(found.get().id(), group)))
        .orElse(
            ping(
                Finding.Value.FALSE,
                Reason.PENDING,
                "No rule of the security groups of %s lets ping in yet"
                    .formatted(found.get().id())));
  }

  private static Finding ping(Finding.Value value, Reason reason, String message) {
    return new Finding(ConditionType.PingAllowed, value, reason, message);
  }
}
