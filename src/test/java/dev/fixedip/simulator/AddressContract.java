package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

abstract class AddressContract extends Ec2Contract {
  private String primary() {
    return instance(setting().instanceId()).networkInterfaces().getFirst().networkInterfaceId();
  }

  private List<String> addresses(String interfaceId) {
    return read(interfaceId).privateIpAddresses().stream()
        .filter(address -> !address.primary())
        .map(NetworkInterfacePrivateIpAddress::privateIpAddress)
        .toList();
  }

  @Test
  void addressesAreAssignedAndUnassigned() {
    String id = primary();
    ec2()
        .assignPrivateIpAddresses(
            r -> r.networkInterfaceId(id).privateIpAddresses("10.0.0.60", "10.0.0.61"));
    assertThat(addresses(id)).containsExactlyInAnyOrder("10.0.0.60", "10.0.0.61");

    ec2().unassignPrivateIpAddresses(r -> r.networkInterfaceId(id).privateIpAddresses("10.0.0.60"));
    assertThat(addresses(id)).containsExactly("10.0.0.61");
    assertThat(create("10.0.0.60").privateIpAddress()).isEqualTo("10.0.0.60");
  }

  @Test
  void itIsAllOrNothing() {
    String id = primary();
    create("10.0.0.61");

    assertRefused(
        () ->
            ec2()
                .assignPrivateIpAddresses(
                    r -> r.networkInterfaceId(id).privateIpAddresses("10.0.0.60", "10.0.0.61")),
        "InvalidParameterValue",
        "[10.0.0.61] assigned, but move is not allowed.");
    assertThat(addresses(id)).isEmpty();
  }

  @Test
  void theTypesLimitHolds() {
    String id = primary();

    assertRefused(
        () ->
            ec2()
                .assignPrivateIpAddresses(r ->
                    r.networkInterfaceId(id)
                        .privateIpAddresses(
                            "10.0.0.60",
                            "10.0.0.61",
                            "10.0.0.62",
                            "10.0.0.63",
                            "10.0.0.64",
                            "10.0.0.65")),
        "PrivateIpAddressLimitExceeded",
        "Number of private addresses will exceed limit.");
  }

  @Test
  void onlySecondaryAddressesAreUnassigned() {
    String id = primary();

    assertRefused(
        () ->
            ec2()
                .unassignPrivateIpAddresses(
                    r -> r.networkInterfaceId(id).privateIpAddresses("10.0.0.99")),
        "InvalidParameterValue",
        "Some of the specified addresses are not assigned to interface " + id);
    assertRefused(
        () ->
            ec2()
                .unassignPrivateIpAddresses(
                    r -> r.networkInterfaceId(id).privateIpAddresses(read(id).privateIpAddress())),
        "InvalidParameterValue",
        "");
  }

  @Test
  void anAddressIsTakenOverOnlyWhenThatIsAskedFor() {
    NetworkInterface from = create("10.0.0.60");
    String fromId = from.networkInterfaceId();
    String toId = create("10.0.0.62").networkInterfaceId();
    ec2()
        .assignPrivateIpAddresses(
            r -> r.networkInterfaceId(fromId).privateIpAddresses("10.0.0.61"));

    assertRefused(
        () -> take(toId, "10.0.0.61", false), "InvalidParameterValue", "move is not allowed");
    take(toId, "10.0.0.61", true);
    assertThat(addresses(fromId)).isEmpty();
    assertThat(addresses(toId)).containsExactly("10.0.0.61");
    assertRefused(
        () -> take(toId, "10.0.0.60", true), "InvalidParameterValue", "move is not allowed");
  }

  private void take(String interfaceId, String address, boolean allowReassignment) {
    ec2()
        .assignPrivateIpAddresses(r ->
            r.networkInterfaceId(interfaceId)
                .privateIpAddresses(address)
                .allowReassignment(allowReassignment));
  }

  @Test
  void requestsThatSayNothingAreRefused() {
    String id = primary();
    assertRefused(
        () -> ec2().unassignPrivateIpAddresses(r -> r.networkInterfaceId(id)),
        "MissingParameter",
        "privateIpAddresses");
    assertRefused(
        () -> ec2().assignPrivateIpAddresses(r -> r.networkInterfaceId(id)),
        "MissingParameter",
        "");
    assertRefused(
        () ->
            ec2()
                .assignPrivateIpAddresses(r ->
                    r.networkInterfaceId(id)
                        .privateIpAddresses("10.0.0.60")
                        .secondaryPrivateIpAddressCount(1)),
        "InvalidParameterCombination",
        "");
  }

  @Test
  void anInterfaceIsFoundByItsSecondaryAddress() {
    String id = primary();
    ec2().assignPrivateIpAddresses(r -> r.networkInterfaceId(id).privateIpAddresses("10.0.0.60"));

    assertThat(
            ec2()
                .describeNetworkInterfaces(
                    r -> r.filters(filter("addresses.private-ip-address", "10.0.0.60")))
                .networkInterfaces())
        .extracting(face -> face.networkInterfaceId())
        .containsExactly(id);
    assertThat(
            ec2()
                .describeInstances(r ->
                    r.filters(
                        filter("network-interface.addresses.private-ip-address", "10.0.0.60")))
                .reservations())
        .hasSize(1);
    assertThat(
            ec2()
                .describeInstances(r -> r.filters(filter("private-ip-address", "10.0.0.60")))
                .reservations())
        .isEmpty();
  }

  @Test
  void theSubnetCountsItsFreeAddresses() {
    int before = free();
    ec2()
        .assignPrivateIpAddresses(
            r -> r.networkInterfaceId(primary()).privateIpAddresses("10.0.0.60"));
    create("10.0.0.61");

    assertThat(free()).isEqualTo(before - 2);
  }

  private int free() {
    return ec2()
        .describeSubnets(r -> r.subnetIds(setting().subnetId()))
        .subnets()
        .getFirst()
        .availableIpAddressCount();
  }
}
