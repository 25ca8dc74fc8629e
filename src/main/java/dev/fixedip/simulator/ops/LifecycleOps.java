package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/** Starting, stopping and terminating instances. */
final class LifecycleOps {
  private static final Set<InstanceStateName> STARTABLE =
      Set.of(InstanceStateName.STOPPED, InstanceStateName.PENDING, InstanceStateName.RUNNING);
  private static final Set<InstanceStateName> STOPPABLE =
      Set.of(InstanceStateName.RUNNING, InstanceStateName.STOPPING, InstanceStateName.STOPPED);
  private static final Set<InstanceStateName> GOING =
      Set.of(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED);

  private final World world;
  private final AttachmentOps attachments;

  LifecycleOps(World world, AttachmentOps attachments) {
    this.world = world;
    this.attachments = attachments;
  }

  @Action(requires = "InstanceId")
  StartInstancesResponse start(StartInstancesRequest request) {
    return StartInstancesResponse.builder()
        .startingInstances(
            change(
                request.instanceIds(),
                STARTABLE,
                "started",
                instance -> {
                  if (instance.state().name() == InstanceStateName.STOPPED) {
                    become(instance.instanceId(), InstanceStateName.PENDING);
                    starts(instance.instanceId());
                  }
                }))
        .build();
  }

  @Action(requires = "InstanceId")
  StopInstancesResponse stop(StopInstancesRequest request) {
    return StopInstancesResponse.builder()
        .stoppingInstances(
            change(
                request.instanceIds(),
                STOPPABLE,
                "stopped",
                instance -> {
                  if (instance.state().name() == InstanceStateName.RUNNING) {
                    become(instance.instanceId(), InstanceStateName.STOPPING);
                    later(
                        world.latencies().stop(),
                        instance.instanceId(),
                        InstanceStateName.STOPPING,
                        () -> become(instance.instanceId(), InstanceStateName.STOPPED));
                  }
                }))
        .build();
  }

  @Action(requires = "InstanceId")
  TerminateInstancesResponse terminate(TerminateInstancesRequest request) {
    return TerminateInstancesResponse.builder()
        .terminatingInstances(
            change(
                request.instanceIds(),
                Set.of(InstanceStateName.values()),
                "terminated",
                instance -> {
                  if (!GOING.contains(instance.state().name())) {
                    become(instance.instanceId(), InstanceStateName.SHUTTING_DOWN);
                    later(
                        world.latencies().terminate(),
                        instance.instanceId(),
                        InstanceStateName.SHUTTING_DOWN,
                        () -> terminated(instance.instanceId()));
                  }
                }))
        .build();
  }

  /** A pending instance will be running. */
  void starts(String instanceId) {
    later(
        world.latencies().start(),
        instanceId,
        InstanceStateName.PENDING,
        () -> {
          become(instanceId, InstanceStateName.RUNNING);
          world
              .guests()
              .started(instanceId, world.agenda().now().plus(world.latencies().statusChecks()));
        });
  }

  private List<InstanceStateChange> change(
      List<String> ids, Set<InstanceStateName> from, String verb, Consumer<Instance> change) {
    List<Instance> instances = world.instances().getAll(ids);
    for (Instance instance : instances) {
      if (!from.contains(instance.state().name())) {
        throw Errors.instanceState(
            "The instance '%s' is not in a state from which it can be %s."
                .formatted(instance.instanceId(), verb));
      }
    }
    instances.forEach(change);
    return instances.stream()
        .map(before ->
            InstanceStateChange.builder()
                .instanceId(before.instanceId())
                .previousState(before.state())
                .currentState(world.instances().get(before.instanceId()).state())
                .build())
        .toList();
  }

  private void later(Duration delay, String instanceId, InstanceStateName from, Runnable change) {
    world
        .agenda()
        .after(
            delay,
            () ->
                world
                    .instances()
                    .find(instanceId)
                    .filter(instance -> instance.state().name() == from)
                    .ifPresent(instance -> change.run()));
  }

  private Instance become(String instanceId, InstanceStateName state) {
    Instance instance = world.instances().get(instanceId);
    return world.instances().put(instance.toBuilder().state(Makers.state(state)).build());
  }

  private void terminated(String instanceId) {
    for (NetworkInterface face : world.interfaces().of(instanceId)) {
      if (face.attachment().deleteOnTermination()) {
        world.interfaces().remove(face.networkInterfaceId());
      } else {
        attachments.free(face.attachment().attachmentId());
      }
    }
    world.instances().put(withoutNetwork(become(instanceId, InstanceStateName.TERMINATED)));
    later(
        world.latencies().forget(),
        instanceId,
        InstanceStateName.TERMINATED,
        () -> {
          world.instances().remove(instanceId);
          world.reservations().remove(instanceId);
          world.guests().forget(instanceId);
        });
  }

  @SuppressWarnings("NullAway")
  private static Instance withoutNetwork(Instance instance) {
    return instance.toBuilder().subnetId(null).vpcId(null).build();
  }
}
