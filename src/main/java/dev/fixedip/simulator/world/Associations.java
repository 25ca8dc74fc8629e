package dev.fixedip.simulator.world;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/**
 * Which private address has which public one. An association is part of the interface's entry for
 * the private address: it goes where the entry goes and ends with it.
 */
public final class Associations {
  private static final String AMAZON = "amazon";

  /** A private address of an interface. */
  public record Place(NetworkInterface face, NetworkInterfacePrivateIpAddress address) {}

  private final World world;

  /** The associations in that world. */
  public Associations(World world) {
    this.world = world;
  }

  /** Where a public address is. */
  public Optional<Place> of(String publicIp) {
    return Optional.ofNullable(world.interfaces().publicHolder(publicIp))
        .flatMap(world.interfaces()::find)
        .flatMap(face ->
            face.privateIpAddresses().stream()
                .filter(entry ->
                    entry.association() != null && entry.association().publicIp().equals(publicIp))
                .findFirst()
                .map(entry -> new Place(face, entry)));
  }

  /** Puts an Elastic IP on a private address; another public address there gives way. */
  public String associate(Address elasticIp, NetworkInterface face, String privateAddress) {
    String id = world.ids().next("eipassoc");
    associate(elasticIp, face, privateAddress, id);
    return id;
  }

  /** Puts an Elastic IP on a private address under an id that the association shall have. */
  public void associate(
      Address elasticIp, NetworkInterface face, String privateAddress, String id) {
    set(
        face,
        privateAddress,
        association(elasticIp.publicIp(), World.OWNER)
            .allocationId(elasticIp.allocationId())
            .associationId(id)
            .build());
  }

  /** Whether the interface's own public address is one that EC2 gave of itself. */
  public static boolean isAmazons(NetworkInterface face) {
    return face.association() != null && face.association().ipOwnerId().equals(AMAZON);
  }

  /** Gives the interface a public address as EC2 does of itself. */
  public void give(NetworkInterface face, String publicIp) {
    set(face, face.privateIpAddress(), association(publicIp, AMAZON).build());
  }

  /** Takes an Elastic IP from where it is; an instance launched as public gets another address. */
  public void disassociate(String publicIp) {
    of(publicIp)
        .ifPresent(place -> {
          NetworkInterface face = set(place.face, place.address.privateIpAddress(), null);
          if (face.attachment() != null && isRunning(face.attachment().instanceId())) {
            giveAmazons(face);
          }
        });
  }

  private boolean isRunning(String instanceId) {
    return world
        .instances()
        .find(instanceId)
        .filter(instance -> instance.state().name() == InstanceStateName.RUNNING)
        .isPresent();
  }

  /** Gives a launched or started instance its public address, where EC2 does. */
  public void started(String instanceId) {
    world.interfaces().at(instanceId, 0).ifPresent(this::giveAmazons);
  }

  /**
   * EC2 gives no address to an instance with a second interface (EC2 User Guide, "EC2 instance IP
   * addressing").
   */
  private void giveAmazons(NetworkInterface face) {
    if (world.publicAddresses().launchedPublic(face.networkInterfaceId())
        && face.association() == null
        && face.attachment() != null
        && world.interfaces().of(face.attachment().instanceId()).size() == 1) {
      give(face, world.publicAddresses().pick());
    }
  }

  /** Takes back what EC2 gave of itself: a stopped instance has no such address. */
  public void stopped(String instanceId) {
    for (NetworkInterface face : world.interfaces().of(instanceId)) {
      if (isAmazons(face)) {
        set(face, face.privateIpAddress(), null);
      }
    }
  }

  private static NetworkInterfaceAssociation.Builder association(String publicIp, String owner) {
    return NetworkInterfaceAssociation.builder()
        .publicIp(publicIp)
        .publicDnsName("ec2-" + publicIp.replace('.', '-') + ".compute-1.amazonaws.com")
        .ipOwnerId(owner);
  }

  @SuppressWarnings("NullAway")
  private NetworkInterface set(
      NetworkInterface face, String privateAddress, @Nullable NetworkInterfaceAssociation made) {
    var changed =
        face.toBuilder()
            .privateIpAddresses(
                face.privateIpAddresses().stream()
                    .map(entry ->
                        entry.privateIpAddress().equals(privateAddress)
                            ? entry.toBuilder().association(made).build()
                            : entry)
                    .toList());
    if (face.privateIpAddress().equals(privateAddress)) {
      changed.association(made);
    }
    return world.interfaces().put(changed.build());
  }
}
