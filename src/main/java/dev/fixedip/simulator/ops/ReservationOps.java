package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.Set;
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
  private final ReservedCidrs reserved;

  ReservationOps(World world) {
    this.world = world;
    this.reserved = new ReservedCidrs(world);
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
        .subnetIpv4CidrReservations(
            page.items().stream().filter(it -> !ReservedCidrs.isV6(it.cidr())).toList())
        .subnetIpv6CidrReservations(
            page.items().stream().filter(it -> ReservedCidrs.isV6(it.cidr())).toList())
        .nextToken(page.nextToken())
        .build();
  }

  @Action(requires = {"SubnetId", "Cidr", "ReservationType"})
  CreateSubnetCidrReservationResponse create(CreateSubnetCidrReservationRequest request) {
    Subnet subnet = world.subnets().get(request.subnetId());
    if (request.reservationType() == SubnetCidrReservationType.UNKNOWN_TO_SDK_VERSION) {
      throw Errors.invalidValue(
          "Value (%s) for parameter reservationType is invalid."
              .formatted(request.reservationTypeAsString()));
    }
    var tags =
        Tags.of(
            ResourceType.SUBNET_CIDR_RESERVATION,
            request.tagSpecifications(),
            Set.of(ResourceType.SUBNET_CIDR_RESERVATION));
    return CreateSubnetCidrReservationResponse.builder()
        .subnetCidrReservation(
            reserved.put(
                subnet,
                request.cidr(),
                SubnetCidrReservation.builder()
                    .subnetCidrReservationId(world.ids().next("scr"))
                    .reservationType(request.reservationType())
                    .description(request.description())
                    .tags(tags.isEmpty() ? null : tags)))
        .build();
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
