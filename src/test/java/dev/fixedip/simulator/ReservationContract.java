package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.SubnetCidrReservation;

abstract class ReservationContract extends NetworkingContract {
  private String subnetId = "";

  @BeforeEach
  void makeSubnet() {
    subnetId = newSubnet(newVpc("10.77.0.0/20"), "10.77.0.0/28");
  }

  private SubnetCidrReservation reserve(String cidr, String type) {
    var made =
        ec2()
            .createSubnetCidrReservation(
                r -> r.subnetId(subnetId).cidr(cidr).reservationType(type).description("kept"))
            .subnetCidrReservation();
    atTheEnd(() -> delete(made));
    return made;
  }

  private SubnetCidrReservation delete(SubnetCidrReservation reservation) {
    return ec2()
        .deleteSubnetCidrReservation(
            r -> r.subnetCidrReservationId(reservation.subnetCidrReservationId()))
        .deletedSubnetCidrReservation();
  }

  private String take(String address) {
    String id =
        ec2()
            .createNetworkInterface(r -> r.subnetId(subnetId).privateIpAddress(address))
            .networkInterface()
            .networkInterfaceId();
    atTheEnd(() -> ec2().deleteNetworkInterface(r -> r.networkInterfaceId(id)));
    return id;
  }

  @Test
  void aReservationIsToldUntilItIsDeleted() {
    SubnetCidrReservation made = reserve("10.77.0.8/30", "explicit");

    assertThat(made.subnetCidrReservationId()).startsWith("scr-");
    assertThat(made.description()).isEqualTo("kept");
    assertThat(
            ec2().getSubnetCidrReservations(r -> r.subnetId(subnetId)).subnetIpv4CidrReservations())
        .containsExactly(made);
    assertThat(delete(made)).isEqualTo(made);
    assertThat(
            ec2().getSubnetCidrReservations(r -> r.subnetId(subnetId)).subnetIpv4CidrReservations())
        .isEmpty();
    assertRefused(() -> delete(made), "InvalidSubnetCidrReservationID.NotFound", "does not exist");
  }

  @Test
  void reservedAddressesAreForThoseWhoAskForThem() {
    reserve("10.77.0.8/29", "explicit");
    for (int i = 0; i < 4; i++) {
      assertThat(read(newInterface(subnetId)).privateIpAddress())
          .isIn("10.77.0.4", "10.77.0.5", "10.77.0.6", "10.77.0.7");
    }

    assertRefused(() -> newInterface(subnetId), "InsufficientFreeAddressesInSubnet", "enough free");
    assertThat(read(take("10.77.0.9")).privateIpAddress()).isEqualTo("10.77.0.9");
    assertThat(subnet(subnetId).availableIpAddressCount()).isEqualTo(11 - 5);
  }

  @Test
  void aRangeForPrefixesIsNotForAddresses() {
    SubnetCidrReservation made = reserve("10.77.0.8/30", "prefix");

    assertThat(subnet(subnetId).availableIpAddressCount()).isEqualTo(11 - 4);
    assertRefused(
        () -> take("10.77.0.9"), "InvalidParameterValue", "is in subnet's reserved address range");
    delete(made);
    take("10.77.0.9");
    assertThat(subnet(subnetId).availableIpAddressCount()).isEqualTo(10);
  }

  @Test
  void anAddressInARangeForPrefixesCountsOnce() {
    take("10.77.0.9");
    take("10.77.0.4");
    reserve("10.77.0.8/29", "prefix");

    assertThat(subnet(subnetId).availableIpAddressCount()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.8/30", "10.77.0.0/28", "10.77.0.10/31"})
  void reservationsAreApart(String cidr) {
    reserve("10.77.0.8/30", "explicit");

    assertRefused(
        () -> reserve(cidr, "prefix"),
        "InvalidParameterValue",
        "Reservation CIDR %s has overlap with existing reserved CIDR block".formatted(cidr));
  }

  @Test
  void creationIsStrictlyWorded() {
    assertRefused(
        () -> reserve("10.77.0.16/30", "explicit"),
        "InvalidParameterValue",
        "Reservation CIDR should be within subnet CIDR block (10.77.0.0/28)");
    assertRefused(
        () -> reserve("2001:db8::/80", "explicit"), "InvalidParameterValue", "should be within");
    assertRefused(() -> reserve("10.77", "explicit"), "InvalidParameterValue", "10.77");
    assertRefused(
        () -> reserve("10.77.0.8/30", "loose"),
        "InvalidParameterValue",
        "Value (loose) for parameter reservationType is invalid.");
    assertRefused(
        () ->
            ec2()
                .createSubnetCidrReservation(r -> r.subnetId(subnetId).reservationType("explicit")),
        "MissingParameter",
        "cidr");
  }

  @Test
  void anIpv6RangeIsReservedToo() {
    String vpcId = subnet(subnetId).vpcId();
    ec2().associateVpcCidrBlock(r -> r.vpcId(vpcId).amazonProvidedIpv6CidrBlock(true));
    String whole = vpc(vpcId).ipv6CidrBlockAssociationSet().getFirst().ipv6CidrBlock();
    ec2()
        .associateSubnetCidrBlock(
            r -> r.subnetId(subnetId).ipv6CidrBlock(whole.replace("/56", "/64")));

    SubnetCidrReservation made = reserve(whole.replace("/56", "/112"), "explicit");

    var all = ec2().getSubnetCidrReservations(r -> r.subnetId(subnetId));
    assertThat(all.subnetIpv6CidrReservations()).containsExactly(made);
    assertThat(all.subnetIpv4CidrReservations()).isEmpty();
    assertRefused(
        () -> reserve(whole.replace("/56", "/120"), "prefix"),
        "InvalidParameterValue",
        "has overlap with existing reserved CIDR block");
  }

  @Test
  void reservationsAreFoundByTypeAndTag() {
    String made = reserve("10.77.0.8/30", "explicit").subnetCidrReservationId();
    ec2().createTags(r -> r.resources(made).tags(tag("role", "fixed")));

    assertThat(
            ec2()
                .getSubnetCidrReservations(r ->
                    r.subnetId(subnetId)
                        .filters(
                            filter("tag:role", "fixed"), filter("reservationType", "explicit")))
                .subnetIpv4CidrReservations())
        .hasSize(1);
    assertThat(
            ec2()
                .getSubnetCidrReservations(
                    r -> r.subnetId(subnetId).filters(filter("reservationType", "prefix")))
                .subnetIpv4CidrReservations())
        .isEmpty();
    assertThat(
            ec2()
                .describeTags(r -> r.filters(filter("resource-id", made)))
                .tags()
                .getFirst()
                .resourceTypeAsString())
        .isEqualTo("subnet-cidr-reservation");
  }
}
