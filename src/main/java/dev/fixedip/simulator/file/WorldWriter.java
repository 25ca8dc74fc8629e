package dev.fixedip.simulator.file;

import dev.fixedip.simulator.world.InstanceAttributes;
import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Writes what there is in a world, so that it can be read again. */
public final class WorldWriter {
  private final World world;

  private WorldWriter(World world) {
    this.world = world;
  }

  /** All that is in the world now. */
  public static WorldFile write(World world) {
    return world.transact(new WorldWriter(world)::all);
  }

  @SuppressWarnings("unchecked")
  private WorldFile all() {
    var networks = new NetworkWriter(world);
    var faces = new InterfaceWriter(world);
    return new WorldFile(
        Json.read(Json.write(world.quotas()), Map.class),
        world.images().declared().entrySet().stream()
            .map(it -> new InstancePart.Image(it.getKey(), it.getValue()))
            .toList(),
        world.vpcs().all().stream().map(networks::vpc).toList(),
        world.gateways().all().stream().map(NetworkWriter::gateway).toList(),
        world.subnets().all().stream().map(NetworkWriter::subnet).toList(),
        world.cidrReservations().all().stream().map(NetworkWriter::reservation).toList(),
        world.groups().all().stream().map(networks::group).toList(),
        world.instances().all().stream().map(this::instance).toList(),
        world.interfaces().all().stream().map(faces::face).toList(),
        world.elasticIps().all().stream().map(faces::elasticIp).toList());
  }

  private InstancePart.Instance instance(Instance instance) {
    String id = instance.instanceId();
    return new InstancePart.Instance(
        id,
        instance.subnetId(),
        instance.imageId(),
        instance.instanceTypeAsString(),
        instance.state().nameAsString(),
        stateReason(instance),
        Parts.unless("", instance.stateTransitionReason()),
        null,
        List.of(),
        null,
        world.reservations().find(id).orElse(null),
        instance.launchTime(),
        launch(instance),
        attributes(world.attributes().find(id).orElse(InstanceAttributes.STANDARD)),
        world
            .guests()
            .find(id)
            .map(it -> new InstancePart.Guest(it.address(), it.addressSince(), it.checkedAt()))
            .orElse(null),
        Parts.tags(instance.tags()));
  }

  private static InstancePart.@Nullable StateReason stateReason(Instance instance) {
    var reason = instance.stateReason();
    return reason == null ? null : new InstancePart.StateReason(reason.code(), reason.message());
  }

  private static InstancePart.@Nullable Launch launch(Instance instance) {
    return Parts.unless(
        new InstancePart.Launch(null, null, null, null),
        new InstancePart.Launch(
            Parts.unless(0, instance.amiLaunchIndex()),
            instance.clientToken(),
            instance.keyName(),
            Parts.unless(false, instance.ebsOptimized())));
  }

  private static InstancePart.@Nullable Attributes attributes(InstanceAttributes attributes) {
    var usual = InstanceAttributes.STANDARD;
    return Parts.unless(
        new InstancePart.Attributes(null, null, null, null),
        new InstancePart.Attributes(
            Parts.unless(false, attributes.disableApiTermination()),
            Parts.unless(false, attributes.disableApiStop()),
            Parts.unless(usual.shutdownBehavior(), attributes.shutdownBehavior()),
            attributes.userData()));
  }
}
