package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
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
            r -> r.networkInterfaceId(id).privateIpAddresses(address(60), address(61)));
    eventually(() -> assertThat(addresses(id)).containsExactlyInAnyOrder(address(60), address(61)));

    ec2().unassignPrivateIpAddresses(r -> r.networkInterfaceId(id).privateIpAddresses(address(60)));
    eventually(() -> assertThat(addresses(id)).containsExactly(address(61)));
    assertThat(create(address(60)).privateIpAddress()).isEqualTo(address(60));
  }

  @Test
  void itIsAllOrNothing() {
    String id = primary();
    create(address(61));

    assertRefused(
        () ->
            ec2()
                .assignPrivateIpAddresses(
                    r -> r.networkInterfaceId(id).privateIpAddresses(address(60), address(61))),
        "InvalidParameterValue",
        "[%s] assigned, but move is not allowed.".formatted(address(61)));
    assertThat(addresses(id)).isEmpty();
  }

  @Test
  void theTypesLimitHolds() {
    String id = primary();
    String type = instance(setting().instanceId()).instanceTypeAsString();
    int most =
        ec2()
            .describeInstanceTypes(r -> r.instanceTypesWithStrings(type))
            .instanceTypes()
            .getFirst()
            .networkInfo()
            .ipv4AddressesPerInterface();

    assertRefused(
        () ->
            ec2()
                .assignPrivateIpAddresses(r ->
                    r.networkInterfaceId(id)
                        .privateIpAddresses(
                            IntStream.range(60, 60 + most).mapToObj(this::address).toList())),
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
                    r -> r.networkInterfaceId(id).privateIpAddresses(address(99))),
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
    String fromId = create(address(60)).networkInterfaceId();
    String toId = create(address(62)).networkInterfaceId();
    ec2()
        .assignPrivateIpAddresses(
            r -> r.networkInterfaceId(fromId).privateIpAddresses(address(61)));

    assertRefused(
        () -> take(toId, address(61), false), "InvalidParameterValue", "move is not allowed");
    take(toId, address(61), true);
    eventually(() -> assertThat(addresses(fromId)).isEmpty());
    eventually(() -> assertThat(addresses(toId)).containsExactly(address(61)));
    assertRefused(
        () -> take(toId, address(60), true), "InvalidParameterValue", "move is not allowed");
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
                        .privateIpAddresses(address(60))
                        .secondaryPrivateIpAddressCount(1)),
        "InvalidParameterCombination",
        "");
  }

  @Test
  void anInterfaceIsFoundByItsSecondaryAddress() {
    String id = primary();
    ec2().assignPrivateIpAddresses(r -> r.networkInterfaceId(id).privateIpAddresses(address(60)));

    eventually(() ->
        assertThat(
                ec2()
                    .describeNetworkInterfaces(r ->
                        r.filters(inSubnet(), filter("addresses.private-ip-address", address(60))))
                    .networkInterfaces())
            .extracting(NetworkInterface::networkInterfaceId)
            .containsExactly(id));
    eventually(() ->
        assertThat(instances(filter("network-interface.addresses.private-ip-address", address(60))))
            .containsExactly(setting().instanceId()));
    assertThat(instances(filter("private-ip-address", address(60)))).isEmpty();
  }

  @Test
  void theSubnetCountsItsFreeAddresses() {
    int before = free();
    ec2()
        .assignPrivateIpAddresses(
            r -> r.networkInterfaceId(primary()).privateIpAddresses(address(60)));
    create(address(61));

    eventually(() -> assertThat(free()).isEqualTo(before - 2));
  }

  private List<String> instances(Filter filter) {
    return ec2().describeInstances(r -> r.filters(inSubnet(), filter)).reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .map(Instance::instanceId)
        .toList();
  }

  private int free() {
    return ec2()
        .describeSubnets(r -> r.subnetIds(setting().subnetId()))
        .subnets()
        .getFirst()
        .availableIpAddressCount();
  }
}
