package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.Reason;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.NetworkInterface.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What cannot be done is said at once: which thing, what is wrong, what to do. */
class RefusalTest {
  private final TestWorld lab = TestWorld.story();

  private void refused(Spec spec, Reason reason, String message) {
    Life life = lab.fixedIp("windows", spec);
    assertThat(life.settle()).isEmpty();
    assertThat(life.says()).isEqualTo(Verdict.of(reason, message));
    assertThat(reason.outcome()).isEqualTo(Reason.Outcome.STALLED);
  }

  @Test
  void theAddressBelongsToAnotherInstance() {
    refused(
        Spec.of("10.0.0.50", "windows"),
        Reason.ADDRESS_IN_USE,
        "10.0.0.50 already belongs to network interface eni-linux of instance i-linux (the linux"
            + " server): choose another address, or free it there first");
  }

  @Test
  void theAddressBelongsToAFreeInterface() {
    lab.ec2
        .networkInterface("eni-spare", "subnet-a", List.of("10.0.0.51"), List.of("sg-other"))
        .change("eni-spare", it -> it.withTags(Map.of("Name", "spare")));
    refused(
        Spec.of("10.0.0.51", "windows"),
        Reason.ADDRESS_IN_USE,
        "10.0.0.51 already belongs to network interface eni-spare (spare), which is attached to"
            + " nothing: choose another address, or free it there first");
  }

  @Test
  void theAddressBelongsToAServiceOfAws() {
    service(
        new Origin("nat_gateway", true, "123456789012", null, "Interface for NAT Gateway nat-0a1"));
    refused(
        Spec.of("10.0.0.51", "windows"),
        Reason.ADDRESS_IN_USE,
        "10.0.0.51 already belongs to a NAT gateway (nat-0a1), which has it on its network"
            + " interface eni-nat: choose another address, or free it there first");
  }

  @Test
  void theAddressBelongsToAServiceOfAwsThatIsNotKnownHere() {
    service(new Origin("quantum", true, "amazon-quantum", null, "Qubits of q-1"));
    refused(
        Spec.of("10.0.0.51", "windows"),
        Reason.ADDRESS_IN_USE,
        "10.0.0.51 already belongs to eni-nat, a network interface of type quantum that AWS manages"
            + " for amazon-quantum, 'Qubits of q-1': choose another address, or free it there"
            + " first");
  }

  private void service(Origin origin) {
    lab.ec2.networkInterface("eni-nat", "subnet-a", List.of("10.0.0.51"), List.of());
    lab.ec2.interfaces.computeIfPresent(
        "eni-nat",
        (_, it) ->
            new dev.fixedip.model.NetworkInterface(
                it.id(),
                it.placement(),
                it.macAddress(),
                it.status(),
                it.addresses(),
                it.securityGroupIds(),
                true,
                null,
                Map.of(),
                origin));
  }

