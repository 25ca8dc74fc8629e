package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Ipv4Cidr;
import dev.fixedip.simulator.world.Ipv6Cidr;
import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateSubnetCidrReservationRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetCidrReservationResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetCidrReservationRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetCidrReservationResponse;
import software.amazon.awssdk.services.ec2.model.GetSubnetCidrReservationsRequest;
import software.amazon.awssdk.services.ec2.model.GetSubnetCidrReservationsResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetCidrReservation;
import software.amazon.awssdk.services.ec2.model.SubnetCidrReservationType;

/** Ranges of subnets that EC2 keeps its hands off (VPC User Guide, "Subnet CIDR reservations"). */
final class ReservationOps {
  private static final Filters<SubnetCidrReservation> FILTERS =
      new Filters<>(SubnetCidrReservation::tags)
          .one("reservationType", SubnetCidrReservation::reservationTypeAsString)
          .one("subnet-id", SubnetCidrReservation::subnetId);

  private final World world;

  ReservationOps(World world) {
    this.world = world;
  }

  @Action(requires = "SubnetId")
  GetSubnetCidrReservationsResponse get(GetSubnetCidrReservationsRequest request) {
    String subnetId = world.subnets().get(request.subnetId()).subnetId();
    var page =
        Pages.page(
            world.cidrReservations(),
            FILTERS,
            new Pages.Query(
                List.of(), request.filters(), request.maxResults(), request.nextToken()),
            reservation -> reservation.subnetId().equals(subnetId));
    return GetSubnetCidrReservationsResponse.builder()
        .subnetIpv4CidrReservations(page.items().stream().filter(it -> !isV6(it.cidr())).toList())
        .subnetIpv6CidrReservations(page.items().stream().filter(it -> isV6(it.cidr())).toList())
        .nextToken(page.nextToken())
        .build();
  }

  private static boolean isV6(String cidr) {
    return cidr.contains(":");
  }

  @Action(requires = {"SubnetId", "Cidr", "ReservationType"})
  CreateSubnetCidrReservationResponse create(CreateSubnetCidrReservationRequest request) {
    Subnet subnet = world.subnets().get(request.subnetId());
    if (request.reservationType() == SubnetCidrReservationType.UNKNOWN_TO_SDK_VERSION) {
      throw Errors.invalidValue(
          "Value (%s) for parameter reservationType is invalid."
              .formatted(request.reservationTypeAsString()));
    }
    String cidr = isV6(request.cidr()) ? v6(subnet, request) : v4(subnet, request);
    var tags =
        Tags.of(
            ResourceType.SUBNET_CIDR_RESERVATION,
            request.tagSpecifications(),
            Set.of(ResourceType.SUBNET_CIDR_RESERVATION));
    return CreateSubnetCidrReservationResponse.builder()
        .subnetCidrReservation(
            world
                .cidrReservations()
                .put(
                    SubnetCidrReservation.builder()
                        .subnetCidrReservationId(world.ids().next("scr"))
                        .subnetId(subnet.subnetId())
                        .cidr(cidr)
                        .reservationType(request.reservationType())
                        .ownerId(World.OWNER)
                        .description(request.description())
                        .tags(tags.isEmpty() ? null : tags)
                        .build()))
        .build();
  }

  private String v4(Subnet subnet, CreateSubnetCidrReservationRequest request) {
    Ipv4Cidr cidr;
    try {
      cidr = Ipv4Cidr.parse(request.cidr());
    } catch (Ec2Error malformed) {
      throw Cidrs.notCidr("cidr", request.cidr());
    }
    if (!Ipv4Cidr.parse(subnet.cidrBlock()).contains(cidr)) {
      throw outside(subnet.cidrBlock());
    }
    if (cidrs(subnet).anyMatch(other -> !isV6(other) && cidr.overlaps(Ipv4Cidr.parse(other)))) {
      throw overlap(cidr);
    }
    return cidr.toString();
  }

  private String v6(Subnet subnet, CreateSubnetCidrReservationRequest request) {
    Ipv6Cidr cidr = Cidrs.v6("cidr", request.cidr());
    List<Ipv6Cidr> ranges = Cidrs.v6(subnet);
    if (ranges.stream().noneMatch(range -> range.contains(cidr))) {
      throw outside(ranges.isEmpty() ? subnet.cidrBlock() : ranges.getFirst().toString());
    }
    if (cidrs(subnet).anyMatch(other -> isV6(other) && cidr.overlaps(Ipv6Cidr.parse(other)))) {
      throw overlap(cidr);
    }
    return cidr.toString();
  }

  private Stream<String> cidrs(Subnet subnet) {
    return world.cidrReservations().all().stream()
        .filter(other -> other.subnetId().equals(subnet.subnetId()))
        .map(SubnetCidrReservation::cidr);
  }

  private static Ec2Error outside(String range) {
    return Errors.invalidValue(
        "Reservation CIDR should be within subnet CIDR block (%s)".formatted(range));
  }

  private static Ec2Error overlap(Object cidr) {
    return Errors.invalidValue(
        "Reservation CIDR %s has overlap with existing reserved CIDR block".formatted(cidr));
  }

  @Action(requires = "SubnetCidrReservationId")
  DeleteSubnetCidrReservationResponse delete(DeleteSubnetCidrReservationRequest request) {
    SubnetCidrReservation deleted = world.cidrReservations().get(request.subnetCidrReservationId());
    world.cidrReservations().remove(deleted.subnetCidrReservationId());
    return DeleteSubnetCidrReservationResponse.builder()
        .deletedSubnetCidrReservation(deleted)
        .build();
  }
}
