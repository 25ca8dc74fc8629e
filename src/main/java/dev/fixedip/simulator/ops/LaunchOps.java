package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.InstanceAttributes;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.MonitoringState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Launching instances. */
final class LaunchOps {
  private static final String DEFAULT_TYPE = "m1.small";
  private static final Set<ResourceType> TAGGABLE =
      Set.of(ResourceType.INSTANCE, ResourceType.NETWORK_INTERFACE, ResourceType.VOLUME);

  private final World world;
  private final Makers makers;
  private final LaunchInterfaces interfaces;
  private final InstanceOps instances;
  private final AttachmentOps attachments;
  private final LifecycleOps lifecycle;
  private final Tokens<RunInstancesRequest, RunInstancesResponse> tokens;

  LaunchOps(World world, InstanceOps instances, AttachmentOps attachments, LifecycleOps lifecycle) {
    this.world = world;
    this.tokens = new Tokens<>(world.agenda());
    this.makers = new Makers(world);
    this.interfaces = new LaunchInterfaces(world);
    this.instances = instances;
    this.attachments = attachments;
    this.lifecycle = lifecycle;
  }

  @Action(
      requires = {"ImageId", "MinCount", "MaxCount"},
      refuses = {
        "LaunchTemplate",
        "EnablePrimaryIpv6",
        "SecondaryInterface",
        "InstanceMarketOptions"
      })
  RunInstancesResponse run(RunInstancesRequest request) {
    return tokens.once(request.clientToken(), request, answer -> true, () -> launch(request));
  }

  private RunInstancesResponse launch(RunInstancesRequest request) {
    checkImage(request.imageId());
    checkCounts(request.minCount(), request.maxCount());
    String name = request.instanceTypeAsString();
    InstanceTypes.Type type = InstanceTypes.get(name == null ? DEFAULT_TYPE : name);
    var tags = Tags.of(ResourceType.INSTANCE, request.tagSpecifications(), TAGGABLE);
    var faceTags = Tags.of(ResourceType.NETWORK_INTERFACE, request.tagSpecifications(), TAGGABLE);
    List<LaunchInterfaces.Face> faces = interfaces.plan(request, type, faceTags);
    int count = interfaces.count(faces, request.minCount(), request.maxCount());
    String reservation = world.ids().next("r");
    List<Instance> launched = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      String id = instance(request, type, new Membership(reservation, index), faces, tags);
      faces.forEach(face -> attach(face, id));
      lifecycle.starts(id);
      launched.add(instances.whole(world.instances().get(id)));
    }
    return RunInstancesResponse.builder()
        .reservationId(reservation)
        .ownerId(World.OWNER)
        .groups(List.of())
        .instances(launched)
        .build();
  }

  private void checkImage(String imageId) {
    if (!world.images().has(imageId)) {
      throw Images.isId(imageId)
          ? new Ec2Error(
              "InvalidAMIID.NotFound", "The image id '[%s]' does not exist".formatted(imageId))
          : new Ec2Error(
              "InvalidAMIID.Malformed",
              "Invalid id: \"%s\" (expecting \"ami-...\")".formatted(imageId));
    }
  }

  private static void checkCounts(int least, int most) {
    if (least < 1) {
      throw Errors.invalidValue(
          "Value (%d) for parameter minCount is invalid. Expected a positive integer."
              .formatted(least));
    }
    if (most < 1) {
      throw Errors.invalidValue(
          "Value (%d) for parameter maxCount is invalid. Expected a positive integer."
              .formatted(most));
    }
    if (least > most) {
      throw Errors.invalidValue(
          "Value (%d) for parameter minCount is invalid. It must not be above maxCount (%d)."
              .formatted(least, most));
    }
  }

  private record Membership(String reservation, int index) {}

  private String instance(
      RunInstancesRequest request,
      InstanceTypes.Type type,
      Membership membership,
      List<LaunchInterfaces.Face> faces,
      List<Tag> tags) {
    Subnet subnet = faces.getFirst().subnet();
    Instance made =
        makers.make(
            new Makers.NewInstance(
                world.ids().next("i"),
                membership.reservation,
                request.imageId(),
                world.images().platform(request.imageId()),
                type.name(),
                subnet,
                tags));
    boolean optimized = Boolean.TRUE.equals(request.ebsOptimized());
    world
        .instances()
        .put(
            made.toBuilder()
                .amiLaunchIndex(membership.index)
                .clientToken(request.clientToken() == null ? "" : request.clientToken())
                .keyName(request.keyName())
                .ebsOptimized(optimized)
                .stateReason(reason -> reason.code("pending").message("pending"))
                .build());
    if (request.monitoring() != null && request.monitoring().enabled()) {
      world
          .instances()
          .put(
              world.instances().get(made.instanceId()).toBuilder()
                  .monitoring(monitoring -> monitoring.state(MonitoringState.ENABLED))
                  .build());
    }
    ShutdownBehavior behavior = request.instanceInitiatedShutdownBehavior();
    world
        .attributes()
        .put(
            made.instanceId(),
            new InstanceAttributes(
                Boolean.TRUE.equals(request.disableApiTermination()),
                Boolean.TRUE.equals(request.disableApiStop()),
                behavior == null ? "stop" : behavior.toString(),
                request.userData()));
    return made.instanceId();
  }

  private void attach(LaunchInterfaces.Face face, String instanceId) {
    NetworkInterface attached =
        attachments.attach(
            interfaces.make(face), new Makers.Place(instanceId, face.card(), face.deviceIndex()));
    var attachment =
        attached.attachment().toBuilder().deleteOnTermination(face.deleteOnTermination()).build();
    world.interfaces().put(attached.toBuilder().attachment(attachment).build());
  }
}