  @Test
  void theAddressIsASecondaryOneElsewhere() {
    lab.ec2.networkInterface(
        "eni-two", "subnet-a", List.of("10.0.0.60", "10.0.0.51"), List.of("sg-other"));
    Life windows = lab.windows();
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.reason()).isEqualTo(Reason.ADDRESS_IN_USE);
  }

  @Test
  void awsKeepsTheAddress() {
    for (String address : List.of("10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.255")) {
      refused(
          Spec.of(address, "windows"),
          Reason.ADDRESS_RESERVED_BY_AWS,
          "AWS keeps the first four addresses and the last of every subnet, %s of subnet-a among them: choose one from 10.0.0.4 to 10.0.0.254"
              .formatted(address));
    }
  }

  @Test
  void theNamedSubnetDoesNotHoldTheAddress() {
    refused(
        Spec.of("10.0.1.51", "windows").subnet("subnet-a"),
        Reason.ADDRESS_OUTSIDE_SUBNET,
        "10.0.1.51 is not in subnet-a, which has 10.0.0.0/24: choose an address of that range, or"
            + " another subnet");
  }

  @Test
  void noSubnetHoldsTheAddress() {
    refused(
        Spec.of("10.0.7.51", "windows"),
        Reason.NO_SUBNET_FOR_ADDRESS,
        "No subnet of vpc-lab, the VPC of i-windows, holds 10.0.7.51: choose an address of one of"
            + " subnet-a 10.0.0.0/24 in us-east-1a, subnet-b 10.0.1.0/24 in us-east-1b");
  }

  @Test
  void theNamedSubnetDoesNotExist() {
    refused(
        Spec.of("10.0.0.51", "windows").subnet("subnet-x"),
        Reason.NO_SUBNET_FOR_ADDRESS,
        "There is no subnet subnet-x in this account and region: correct spec.interface.subnetId,"
            + " or leave it out; vpc-lab, the VPC of i-windows, has subnet-a 10.0.0.0/24 in"
            + " us-east-1a, subnet-b 10.0.1.0/24 in us-east-1b");
  }

  @Test
  void theSubnetIsInAnotherZone() {
    refused(
        Spec.of("10.0.1.51", "windows"),
        Reason.ZONE_MISMATCH,
        "10.0.1.51 is in subnet-b (us-east-1b), but i-windows runs in us-east-1a, and EC2 attaches"
            + " interfaces only within a zone: choose an address of a subnet in us-east-1a");
  }

  @Test
  void theSubnetIsInAnotherVpcWhereTheGroupsDoNotExist() {
    lab.ec2.vpc("vpc-2", "10.0.0.0/21").subnet("subnet-c", "vpc-2", "us-east-1a", "10.0.0.0/24");
    Life windows = lab.fixedIp("w", Spec.of("10.0.0.51", "windows").subnet("subnet-c"));
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.reason()).isEqualTo(Reason.REFUSED);
    assertThat(windows.says().message())
        .startsWith("subnet-c is in vpc-2, where the security groups of i-windows")
        .contains("name groups of vpc-2 in spec.interface.securityGroupIds");
  }

  @Test
  void theInstanceHasNoPlaceForAnotherInterface() {
    lab.ec2.instance("small", "t3.micro", "subnet-a", "10.0.0.20", "sg-other");
    lab.ec2.networkInterface("eni-extra", "subnet-a", List.of("10.0.0.21"), List.of("sg-other"));
    lab.ec2.on("eni-extra", "i-small", 1, false);
    refused(
        Spec.of("10.0.0.51", "small"),
        Reason.INTERFACE_LIMIT_REACHED,
        "i-small is a t3.micro, which takes 2 network interfaces, and has 2 (eni-small, eni-extra):"
            + " detach one, or use a larger type");
  }

  @Test
  void theDeviceIndexIsTaken() {
    lab.ec2.networkInterface("eni-extra", "subnet-a", List.of("10.0.0.21"), List.of("sg-other"));
    lab.ec2.on("eni-extra", "i-windows", 1, false);
    refused(
        Spec.of("10.0.0.51", "windows").index(1),
        Reason.DEVICE_INDEX_IN_USE,
        "Device index 1 of i-windows is taken by eni-extra: choose another"
            + " spec.interface.deviceIndex, or leave it out");
    Life free = lab.fixedIp("free", Spec.of("10.0.0.52", "windows"));
    free.settle();
    assertThat(lab.ec2.holder("10.0.0.52").orElseThrow().attachment())
        .extracting(it -> it.deviceIndex())
        .isEqualTo(2);
  }

  @Test
  void theInterfaceBecameAnotherInstancesPrimary() {
    Life windows = lab.windows();
    windows.settle();
    String made = lab.ec2.holder("10.0.0.51").orElseThrow().id();
    lab.ec2
        .instance("new", "t3.medium", "subnet-a", "10.0.0.70", "sg-other")
        .change("eni-new", it -> it.with((dev.fixedip.model.Attachment) null))
        .on(made, "i-new", 0, true);
    assertThat(windows.settle()).isEmpty();
    windows.turn();
    assertThat(windows.says())
        .isEqualTo(
            Verdict.of(
                Reason.PRIMARY_ADDRESS_FIXED,
                "%s with 10.0.0.51 is the primary interface of instance i-new, which EC2 cannot detach: terminate that instance, or choose another address"
                    .formatted(made)));
  }

  @Test
  void theOperatorsFlagsForbidIt() {
    lab.policy = new Policy("cluster-1", Set.of("vpc-x"), Set.of(), List.of(), poll());
    refused(
        Spec.of("10.0.0.51", "windows"),
        Reason.NOT_PERMITTED,
        "vpc-lab, where 10.0.0.51 would be, is not among the VPCs that --allow-vpcs permits: choose"
            + " an address elsewhere, or ask whoever runs the operator");
    lab.policy = new Policy("cluster-1", Set.of(), Set.of("subnet-b"), List.of(), poll());
    refused(
        Spec.of("10.0.0.52", "windows"),
        Reason.NOT_PERMITTED,
        "subnet-a, where 10.0.0.52 would be, is not among the subnets that --allow-subnets permits:"
            + " choose an address elsewhere, or ask whoever runs the operator");
  }

  @Test
  void pingFromTheWorldIsNotPermittedUnlessTheFlagsSaySo() {
    refused(
        Spec.of("10.0.0.51", "windows").pingFrom("10.0.0.0/24", "0.0.0.0/0"),
        Reason.NOT_PERMITTED,
        "spec.ping.from has 0.0.0.0/0, but ping is permitted only from 10.0.0.0/21: choose a range"
            + " within, or ask whoever runs the operator for --allow-ping-from");
    lab.policy =
        new Policy("cluster-1", Set.of(), Set.of(), List.of(Cidr.parse("0.0.0.0/0")), poll());
    Life open = lab.fixedIp("open", Spec.of("10.0.0.53", "linux").pingFrom("192.0.2.0/24"));
    open.settle();
    assertThat(open.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void anUnknownInstanceIsWaitedForFiveMinutes() {
    lab.ec2.gone.add("i-late");
    Life late = lab.fixedIp("late", Spec.of("10.0.0.51", "late"));
    late.turn();
    Plan first = late.turn();
    String message =
        "There is no instance i-late in this account and region: correct spec.instance.id, or"
            + " launch it";
    assertThat(first.verdict())
        .contains(new Verdict(Reason.Outcome.RECONCILING, Reason.INSTANCE_NOT_FOUND, message));
    assertThat(first.again().orElseThrow())
        .isBetween(lab.now.plusSeconds(295), lab.now.plusSeconds(300));
    lab.later(Duration.ofMinutes(5));
    assertThat(late.says()).isEqualTo(Verdict.of(Reason.INSTANCE_NOT_FOUND, message));
    lab.ec2.instance("late", "t3.medium", "subnet-a", "10.0.0.80", "sg-other");
    late.settle();
    assertThat(late.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void whoeverTookOurTagsOffMustPutThemBack() {
    Life windows = lab.windows();
    windows.settle();
    String made = lab.ec2.holder("10.0.0.51").orElseThrow().id();
    var tags = lab.ec2.get(made).tags();
    lab.ec2.apply(new Action.RemoveTags(made, tags));
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.says())
        .isEqualTo(
            Verdict.of(
                Reason.OWNERSHIP_LOST,
                "Network interface %s no longer carries the tags fixedip.dev/cluster=cluster-1 and fixedip.dev/uid=%s that say that it is ours, so it is left alone: put them back, or delete the interface"
                    .formatted(made, windows.uid())));
    lab.ec2.apply(new Action.AddTags(made, tags));
    windows.settle();
    assertThat(windows.reason()).isEqualTo(Reason.ATTACHED);
  }

  private static Duration poll() {
    return Duration.ofSeconds(30);
  }
}
