package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Addresses;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Ipv4Cidr;
import dev.fixedip.simulator.world.Networks;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Zones;
import dev.fixedip.simulator.world.Zones.Zone;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateDefaultSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetCidrReservation;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Describing, creating and deleting subnets. */
final class SubnetOps {
  private static final int DEFAULT_PREFIX = 20;

  private final World world;
  private final Addresses addresses;
  private final Networks networks;
  private final SubnetCidrOps v6;
  private final Filters<Subnet> filters;

  SubnetOps(World world, SubnetCidrOps v6) {
    this.world = world;
    this.addresses = new Addresses(world);
    this.networks = new Networks(world);
    this.v6 = v6;
    this.filters = SubnetFilters.of(world);
  }

  @Action
  DescribeSubnetsResponse describe(DescribeSubnetsRequest request) {
    var page =
        Pages.page(
            world.subnets(),
            filters,
            new Pages.Query(
                request.subnetIds(), request.filters(), request.maxResults(), request.nextToken()),
            subnet -> true);
    return DescribeSubnetsResponse.builder()
        .subnets(page.items().stream().map(this::whole).toList())
        .nextToken(page.nextToken())
        .build();
  }

  private Subnet whole(Subnet subnet) {
    return subnet.toBuilder().availableIpAddressCount(addresses.available(subnet)).build();
  }

  @Action(
      requires = "VpcId",
      refuses = {
        "OutpostArn",
        "Ipv4IpamPoolId",
        "Ipv4NetmaskLength",
        "Ipv6IpamPoolId",
        "Ipv6NetmaskLength"
      })
  CreateSubnetResponse create(CreateSubnetRequest request) {
    Vpc vpc = world.vpcs().get(request.vpcId());
    if (Boolean.TRUE.equals(request.ipv6Native())) {
      throw refusedNative(request);
    }
    if (request.cidrBlock() == null) {
      throw new Ec2Error(
          "MissingParameter", "Either 'cidrBlock' or 'ipv6CidrBlock' should be provided.");
    }
    Zone zone = zone(request.availabilityZone(), request.availabilityZoneId());
    Ipv4Cidr cidr = Cidrs.sized(request.cidrBlock(), "InvalidSubnet.Range");
    check(vpc, cidr);
    var tags =
        Tags.of(ResourceType.SUBNET, request.tagSpecifications(), Set.of(ResourceType.SUBNET));
    var range = request.ipv6CidrBlock() == null ? null : v6.checked(vpc, request.ipv6CidrBlock());
    Subnet subnet =
        networks.make(
            new Networks.NewSubnet(
                world.ids().next("subnet"), vpc.vpcId(), cidr.toString(), zone, false, tags));
    Subnet made = whole(range == null ? subnet : v6.add(subnet, range));
    return CreateSubnetResponse.builder()
        .subnet(made.toBuilder().tags(List.copyOf(made.tags())).build())
        .build();
  }

  /** Makes the default subnet of a zone that has none (VPC User Guide, "Default subnets"). */
  @Action(refuses = "Ipv6Native")
  CreateDefaultSubnetResponse create(CreateDefaultSubnetRequest request) {
    if (request.availabilityZone() == null && request.availabilityZoneId() == null) {
      throw Errors.missing("availabilityZone");
    }
    Zone zone = zone(request.availabilityZone(), request.availabilityZoneId());
    Vpc vpc =
        networks
            .defaultVpc()
            .orElseThrow(() ->
                new Ec2Error("DefaultVpcDoesNotExist", "No default VPC exists for this account."));
    for (Subnet subnet : networks.defaultSubnets()) {
      if (subnet.availabilityZone().equals(zone.name())) {
        throw new Ec2Error(
            "DefaultSubnetAlreadyExistsInAvailabilityZone",
            "'%s' is already the default subnet in %s.".formatted(subnet.subnetId(), zone.name()));
      }
    }
    String cidr = freeOf(vpc).toString();
    String id = world.ids().next("subnet");
    return CreateDefaultSubnetResponse.builder()
        .subnet(
            whole(
                networks.make(
                    new Networks.NewSubnet(id, vpc.vpcId(), cidr, zone, true, List.of()))))
        .build();
  }

  private Ipv4Cidr freeOf(Vpc vpc) {
    return Cidrs.parts(Ipv4Cidr.parse(vpc.cidrBlock()), DEFAULT_PREFIX)
        .filter(cidr -> !isTaken(vpc, cidr))
        .findFirst()
        .orElseThrow(() ->
            new Ec2Error(
                "InvalidSubnet.Conflict",
                "The default VPC '%s' has no free /%d CIDR block"
                    .formatted(vpc.vpcId(), DEFAULT_PREFIX)));
  }

  private static Ec2Error refusedNative(CreateSubnetRequest request) {
    if (request.ipv6CidrBlock() == null) {
      return new Ec2Error(
          "MissingParameter", "Either 'ipv6CidrBlock' or 'ipv6IpamPoolId' should be provided.");
    }
    return request.cidrBlock() == null
        ? Errors.notSimulated("Ipv6Native")
        : Errors.invalidCombination(
            "When specifying ipv4 parameters, cidrBlock or ipv4IpamPoolId, you cannot set"
                + " ipv6Native to true.");
  }

  private void check(Vpc vpc, Ipv4Cidr cidr) {
    if (Cidrs.of(vpc).stream().noneMatch(range -> range.contains(cidr))) {
      throw new Ec2Error("InvalidSubnet.Range", "The CIDR '%s' is invalid.".formatted(cidr));
    }
    if (isTaken(vpc, cidr)) {
      throw new Ec2Error(
          "InvalidSubnet.Conflict", "The CIDR '%s' conflicts with another subnet".formatted(cidr));
    }
  }

  private boolean isTaken(Vpc vpc, Ipv4Cidr cidr) {
    return world.subnets().all().stream()
        .anyMatch(subnet ->
            subnet.vpcId().equals(vpc.vpcId())
                && cidr.overlaps(Ipv4Cidr.parse(subnet.cidrBlock())));
  }

  private static Zone zone(@Nullable String name, @Nullable String id) {
    if (name != null && id != null) {
      throw Errors.invalidCombination(
          "The parameter availabilityZone cannot be used with the parameter availabilityZoneId");
    }
    if (id != null) {
      return Zones.withId(id).orElseThrow(() -> unknown("availabilityZoneId", id, Zone::id));
    }
    return name == null
        ? Zones.ALL.getFirst()
        : Zones.named(name).orElseThrow(() -> unknown("availabilityZone", name, Zone::name));
  }

  private static Ec2Error unknown(String parameter, String value, Function<Zone, String> known) {
    return Errors.invalidValue(
        ("Value (%s) for parameter %s is invalid. Subnets can currently only be created in the"
                + " following availability zones: %s.")
            .formatted(
                value, parameter, Zones.ALL.stream().map(known).collect(Collectors.joining(", "))));
  }

  @Action(requires = "SubnetId")
  DeleteSubnetResponse delete(DeleteSubnetRequest request) {
    String id = world.subnets().get(request.subnetId()).subnetId();
    if (!world.interfaces().addresses(id).isEmpty()) {
      throw new Ec2Error(
          "DependencyViolation",
          "The subnet '%s' has dependencies and cannot be deleted.".formatted(id));
    }
    world.cidrReservations().all().stream()
        .filter(kept -> kept.subnetId().equals(id))
        .map(SubnetCidrReservation::subnetCidrReservationId)
        .toList()
        .forEach(world.cidrReservations()::remove);
    world.subnets().remove(id);
    return DeleteSubnetResponse.builder().build();
  }
}
