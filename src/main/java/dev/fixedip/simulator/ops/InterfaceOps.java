package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Addresses;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;
import software.amazon.awssdk.services.ec2.model.PrivateIpAddressSpecification;
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

  private record Made(CreateNetworkInterfaceRequest request, NetworkInterface answer) {}

  private final World world;
  private final Addresses addresses;
  private final Makers makers;
  private final Groups groups;
  private final Map<String, Made> byToken = new HashMap<>();

  InterfaceOps(World world) {
    this.world = world;
    this.addresses = new Addresses(world);
    this.makers = new Makers(world);
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
        "Ipv6Addresses",
        "Ipv6AddressCount",
        "EnablePrimaryIpv6",
        "ConnectionTrackingSpecification",
        "InterfaceType",
        "Operator"
      })
  CreateNetworkInterfaceResponse create(CreateNetworkInterfaceRequest request) {
    String token = request.clientToken();
    Made before = token == null ? null : known(token);
    NetworkInterface made;
    if (before == null) {
      made = make(request);
    } else if (before.request.equalsBySdkFields(request)) {
      String id = before.answer.networkInterfaceId();
      made = world.interfaces().find(id).orElse(before.answer);
    } else {
      throw new Ec2Error(
          "IdempotentParameterMismatch",
          "Arguments on this idempotent request are inconsistent with arguments used in previous"
              + " request(s).");
    }
    if (token != null) {
      byToken.put(token, new Made(request, made));
    }
    return CreateNetworkInterfaceResponse.builder()
        .networkInterface(made)
        .clientToken(token)
        .build();
  }

  private @Nullable Made known(String token) {
    Made made = byToken.get(token);
    boolean gone =
        made != null
            && !world.nature().tokensOutlive()
            && world.interfaces().find(made.answer.networkInterfaceId()).isEmpty();
    return gone ? null : made;
  }

  private NetworkInterface make(CreateNetworkInterfaceRequest request) {
    if (request.clientToken() != null && request.clientToken().length() > 64) {
      throw Errors.invalidValue("The client token is longer than 64 characters");
    }
    Subnet subnet = world.subnets().get(request.subnetId());
    var tags =
        Tags.of(
            ResourceType.NETWORK_INTERFACE,
            request.tagSpecifications(),
            Set.of(ResourceType.NETWORK_INTERFACE));
    List<String> groupIds = groups.of(subnet.vpcId(), request.groups());
    if (world.interfaces().size() >= world.quotas().interfaces()) {
      throw new Ec2Error(
          "NetworkInterfaceLimitExceeded",
          "The maximum number of network interfaces has been reached.");
    }
    String description = request.description() == null ? "" : request.description();
    NetworkInterface made =
        makers.make(
            new Makers.NewInterface(
                world.ids().next("eni"),
                subnet,
                addresses(subnet, request),
                groupIds,
                description,
                tags));
    becomesAvailable(made.networkInterfaceId());
    return made;
  }

  private List<String> addresses(Subnet subnet, CreateNetworkInterfaceRequest request) {
    List<String> explicit = new ArrayList<>();
    if (request.privateIpAddress() != null) {
      explicit.add(request.privateIpAddress());
    }
    List<PrivateIpAddressSpecification> listed = request.privateIpAddresses();
    listed.stream()
        .filter(InterfaceOps::isPrimary)
        .forEach(a -> explicit.add(a.privateIpAddress()));
    if (explicit.size() > 1) {
      throw Errors.invalidCombination("Only one primary private IP address can be specified.");
    }
    boolean primaryGiven = !explicit.isEmpty();
    listed.stream().filter(a -> !isPrimary(a)).forEach(a -> explicit.add(a.privateIpAddress()));
    int more =
        request.secondaryPrivateIpAddressCount() == null
            ? 0
            : request.secondaryPrivateIpAddressCount();
    if (more > 0 && !listed.isEmpty()) {
      throw Errors.invalidCombination(
          "secondaryPrivateIpAddressCount cannot be used with privateIpAddresses");
    }
    for (String address : explicit) {
      if (address == null) {
        throw Errors.missing("privateIpAddress");
      }
      addresses.check(subnet, address);
      if (addresses.isTaken(subnet, address)) {
        throw new Ec2Error("InvalidIPAddress.InUse", "The specified address is already in use.");
      }
    }
    if (new HashSet<>(explicit).size() < explicit.size()) {
      throw Errors.invalidValue("The same address is given twice");
    }
    List<String> picked = addresses.pick(subnet, more + (primaryGiven ? 0 : 1), explicit);
    List<String> all = new ArrayList<>(primaryGiven ? explicit : picked.subList(0, 1));
    all.addAll(primaryGiven ? picked : explicit);
    if (!primaryGiven) {
      all.addAll(picked.subList(1, picked.size()));
    }
    return all;
  }

  private static boolean isPrimary(PrivateIpAddressSpecification address) {
    return Boolean.TRUE.equals(address.primary());
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
