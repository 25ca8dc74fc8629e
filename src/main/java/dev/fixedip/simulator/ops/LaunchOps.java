package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Addresses;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.Networks;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Launching instances, with a new primary interface or an existing one. */
final class LaunchOps {
  private static final Set<ResourceType> TAGGABLE =
      Set.of(ResourceType.INSTANCE, ResourceType.NETWORK_INTERFACE, ResourceType.VOLUME);

  private record Launched(RunInstancesRequest request, RunInstancesResponse answer) {}

  /** What the primary interface shall be: an existing one, or how to make one. */
  private record Primary(
      @Nullable NetworkInterface existing,
      Subnet subnet,
      @Nullable String address,
      List<String> groupIds,
      String description,
      boolean deleteOnTermination) {}

  private final World world;
  private final Makers makers;
  private final Addresses addresses;
  private final Groups groups;
  private final InstanceOps instances;
  private final LifecycleOps lifecycle;
  private final Map<String, Launched> byToken = new HashMap<>();

  LaunchOps(World world, InstanceOps instances, LifecycleOps lifecycle) {
    this.world = world;
    this.makers = new Makers(world);
    this.addresses = new Addresses(world);
    this.groups = new Groups(world);
    this.instances = instances;
    this.lifecycle = lifecycle;
  }

  @Action(
      requires = {"ImageId", "MinCount", "MaxCount"},
      refuses = {"LaunchTemplate", "SecurityGroup", "Ipv6Address", "Ipv6AddressCount"})
  RunInstancesResponse run(RunInstancesRequest request) {
    String token = request.clientToken();
    Launched before = token == null ? null : byToken.get(token);
    if (before != null) {
      if (before.request.equalsBySdkFields(request)) {
        return before.answer;
      }
      throw new Ec2Error(
          "IdempotentParameterMismatch",
          "Arguments on this idempotent request are inconsistent with arguments used in previous"
              + " request(s).");
    }
    RunInstancesResponse answer = launch(request);
    if (token != null) {
      byToken.put(token, new Launched(request, answer));
    }
    return answer;
  }

  private RunInstancesResponse launch(RunInstancesRequest request) {
    if (!world.images().containsKey(request.imageId())) {
      throw new Ec2Error(
          "InvalidAMIID.NotFound",
          "The image id '[%s]' does not exist".formatted(request.imageId()));
    }
    int count = request.maxCount();
    if (count < 1 || request.minCount() < 1 || request.minCount() > count) {
      throw Errors.invalidValue(
          "minCount and maxCount must be at least 1, and minCount not above maxCount");
    }
    String type =
        request.instanceTypeAsString() == null ? "m1.small" : request.instanceTypeAsString();
    InstanceTypes.limits(type);
    Primary primary = primary(request);
    var tags = Tags.of(ResourceType.INSTANCE, request.tagSpecifications(), TAGGABLE);
    var faceTags = Tags.of(ResourceType.NETWORK_INTERFACE, request.tagSpecifications(), TAGGABLE);
    String reservation = world.ids().next("r");
    List<Instance> launched = new ArrayList<>();
    for (NetworkInterface face : faces(primary, count, faceTags)) {
      String id = world.ids().next("i");
      makers.make(
          new Makers.NewInstance(
              id,
              reservation,
              request.imageId(),
              world.images().get(request.imageId()),
              type,
              primary.subnet,
              tags));
      attach(face, id, primary.deleteOnTermination);
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

  private List<NetworkInterface> faces(Primary primary, int count, List<Tag> tags) {
    if (count > 1 && (primary.existing != null || primary.address != null)) {
      throw Errors.invalidCombination(
          "Network interfaces and an instance-level private IP address allow one instance only");
    }
    if (primary.existing != null) {
      return List.of(primary.existing);
    }
    List<String> free =
        primary.address == null
            ? addresses.pick(primary.subnet, count, List.of())
            : List.of(primary.address);
    return free.stream()
        .map(address ->
            makers.make(
                new Makers.NewInterface(
                    world.ids().next("eni"),
                    primary.subnet,
                    List.of(address),
                    primary.groupIds,
                    primary.description,
                    tags)))
        .toList();
  }

  private void attach(NetworkInterface face, String instanceId, boolean deleteOnTermination) {
    NetworkInterface attached = makers.attach(face, instanceId, 0, AttachmentStatus.ATTACHED);
    var attachment =
        attached.attachment().toBuilder().deleteOnTermination(deleteOnTermination).build();
    world.interfaces().put(attached.toBuilder().attachment(attachment).build());
  }

  private Primary primary(RunInstancesRequest request) {
    List<InstanceNetworkInterfaceSpecification> specs = request.networkInterfaces();
    if (specs.isEmpty()) {
      return fresh(
          request.subnetId(), request.privateIpAddress(), request.securityGroupIds(), "", true);
    }
    if (request.subnetId() != null || !request.securityGroupIds().isEmpty()) {
      throw Errors.invalidCombination(
          "Network interfaces and an instance-level subnet ID or security groups may not be"
              + " specified on the same request");
    }
    if (specs.size() > 1 || specs.getFirst().deviceIndex() == null) {
      throw Errors.notSimulated("NetworkInterface.2");
    }
    InstanceNetworkInterfaceSpecification spec = specs.getFirst();
    if (spec.deviceIndex() != 0) {
      throw Errors.invalidCombination("The primary interface must be at device index 0");
    }
    if (spec.networkInterfaceId() != null) {
      return existing(spec);
    }
    return fresh(
        spec.subnetId(),
        spec.privateIpAddress(),
        spec.groups(),
        spec.description() == null ? "" : spec.description(),
        !Boolean.FALSE.equals(spec.deleteOnTermination()));
  }

  private Primary existing(InstanceNetworkInterfaceSpecification spec) {
    NetworkInterface face = world.interfaces().get(spec.networkInterfaceId());
    InterfaceOps.refuseManaged(face);
    if (Boolean.TRUE.equals(spec.deleteOnTermination())) {
      throw Errors.invalidCombination(
          "A network interface may not specify delete on termination when it exists already");
    }
    if (face.status() != NetworkInterfaceStatus.AVAILABLE) {
      throw new Ec2Error(
          "InvalidNetworkInterface.InUse",
          "Interface: [%s] in use.".formatted(face.networkInterfaceId()));
    }
    Subnet subnet = world.subnets().get(face.subnetId());
    return new Primary(face, subnet, null, List.of(), "", false);
  }

  private Primary fresh(
      @Nullable String subnetId,
      @Nullable String address,
      List<String> groupIds,
      String description,
      boolean deleteOnTermination) {
    Subnet subnet = subnetId == null ? defaultSubnet() : world.subnets().get(subnetId);
    if (address != null) {
      addresses.check(subnet, address);
      if (addresses.isTaken(subnet, address)) {
        throw new Ec2Error("InvalidIPAddress.InUse", "Address %s is in use".formatted(address));
      }
    }
    return new Primary(
        null,
        subnet,
        address,
        groups.of(subnet.vpcId(), groupIds),
        description,
        deleteOnTermination);
  }

  private Subnet defaultSubnet() {
    return new Networks(world)
        .defaultSubnets().stream()
            .findFirst()
            .orElseThrow(() ->
                new Ec2Error(
                    "MissingInput",
                    "No subnets found for the default VPC. Please specify a subnet."));
  }
}
