package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.World;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusDetails;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;
import software.amazon.awssdk.services.ec2.model.StatusName;
import software.amazon.awssdk.services.ec2.model.StatusType;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/** The status checks: whether EC2 reaches the guest over the primary interface. */
final class StatusOps {
  private final World world;
  private final Filters<Instance> filters;

  StatusOps(World world) {
    this.world = world;
    this.filters =
        new Filters<>(Instance::tags)
            .one("availability-zone", instance -> instance.placement().availabilityZone())
            .one("instance-state-name", instance -> instance.state().nameAsString())
            .one("instance-state-code", instance -> instance.state().code())
            .one("instance-status.status", instance -> guest(instance).statusAsString())
            .many(
                "instance-status.reachability",
                instance ->
                    guest(instance).details().stream().map(InstanceStatusDetails::statusAsString))
            .one("system-status.status", instance -> system(instance).statusAsString())
            .many(
                "system-status.reachability",
                instance ->
                    system(instance).details().stream().map(InstanceStatusDetails::statusAsString));
  }

  @Action
  DescribeInstanceStatusResponse describe(DescribeInstanceStatusRequest request) {
    boolean all = Boolean.TRUE.equals(request.includeAllInstances());
    var page =
        Pages.page(
            world.instances(),
            filters,
            new Pages.Query(
                request.instanceIds(),
                request.filters(),
                request.maxResults(),
                request.nextToken()),
            instance -> all || isRunning(instance));
    return DescribeInstanceStatusResponse.builder()
        .instanceStatuses(page.items().stream().map(this::status).toList())
        .nextToken(page.nextToken())
        .build();
  }

  private InstanceStatus status(Instance instance) {
    return InstanceStatus.builder()
        .instanceId(instance.instanceId())
        .availabilityZone(instance.placement().availabilityZone())
        .availabilityZoneId(instance.placement().availabilityZoneId())
        .instanceState(instance.state())
        .instanceStatus(guest(instance))
        .systemStatus(system(instance))
        .operator(instance.operator())
        .build();
  }

  private InstanceStatusSummary guest(Instance instance) {
    Optional<Instant> since =
        world
            .interfaces()
            .at(instance.instanceId(), 0)
            .flatMap(face -> world.guests().unreachableSince(instance.instanceId(), face));
    return since.isPresent() && hasResult(instance)
        ? summary(
            SummaryStatus.IMPAIRED,
            InstanceStatusDetails.builder()
                .name(StatusName.REACHABILITY)
                .status(StatusType.FAILED)
                .impairedSince(since.get())
                .build())
        : system(instance);
  }

  private InstanceStatusSummary system(Instance instance) {
    if (!isRunning(instance)) {
      return InstanceStatusSummary.builder().status(SummaryStatus.NOT_APPLICABLE).build();
    }
    return hasResult(instance)
        ? summary(SummaryStatus.OK, reachability(StatusType.PASSED))
        : summary(SummaryStatus.INITIALIZING, reachability(StatusType.INITIALIZING));
  }

  private static InstanceStatusSummary summary(
      SummaryStatus status, InstanceStatusDetails details) {
    return InstanceStatusSummary.builder().status(status).details(details).build();
  }

  private static InstanceStatusDetails reachability(StatusType status) {
    return InstanceStatusDetails.builder().name(StatusName.REACHABILITY).status(status).build();
  }

  private boolean hasResult(Instance instance) {
    return isRunning(instance)
        && !world.guests().checkedAt(instance.instanceId()).isAfter(world.agenda().now());
  }

  private static boolean isRunning(Instance instance) {
    return instance.state().name() == InstanceStateName.RUNNING;
  }
}
