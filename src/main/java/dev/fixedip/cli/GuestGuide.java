package dev.fixedip.cli;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.FixedIpStatus.Guest;
import dev.fixedip.api.FixedIpStatus.InterfaceStatus;
import dev.fixedip.guest.GuestSystem;
import dev.fixedip.guest.Setup;
import org.jspecify.annotations.Nullable;

/**
 * The commands for the guest of one FixedIp, once its address is in place.
 *
 * @param os null for what EC2's platform suggests
 */
record GuestGuide(String namespace, String name, @Nullable GuestSystem os) {

  /**
   * The guide, as Markdown.
   *
   * @throws Problem if the instance does not have the address yet: set inside the guest before, it
   *     would cut the instance off
   */
  String of(@Nullable FixedIpStatus status) {
    if (status == null || status.conditions() == null) {
      throw new Problem(
          "FixedIp %s/%s has no status, so nothing says yet what its guest must be set to. The address must be in place first: %s"
              .formatted(namespace, name, toDo()));
    }
    Guest guest = status.guest();
    InterfaceStatus on = status.networkInterface();
    if (guest == null || on == null || on.deviceIndex() == null || !isAssigned(status, guest)) {
      throw new Problem(
          "FixedIp %s/%s is not in place yet, and set inside the guest before it is, its address would cut the instance off. %s: %s"
              .formatted(namespace, name, ready(status), toDo()));
    }
    GuestSystem system = os == null ? GuestSystem.of(guest.platform()) : os;
    return """
    # FixedIp %s/%s: %s in %s (%s)

    %s\
    """
        .formatted(
            namespace,
            name,
            guest.address(),
            status.instanceId(),
            system.title(),
            system.guide(new Setup(guest, on.deviceIndex())).markdown());
  }

  private static boolean isAssigned(FixedIpStatus status, Guest guest) {
    return status.address() != null && status.address().startsWith(guest.address() + "/");
  }

  private static String ready(FixedIpStatus status) {
    return status
        .condition(ConditionType.Ready)
        .map(it -> "Ready is %s (%s)".formatted(it.getStatus(), it.getReason()))
        .orElse("Ready is not told");
  }

  private String toDo() {
    return "'kubectl wait --for=condition=Ready fixedip/%1$s -n %2$s' waits for it; then ask again with 'fixedip guest %1$s -n %2$s', or with the file that 'kubectl get fixedip %1$s -n %2$s -o yaml' prints"
        .formatted(name, namespace);
  }
}
