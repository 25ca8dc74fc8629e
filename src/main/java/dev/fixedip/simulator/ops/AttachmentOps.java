package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;

/** Attaching network interfaces to instances and detaching them. */
final class AttachmentOps {
  private static final Pattern ATTACHMENT_ID = Pattern.compile("eni-attach-[0-9a-f]+");

  /**
   * One that was just made, too: CreateNetworkInterface is synchronous and needs no waiter (AWS's
   * service team in aws/aws-sdk issue 301).
   */
  private static final Set<String> ATTACHABLE_FACES = Set.of("available", "pending");

  private static final Set<InstanceStateName> ATTACHABLE =
      Set.of(InstanceStateName.RUNNING, InstanceStateName.STOPPED);

  private final World world;
  private final Makers makers;

  AttachmentOps(World world) {
    this.world = world;
    this.makers = new Makers(world);
  }

  @Action(
      requires = {"NetworkInterfaceId", "InstanceId", "DeviceIndex"},
      refuses = {"EnaSrdSpecification", "EnaQueueCount"})
  AttachNetworkInterfaceResponse attach(AttachNetworkInterfaceRequest request) {
    NetworkInterface face = world.interfaces().get(request.networkInterfaceId());
    Instance instance = world.instances().get(request.instanceId());
    InterfaceOps.refuseManaged(face);
    checkInterface(face);
    int card =
        request.networkCardIndex() == null
            ? InstanceTypes.of(instance).defaultCard()
            : request.networkCardIndex();
    checkInstance(instance, face);
    checkPlace(instance, card, request.deviceIndex());
    checkLimits(instance, face, card);
    var place = new Makers.Place(instance.instanceId(), card, request.deviceIndex());
    String attachmentId = attach(face, place).attachment().attachmentId();
    return AttachNetworkInterfaceResponse.builder()
        .attachmentId(attachmentId)
        .networkCardIndex(card)
        .build();
  }

  /** Attaches an interface, after all checks. */
  NetworkInterface attach(NetworkInterface face, Makers.Place place) {
    NetworkInterface attached = makers.attach(face, place, AttachmentStatus.ATTACHING);
    String attachmentId = attached.attachment().attachmentId();
    world
        .agenda()
        .after(
            world.latencies().attach(),
            () -> become(attachmentId, AttachmentStatus.ATTACHING, AttachmentStatus.ATTACHED));
    return attached;
  }

  private static void checkInterface(NetworkInterface face) {
    if (face.attachment() != null) {
      throw new Ec2Error(
          "InvalidNetworkInterface.InUse",
          "Interface: [%s] in use.".formatted(face.networkInterfaceId()));
    }
    if (!ATTACHABLE_FACES.contains(face.statusAsString())) {
      throw new Ec2Error(
          "IncorrectState",
          "Network interface '%s' is not 'available'.".formatted(face.networkInterfaceId()));
    }
  }

  private static void checkInstance(Instance instance, NetworkInterface face) {
    if (!ATTACHABLE.contains(instance.state().name())) {
      throw Errors.instanceState(
          "Instance '%s' is not 'running' or 'stopped'.".formatted(instance.instanceId()));
    }
    if (!instance.placement().availabilityZone().equals(face.availabilityZone())) {
      throw Errors.invalidCombination(
          "You may not attach a network interface to an instance if they are not in the same"
              + " availability zone");
    }
  }

  private void checkPlace(Instance instance, int card, int deviceIndex) {
    checkCard(InstanceTypes.of(instance), card);
    if (deviceIndex < 0) {
      throw Errors.invalidValue(
          "Value (%d) for parameter deviceIndex is invalid.".formatted(deviceIndex));
    }
    if (world.interfaces().at(instance.instanceId(), card, deviceIndex).isPresent()) {
      throw Errors.invalidValue(
          "Instance '%s' already has an interface attached at device index '%d'."
              .formatted(instance.instanceId(), deviceIndex));
    }
  }

  /** Refuses a network card that the type does not have. */
  static void checkCard(InstanceTypes.Type type, int card) {
    if (card < 0 || card >= type.cards()) {
      throw Errors.invalidValue(
          "Network card index %d is not valid for instance type '%s'".formatted(card, type.name()));
    }
  }

