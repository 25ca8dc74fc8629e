package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Associations;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Ipv4Cidr;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AddressAttribute;
import software.amazon.awssdk.services.ec2.model.AddressAttributeName;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Allocating, describing and releasing Elastic IP addresses. */
final class ElasticIpOps {
  private static final String POOL = "amazon";

  private final World world;
  private final Associations associations;
  private final Filters<Address> filters;

  ElasticIpOps(World world) {
    this.world = world;
    this.associations = new Associations(world);
    this.filters =
        new Filters<>(Address::tags)
            .one("allocation-id", Address::allocationId)
            .one("association-id", seen(Address::associationId))
            .one("domain", Address::domainAsString)
            .one("instance-id", seen(Address::instanceId))
            .one("network-border-group", Address::networkBorderGroup)
            .one("network-interface-id", seen(Address::networkInterfaceId))
            .one("network-interface-owner-id", seen(Address::networkInterfaceOwnerId))
            .one("private-ip-address", seen(Address::privateIpAddress))
            .one("public-ip", Address::publicIp);
  }

  private Function<Address, @Nullable Object> seen(Function<Address, @Nullable Object> value) {
    return address -> value.apply(whole(address));
  }

  @Action(refuses = {"Address", "CustomerOwnedIpv4Pool", "IpamPoolId"})
  AllocateAddressResponse allocate(AllocateAddressRequest request) {
    if (request.domain() != null && request.domain() != DomainType.VPC) {
      throw Errors.invalidValue(
          "Invalid value '%s' for domain.".formatted(request.domainAsString()));
    }
    checkBorderGroup(request.networkBorderGroup());
    if (request.publicIpv4Pool() != null && !request.publicIpv4Pool().equals(POOL)) {
      throw new Ec2Error(
          "InvalidPublicIpv4PoolID.NotFound",
          "The pool ID '%s' does not exist".formatted(request.publicIpv4Pool()));
    }
    var tags =
        Tags.of(
            ResourceType.ELASTIC_IP, request.tagSpecifications(), Set.of(ResourceType.ELASTIC_IP));
    if (world.elasticIps().size() >= world.quotas().elasticIps()) {
      throw new Ec2Error(
          "AddressLimitExceeded", "The maximum number of addresses has been reached.");
    }
    Address address =
        new Makers(world)
            .elasticIp(world.ids().next("eipalloc"), world.publicAddresses().pick(), tags);
    return AllocateAddressResponse.builder()
        .allocationId(address.allocationId())
        .publicIp(address.publicIp())
        .domain(address.domain())
        .publicIpv4Pool(address.publicIpv4Pool())
        .networkBorderGroup(address.networkBorderGroup())
        .build();
  }

  private static void checkBorderGroup(@Nullable String group) {
    if (group != null && !group.equals(World.REGION)) {
      throw Errors.invalidValue("Invalid value '%s' for networkBorderGroup.".formatted(group));
    }
  }

  @Action
  DescribeAddressesResponse describe(DescribeAddressesRequest request) {
    List<String> publicIps = request.publicIps();
    publicIps.forEach(this::byPublicIp);
    var page =
        Pages.page(
            world.elasticIps(),
            filters,
            new Pages.Query(request.allocationIds(), request.filters(), null, null),
            address -> publicIps.isEmpty() || publicIps.contains(address.publicIp()));
    return DescribeAddressesResponse.builder()
        .addresses(page.items().stream().map(this::whole).toList())
        .build();
  }

  /** No address here has a name of the account's own in the reverse DNS. */
  @Action
  DescribeAddressesAttributeResponse describe(DescribeAddressesAttributeRequest request) {
    if (request.attribute() == AddressAttributeName.UNKNOWN_TO_SDK_VERSION) {
      throw Errors.invalidValue(
          "Value (%s) for parameter attribute is invalid.".formatted(request.attributeAsString()));
    }
    var page =
        Pages.page(
            world.elasticIps(),
            filters,
            new Pages.Query(
                request.allocationIds(), List.of(), request.maxResults(), request.nextToken()),
            address -> true);
    return DescribeAddressesAttributeResponse.builder()
        .addresses(
            page.items().stream()
                .map(address ->
                    AddressAttribute.builder()
                        .allocationId(address.allocationId())
                        .publicIp(address.publicIp())
                        .build())
                .toList())
        .nextToken(page.nextToken())
        .build();
  }

  private Address byPublicIp(String publicIp) {
    if (Ipv4Cidr.address(publicIp).isEmpty()) {
      throw Errors.invalidValue("Invalid value '%s' for publicIp.".formatted(publicIp));
    }
    return world
        .elasticIps()
        .byPublicIp(publicIp)
        .orElseThrow(() ->
            new Ec2Error("InvalidAddress.NotFound", "Address '%s' not found.".formatted(publicIp)));
  }

  /** The Elastic IP with what it is associated with. */
  private Address whole(Address address) {
    Optional<Associations.Place> place = associations.of(address.publicIp());
    if (place.isEmpty()) {
      return address;
    }
    var face = place.get().face();
    var entry = place.get().address();
    return address.toBuilder()
        .associationId(entry.association().associationId())
        .networkInterfaceId(face.networkInterfaceId())
        .networkInterfaceOwnerId(face.ownerId())
        .privateIpAddress(entry.privateIpAddress())
        .instanceId(face.attachment() == null ? null : face.attachment().instanceId())
        .build();
  }

  @Action
  ReleaseAddressResponse release(ReleaseAddressRequest request) {
    if (request.allocationId() != null && request.publicIp() != null) {
      throw Errors.invalidCombination(
          "You may specify public IP or allocation id, but not both in the same call");
    }
    if (request.allocationId() == null && request.publicIp() == null) {
      throw new Ec2Error("MissingParameter", "Either public IP or allocation id must be specified");
    }
    if (request.publicIp() != null) {
      byPublicIp(request.publicIp());
      throw Errors.invalidValue(
          "You must specify an allocation id when releasing a VPC elastic IP address");
    }
    checkBorderGroup(request.networkBorderGroup());
    Address address = world.elasticIps().get(request.allocationId());
    if (associations.of(address.publicIp()).isPresent()) {
      throw new Ec2Error(
          "InvalidIPAddress.InUse", "Address %s is in use.".formatted(address.publicIp()));
    }
    world.elasticIps().remove(address.allocationId());
    return ReleaseAddressResponse.builder().build();
  }
}
