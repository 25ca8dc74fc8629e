package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Networks;
import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Internet gateways: one a VPC. */
final class GatewayOps {
  private static final Filters<InternetGateway> FILTERS =
      new Filters<>(InternetGateway::tags)
          .many(
              "attachment.state",
              gateway ->
                  gateway.attachments().stream().map(InternetGatewayAttachment::stateAsString))
          .many(
              "attachment.vpc-id",
              gateway -> gateway.attachments().stream().map(InternetGatewayAttachment::vpcId))
          .one("internet-gateway-id", InternetGateway::internetGatewayId)
          .one("owner-id", InternetGateway::ownerId);

  private final World world;
  private final Networks networks;

  GatewayOps(World world) {
    this.world = world;
    this.networks = new Networks(world);
  }

  @Action
  DescribeInternetGatewaysResponse describe(DescribeInternetGatewaysRequest request) {
    var page =
        Pages.page(
            world.gateways(),
            FILTERS,
            new Pages.Query(
                request.internetGatewayIds(),
                request.filters(),
                request.maxResults(),
                request.nextToken()),
            gateway -> true);
    return DescribeInternetGatewaysResponse.builder()
        .internetGateways(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  @Action
  CreateInternetGatewayResponse create(CreateInternetGatewayRequest request) {
    var tags =
        Tags.of(
            ResourceType.INTERNET_GATEWAY,
            request.tagSpecifications(),
            Set.of(ResourceType.INTERNET_GATEWAY));
    return CreateInternetGatewayResponse.builder().internetGateway(networks.gateway(tags)).build();
  }

  @Action(requires = "InternetGatewayId")
  DeleteInternetGatewayResponse delete(DeleteInternetGatewayRequest request) {
    InternetGateway gateway = world.gateways().get(request.internetGatewayId());
    if (!gateway.attachments().isEmpty()) {
      throw new Ec2Error(
          "DependencyViolation",
          "The internetGateway '%s' has dependencies and cannot be deleted."
              .formatted(gateway.internetGatewayId()));
    }
    world.gateways().remove(gateway.internetGatewayId());
    return DeleteInternetGatewayResponse.builder().build();
  }

  @Action(requires = {"InternetGatewayId", "VpcId"})
  AttachInternetGatewayResponse attach(AttachInternetGatewayRequest request) {
    InternetGateway gateway = world.gateways().get(request.internetGatewayId());
    String vpcId = world.vpcs().get(request.vpcId()).vpcId();
    if (!gateway.attachments().isEmpty()) {
      throw new Ec2Error(
          "Resource.AlreadyAssociated",
          "resource %s is already attached to network %s"
              .formatted(gateway.internetGatewayId(), gateway.attachments().getFirst().vpcId()));
    }
    if (networks.hasGateway(vpcId)) {
      throw Errors.invalidValue(
          "Network %s already has an internet gateway attached".formatted(vpcId));
    }
    networks.attach(gateway, vpcId);
    return AttachInternetGatewayResponse.builder().build();
  }

  @Action(requires = {"InternetGatewayId", "VpcId"})
  DetachInternetGatewayResponse detach(DetachInternetGatewayRequest request) {
    InternetGateway gateway = world.gateways().get(request.internetGatewayId());
    String vpcId = request.vpcId();
    if (!Networks.isAttached(gateway, vpcId)) {
      throw new Ec2Error(
          "Gateway.NotAttached",
          "resource %s is not attached to network %s"
              .formatted(gateway.internetGatewayId(), vpcId));
    }
    if (hasPublicAddresses(vpcId)) {
      throw new Ec2Error(
          "DependencyViolation",
          ("Network %s has some mapped public address(es). Please unmap those public address(es)"
                  + " before detaching the gateway.")
              .formatted(vpcId));
    }
    world.gateways().put(gateway.toBuilder().attachments(List.of()).build());
    return DetachInternetGatewayResponse.builder().build();
  }

  private boolean hasPublicAddresses(String vpcId) {
    return world.interfaces().all().stream()
        .filter(face -> face.vpcId().equals(vpcId))
        .flatMap(face -> face.privateIpAddresses().stream())
        .anyMatch(address -> address.association() != null);
  }
}
