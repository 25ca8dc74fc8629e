package dev.fixedip.cli;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.FixedIpStatus.Guest;
import dev.fixedip.api.FixedIpStatus.InterfaceStatus;
import dev.fixedip.guest.GuestSystem;
import dev.fixedip.guest.Setup;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commands for the guest of one FixedIp, once its address is in place. */
final class GuestGuide {
  private GuestGuide() {}

  /**
   * The guide, as Markdown.
   *
   * @param os null for what EC2's platform suggests
   * @throws Problem if the instance does not have the address yet: set inside the guest before, it
   *     would cut the instance off
   */
  static String of(FixedIp it, @Nullable GuestSystem os) {
    FixedIpStatus status = it.getStatus();
    if (status == null || status.conditions() == null) {
      throw new Problem(
          "%s has no status, so nothing says yet what its guest must be set to. The address must be in place first: %s"
              .formatted(named(it), toDo(it)));
    }
    Guest guest = status.guest();
    InterfaceStatus on = status.networkInterface();
    if (guest == null || on == null || on.deviceIndex() == null || !isAssigned(status, guest)) {
      throw new Problem(
          "%s is not in place yet, and set inside the guest before it is, its address would cut the instance off. %s: %s"
              .formatted(named(it), ready(status), toDo(it)));
    }
    GuestSystem system = os == null ? GuestSystem.of(guest.platform()) : os;
    return """
    # %s: %s in %s (%s)

    %s\
    """
        .formatted(
            named(it),
            guest.address(),
            status.instanceId(),
            system.title(),
            system.guide(new Setup(guest, on.deviceIndex())).markdown());
  }

  private static boolean isAssigned(FixedIpStatus status, Guest guest) {
    return status.address() != null && status.address().startsWith(guest.address() + "/");
  }

  private static String named(FixedIp it) {
    String namespace = it.getMetadata().getNamespace();
    return "FixedIp %s%s"
        .formatted(namespace == null ? "" : namespace + "/", it.getMetadata().getName());
  }

  private static String ready(FixedIpStatus status) {
    return Optional.ofNullable(status.conditions()).stream()
        .flatMap(List::stream)
        .filter(it -> ConditionType.Ready.name().equals(it.getType()))
        .findFirst()
        .map(it -> "Ready is %s (%s)".formatted(it.getStatus(), it.getReason()))
        .orElse("Ready is not told");
  }

  private static String toDo(FixedIp it) {
    String namespace = it.getMetadata().getNamespace();
    String in = namespace == null ? "" : " -n " + namespace;
    String name = it.getMetadata().getName();
    return "'kubectl wait --for=condition=Ready fixedip/%s%s' waits for it; then ask again with 'fixedip guest %s%s', or with the file that 'kubectl get fixedip %s%s -o yaml' prints"
        .formatted(name, in, name, in, name, in);
  }
}
