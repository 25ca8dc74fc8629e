package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.World;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Describing, creating and deleting network interfaces. */
final class InterfaceOps {
  private static final int UNPAGED_MOST = 5000;
  private static final Set<String> NARROWING =
      Set.of(
          "group-id",
          "mac-address",
          "private-dns-name",
          "private-ip-address",
          "subnet-id",
          "vpc-id");

  private final World world;
  private final NewInterfaces newInterfaces;
  private final Groups groups;
  private final Tokens<CreateNetworkInterfaceRequest, NetworkInterface> tokens;

  InterfaceOps(World world) {
    this.world = world;
    this.tokens = new Tokens<>(world.agenda());
    this.newInterfaces = new NewInterfaces(world);
    this.groups = new Groups(world);
  }

  @Action
  DescribeNetworkInterfacesResponse describe(DescribeNetworkInterfacesRequest request) {
    checkPaged(request);
    boolean hidden = Boolean.TRUE.equals(request.includeManagedResources());
    var page =
        Pages.page(
            world.interfaces(),
            InterfaceFilters.ALL,
            new Pages.Query(
                request.networkInterfaceIds(),
                request.filters(),
                request.maxResults(),
                request.nextToken()),
            face -> hidden || !Boolean.TRUE.equals(face.operator().hiddenByDefault()));
    return DescribeNetworkInterfacesResponse.builder()
        .networkInterfaces(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private void checkPaged(DescribeNetworkInterfacesRequest request) {
    if (world.interfaces().size() > UNPAGED_MOST
        && request.maxResults() == null
        && request.nextToken() == null
        && request.networkInterfaceIds().isEmpty()
        && request.filters().stream().noneMatch(f -> NARROWING.contains(f.name()))) {
      throw Errors.notPermitted(
          "You have too many network interfaces for a call without pagination. Use MaxResults.");
    }
  }

  @Action(
      requires = "SubnetId",
      refuses = {
        "Ipv4Prefix",
        "Ipv4PrefixCount",
        "Ipv6Prefix",
        "Ipv6PrefixCount",
        "EnablePrimaryIpv6",
        "ConnectionTrackingSpecification",
        "InterfaceType",
        "Operator"
      })
  CreateNetworkInterfaceResponse create(CreateNetworkInterfaceRequest request) {
    NetworkInterface made =
        tokens.once(request.clientToken(), request, this::counts, () -> make(request));
    return CreateNetworkInterfaceResponse.builder()
        .networkInterface(world.interfaces().find(made.networkInterfaceId()).orElse(made))
        .clientToken(request.clientToken())
        .build();
  }

  private boolean counts(NetworkInterface made) {
    return world.nature().tokensOutlive()
        || world.interfaces().find(made.networkInterfaceId()).isPresent();
  }

  private NetworkInterface make(CreateNetworkInterfaceRequest request) {
    Subnet subnet = world.subnets().get(request.subnetId());
    var tags =
        Tags.of(
            ResourceType.NETWORK_INTERFACE,
            request.tagSpecifications(),
            Set.of(ResourceType.NETWORK_INTERFACE));
    var plan =
        new NewInterfaces.Plan(
            subnet,
            NewInterfaces.Wanted.of(
                request.privateIpAddress(),
                request.privateIpAddresses(),
                request.secondaryPrivateIpAddressCount()),
            NewInterfaces.WantedIpv6.of(
                subnet, request.ipv6Addresses(), request.ipv6AddressCount()),
            groups.of(subnet.vpcId(), request.groups()),
            request.description() == null ? "" : request.description(),
            tags);
    newInterfaces.check(
        plan,
        null,
        address ->
            new Ec2Error("InvalidIPAddress.InUse", "The specified address is already in use."));
    newInterfaces.checkQuota(1);
    NetworkInterface made = newInterfaces.make(plan);
    becomesAvailable(made.networkInterfaceId());
    return made;
  }

  private void becomesAvailable(String id) {
    world
        .agenda()
        .after(
            world.latencies().create(),
            () ->
                world
                    .interfaces()
                    .find(id)
                    .filter(face -> face.attachment() == null)
                    .ifPresent(face ->
                        world
                            .interfaces()
                            .put(
                                face.toBuilder()
                                    .status(NetworkInterfaceStatus.AVAILABLE)
                                    .build())));
  }

  @Action(requires = "NetworkInterfaceId")
  DeleteNetworkInterfaceResponse delete(DeleteNetworkInterfaceRequest request) {
    NetworkInterface face = world.interfaces().get(request.networkInterfaceId());
    refuseManaged(face);
    if (face.attachment() != null) {
      throw Errors.invalidValue(
          "Network interface '%s' is currently in use.".formatted(face.networkInterfaceId()));
    }
    world.interfaces().remove(face.networkInterfaceId());
    return DeleteNetworkInterfaceResponse.builder().build();
  }

  /** Refuses to touch an interface that an AWS service manages. */
  static void refuseManaged(NetworkInterface face) {
    if (Boolean.TRUE.equals(face.requesterManaged())
        || Boolean.TRUE.equals(face.operator().managed())
        || face.interfaceType() != NetworkInterfaceType.INTERFACE) {
      throw Errors.notPermitted(
          "You are not allowed to manage network interface '%s'."
              .formatted(face.networkInterfaceId()));
    }
  }
}