  private void checkLimits(Instance instance, NetworkInterface face, int card) {
    InstanceTypes.Type type = InstanceTypes.of(instance);
    List<NetworkInterface> faces = world.interfaces().of(instance.instanceId());
    long onCard = faces.stream().filter(it -> it.attachment().networkCardIndex() == card).count();
    checkCount(type, faces.size() + 1, onCard + 1);
    checkAddresses(type, face);
  }

  /** Refuses an interface that has more addresses than a type allows. */
  static void checkAddresses(InstanceTypes.Type type, NetworkInterface face) {
    if (face.privateIpAddresses().size() > type.addresses()) {
      throw new Ec2Error(
          "PrivateIpAddressLimitExceeded", "Number of private addresses will exceed limit.");
    }
    Ipv6Ops.checkLimit(type.ipv6Addresses(), face.ipv6Addresses().size());
  }

  /** Refuses more interfaces than an instance, or one of its network cards, takes. */
  static void checkCount(InstanceTypes.Type type, long inAll, long onCard) {
    if (inAll > type.interfaces() || onCard > type.interfacesPerCard()) {
      throw new Ec2Error(
          "AttachmentLimitExceeded",
          "Interface count %d exceeds the limit for %s"
              .formatted(inAll > type.interfaces() ? inAll : onCard, type.name()));
    }
  }

  @Action(requires = "AttachmentId")
  DetachNetworkInterfaceResponse detach(DetachNetworkInterfaceRequest request) {
    String attachmentId = request.attachmentId();
    NetworkInterface face = attachedBy(attachmentId);
    InterfaceOps.refuseManaged(face);
    NetworkInterfaceAttachment attachment = face.attachment();
    if (attachment.deviceIndex() == 0 && attachment.networkCardIndex() == 0) {
      throw Errors.notPermitted(
          "The network interface at device index 0 and networkCard index 0 cannot be detached.");
    }
    boolean force = Boolean.TRUE.equals(request.force());
    if (attachment.status() == AttachmentStatus.DETACHING && !force) {
      throw new Ec2Error(
          "IncorrectState", "The attachment '%s' is being detached.".formatted(attachmentId));
    }
    become(attachmentId, attachment.status(), AttachmentStatus.DETACHING);
    if (force) {
      free(attachmentId);
    } else {
      world.agenda().after(world.latencies().detach(), () -> free(attachmentId));
    }
    return DetachNetworkInterfaceResponse.builder().build();
  }

  /** The interface of an attachment that a caller names. */
  NetworkInterface attachedBy(String attachmentId) {
    if (!ATTACHMENT_ID.matcher(attachmentId).matches()) {
      throw new Ec2Error(
          "InvalidAttachmentID.Malformed",
          "Invalid id: \"%s\" (expecting \"eni-attach-...\")".formatted(attachmentId));
    }
    return world
        .interfaces()
        .attachedBy(attachmentId)
        .orElseThrow(() ->
            new Ec2Error(
                "InvalidAttachmentID.NotFound",
                "The networkInterface attachment ID '%s' does not exist".formatted(attachmentId)));
  }

  /** Ends an attachment, if it is still there: its interface is available again. */
  void free(String attachmentId) {
    change(
        attachmentId,
        face ->
            world
                .interfaces()
                .put(
                    withoutAttachment(face).toBuilder()
                        .status(NetworkInterfaceStatus.AVAILABLE)
                        .build()));
  }

  @SuppressWarnings("NullAway")
  private static NetworkInterface withoutAttachment(NetworkInterface face) {
    return face.toBuilder().attachment((NetworkInterfaceAttachment) null).build();
  }

  private void become(String attachmentId, AttachmentStatus from, AttachmentStatus to) {
    change(
        attachmentId,
        face -> {
          if (face.attachment().status() == from) {
            var attachment = face.attachment().toBuilder().status(to).build();
            world.interfaces().put(face.toBuilder().attachment(attachment).build());
          }
        });
  }

  private void change(String attachmentId, Consumer<NetworkInterface> change) {
    world.interfaces().attachedBy(attachmentId).ifPresent(change);
  }
}
