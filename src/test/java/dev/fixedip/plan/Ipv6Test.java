package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Subnet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same stories with an address of IPv6; where EC2 treats the families apart, so do we. */
class Ipv6Test {
  private static final String ADDRESS = "2001:db8:0:100::51";
  private static final Map<String, String> OURS = Map.of(Ownership.CLUSTER, TestWorld.CLUSTER);

  private final TestWorld lab = TestWorld.story();

  Ipv6Test() {
    lab.ec2.ipv6("vpc-lab", "2001:db8:0:100::/56", "subnet-a", "2001:db8:0:100::/64");
  }

  private Life windows() {
    return lab.fixedIp("windows", Spec.of(ADDRESS, "windows"));
  }

  private Life secondary(String name, String address) {
    return lab.fixedIp(name, Spec.of(address, "windows").secondary());
  }

  @Test
  void windowsGetsTheAddressOnAnInterfaceOfItsOwn() {
    Life windows = windows();
    assertThat(windows.plan().now().orElseThrow().why())
        .isEqualTo(
            ADDRESS
                + " comes on a network interface of its own; EC2 gives that an IPv4 address, too,"
                + " which takes up one of subnet-a (SecondaryAddress takes up none)");
    assertThat(Life.calls(windows.settle()))
        .containsExactly(
            "CreateNetworkInterface", "AttachNetworkInterface", "AuthorizeSecurityGroupIngress");

    NetworkInterface made = lab.ec2.holder(ADDRESS).orElseThrow();
    assertThat(made.isAttachedTo("i-windows")).isTrue();
    assertThat(made.addresses()).containsExactly("10.0.0.4", ADDRESS);
    assertThat(lab.ec2.rulesOf("sg-windows"))
        .singleElement()
        .satisfies(rule -> {
          assertThat(rule.protocol()).isEqualTo("icmpv6");
          assertThat(rule.fromPort()).isEqualTo(128);
          assertThat(rule.cidr()).hasToString("2001:db8:0:100::/56");
          assertThat(rule.tags()).isEqualTo(OURS);
        });
    assertThat(windows.reason()).isEqualTo(Reason.ATTACHED);
    assertThat(windows.plan().isDone()).isTrue();
    assertThat(held(windows))
        .isEqualTo(
            "%s has %s; it takes up the IPv4 address 10.0.0.4 of its subnet, too"
                .formatted(made.id(), ADDRESS));
  }

  @Test
  void theWholeWayIsForeseen() {
    assertThat(windows().plan().rest())
        .extracting(it -> it.action().target())
        .containsExactly(
            "(new) to i-windows at device index 1", "sg-windows from 2001:db8:0:100::/56");
  }

