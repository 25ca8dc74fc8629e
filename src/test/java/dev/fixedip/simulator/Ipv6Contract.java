package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.InstanceIpv6Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;

/** The setting's subnet has an IPv6 network; the one in another zone has none. */
abstract class Ipv6Contract extends Ec2Contract {
  private String address(String end) {
    return network().replaceFirst("::/64$", "") + end;
  }

  private String network() {
    return ec2()
        .describeSubnets(r -> r.subnetIds(setting().subnetId()))
        .subnets()
        .getFirst()
        .ipv6CidrBlockAssociationSet()
        .getFirst()
        .ipv6CidrBlock();
  }

  private List<String> addresses(String interfaceId) {
    return read(interfaceId).ipv6Addresses().stream()
        .map(NetworkInterfaceIpv6Address::ipv6Address)
        .toList();
  }

  private void assign(NetworkInterface face, String... addresses) {
    ec2()
        .assignIpv6Addresses(
            r -> r.networkInterfaceId(face.networkInterfaceId()).ipv6Addresses(addresses));
  }

  @Test
  void addressesAreAssignedAndUnassigned() {
    NetworkInterface face = create("10.0.0.60");
    String id = face.networkInterfaceId();
    assign(face, address("::00ab"), address(":0:0:0:CD"));
    assertThat(addresses(id)).containsExactly(address("::ab"), address("::cd"));

    var gone =
        ec2().unassignIpv6Addresses(r -> r.networkInterfaceId(id).ipv6Addresses(address("::0:ab")));
    assertThat(gone.unassignedIpv6Addresses()).containsExactly(address("::ab"));
    assertThat(addresses(id)).containsExactly(address("::cd"));
    assertRefused(
        () ->
            ec2()
                .unassignIpv6Addresses(
                    r -> r.networkInterfaceId(id).ipv6Addresses(address("::ab"))),
        "InvalidParameterValue",
        "");
  }

  @Test
  void ec2PicksSomeWhenAsked() {
    NetworkInterface face = create("10.0.0.60");
    var assigned =
        ec2()
            .assignIpv6Addresses(
                r -> r.networkInterfaceId(face.networkInterfaceId()).ipv6AddressCount(2))
            .assignedIpv6Addresses();

    assertThat(assigned).hasSize(2).allMatch(address -> address.startsWith(address(":")));
    assertThat(addresses(face.networkInterfaceId())).containsExactlyInAnyOrderElementsOf(assigned);
  }

  @Test
  void anAddressIsOnOneInterface() {
    NetworkInterface first = create("10.0.0.60");
    NetworkInterface second = create("10.0.0.61");
    assign(first, address("::ab"));

    assertRefused(() -> assign(second, address("::00ab")), "InvalidIPAddress.InUse", "in use");
    ec2().deleteNetworkInterface(r -> r.networkInterfaceId(first.networkInterfaceId()));
    assign(second, address("::ab"));
    assertThat(
            ec2()
                .describeNetworkInterfaces(
                    r -> r.filters(filter("ipv6-addresses.ipv6-address", address("::ab"))))
                .networkInterfaces())
        .extracting(NetworkInterface::networkInterfaceId)
        .containsExactly(second.networkInterfaceId());
  }

  @Test
  void anInterfaceIsCreatedWithThem() {
    var made =
        ec2()
            .createNetworkInterface(r ->
                r.subnetId(setting().subnetId())
                    .ipv6Addresses(
                        InstanceIpv6Address.builder().ipv6Address(address("::0ab")).build()))
            .networkInterface();
    assertThat(made.ipv6Addresses())
        .extracting(NetworkInterfaceIpv6Address::ipv6Address)
        .containsExactly(address("::ab"));

    var counted =
        ec2()
            .createNetworkInterface(r -> r.subnetId(setting().subnetId()).ipv6AddressCount(3))
            .networkInterface();
    assertThat(counted.ipv6Addresses()).hasSize(3);
  }

  @Test
  void anInstanceShowsThem() {
    NetworkInterface face = create("10.0.0.60");
    assign(face, address("::ab"));
    attach(face, 1);

    assertThat(instance(setting().instanceId()).networkInterfaces().get(1).ipv6Addresses())
        .extracting(InstanceIpv6Address::ipv6Address)
        .containsExactly(address("::ab"));
    assertThat(
            ec2()
                .describeInstances(r ->
                    r.filters(
                        filter("network-interface.ipv6-addresses.ipv6-address", address("::ab"))))
                .reservations())
        .hasSize(1);
  }

  @Test
  void theTypesLimitHolds() {
    NetworkInterface face = create("10.0.0.60");
    attach(face, 1);

    assertRefused(
        () ->
            ec2()
                .assignIpv6Addresses(
                    r -> r.networkInterfaceId(face.networkInterfaceId()).ipv6AddressCount(7)),
        "PrivateIpAddressLimitExceeded",
        "");
    assertThat(addresses(face.networkInterfaceId())).isEmpty();
  }

  @Test
  void whatNoInterfaceCanHaveIsRefused() {
    NetworkInterface face = create("10.0.0.60");
    String id = face.networkInterfaceId();

    assertRefused(() -> assign(face, "fd00::1"), "InvalidParameterValue", "does not fall within");
    assertRefused(() -> assign(face, address("::3")), "InvalidParameterValue", "reserved");
    assertRefused(() -> assign(face, "10.0.0.99"), "InvalidParameterValue", "10.0.0.99");
    assertRefused(() -> assign(face, address("::g")), "InvalidParameterValue", "");
    assertRefused(
        () -> ec2().assignIpv6Addresses(r -> r.networkInterfaceId(id)), "MissingParameter", "");
    assertRefused(
        () ->
            ec2()
                .assignIpv6Addresses(r ->
                    r.networkInterfaceId(id).ipv6AddressCount(1).ipv6Addresses(address("::ab"))),
        "InvalidParameterCombination",
        "");
    assertRefused(
        () ->
            ec2()
                .createNetworkInterface(
                    r -> r.subnetId(setting().otherZoneSubnetId()).ipv6AddressCount(1)),
        "InvalidParameterValue",
        "does not have an IPv6 CIDR block");
  }
}
