package dev.fixedip.simulator.file;

import dev.fixedip.simulator.file.InstancePart.Instance;
import dev.fixedip.simulator.file.InterfacePart.Attachment;
import dev.fixedip.simulator.file.InterfacePart.ElasticIp;
import dev.fixedip.simulator.file.InterfacePart.NetworkInterface;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A document in which all that was about to change has changed. */
final class Settled {
  private static final Set<String> GONE = Set.of("shutting-down", "terminated");

  private final WorldFile file;
  private final Set<String> gone;
  private final Set<String> stopping;
  private final Set<String> deleted;

  private Settled(WorldFile file) {
    this.file = file;
    this.gone = instances(GONE);
    this.stopping = instances(Set.of("stopping"));
    this.deleted =
        file.networkInterfaces().stream()
            .filter(it -> it != null && it.id() != null && ends(it))
            .map(it -> Objects.requireNonNull(it.id()))
            .collect(Collectors.toSet());
  }

  private Set<String> instances(Set<String> states) {
    return file.instances().stream()
        .filter(it -> it != null && it.state() != null && states.contains(it.state()))
        .map(it -> Objects.requireNonNullElse(it.id(), ""))
        .collect(Collectors.toSet());
  }

  /** Without terminated instances and what ended with them, nothing pending or under way. */
  static WorldFile of(WorldFile file) {
    return new Settled(file).all();
  }

  private WorldFile all() {
    return new WorldFile(
        file.quotas(),
        file.images(),
        file.vpcs(),
        file.internetGateways(),
        file.subnets(),
        file.cidrReservations(),
        file.securityGroups(),
        file.instances().stream()
            .filter(it -> it == null || it.state() == null || !GONE.contains(it.state()))
            .map(it -> it == null ? it : instance(it))
            .toList(),
        file.networkInterfaces().stream()
            .filter(it -> it == null || !ends(it))
            .map(it -> it == null ? it : face(it))
            .toList(),
        file.elasticIps().stream().map(it -> it == null ? it : elasticIp(it)).toList());
  }

  private boolean ends(NetworkInterface it) {
    return isOf(gone, it.attachment())
        && Boolean.TRUE.equals(Objects.requireNonNull(it.attachment()).deleteOnTermination());
  }

  private static boolean isOf(Set<String> instances, @Nullable Attachment attachment) {
    return attachment != null && contains(instances, attachment.instanceId());
  }

  private static Instance instance(Instance it) {
    String state =
        switch (it.state()) {
          case "pending" -> "running";
          case "stopping" -> "stopped";
          case null -> null;
          default -> it.state();
        };
    boolean started = "pending".equals(it.state());
    return new Instance(
        it.id(),
        it.subnetId(),
        it.imageId(),
        it.instanceType(),
        state,
        started ? null : it.stateReason(),
        started ? null : it.stateTransitionReason(),
        it.privateIpAddress(),
        it.groupIds(),
        it.associatePublicIpAddress(),
        it.reservationId(),
        it.launchTime(),
        it.launch(),
        it.attributes(),
        it.guest(),
        it.tags());
  }

  private NetworkInterface face(NetworkInterface it) {
    var attachment = it.attachment();
    boolean free =
        attachment != null && ("detaching".equals(attachment.status()) || isOf(gone, attachment));
    return new NetworkInterface(
        it.id(),
        it.subnetId(),
        it.privateIpAddresses(),
        it.ipv6Addresses(),
        it.associatePublicIpAddress(),
        free || isOf(stopping, attachment) ? null : it.publicIp(),
        it.groupIds(),
        it.description(),
        it.macAddress(),
        it.sourceDestCheck(),
        it.status(),
        it.interfaceType(),
        it.requesterId(),
        it.operator(),
        free ? null : attachment,
        it.tags());
  }

  private ElasticIp elasticIp(ElasticIp it) {
    var association = it.association();
    boolean free =
        association != null
            && (contains(deleted, association.networkInterfaceId())
                || contains(gone, association.instanceId()));
    return new ElasticIp(it.id(), it.publicIp(), free ? null : association, it.tags());
  }

  private static boolean contains(Set<String> ids, @Nullable String id) {
    return id != null && ids.contains(id);
  }
}
