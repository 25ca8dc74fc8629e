package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.model.Cidr;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Seen;
import dev.fixedip.plan.Action;
import dev.fixedip.plan.Failure;
import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.Worlds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AssignIpv6AddressesRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.InstanceIpv6Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;

/** Addresses of IPv6 on their way to EC2 and back. */
class Ipv6CallsTest {
  private static final Answer DONE = new Answer.Done();
  private static final String ADDRESS = "2001:db8:0:100::51";

  private final Lab lab =
      new Lab(
          Worlds.story()
              .andThen(
                  Worlds.ipv6(
                      Worlds.VPC, "2001:db8:0:100::/56", Worlds.SUBNET, "2001:db8:0:100::/64")),
          Latencies.none());

  @BeforeEach
  void start() {
    lab.start();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void rangesAndLimitsAreRead() {
    lab.inventory.want(Set.of(new Key.OfType("t3.medium")));
    lab.time.pass(Lab.BATCH);
    assertThat(lab.inventory.world().vpc(Worlds.VPC).orElseThrow().ipv6Cidrs())
        .containsExactly(Cidr.parse("2001:db8:0:100::/56"));
    assertThat(lab.inventory.world().subnet(Worlds.SUBNET).orElseThrow().ipv6Cidrs())
        .containsExactly(Cidr.parse("2001:db8:0:100::/64"));
    assertThat(lab.inventory.world().subnetsHolding(ADDRESS)).hasSize(1);
    assertThat(lab.inventory.world().instanceType("t3.medium"))
        .isEqualTo(new Seen.Present<>(new InstanceType("t3.medium", 3, 6, 6)));
  }

  @Test
  void anInterfaceIsMadeWithIt() {
    assertThat(execute(Lab.create(ADDRESS))).isEqualTo(DONE);
    assertThat(lab.simulator.calls().of("CreateNetworkInterface"))
        .singleElement()
        .satisfies(call -> {
          var request = (CreateNetworkInterfaceRequest) call.request();
          assertThat(request.privateIpAddress()).isNull();
          assertThat(request.ipv6Addresses())
              .extracting(InstanceIpv6Address::ipv6Address)
              .containsExactly(ADDRESS);
        });
    NetworkInterface made = holder(ADDRESS).orElseThrow();
    assertThat(made.addresses()).hasSize(2).endsWith(ADDRESS);
    assertThat(holder(made.primaryAddress())).hasValue(made);
    assertThat(lab.told()).contains(new Key.OfAddress(Worlds.SUBNET, ADDRESS));
    lab.time.pass(Lab.POLL);
    assertThat(lab.inventory.world().isConfirmed(made.id())).isTrue();
    assertThat(lab.it(made.id()).addresses()).isEqualTo(made.addresses());
  }

  @Test
  void addressesAreAssignedTogetherAndUnassigned() {
    Action assign = assign(ADDRESS, "2001:db8:0:100::52");
    assertThat(assign.call()).isEqualTo("AssignIpv6Addresses");
    assertThat(execute(assign)).isEqualTo(DONE);
    assertThat(lab.simulator.calls().mutating())
        .singleElement()
        .satisfies(call ->
            assertThat(((AssignIpv6AddressesRequest) call.request()).ipv6Addresses())
                .containsExactly(ADDRESS, "2001:db8:0:100::52"));
    assertThat(inEc2()).containsExactly(ADDRESS, "2001:db8:0:100::52");
    assertThat(lab.it(Worlds.WINDOWS_INTERFACE).addresses())
        .containsExactly(Worlds.WINDOWS_ADDRESS, ADDRESS, "2001:db8:0:100::52");

    Action unassign = new Action.UnassignAddress(Worlds.WINDOWS_INTERFACE, ADDRESS);
    assertThat(unassign.call()).isEqualTo("UnassignIpv6Addresses");
    assertThat(execute(unassign)).isEqualTo(DONE);
    assertThat(inEc2()).containsExactly("2001:db8:0:100::52");
    assertThat(holder(ADDRESS)).isEmpty();
    assertThat(execute(unassign)).as("it was so already").isEqualTo(DONE);
  }

  @Test
  void thoseOfIpv4KeepTheirOwnCalls() {
    assertThat(execute(assign("10.0.0.51"))).isEqualTo(DONE);
    assertThat(execute(assign(ADDRESS))).isEqualTo(DONE);
    assertThat(execute(assign("10.0.0.52"))).isEqualTo(DONE);
    assertThat(lab.it(Worlds.WINDOWS_INTERFACE).addresses())
        .containsExactly(Worlds.WINDOWS_ADDRESS, "10.0.0.51", "10.0.0.52", ADDRESS);
    assertThat(execute(new Action.UnassignAddress(Worlds.WINDOWS_INTERFACE, "10.0.0.51")))
        .isEqualTo(DONE);
    assertThat(lab.simulator.calls().mutating())
        .extracting(call -> call.action())
        .containsExactly(
            "AssignPrivateIpAddresses",
            "AssignIpv6Addresses",
            "AssignPrivateIpAddresses",
            "UnassignPrivateIpAddresses");
  }

  @Test
  void whoHasATakenAddressIsFoundOut() {
    lab.ec2()
        .assignIpv6Addresses(it ->
            it.networkInterfaceId(Worlds.LINUX_INTERFACE).ipv6Addresses("2001:DB8:0:100:0::51"));
    assertThat(holder(ADDRESS)).as("before anybody looks").isEmpty();

    assertThat(failed(assign(ADDRESS)).kind()).isEqualTo(Failure.Kind.CONFLICT);
    assertThat(failed(Lab.create(ADDRESS)).kind()).isEqualTo(Failure.Kind.CONFLICT);

    lab.time.pass(Lab.BATCH);
    assertThat(holder(ADDRESS)).map(NetworkInterface::id).hasValue(Worlds.LINUX_INTERFACE);
  }

  @Test
  void addressesOfBothFamiliesAreLookedUpEachByItsFilter() {
    lab.ec2()
        .assignIpv6Addresses(
            it -> it.networkInterfaceId(Worlds.LINUX_INTERFACE).ipv6Addresses(ADDRESS));
    String other = lab.madeByOthers("10.0.0.51");
    lab.simulator.calls().clear();
    lab.inventory.look(
        Set.of(
            new Key.OfAddress(Worlds.SUBNET, ADDRESS),
            new Key.OfAddress(Worlds.SUBNET, "10.0.0.51")));
    lab.time.pass(Lab.BATCH);
    assertThat(holder(ADDRESS)).map(NetworkInterface::id).hasValue(Worlds.LINUX_INTERFACE);
    assertThat(holder("10.0.0.51")).map(NetworkInterface::id).hasValue(other);
    assertThat(lab.simulator.calls().of("DescribeNetworkInterfaces"))
        .map(it -> (DescribeNetworkInterfacesRequest) it.request())
        .map(it -> it.filters().getLast().name() + " " + it.filters().getLast().values())
        .containsExactlyInAnyOrder(
            "addresses.private-ip-address [10.0.0.51]",
            "ipv6-addresses.ipv6-address [" + ADDRESS + "]");
  }

  @Test
  void whatCannotBeIsClassified() {
    assertThat(failed(Lab.create("2001:db8:0:101::51")).kind())
        .isEqualTo(Failure.Kind.USER_MUST_ACT);
    assertThat(failed(Lab.create("2001:db8:0:100::3")).kind())
        .isEqualTo(Failure.Kind.USER_MUST_ACT);
    String[] seven =
        IntStream.range(0, 7).mapToObj(i -> "2001:db8:0:100::6" + i).toArray(String[]::new);
    assertThat(failed(assign(seven)).kind()).isEqualTo(Failure.Kind.QUOTA);
    assertThat(inEc2()).isEmpty();
  }

  @Test
  void pingOfIpv6IsIcmpv6() {
    Action ping =
        new Action.AuthorizePing(
            Worlds.GROUP, 128, "2001:db8:0:100::/56", Map.of("fixedip.dev/cluster", "c"), "Ping");
    assertThat(execute(ping)).isEqualTo(DONE);
    assertThat(failed(ping).kind()).isEqualTo(Failure.Kind.CONFLICT);
    lab.inventory.look(Set.of(new Key.OfRules(Worlds.GROUP)));
    lab.time.pass(Lab.BATCH);
    SecurityGroupRule rule =
        lab.inventory.world().rules(Worlds.GROUP).present().orElseThrow().stream()
            .filter(it -> it.protocol().equals("icmpv6"))
            .findFirst()
            .orElseThrow();
    assertThat(rule.allowsIcmp(128, Cidr.parse("2001:db8:0:100::/64"))).isTrue();
    assertThat(rule.allowsIcmp(129, Cidr.parse("2001:db8:0:100::/64"))).isFalse();
  }

  private static Action assign(String... addresses) {
    return new Action.AssignAddresses(Worlds.WINDOWS_INTERFACE, Worlds.SUBNET, List.of(addresses));
  }

  private Answer execute(Action action) {
    return lab.executor.execute(action);
  }

  private Answer.Failed failed(Action action) {
    return (Answer.Failed) execute(action);
  }

  private Optional<NetworkInterface> holder(String address) {
    return lab.inventory.world().holder(Worlds.SUBNET, address);
  }

  private List<String> inEc2() {
    return lab.inEc2(Worlds.WINDOWS_INTERFACE).ipv6Addresses().stream()
        .map(NetworkInterfaceIpv6Address::ipv6Address)
        .toList();
  }
}
