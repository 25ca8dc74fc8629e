package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Associations;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Networks;
import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AssociateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/** Associating Elastic IP addresses with private addresses, one with one. */
final class AssociationOps {
  private final World world;
  private final Associations associations;

  AssociationOps(World world) {
    this.world = world;
    this.associations = new Associations(world);
  }

  @Action
  AssociateAddressResponse associate(AssociateAddressRequest request) {
    check(request);
    Address elasticIp = world.elasticIps().get(request.allocationId());
    NetworkInterface face = face(request);
    InterfaceOps.refuseManaged(face);
    NetworkInterfacePrivateIpAddress entry = entry(face, request);
    if (!new Networks(world).hasGateway(face.vpcId())) {
      throw new Ec2Error(
          "Gateway.NotAttached",
          "Network %s is not attached to any internet gateway".formatted(face.vpcId()));
    }
    boolean may = !Boolean.FALSE.equals(request.allowReassociation());
    return AssociateAddressResponse.builder()
        .associationId(associate(elasticIp, face, entry, may))
        .build();
  }

  private String associate(
      Address elasticIp,
      NetworkInterface face,
      NetworkInterfacePrivateIpAddress entry,
      boolean mayReassociate) {
    Optional<Associations.Place> place = associations.of(elasticIp.publicIp());
    if (place.isPresent()) {
      String id = place.get().address().association().associationId();
      boolean there =
          place.get().face().networkInterfaceId().equals(face.networkInterfaceId())
              && place.get().address().privateIpAddress().equals(entry.privateIpAddress());
      if (there) {
        return id;
      }
      if (!mayReassociate) {
        throw alreadyAssociated(elasticIp.allocationId(), id);
      }
    }
    var here = entry.association();
    if (here != null && here.associationId() != null && !mayReassociate) {
      throw alreadyAssociated(face.networkInterfaceId(), here.associationId());
    }
    associations.disassociate(elasticIp.publicIp());
    NetworkInterface now = world.interfaces().get(face.networkInterfaceId());
    return associations.associate(elasticIp, now, entry.privateIpAddress());
  }

  private static Ec2Error alreadyAssociated(String resource, String associationId) {
    return new Ec2Error(
        "Resource.AlreadyAssociated",
        "resource %s is already associated with associate-id %s"
            .formatted(resource, associationId));
  }

  private static void check(AssociateAddressRequest request) {
    if (request.allocationId() != null && request.publicIp() != null) {
      throw Errors.invalidCombination(
          "You may specify public IP or allocation id, but not both in the same call");
    }
    if (request.instanceId() == null && request.networkInterfaceId() == null) {
      throw new Ec2Error(
          "MissingParameter", "Either instance ID or network interface id must be specified");
    }
    if (request.publicIp() != null) {
      throw Errors.invalidCombination(
          "You must specify an allocation id when mapping an address to a VPC instance");
    }
    if (request.allocationId() == null) {
      throw new Ec2Error("MissingParameter", "Either public IP or allocation id must be specified");
    }
    if (request.instanceId() != null && request.networkInterfaceId() != null) {
      throw Errors.invalidCombination(
          "You may specify instance ID or network interface id, but not both in the same call");
    }
  }

  private NetworkInterface face(AssociateAddressRequest request) {
    if (request.networkInterfaceId() != null) {
      return world.interfaces().get(request.networkInterfaceId());
    }
    Instance instance = world.instances().get(request.instanceId());
    return switch (instance.state().name()) {
      case RUNNING, STOPPED, STOPPING -> only(world, instance);
      case PENDING ->
          throw new Ec2Error(
              "InvalidInstanceID",
              "The pending instance '%s' is not in a valid state for this operation."
                  .formatted(instance.instanceId()));
      default ->
          throw Errors.instanceState(
              "Instance '%s' is not in a valid state for this operation."
                  .formatted(instance.instanceId()));
    };
  }

  /** The interface of an instance that has no other. */
  static NetworkInterface only(World world, Instance instance) {
    List<NetworkInterface> faces = world.interfaces().of(instance.instanceId());
    if (faces.size() > 1) {
      throw new Ec2Error(
          "InvalidInstanceID",
          "There are multiple interfaces attached to instance '%s'. Please specify an interface ID"
                  .formatted(instance.instanceId())
              + " for the operation instead.");
    }
    if (faces.isEmpty()) {
      throw Errors.instanceState(
          "Instance '%s' is not in a valid state for this operation."
              .formatted(instance.instanceId()));
    }
    return faces.getFirst();
  }

  private static NetworkInterfacePrivateIpAddress entry(
      NetworkInterface face, AssociateAddressRequest request) {
    String wanted =
        request.privateIpAddress() == null ? face.privateIpAddress() : request.privateIpAddress();
    return face.privateIpAddresses().stream()
        .filter(entry -> entry.privateIpAddress().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            Errors.invalidValue(
                "The private IP address '%s' is not assigned to network interface '%s'"
                    .formatted(wanted, face.networkInterfaceId())));
  }

  @Action
  DisassociateAddressResponse disassociate(DisassociateAddressRequest request) {
    if (request.associationId() != null && request.publicIp() != null) {
      throw Errors.invalidCombination(
          "You may specify public IP or association id, but not both in the same call");
    }
    if (request.publicIp() != null) {
      throw Errors.invalidValue(
          "You must specify an association id when unmapping an address from a VPC instance");
    }
    if (request.associationId() == null) {
      throw new Ec2Error(
          "MissingParameter", "Either public IP or association id must be specified");
    }
    Associations.Place place =
        world.elasticIps().all().stream()
            .flatMap(address -> associations.of(address.publicIp()).stream())
            .filter(
                it -> request.associationId().equals(it.address().association().associationId()))
            .findFirst()
            .orElseThrow(() ->
                new Ec2Error(
                    "InvalidAssociationID.NotFound",
                    "The association ID '%s' does not exist".formatted(request.associationId())));
    InterfaceOps.refuseManaged(place.face());
    associations.disassociate(place.address().association().publicIp());
    return DisassociateAddressResponse.builder().build();
  }
}
