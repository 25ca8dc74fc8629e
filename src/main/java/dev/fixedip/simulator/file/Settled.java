package dev.fixedip.simulator.file;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A document in which all that was about to change has changed. */
final class Settled {
  private static final Set<String> GONE = Set.of("shutting-down", "terminated");

  private Settled() {}

  /** Without terminated instances and what ended with them, nothing pending or under way. */
  static WorldFile of(WorldFile file) {
    Set<String> gone =
        file.instances().stream()
            .filter(Objects::nonNull)
            .filter(it -> it.state() != null && GONE.contains(it.state()))
            .map(it -> Objects.requireNonNullElse(it.id(), ""))
            .collect(Collectors.toSet());
    return new WorldFile(
        file.quotas(),
        file.images(),
        file.vpcs(),
        file.subnets(),
        file.securityGroups(),
        file.instances().stream()
            .filter(it -> it == null || it.state() == null || !GONE.contains(it.state()))
            .map(it -> it == null ? it : instance(it))
            .toList(),
        file.networkInterfaces().stream()
            .filter(it -> it == null || !endsWith(gone, it.attachment()))
            .map(it -> it == null ? it : face(gone, it))
            .toList());
  }

  private static boolean endsWith(Set<String> gone, WorldFile.@Nullable Attachment attachment) {
    return isOf(gone, attachment)
        && Boolean.TRUE.equals(Objects.requireNonNull(attachment).deleteOnTermination());
  }

  private static boolean isOf(Set<String> gone, WorldFile.@Nullable Attachment attachment) {
    return attachment != null
        && attachment.instanceId() != null
        && gone.contains(attachment.instanceId());
  }

  private static WorldFile.Instance instance(WorldFile.Instance it) {
    String state =
        switch (it.state()) {
          case "pending" -> "running";
          case "stopping" -> "stopped";
          case null -> null;
          default -> it.state();
        };
    return new WorldFile.Instance(
        it.id(),
        it.subnetId(),
        it.imageId(),
        it.instanceType(),
        state,
        it.privateIpAddress(),
        it.groupIds(),
        it.reservationId(),
        it.launchTime(),
        it.guest(),
        it.tags());
  }

  private static WorldFile.NetworkInterface face(Set<String> gone, WorldFile.NetworkInterface it) {
    var attachment = it.attachment();
    boolean free =
        attachment != null && ("detaching".equals(attachment.status()) || isOf(gone, attachment));
    return new WorldFile.NetworkInterface(
        it.id(),
        it.subnetId(),
        it.privateIpAddresses(),
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
}
