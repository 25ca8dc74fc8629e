package dev.fixedip.simulator.file;

import dev.fixedip.simulator.world.Associations;
import dev.fixedip.simulator.world.Ipv4Cidr;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.Networks;
import dev.fixedip.simulator.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/** Reads public addresses: those that EC2 gave of itself, and Elastic IPs. */
final class PublicReader {
  private final World world;
  private final OwnIds ids;
  private final Associations associations;
  private final Set<String> declared;
  private final Set<String> without = new HashSet<>();

  PublicReader(World world, WorldFile file, OwnIds ids) {
    this.world = world;
    this.ids = ids;
    this.associations = new Associations(world);
    this.declared =
        file.elasticIps().stream()
            .filter(it -> it != null && it.publicIp() != null)
            .map(it -> Objects.requireNonNull(it.publicIp()))
            .collect(Collectors.toSet());
  }

  /** Gives an interface, once it is there, the public address that it has of EC2 itself. */
  String face(Place place, String faceId, InterfacePart.NetworkInterface wanted) {
    String publicIp = wanted.publicIp();
    if (publicIp != null || Boolean.TRUE.equals(wanted.associatePublicIpAddress())) {
      world.publicAddresses().launchedWith(faceId);
    }
    NetworkInterface face = world.interfaces().get(faceId);
    if (InterfacePart.NONE.equals(publicIp)) {
      if (face.attachment() != null) {
        without.add(face.attachment().instanceId());
      }
    } else if (publicIp != null) {
      if (!isPrimaryOfRunning(face)) {
        throw place.wrong(
            "publicIp", "only the primary interface of a running instance has one; take it out");
      }
      checkFree(place, publicIp);
      associations.give(face, publicIp);
    }
    return faceId;
  }

  private boolean isPrimaryOfRunning(NetworkInterface face) {
    var attachment = face.attachment();
    return attachment != null
        && attachment.networkCardIndex() == 0
        && attachment.deviceIndex() == 0
        && isRunning(world.instances().get(attachment.instanceId()));
  }

  private static boolean isRunning(Instance instance) {
    return instance.state().name() == InstanceStateName.RUNNING;
  }

  private void checkFree(Place place, String publicIp) {
    if (Ipv4Cidr.address(publicIp).isEmpty()) {
      throw place.wrong(
          "publicIp", publicIp + " is no IPv4 address; write one such as 203.0.113.10");
    }
    if (world.elasticIps().byPublicIp(publicIp).isPresent()
        || world.interfaces().publicHolder(publicIp) != null) {
      throw place.wrong("publicIp", publicIp + " is there twice; write another address");
    }
  }

  String elasticIp(Place place, InterfacePart.ElasticIp wanted) {
    String id = place.id(world, world.elasticIps(), wanted.id());
    String publicIp = wanted.publicIp() == null ? free() : wanted.publicIp();
    checkFree(place, publicIp);
    Address made = new Makers(world).elasticIp(id, publicIp, Place.tags(wanted.tags()));
    if (wanted.association() != null) {
      associate(place, made, wanted.association());
    }
    return id;
  }

  private String free() {
    String address;
    do {
      address = world.publicAddresses().pick();
    } while (declared.contains(address));
    return address;
  }

  private void associate(Place place, Address elasticIp, InterfacePart.Association wanted) {
    NetworkInterface face = face(place, wanted);
    String address = Objects.requireNonNullElse(wanted.privateIpAddress(), face.privateIpAddress());
    var entry =
        face.privateIpAddresses().stream()
            .filter(it -> it.privateIpAddress().equals(address))
            .findFirst();
    if (entry.isEmpty()) {
      throw place.wrong(
          "association.privateIpAddress",
          "%s has no %s; write one of %s"
              .formatted(face.networkInterfaceId(), address, addresses(face)));
    }
    if (entry.get().association() != null) {
      throw place.wrong(
          "association.privateIpAddress",
          "%s has %s already; write another address"
              .formatted(address, entry.get().association().publicIp()));
    }
    if (!new Networks(world).hasGateway(face.vpcId())) {
      throw place.wrong(
          "association",
          "%s has no internet gateway; declare one under internetGateways".formatted(face.vpcId()));
    }
    String id = ids.id(place, "association.id", "eipassoc", wanted.id());
    associations.associate(elasticIp, face, address, id);
  }

  private static String addresses(NetworkInterface face) {
    return face.privateIpAddresses().stream()
        .map(NetworkInterfacePrivateIpAddress::privateIpAddress)
        .collect(Collectors.joining(", "));
  }

  private NetworkInterface face(Place place, InterfacePart.Association wanted) {
    @Nullable String instanceId = wanted.instanceId();
    if ((instanceId == null) == (wanted.networkInterfaceId() == null)) {
      throw place.wrong("association", "write either networkInterfaceId or instanceId");
    }
    if (instanceId == null) {
      return place.named(
          world.interfaces(),
          "networkInterfaces",
          "association.networkInterfaceId",
          wanted.networkInterfaceId());
    }
    place.named(world.instances(), "instances", "association.instanceId", instanceId);
    return world.interfaces().at(instanceId, 0).orElseThrow();
  }

  /** Gives running instances the addresses that they were launched to have, where none is told. */
  void started() {
    for (Instance instance : List.copyOf(world.instances().all())) {
      if (isRunning(instance) && !without.contains(instance.instanceId())) {
        associations.started(instance.instanceId());
      }
    }
  }
}
