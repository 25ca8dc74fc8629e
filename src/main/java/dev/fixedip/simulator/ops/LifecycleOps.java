package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Associations;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.InstanceAttributes;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/** Starting, stopping, rebooting and terminating instances. */
final class LifecycleOps {
  private static final Set<InstanceStateName> STARTABLE =
      Set.of(InstanceStateName.STOPPED, InstanceStateName.PENDING, InstanceStateName.RUNNING);
  private static final Set<InstanceStateName> STOPPABLE =
      Set.of(InstanceStateName.RUNNING, InstanceStateName.STOPPING, InstanceStateName.STOPPED);
  private static final Set<InstanceStateName> REBOOTABLE = Set.of(InstanceStateName.RUNNING);
  private static final Set<InstanceStateName> GOING =
      Set.of(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'").withZone(ZoneOffset.UTC);

  private final World world;
  private final AttachmentOps attachments;
  private final Associations associations;

  LifecycleOps(World world, AttachmentOps attachments) {
    this.world = world;
    this.attachments = attachments;
    this.associations = new Associations(world);
  }

  @Action
  StartInstancesResponse start(StartInstancesRequest request) {
    return StartInstancesResponse.builder()
        .startingInstances(
            change(
                request.instanceIds(),
                STARTABLE,
                "The instance '%s' is not in a state from which it can be started.",
                instance -> {
                  if (instance.state().name() == InstanceStateName.STOPPED) {
                    put(launching(instance));
                    starts(instance.instanceId());
                  }
                }))
        .build();
  }

  @Action
  StopInstancesResponse stop(StopInstancesRequest request) {
    checkSome(request.instanceIds());
    refuseProtected(
        request.instanceIds(), InstanceAttributes::disableApiStop, "stopped", "disableApiStop");
    return StopInstancesResponse.builder()
        .stoppingInstances(
            change(
                request.instanceIds(),
                STOPPABLE,
                "This instance '%s' is not in a state from which it can be stopped.",
                instance -> {
                  if (instance.state().name() == InstanceStateName.RUNNING) {
                    put(ending(instance, InstanceStateName.STOPPING));
                    later(
                        world.latencies().stop(),
                        instance.instanceId(),
                        InstanceStateName.STOPPING,
                        () -> {
                          associations.stopped(instance.instanceId());
                          become(instance.instanceId(), InstanceStateName.STOPPED);
                        });
                  }
                }))
        .build();
  }

  @Action
  TerminateInstancesResponse terminate(TerminateInstancesRequest request) {
    checkSome(request.instanceIds());
    refuseProtected(
        request.instanceIds(),
        InstanceAttributes::disableApiTermination,
        "terminated",
        "disableApiTermination");
    return TerminateInstancesResponse.builder()
        .terminatingInstances(
            change(
                request.instanceIds(),
                Set.of(InstanceStateName.values()),
                "The instance '%s' is not in a state from which it can be terminated.",
                instance -> {
                  if (!GOING.contains(instance.state().name())) {
                    put(ending(instance, InstanceStateName.SHUTTING_DOWN));
                    later(
                        world.latencies().terminate(),
                        instance.instanceId(),
                        InstanceStateName.SHUTTING_DOWN,
                        () -> terminated(instance.instanceId()));
                  }
                }))
        .build();
  }

  /** A reboot is over at once, and nothing of the instance changes. */
  @Action
  RebootInstancesResponse reboot(RebootInstancesRequest request) {
    change(
        request.instanceIds(),
        REBOOTABLE,
        "The instance '%s' is not in a state from which it can be rebooted.",
        instance -> {});
    return RebootInstancesResponse.builder().build();
  }

  private static void checkSome(List<String> ids) {
    if (ids.isEmpty()) {
      throw Errors.invalidCombination("No instances specified");
    }
  }

  private void refuseProtected(
      List<String> ids, Predicate<InstanceAttributes> isProtected, String verb, String attribute) {
    for (Instance instance : world.instances().getAll(ids)) {
      if (world.attributes().find(instance.instanceId()).filter(isProtected).isPresent()) {
        throw Errors.notPermitted(
            "The instance '%s' may not be %s. Modify its '%s' instance attribute and try again."
                .formatted(instance.instanceId(), verb, attribute));
      }
    }
  }

  /** A pending instance will be running. */
  void starts(String instanceId) {
    later(
        world.latencies().start(),
        instanceId,
        InstanceStateName.PENDING,
        () -> {
          put(withoutReason(become(instanceId, InstanceStateName.RUNNING)));
          associations.started(instanceId);
          world
              .guests()
              .started(instanceId, world.agenda().now().plus(world.latencies().statusChecks()));
        });
  }

  private List<InstanceStateChange> change(
      List<String> ids, Set<InstanceStateName> from, String refusal, Consumer<Instance> change) {
    checkSome(ids);
    List<Instance> instances = world.instances().getAll(ids);
    for (Instance instance : instances) {
      if (!from.contains(instance.state().name())) {
        throw Errors.instanceState(refusal.formatted(instance.instanceId()));
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

  private Instance put(Instance instance) {
    return world.instances().put(instance);
  }

  /** The instance as it starts: pending, launched now. */
  private Instance launching(Instance instance) {
    return withoutReason(instance).toBuilder()
        .state(Makers.state(InstanceStateName.PENDING))
        .launchTime(world.agenda().now())
        .build();
  }

  /** The instance on its way down, with who wanted it and when. */
  private Instance ending(Instance instance, InstanceStateName state) {
    return instance.toBuilder()
        .state(Makers.state(state))
        .stateTransitionReason("User initiated (%s)".formatted(TIME.format(world.agenda().now())))
        .stateReason(r ->
            r.code("Client.UserInitiatedShutdown")
                .message("Client.UserInitiatedShutdown: User initiated shutdown"))
        .build();
  }

  @SuppressWarnings("NullAway")
  private static Instance withoutReason(Instance instance) {
    return instance.toBuilder().stateReason((StateReason) null).stateTransitionReason("").build();
  }

  private void terminated(String instanceId) {
    associations.stopped(instanceId);
    for (NetworkInterface face : world.interfaces().of(instanceId)) {
      if (face.attachment().deleteOnTermination()) {
        world.interfaces().remove(face.networkInterfaceId());
      } else {
        attachments.free(face.attachment().attachmentId());
      }
    }
    put(withoutNetwork(become(instanceId, InstanceStateName.TERMINATED)));
    world.attributes().remove(instanceId);
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
    return instance.toBuilder().subnetId(null).vpcId(null).privateDnsName("").build();
  }
}
