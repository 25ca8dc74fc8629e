package dev.fixedip.plan;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Reachability;
import dev.fixedip.model.World;
import dev.fixedip.plan.Findings.Finding;
import dev.fixedip.plan.Findings.Finding.Value;
import java.time.temporal.ChronoUnit;

/**
 * Repeats EC2's own check of whether the guest answers, which notices what EC2's networks do not
 * show: an address that somebody set inside the guest (EC2 user guide, "Status checks").
 */
final class GuestCheck {
  private static final String LIMITS =
      "The check tries the instance's primary interface only, not the others. What else stops a"
          + " ping, and what it does not notice: the network ACLs of the subnet, and the guest's"
          + " own firewall";

  private GuestCheck() {}

  static Finding of(Instance it, World world) {
    if (it.state() != Instance.State.RUNNING) {
      return unknown(
          "%s is %s: EC2 checks only running instances"
              .formatted(Words.named(it), Words.state(it.state())));
    }
    return world
        .reachability(it.id())
        .map(said ->
            switch (said.status()) {
              case PASSED -> passed(it);
              case FAILED -> failed(it, said, world);
              case INITIALIZING ->
                  unknown("EC2's first check of %s is still going on".formatted(Words.named(it)));
              case INSUFFICIENT_DATA ->
                  unknown("EC2 has no result of its check of %s now".formatted(Words.named(it)));
              case UNKNOWN ->
                  unknown("EC2 tells no result of its check of %s".formatted(Words.named(it)));
            })
        .orElseGet(() ->
            unknown(
                "EC2's check of %s was not read yet; if this lasts, allow the operator ec2:DescribeInstanceStatus"
                    .formatted(Words.named(it))));
  }

  private static Finding passed(Instance it) {
    return new Finding(
        ConditionType.GuestReachable,
        Value.TRUE,
        Reason.SUCCEEDED,
        "EC2's reachability check of %s passes. %s".formatted(Words.named(it), LIMITS));
  }

  private static Finding failed(Instance it, Reachability said, World world) {
    String since =
        said.impairedSince() == null
            ? ""
            : " since " + said.impairedSince().truncatedTo(ChronoUnit.SECONDS);
    return new Finding(
        ConditionType.GuestReachable,
        Value.FALSE,
        Reason.GUEST_UNREACHABLE,
        "EC2's reachability check of %s fails%s. %s. %s"
            .formatted(
                Words.named(it), since, said.hostFailed() ? host() : guest(it, world), LIMITS));
  }

  private static String host() {
    return "The check of the host under it fails as well, so the fault is AWS's and not the"
        + " guest's: stop and start the instance, which moves it to another host; its"
        + " private addresses stay";
  }

  private static String guest(Instance it, World world) {
    String primary =
        world.interfacesOf(it.id()).stream()
            .filter(NetworkInterface::isPrimary)
            .findFirst()
            .map(eni -> "%s (MAC address %s)".formatted(eni.primaryAddress(), eni.macAddress()))
            .orElse("the instance's primary address");
    return "Unless it hangs, its own network settings differ from what EC2 holds, such as by an"
        + " address that somebody set inside it: then it is cut off, and neither a reboot nor a"
        + " stop and start helps. Get in by the EC2 serial console or EC2Rescue, and set its"
        + " primary adapter to DHCP, or by hand to exactly "
        + primary
        + "; the adapter of this address to what status.guest says";
  }

  private static Finding unknown(String message) {
    return new Finding(ConditionType.GuestReachable, Value.UNKNOWN, Reason.PENDING, message);
  }
}
