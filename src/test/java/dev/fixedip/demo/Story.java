package dev.fixedip.demo;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.simulator.Calls;
import dev.fixedip.simulator.world.Worlds;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.HashSet;
import java.util.Set;

/** The steps of the story, each told and checked. */
final class Story {
  /** The file with the FixedIp of the Windows instance, beside the kubeconfig. */
  static final String WINDOWS_FILE = "windows.yaml";

  private static final String LINUX_FILE = "second.yaml";
  private static final String ADDRESS = "10.0.0.51";

  private final Lab lab;
  private final Narrator narrator;
  private final Kubectl kubectl;
  private final Watcher watcher;

  Story(Lab lab, Narrator narrator) {
    this.lab = lab;
    this.narrator = narrator;
    this.kubectl =
        new Kubectl(
            new Kubectl.Target(
                lab.kubernetes().kubectl(),
                lab.kubeconfig(),
                lab.kubernetes().client(),
                lab.namespace()),
            narrator);
    this.watcher = new Watcher(lab, narrator);
  }

  void play() {
    Cloud.Contents before = lab.cloud().contents();
    twoInstances();
    fixedIp();
    ready();
    ping();
    drift();
    taken();
    new OtherWays(lab, narrator, kubectl, watcher).play();
    deletion(before);
  }

  private void twoInstances() {
    narrator.step("Two instances");
    narrator.explain(
        """
        Two instances run in subnet 10.0.0.0/24. Windows shall be the neighbour of Linux: 10.0.0.51.
        Set inside Windows alone, that address would cut Windows off the network, since EC2 would
        not know of it. And EC2 cannot change the primary address of a network interface.\
        """);
    narrator.table(lab.cloud().instanceTable());
    narrator.check(lab.cloud().holder(Worlds.LINUX_ADDRESS).isPresent(), "Linux has 10.0.0.50");
    narrator.check(lab.cloud().holder(ADDRESS).isEmpty(), "nobody has 10.0.0.51");
  }

  private void fixedIp() {
    narrator.step("One file says who shall have which address");
    narrator.explain("This is windows.yaml:");
    narrator.show(yaml("windows", ADDRESS, WINDOWS_FILE));
    kubectl.apply(WINDOWS_FILE);
  }

  private void ready() {
    narrator.step("The operator does what EC2 needs");
    narrator.explain(
        """
        It makes a network interface that has the address, attaches it to the instance, and lets
        the VPC ping it.\
        """);
    lab.ec2().calls().clear();
    FixedIpStatus status =
        watcher.until("windows", "to be ready", it -> Watcher.is(it, Reason.ATTACHED));
    kubectl.get();
    narrator.explain("All that is known of it, with what Windows itself must be set to (Guest):");
    kubectl.describe("windows");
    narrator.check((ADDRESS + "/24").equals(status.address()), "the status says 10.0.0.51/24");
    narrator.check(
        lab.cloud()
            .holder(ADDRESS)
            .filter(it -> it.attachment().instanceId().equals(Worlds.WINDOWS))
            .isPresent(),
        "EC2 says that 10.0.0.51 is on the Windows instance");
    narrator.check(
        lab.cloud().holder(Worlds.WINDOWS_ADDRESS).isPresent(),
        "Windows kept its first address, 10.0.0.133");
  }

  private void ping() {
    narrator.step("Ping");
    narrator.explain("The security group let in SSH (22) and RDP (3389), no ping. Now it has:");
    narrator.table(lab.cloud().ruleTable(Worlds.GROUP));
    narrator.check(
        lab.cloud().ingressRules(Worlds.GROUP).stream()
            .anyMatch(it ->
                it.ipProtocol().equals("icmp")
                    && it.fromPort() == 8
                    && it.cidrIpv4().equals("10.0.0.0/21")),
        "the VPC, 10.0.0.0/21, may ping");
  }

