package dev.fixedip.demo;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.simulator.world.Worlds;
import java.util.Objects;

/** The other two ways in which an instance gets an address: assigned to it, or at its launch. */
final class OtherWays {
  /** The FixedIp with the strategy SecondaryAddress. */
  static final String SECONDARY = "linux-second";

  /** The FixedIp with the strategy PrimaryAtLaunch. */
  static final String LAUNCHED = "database";

  private static final String SECONDARY_FILE = "linux-second.yaml";
  private static final String SECONDARY_ADDRESS = "10.0.0.52";
  private static final String LAUNCHED_FILE = "database.yaml";
  private static final String LAUNCHED_ADDRESS = "10.0.0.53";

  private final Lab lab;
  private final Narrator narrator;
  private final Kubectl kubectl;
  private final Watcher watcher;

  OtherWays(Lab lab, Narrator narrator, Kubectl kubectl, Watcher watcher) {
    this.lab = lab;
    this.narrator = narrator;
    this.kubectl = kubectl;
    this.watcher = watcher;
  }

  void play() {
    secondaryAddress();
    primaryAtLaunch();
  }

  private void secondaryAddress() {
    narrator.step("An address more on the interface that an instance has");
    narrator.explain(
        """
        With the strategy SecondaryAddress no interface is made: the address is assigned to the
        instance's own. This is linux-second.yaml:\
        """);
    narrator.show(
        written(
            SECONDARY_FILE,
            """
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata:
              name: %s
            spec:
              address: %s
              strategy: SecondaryAddress
              instance:
                tags: {Name: linux}
            """
                .formatted(SECONDARY, SECONDARY_ADDRESS)));
    kubectl.apply(SECONDARY_FILE);
    FixedIpStatus status =
        watcher.until(SECONDARY, "to be ready", it -> Watcher.is(it, Reason.ASSIGNED));
    kubectl.get();
    narrator.check(
        Worlds.LINUX.equals(status.instanceId()),
        "the instance was found by its tag: " + Worlds.LINUX);
    narrator.check(
        lab.cloud()
            .holder(SECONDARY_ADDRESS)
            .filter(it -> it.networkInterfaceId().equals(Worlds.LINUX_INTERFACE))
            .isPresent(),
        "EC2 says that 10.0.0.52 is on the interface that Linux had already");
  }

  private void primaryAtLaunch() {
    narrator.step("An instance is launched with the address");
    narrator.explain(
        """
        With the strategy PrimaryAtLaunch the interface is made first and holds the address until an
        instance is launched with it. This is database.yaml:\
        """);
    narrator.show(
        written(
            LAUNCHED_FILE,
            """
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata:
              name: %s
            spec:
              address: %s
              strategy: PrimaryAtLaunch
              interface:
                securityGroupIds: [%s]
            """
                .formatted(LAUNCHED, LAUNCHED_ADDRESS, Worlds.GROUP)));
    kubectl.apply(LAUNCHED_FILE);
    FixedIpStatus held =
        watcher.until(
            LAUNCHED,
            "to wait for the launch",
            it -> Watcher.is(it, Reason.AWAITING_LAUNCH) && isHeld(it));
    String networkInterface = Objects.requireNonNull(held.networkInterface()).id();
    String instance = lab.cloud().launchWith(networkInterface, "database");
    narrator.explain(
        "Somebody calls EC2: RunInstances with %s at device index 0".formatted(networkInterface));
    FixedIpStatus status =
        watcher.until(LAUNCHED, "to be ready", it -> Watcher.is(it, Reason.ATTACHED));
    kubectl.get();
    narrator.table(lab.cloud().instanceTable());
    narrator.check(
        instance.equals(status.instanceId()), "10.0.0.53 is the new instance's primary address");
    narrator.explain("The instance is terminated; the address stays with its FixedIp.");
    lab.cloud().terminate(instance);
    watcher.until(
        LAUNCHED, "to wait for the next launch", it -> Watcher.is(it, Reason.AWAITING_LAUNCH));
    narrator.check(
        lab.cloud().holder(LAUNCHED_ADDRESS).isPresent(), "its interface still has 10.0.0.53");
  }

  private static boolean isHeld(FixedIp it) {
    return it.getStatus()
        .condition(ConditionType.AddressHeld)
        .filter(condition -> condition.getStatus().equals("True"))
        .isPresent();
  }

  private String written(String file, String text) {
    lab.write(file, text);
    return text;
  }
}
