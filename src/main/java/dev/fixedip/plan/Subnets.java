package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Instance;
import dev.fixedip.model.IpFamily;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The subnet that an address is in. */
sealed interface Subnets {
  /** That one. */
  record Found(Subnet subnet) implements Subnets {}

  /** None, or not one only. */
  record NotFound(Decision decision) implements Subnets {}

  /**
   * The subnet that the spec names; else the one of the instance's VPC whose CIDR holds the
   * address; without an instance the only one of the region.
   */
  static Subnets of(FixedIpSpec spec, Optional<Instance> instance, World world) {
    String asked = spec.interfaceOrDefault().subnetId();
    if (asked != null) {
      return world
          .subnet(asked)
          .<Subnets>map(Found::new)
          .orElseGet(() -> noneNamed(asked, instance, world));
    }
    return instance.map(it -> ofVpc(spec, it, world)).orElseGet(() -> ofRegion(spec, world));
  }

  private static Subnets ofVpc(FixedIpSpec spec, Instance instance, World world) {
    String vpcId = instance.placement().vpcId();
    return world.subnetsOf(vpcId).stream()
        .filter(it -> it.holding(spec.address()).isPresent())
        .findFirst()
        .<Subnets>map(Found::new)
        .orElseGet(() -> noneOfVpc(spec, instance, world.subnetsOf(vpcId)));
  }

  private static Subnets noneOfVpc(FixedIpSpec spec, Instance instance, List<Subnet> subnets) {
    IpFamily family = IpFamily.of(spec.address());
    String none =
        "No subnet of %s, the VPC of %s, ".formatted(instance.placement().vpcId(), instance.id());
    return refused(
        Reason.NO_SUBNET_FOR_ADDRESS,
        !subnets.isEmpty() && subnets.stream().allMatch(it -> it.cidrs(family).isEmpty())
            ? none
                + "has an %s CIDR that could hold %s: associate one with the VPC and a subnet in EC2, or choose an address of one of %s"
                    .formatted(family, spec.address(), words(subnets))
            : none
                + "holds %s: choose an address of one of %s"
                    .formatted(spec.address(), Families.words(subnets, family)));
  }

  private static Subnets ofRegion(FixedIpSpec spec, World world) {
    List<Subnet> holding = world.subnetsHolding(spec.address());
    return switch (holding.size()) {
      case 0 ->
          refused(
              Reason.NO_SUBNET_FOR_ADDRESS,
              "No subnet of this account and region holds %s: choose an address of one of your subnets, or make the subnet"
                  .formatted(spec.address()));
      case 1 -> new Found(holding.getFirst());
      default ->
          refused(
              Reason.SUBNET_AMBIGUOUS,
              "%d subnets hold %s: name one of them in spec.interface.subnetId: %s"
                  .formatted(
                      holding.size(),
                      spec.address(),
                      Families.words(holding, IpFamily.of(spec.address()))));
    };
  }

  private static Subnets noneNamed(String asked, Optional<Instance> instance, World world) {
    String hint =
        instance
            .map(it -> it.placement().vpcId())
            .map(vpc ->
                "; %s, the VPC of %s, has %s"
                    .formatted(
                        vpc,
                        instance.map(Instance::id).orElse("the instance"),
                        words(world.subnetsOf(vpc))))
            .orElse("");
    return refused(
        Reason.NO_SUBNET_FOR_ADDRESS,
        "There is no subnet %s in this account and region: correct spec.interface.subnetId, or leave it out%s"
            .formatted(asked, hint));
  }

  private static String words(List<Subnet> some) {
    return some.stream()
        .map(it -> "%s %s in %s".formatted(it.id(), it.cidr(), it.availabilityZone()))
        .collect(Collectors.joining(", "));
  }

  private static Subnets refused(Reason reason, String message) {
    return new NotFound(new Decision.Refuse(reason, message));
  }
}
