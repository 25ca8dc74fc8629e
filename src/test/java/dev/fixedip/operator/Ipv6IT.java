package dev.fixedip.operator;

import static dev.fixedip.operator.Scene.interfaceOf;
import static dev.fixedip.simulator.world.Worlds.GROUP;
import static dev.fixedip.simulator.world.Worlds.VPC;
import static dev.fixedip.simulator.world.Worlds.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.simulator.Calls.Call;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** Addresses of IPv6. Instances with odd numbers are in the subnet that has a range of it. */
@ExtendWith(SharedKubernetesApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Ipv6IT {
  private static final String VPC_CIDR = "2001:db8:0:100::/56";

  private final Scene scene;
  private final Stage stage;
  private final Belongings belongings;

  Ipv6IT(KubernetesApi kubernetes) {
    scene =
        Scene.open(
            kubernetes,
            Worlds.generated(8, 2)
                .andThen(Worlds.ipv6(VPC, VPC_CIDR, id("subnet", 1), "2001:db8:0:100::/64")));
    stage = scene.stage;
    belongings = new Belongings(scene.truth, stage.clusterId());
  }

  @BeforeEach
  void forgetCalls() {
    scene.ec2.calls().clear();
  }

  @AfterAll
  void stop() {
    scene.end();
  }

  @Test
  void onAnInterfaceOfItsOwn() {
    String address = "2001:db8:0:100::51";
    apply("own", address, 1, "");

    FixedIpStatus status = stage.awaitReady("own");

    NetworkInterface made = holders(address).getFirst();
    assertThat(made.networkInterfaceId()).isEqualTo(interfaceOf(status).id());
    assertThat(made.attachment().instanceId()).isEqualTo(id("i", 1));
    assertThat(status.address()).isEqualTo(address + "/64");
    assertThat(message(status, ConditionType.AddressHeld))
        .isEqualTo(
            "%s has %s; it takes up the IPv4 address %s of its subnet, too"
                .formatted(made.networkInterfaceId(), address, made.privateIpAddress()));
    assertThat(message(status, ConditionType.PingAllowed)).endsWith(VPC_CIDR);
    assertThat(Objects.requireNonNull(status.guest()).prefixLength()).isEqualTo(128);
    assertThat(ping())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.ipProtocol()).isEqualTo("icmpv6");
          assertThat(it.fromPort()).isEqualTo(128);
          assertThat(it.cidrIpv6()).isEqualTo(VPC_CIDR);
        });
    assertThat(calls())
        .containsExactly(
            "CreateNetworkInterface", "AttachNetworkInterface", "AuthorizeSecurityGroupIngress");

    delete("own");

    assertThat(calls())
        .containsExactly(
            "DetachNetworkInterface", "DeleteNetworkInterface", "RevokeSecurityGroupIngress");
    assertThat(holders(address)).isEmpty();
    assertThat(ping()).isEmpty();
  }

  @Test
  void asASecondaryAddress() {
    String address = "2001:db8:0:100::52";
    apply("secondary", address, 3, "strategy: SecondaryAddress");

    FixedIpStatus status = stage.awaitReady("secondary");

    assertThat(interfaceOf(status).id()).isEqualTo(id("eni", 3));
    assertThat(ipv6Of(id("eni", 3))).containsExactly(address);
    assertThat(message(status, ConditionType.AddressHeld))
        .isEqualTo("%s has %s".formatted(id("eni", 3), address));
    assertThat(calls()).containsExactly("AssignIpv6Addresses", "AuthorizeSecurityGroupIngress");

    scene.others.unassignIpv6Addresses(
        it -> it.networkInterfaceId(id("eni", 3)).ipv6Addresses(address));
    stage.awaitThat("secondary", "corrected", it -> it.getStatus().lastCorrection() != null);
    stage.awaitReady("secondary");
    assertThat(ipv6Of(id("eni", 3))).containsExactly(address);

    scene.ec2.calls().clear();
    delete("secondary");

    assertThat(calls()).containsExactly("UnassignIpv6Addresses", "RevokeSecurityGroupIngress");
    assertThat(ipv6Of(id("eni", 3))).isEmpty();
    assertThat(ping()).isEmpty();
  }

  @Test
  void aTakenAddressNamesItsHolderAndIsTakenOverOnceItIsFree() {
    String address = "2001:db8:0:100::53";
    scene.others.assignIpv6Addresses(
        it -> it.networkInterfaceId(id("eni", 5)).ipv6Addresses(address));
    apply("taken", address, 7, "");

    assertThat(scene.refusal("taken", "AddressInUse"))
        .isEqualTo(
            "%s already belongs to network interface %s of instance %s (instance-5): choose another address, or free it there first"
                .formatted(address, id("eni", 5), id("i", 5)));
    belongings.areNone();

    scene.others.unassignIpv6Addresses(
        it -> it.networkInterfaceId(id("eni", 5)).ipv6Addresses(address));

    assertThat(stage.awaitReady("taken").instanceId()).isEqualTo(id("i", 7));
    delete("taken");
  }

  @Test
  void aSubnetWithoutIpv6SaysSo() {
    apply("nowhere", "2001:db8:0:100::54", 2, "strategy: SecondaryAddress");

    assertThat(scene.refusal("nowhere", "NoSubnetForAddress"))
        .startsWith(id("subnet", 2) + " has no IPv6 CIDR that could hold 2001:db8:0:100::54:");
    assertThat(calls()).isEmpty();
    delete("nowhere");
  }

  private void apply(String name, String address, int number, String more) {
    stage.apply(
        name,
        """
        address: "%s"
        instance: {id: %s}
        %s
        """
            .formatted(address, id("i", number), more));
  }

  private void delete(String name) {
    scene.ec2.calls().clear();
    stage.fixedIp(name).delete();
    stage.awaitGone(name);
    belongings.areNone();
  }

  private List<String> calls() {
    return scene.ec2.calls().mutating().stream().map(Call::action).toList();
  }

  private List<NetworkInterface> holders(String address) {
    return scene
        .truth
        .describeNetworkInterfacesPaginator(request ->
            request.filters(
                Filter.builder().name("ipv6-addresses.ipv6-address").values(address).build()))
        .networkInterfaces()
        .stream()
        .toList();
  }

  private List<String> ipv6Of(String id) {
    return scene.networkInterface(id).ipv6Addresses().stream()
        .map(NetworkInterfaceIpv6Address::ipv6Address)
        .toList();
  }

  private List<SecurityGroupRule> ping() {
    return scene
        .truth
        .describeSecurityGroupRulesPaginator(
            request -> request.filters(Filter.builder().name("group-id").values(GROUP).build()))
        .securityGroupRules()
        .stream()
        .filter(it -> !it.isEgress() && it.ipProtocol().startsWith("icmp"))
        .toList();
  }

  private static String message(FixedIpStatus status, ConditionType type) {
    return status.condition(type).map(Condition::getMessage).orElseThrow();
  }
}
