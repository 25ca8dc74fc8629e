package dev.fixedip.simulator.file;

import dev.fixedip.simulator.ops.InstanceTypes;
import dev.fixedip.simulator.world.Guests;
import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.InstanceAttributes;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Reads instances, and makes the primary interfaces that the document leaves out. */
final class InstanceReader {
  private static final Map<String, InstanceStateName> STATES =
      new TreeMap<>(
          Map.of("running", InstanceStateName.RUNNING, "stopped", InstanceStateName.STOPPED));

  private final World world;
  private final Makers makers;
  private final InterfaceReader faces;
  private final Deque<String> ids = new ArrayDeque<>();

  InstanceReader(World world, InterfaceReader faces) {
    this.world = world;
    this.makers = new Makers(world);
    this.faces = faces;
  }

  String instance(Place place, InstancePart.Instance wanted) {
    String id = place.id(world, world.instances(), wanted.id());
    Subnet subnet = place.named(world.subnets(), "subnets", "subnetId", wanted.subnetId());
    String image = Objects.requireNonNullElse(wanted.imageId(), Images.LINUX);
    if (!world.images().has(image)) {
      throw place.wrong("imageId", image + " is not in the file; declare it under images");
    }
    String type = Objects.requireNonNullElse(wanted.instanceType(), "t3.medium");
    place.checked(
        "instanceType",
        () -> {
          InstanceTypes.check(type);
          return type;
        });
    String state = Objects.requireNonNullElse(wanted.state(), "running");
    InstanceStateName name = STATES.get(state);
    if (name == null) {
      throw place.wrong("state", state + " cannot be; write running or stopped");
    }
    String reservation =
        wanted.reservationId() == null ? world.ids().next("r") : wanted.reservationId();
    Instance made =
        makers.make(
            new Makers.NewInstance(
                id,
                reservation,
                image,
                world.images().platform(image),
                type,
                subnet,
                Place.tags(wanted.tags())));
    var more = made.toBuilder().state(Makers.state(name));
    if (wanted.launchTime() != null) {
      more.launchTime(wanted.launchTime());
    }
    if (wanted.stateReason() != null) {
      var reason = wanted.stateReason();
      more.stateReason(r -> r.code(reason.code()).message(reason.message()));
    }
    if (wanted.stateTransitionReason() != null) {
      more.stateTransitionReason(wanted.stateTransitionReason());
    }
    if (wanted.launch() != null) {
      launch(more, wanted.launch());
    }
    world.instances().put(more.build());
    if (wanted.attributes() != null) {
      world.attributes().put(id, attributes(place, wanted.attributes()));
    }
    guest(id, wanted, name);
    ids.add(id);
    return id;
  }

  private static void launch(Instance.Builder made, InstancePart.Launch launch) {
    made.amiLaunchIndex(Objects.requireNonNullElse(launch.amiLaunchIndex(), 0))
        .clientToken(launch.clientToken())
        .keyName(launch.keyName())
        .ebsOptimized(Boolean.TRUE.equals(launch.ebsOptimized()));
  }

  private static InstanceAttributes attributes(Place place, InstancePart.Attributes wanted) {
    String behavior =
        Objects.requireNonNullElse(
            wanted.instanceInitiatedShutdownBehavior(),
            InstanceAttributes.STANDARD.shutdownBehavior());
    if (!behavior.matches("stop|terminate")) {
      throw place.wrong(
          "attributes.instanceInitiatedShutdownBehavior",
          behavior + " cannot be; write stop or terminate");
    }
    return new InstanceAttributes(
        Boolean.TRUE.equals(wanted.disableApiTermination()),
        Boolean.TRUE.equals(wanted.disableApiStop()),
        behavior,
        wanted.userData());
  }

  private void guest(String id, InstancePart.Instance wanted, InstanceStateName state) {
    var now = world.agenda().now();
    InstancePart.Guest guest = wanted.guest();
    if (guest != null) {
      boolean set = guest.address() != null;
      world
          .guests()
          .put(
              id,
              new Guests.Guest(
                  Objects.requireNonNullElse(guest.checkedAt(), now),
                  guest.address(),
                  set ? Objects.requireNonNullElse(guest.addressSince(), now) : null));
    } else if (state == InstanceStateName.RUNNING) {
      world.guests().started(id, now);
    }
  }

  /** Makes the primary interface of an instance that has none yet. */
  String primary(Place place, InstancePart.Instance wanted) {
    String id = ids.removeFirst();
    Instance instance = world.instances().get(id);
    Subnet subnet = world.subnets().get(instance.subnetId());
    var declared = world.interfaces().at(id, 0);
    if (declared.isPresent()) {
      checkDeclared(place, wanted, declared.get());
      return id;
    }
    NetworkInterface made =
        makers.make(
            new Makers.NewInterface(
                world.ids().next("eni"),
                subnet,
                faces.addresses(
                    place,
                    "privateIpAddress",
                    subnet,
                    wanted.privateIpAddress() == null
                        ? List.of()
                        : List.of(wanted.privateIpAddress())),
                faces.groups(place, subnet, wanted.groupIds()),
                "",
                List.of()));
    if (Objects.requireNonNullElse(
        wanted.associatePublicIpAddress(), subnet.mapPublicIpOnLaunch())) {
      world.publicAddresses().launchedWith(made.networkInterfaceId());
    }
    makers.attach(
        made.toBuilder().status(NetworkInterfaceStatus.IN_USE).build(),
        id,
        0,
        AttachmentStatus.ATTACHED);
    return id;
  }

  private static void checkDeclared(
      Place place, InstancePart.Instance wanted, NetworkInterface primary) {
    String field =
        wanted.privateIpAddress() != null
            ? "privateIpAddress"
            : !wanted.groupIds().isEmpty()
                ? "groupIds"
                : wanted.associatePublicIpAddress() != null ? "associatePublicIpAddress" : "";
    if (!field.isEmpty()) {
      throw place.wrong(
          field,
          "%s is its primary interface; write this there".formatted(primary.networkInterfaceId()));
    }
    if (!primary.subnetId().equals(wanted.subnetId())) {
      throw place.wrong(
          "subnetId",
          "its primary interface %s is in %s; write that one"
              .formatted(primary.networkInterfaceId(), primary.subnetId()));
    }
  }
}