  @Test
  void aSubnetWithoutIpv4GivesNone() {
    lab.ec2.subnets.put(
        "subnet-6",
        new Subnet("subnet-6", "vpc-lab", "us-east-1a", Cidr.parse("2001:db8:0:106::/64")));
    Life windows = lab.fixedIp("windows", Spec.of("2001:db8:0:106::51", "windows"));
    assertThat(windows.plan().now().orElseThrow().why())
        .isEqualTo("2001:db8:0:106::51 comes on a network interface of its own");
    windows.settle();
    NetworkInterface made = lab.ec2.holder("2001:db8:0:106::51").orElseThrow();
    assertThat(made.addresses()).containsExactly("2001:db8:0:106::51");
    assertThat(held(windows)).isEqualTo(made.id() + " has 2001:db8:0:106::51");
    assertThat(windows.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void itIsReservedWithoutAnInstance() {
    Life reserved = lab.fixedIp("reserved", Spec.reserved(ADDRESS));
    assertThat(Life.calls(reserved.settle())).containsExactly("CreateNetworkInterface");
    assertThat(reserved.reason()).isEqualTo(Reason.RESERVED);
    assertThat(lab.ec2.holder(ADDRESS)).isPresent();
  }

  @Test
  void deletedNothingIsLeft() {
    Life windows = windows();
    windows.settle();
    assertThat(Life.calls(windows.delete().settle()))
        .containsExactly(
            "DetachNetworkInterface", "DeleteNetworkInterface", "RevokeSecurityGroupIngress");
    assertThat(lab.ec2.interfaces).containsOnlyKeys("eni-linux", "eni-windows");
    assertThat(lab.ec2.rulesOf("sg-windows")).isEmpty();
  }

  @Test
  void anotherAddressComesOnAnotherInterface() {
    Life windows = windows();
    windows.settle();
    assertThat(Life.calls(windows.asks(Spec.of("2001:db8:0:100::52", "windows")).settle()))
        .containsExactly(
            "CreateNetworkInterface",
            "AttachNetworkInterface",
            "DetachNetworkInterface",
            "DeleteNetworkInterface");
    assertThat(Life.calls(windows.asks(Spec.of("10.0.0.51", "windows")).settle()))
        .containsExactly(
            "CreateNetworkInterface",
            "AttachNetworkInterface",
            "AuthorizeSecurityGroupIngress",
            "DetachNetworkInterface",
            "DeleteNetworkInterface",
            "RevokeSecurityGroupIngress");
    assertThat(lab.ec2.holder("10.0.0.51").orElseThrow().addresses()).containsExactly("10.0.0.51");
    assertThat(lab.ec2.rulesOf("sg-windows"))
        .extracting(SecurityGroupRule::protocol)
        .containsExactly("icmp");
  }

  @Test
  void unassignedBySomebodyItComesOnANewInterfaceAndTheOldOneGoes() {
    Life windows = windows();
    windows.settle();
    String old = lab.ec2.holder(ADDRESS).orElseThrow().id();
    lab.ec2.change(old, it -> it.withAddresses(List.of("10.0.0.4")));
    assertThat(windows.plan().drift()).hasSize(1);
    windows.settle();
    assertThat(windows.reason()).isEqualTo(Reason.ATTACHED);
    assertThat(lab.ec2.holder(ADDRESS).orElseThrow().id()).isNotEqualTo(old);
    assertThat(lab.ec2.interfaces).doesNotContainKey(old).hasSize(3);
  }

  @Test
  void anInterfaceThatHasItIsTakenOver() {
    lab.ec2.networkInterface(
        "eni-spare", "subnet-a", List.of("10.0.0.60", ADDRESS), List.of("sg-other"));
    Life windows =
        lab.fixedIp("windows", Spec.of(ADDRESS, "windows").onInterface("eni-spare").noPing());
    assertThat(Life.calls(windows.settle()))
        .containsExactly("CreateTags", "AttachNetworkInterface");
    assertThat(windows.reason()).isEqualTo(Reason.ATTACHED);
    assertThat(held(windows)).isEqualTo("eni-spare has " + ADDRESS);
  }

  @Test
  void asASecondaryAddressItTakesOneCallAndOneForTheRule() {
    Life windows = secondary("windows", ADDRESS);
    assertThat(Life.calls(windows.settle()))
        .containsExactly("AssignIpv6Addresses", "AuthorizeSecurityGroupIngress");
    assertThat(lab.ec2.get("eni-windows").addresses()).containsExactly("10.0.0.133", ADDRESS);
    assertThat(windows.reason()).isEqualTo(Reason.ASSIGNED);
    assertThat(windows.status().owned()).containsExactly(Records.ofAddress("eni-windows", ADDRESS));
    assertThat(held(windows)).isEqualTo("eni-windows has " + ADDRESS);

    assertThat(Life.calls(windows.delete().settle()))
        .containsExactly("UnassignIpv6Addresses", "RevokeSecurityGroupIngress");
    assertThat(lab.ec2.get("eni-windows").addresses()).containsExactly("10.0.0.133");
  }

  @Test
  void aCallAssignsAddressesOfOneFamily() {
    Life first = secondary("first", ADDRESS);
    Life second = secondary("second", "2001:db8:0:100::52");
    Life third = secondary("third", "10.0.0.51");
    List.of(first, second, third).forEach(it -> it.remember(it.plan()));
    assertThat(first.turn().now().orElseThrow().action())
        .isEqualTo(
            new Action.AssignAddresses(
                "eni-windows", "subnet-a", List.of(ADDRESS, "2001:db8:0:100::52")));
    assertThat(third.turn().now().orElseThrow().action())
        .isEqualTo(new Action.AssignAddresses("eni-windows", "subnet-a", List.of("10.0.0.51")));
    assertThat(lab.ec2.get("eni-windows").addresses())
        .containsExactly("10.0.0.133", "10.0.0.51", ADDRESS, "2001:db8:0:100::52");
  }

  @Test
  void roomIsCountedByFamily() {
    lab.ec2.instance("small", "t3.micro", "subnet-a", "10.0.0.70", "sg-other");
    lab.ec2.change("eni-small", it -> it.withAddresses(List.of("10.0.0.70", "10.0.0.71")));
    Spec spec = Spec.of(ADDRESS, "small").secondary();
    Life first = lab.fixedIp("first", spec);
    first.settle();
    assertThat(first.reason()).as("IPv4 is full, IPv6 is not").isEqualTo(Reason.ASSIGNED);
    lab.fixedIp("second", Spec.of("2001:db8:0:100::52", "small").secondary()).settle();
    refused(
        Spec.of("2001:db8:0:100::53", "small").secondary(),
        Reason.INTERFACE_ADDRESS_LIMIT_REACHED,
        "eni-small of i-small (the small server), a t3.micro, takes 2 IPv6 addresses, and has 2"
            + " (2001:db8:0:100::51, 2001:db8:0:100::52): free one, name another interface of the"
            + " instance in spec.interface, or use a larger type");
    assertThat(Life.calls(first.asks(Spec.of("2001:db8:0:100::54", "small").secondary()).settle()))
        .as("the old one makes room")
        .startsWith("UnassignIpv6Addresses", "AssignIpv6Addresses");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, -1, ::/0, 0",
    "-1, -1, 0.0.0.0/0, 1",
    "icmpv6, -1, ::/0, 0",
    "58, -1, 2001:db8::/32, 0",
    "icmpv6, 128, 2001:db8:0:100::/56, 0",
    "icmpv6, 128, 2001:db8:0:100::/64, 1",
    "icmpv6, 129, ::/0, 1",
    "icmpv6, 8, ::/0, 1",
    "icmp, -1, ::/0, 1",
    "icmp, -1, 0.0.0.0/0, 1",
    "tcp, 22, ::/0, 1",
  })
  void onlyRulesOfIpv6LetItsPingIn(String protocol, int type, String from, int added) {
    lab.ec2.rule("sg-windows", protocol, type, from, Map.of());
    windows().settle();
    assertThat(lab.ec2.rulesOf("sg-windows")).hasSize(1 + added);
  }

  @Test
  void rulesOfBothFamiliesAreApart() {
    Life ipv4 = lab.fixedIp("ipv4", Spec.of("10.0.0.51", "windows").allIcmp());
    Life ipv6 = lab.fixedIp("ipv6", Spec.of(ADDRESS, "windows").allIcmp().secondary());
    ipv4.settle();
    ipv6.settle();
    assertThat(rules()).containsExactly("icmp -1 10.0.0.0/21", "icmpv6 -1 2001:db8:0:100::/56");
    ipv4.delete().settle();
    assertThat(rules()).containsExactly("icmpv6 -1 2001:db8:0:100::/56");
    assertThat(ipv6.settle()).isEmpty();
    ipv6.delete().settle();
    assertThat(rules()).isEmpty();
  }

  @Test
  void namedSourcesArePermittedWithinTheVpcsRanges() {
    lab.fixedIp("near", Spec.of(ADDRESS, "windows").pingFrom("2001:db8:0:101::/64")).settle();
    assertThat(rules()).containsExactly("icmpv6 128 2001:db8:0:101::/64");
    refused(
        Spec.of("2001:db8:0:100::52", "windows").pingFrom("2001:db8::/32"),
        Reason.NOT_PERMITTED,
        "spec.ping.from has 2001:db8::/32, but ping is permitted only from 2001:db8:0:100::/56:"
            + " choose a range within, or ask whoever runs the operator for --allow-ping-from");
  }

  @Test
  void whatTheFlagsPermitMustHaveTheFamilyToo() {
    lab.policy =
        new Policy(
            TestWorld.CLUSTER,
            Set.of(),
            Set.of(),
            List.of(Cidr.parse("0.0.0.0/0")),
            Duration.ofSeconds(30));
    assertThat(lab.fixedIp("windows", Spec.of(ADDRESS, "windows")).reason())
        .isEqualTo(Reason.NOT_PERMITTED);
    Life quiet = lab.fixedIp("quiet", Spec.of("2001:db8:0:100::52", "windows").noPing());
    quiet.settle();
    assertThat(quiet.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void aTakenAddressNamesItsHolder() {
    lab.ec2.change("eni-linux", it -> it.withAddresses(List.of("10.0.0.50", ADDRESS)));
    refused(
        Spec.of(ADDRESS, "windows"),
        Reason.ADDRESS_IN_USE,
        ADDRESS
            + " already belongs to network interface eni-linux of instance i-linux (the linux"
            + " server): choose another address, or free it there first");
    Life linux = lab.fixedIp("linux", Spec.of(ADDRESS, "linux").noPing());
    assertThat(linux.settle()).isEmpty();
    assertThat(linux.reason()).isEqualTo(Reason.ALREADY_PRESENT);
  }

  @Test
  void theFirstFourAndTheLastAreReserved() {
    refused(
        Spec.of("2001:db8:0:100::3", "windows"),
        Reason.ADDRESS_RESERVED_BY_AWS,
        "AWS keeps the first four addresses and the last of every subnet, 2001:db8:0:100::3 of"
            + " subnet-a among them: choose one from 2001:db8:0:100::4 to"
            + " 2001:db8:0:100:ffff:ffff:ffff:fffe");
  }

  @Test
  void noSubnetOfTheVpcHoldsIt() {
    refused(
        Spec.of("2001:db8:0:101::51", "windows"),
        Reason.NO_SUBNET_FOR_ADDRESS,
        "No subnet of vpc-lab, the VPC of i-windows, holds 2001:db8:0:101::51: choose an address"
            + " of one of subnet-a 2001:db8:0:100::/64 in us-east-1a");
  }

  @Test
  void noSubnetOfTheVpcHasIpv6() {
    TestWorld plain = TestWorld.story();
    Life life = plain.fixedIp("windows", Spec.of(ADDRESS, "windows"));
    assertThat(life.settle()).isEmpty();
    assertThat(life.says())
        .isEqualTo(
            Verdict.of(
                Reason.NO_SUBNET_FOR_ADDRESS,
                "No subnet of vpc-lab, the VPC of i-windows, has an IPv6 CIDR that could hold "
                    + ADDRESS
                    + ": associate one with the VPC and a subnet in EC2, or choose an address of"
                    + " one of subnet-a 10.0.0.0/24 in us-east-1a, subnet-b 10.0.1.0/24 in"
                    + " us-east-1b"));
  }

  @Test
  void theSubnetThatIsMeantHasNoIpv6() {
    refused(
        Spec.of(ADDRESS, "windows").subnet("subnet-b"),
        Reason.NO_SUBNET_FOR_ADDRESS,
        "subnet-b has no IPv6 CIDR that could hold "
            + ADDRESS
            + ": associate one with it in EC2, or choose an address of 10.0.1.0/24");
    lab.ec2.instance("other", "t3.medium", "subnet-b", "10.0.1.50", "sg-other");
    refused(
        Spec.of(ADDRESS, "other").secondary(),
        Reason.NO_SUBNET_FOR_ADDRESS,
        "subnet-b has no IPv6 CIDR that could hold "
            + ADDRESS
            + ": associate one with it in EC2, or choose an address of 10.0.1.0/24");
  }

  @Test
  void theNamedSubnetHasAnotherRange() {
    refused(
        Spec.of("2001:db8:0:101::51", "windows").subnet("subnet-a"),
        Reason.ADDRESS_OUTSIDE_SUBNET,
        "2001:db8:0:101::51 is not in subnet-a, which has 2001:db8:0:100::/64: choose an address"
            + " of that range, or another subnet");
  }

  @Test
  void theTypeTakesNoIpv6() {
    lab.ec2.types.put("m1.small", new InstanceType("m1.small", 2, 4));
    lab.ec2.instance("old", "m1.small", "subnet-a", "10.0.0.70", "sg-other");
    String message =
        "i-old (the old server) is a m1.small, which takes no IPv6 addresses: choose an IPv4"
            + " address, or use another type";
    refused(Spec.of(ADDRESS, "old"), Reason.INTERFACE_ADDRESS_LIMIT_REACHED, message);
    refused(Spec.of(ADDRESS, "old").secondary(), Reason.INTERFACE_ADDRESS_LIMIT_REACHED, message);
  }

  @Test
  void itIsNoPrimaryAddress() {
    refused(
        Spec.reserved(ADDRESS).atLaunch(),
        Reason.REFUSED,
        ADDRESS
            + " is an IPv6 address, and the primary address of an instance is one of IPv4: set"
            + " spec.strategy to Interface or SecondaryAddress");
  }

  private void refused(Spec spec, Reason reason, String message) {
    Life life = lab.fixedIp("refused", spec);
    assertThat(life.settle()).isEmpty();
    assertThat(life.says()).isEqualTo(Verdict.of(reason, message));
    lab.lives.remove(life);
  }

  private List<String> rules() {
    return lab.ec2.rulesOf("sg-windows").stream()
        .map(it -> "%s %d %s".formatted(it.protocol(), it.fromPort(), it.cidr()))
        .toList();
  }

  private static String held(Life life) {
    return life.plan().findings().conditions().stream()
        .filter(it -> it.type() == ConditionType.AddressHeld)
        .map(Findings.Finding::message)
        .findFirst()
        .orElseThrow();
  }
}
