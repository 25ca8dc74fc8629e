package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;

class SimulatorTest {
  private final Simulator simulator = Simulator.start(SimulatorOptions.at(InstantSource.system()));
  private final Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint());

  @AfterEach
  void stop() {
    ec2.close();
    simulator.close();
  }

  @Test
  void aChosenAddressComesToTheWindowsInstance() {
    var made =
        ec2.createNetworkInterface(r -> r.subnetId(Worlds.SUBNET).privateIpAddress("10.0.0.51"))
            .networkInterface();
    assertThat(made.statusAsString()).isEqualTo("pending");
    ec2.attachNetworkInterface(r ->
        r.networkInterfaceId(made.networkInterfaceId()).instanceId(Worlds.WINDOWS).deviceIndex(1));

    var face =
        ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(made.networkInterfaceId()))
            .networkInterfaces()
            .getFirst();
    assertThat(face.status()).isEqualTo(NetworkInterfaceStatus.IN_USE);
    assertThat(face.attachment().statusAsString()).isEqualTo("attached");
    var windows =
        ec2.describeInstances(r -> r.instanceIds(Worlds.WINDOWS))
            .reservations()
            .getFirst()
            .instances()
            .getFirst();
    assertThat(windows.networkInterfaces()).hasSize(2);
    assertThat(windows.privateIpAddress()).isEqualTo(Worlds.WINDOWS_ADDRESS);
    assertThat(simulator.calls().counts())
        .containsEntry("CreateNetworkInterface", 1)
        .containsEntry("DescribeInstances", 1);
  }

  @Test
  void aSubnetTakesItsReservationsAlong() {
    String subnetId =
        ec2.createSubnet(r -> r.vpcId(Worlds.VPC).cidrBlock("10.0.7.0/24")).subnet().subnetId();
    String reservationId =
        ec2.createSubnetCidrReservation(
                r -> r.subnetId(subnetId).cidr("10.0.7.32/28").reservationType("explicit"))
            .subnetCidrReservation()
            .subnetCidrReservationId();

    ec2.deleteSubnet(r -> r.subnetId(subnetId));

    assertThatThrownBy(
            () -> ec2.deleteSubnetCidrReservation(r -> r.subnetCidrReservationId(reservationId)))
        .hasMessageContaining(
            "The subnet-cidr-reservation ID '%s' does not exist".formatted(reservationId));
  }

  @Test
  void theTruthIsToldWhereAReadLags() {
    var lagging = Latencies.none().withReads(Duration.ofSeconds(2));
    try (var eventual =
            Simulator.start(SimulatorOptions.at(new SteppedClock()).withLatencies(lagging));
        var client = SimulatorClients.ec2(eventual.endpoint())) {
      client.createNetworkInterface(r -> r.subnetId(Worlds.SUBNET).privateIpAddress("10.0.0.51"));

      var all = DescribeNetworkInterfacesRequest.builder().build();
      assertThat(client.describeNetworkInterfaces(all).networkInterfaces()).hasSize(2);
      assertThat(eventual.truth(all, DescribeNetworkInterfacesResponse.class).networkInterfaces())
          .hasSize(3);
      assertThat(eventual.calls().count("DescribeNetworkInterfaces")).isEqualTo(1);
    }
  }
}