  private void drift() {
    narrator.step("Somebody detaches the interface behind our back");
    narrator.explain(
        "The operator reads EC2 again and again, here every 2 s. It sees what departs, says so, and"
            + " corrects it.");
    String attachment = lab.cloud().holder(ADDRESS).orElseThrow().attachment().attachmentId();
    lab.cloud().detach(attachment);
    narrator.explain("Somebody calls EC2: DetachNetworkInterface of " + attachment);
    FixedIpStatus seen =
        watcher.until(
            "windows", "to show the drift", it -> !Watcher.drift(it.getStatus()).isEmpty());
    kubectl.get();
    Watcher.drift(seen)
        .forEach(it ->
            narrator.explain(
                "status.drift: %s is %s instead of %s, since %s"
                    .formatted(it.field(), it.observed(), it.desired(), it.since())));
    narrator.check(
        Watcher.drift(seen).stream().anyMatch(it -> it.field().equals("interface.attachment")),
        "the status names the attachment");
    FixedIpStatus corrected =
        watcher.until("windows", "to be ready again", it -> Watcher.is(it, Reason.ATTACHED));
    narrator.check(Watcher.drift(corrected).isEmpty(), "no drift is left");
    narrator.check(
        corrected.lastCorrection() != null
            && corrected.lastCorrection().field().equals("interface.attachment"),
        "status.lastCorrection remembers it");
    narrator.check(
        lab.cloud()
            .holder(ADDRESS)
            .filter(it -> it.attachment() != null)
            .filter(it -> it.attachment().instanceId().equals(Worlds.WINDOWS))
            .isPresent(),
        "EC2 has 10.0.0.51 on the Windows instance again");
  }

  private void taken() {
    narrator.step("Another FixedIp asks for an address that is taken");
    narrator.explain(
        """
        EC2 would answer that the address is in use, and not by whom. The operator looks it up.
        This is second.yaml:\
        """);
    narrator.show(yaml("second", Worlds.LINUX_ADDRESS, LINUX_FILE));
    kubectl.apply(LINUX_FILE);
    FixedIpStatus status =
        watcher.until("second", "to be refused", it -> Watcher.is(it, Reason.ADDRESS_IN_USE));
    kubectl.get();
    String message = status.condition(ConditionType.Ready).map(Condition::getMessage).orElse("");
    narrator.check(
        message.contains(Worlds.LINUX) && message.contains("linux"),
        "it is told who has it: the instance linux");
  }

  private void deletion(Cloud.Contents before) {
    narrator.step("Deleted, and nothing is left");
    narrator.explain(
        "What the operator made, it takes away; what it did not make, it never touches.");
    lab.ec2().calls().clear();
    kubectl.delete("windows", "second", OtherWays.SECONDARY, OtherWays.LAUNCHED);
    watcher.gone("windows");
    watcher.gone("second");
    watcher.gone(OtherWays.SECONDARY);
    watcher.gone(OtherWays.LAUNCHED);
    narrator.explain(
        "Done in EC2: "
            + String.join(
                ", ", lab.ec2().calls().mutating().stream().map(Calls.Call::action).toList()));
    narrator.table(lab.cloud().instanceTable());
    Cloud.Contents after = lab.cloud().contents();
    narrator.check(
        after.interfaces().equals(before.interfaces()),
        "the network interfaces are those of the beginning"
            + changed(before.interfaces(), after.interfaces()));
    narrator.check(
        after.rules().equals(before.rules()),
        "the security group rules are those of the beginning"
            + changed(before.rules(), after.rules()));
  }

  private static String changed(Set<String> before, Set<String> after) {
    if (before.equals(after)) {
      return "";
    }
    Set<String> more = new HashSet<>(after);
    more.removeAll(before);
    Set<String> fewer = new HashSet<>(before);
    fewer.removeAll(after);
    return "; but more: %s, fewer: %s".formatted(more, fewer);
  }

  private String yaml(String name, String address, String file) {
    String text =
        """
        apiVersion: fixedip.dev/v1alpha1
        kind: FixedIp
        metadata:
          name: %s
        spec:
          address: %s
          instance:
            id: %s
        """
            .formatted(name, address, Worlds.WINDOWS);
    lab.write(file, text);
    return text;
  }
}
