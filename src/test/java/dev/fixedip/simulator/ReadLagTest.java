package dev.fixedip.simulator;

import static dev.fixedip.simulator.Ec2Contract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/** Reads lag behind writes by up to two seconds: EC2 is eventually consistent. */
class ReadLagTest {
  private static final Duration WINDOW = Duration.ofSeconds(2);

  private final SteppedClock clock = new SteppedClock();
  private final Simulator simulator = start(1);
  private final Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint());

  private Simulator start(long seed) {
    return Simulator.start(
        SimulatorOptions.at(clock)
            .withLatencies(Latencies.none().withReads(WINDOW))
            .withSeed(seed));
  }

  @AfterEach
  void stop() {
    ec2.close();
    simulator.close();
  }

  private String create() {
    return ec2.createNetworkInterface(r -> r.subnetId(Worlds.SUBNET).privateIpAddress("10.0.0.60"))
        .networkInterface()
        .networkInterfaceId();
  }

  private NetworkInterface read(String id) {
    return ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(id))
        .networkInterfaces()
        .getFirst();
  }

  private List<String> addressesOfWindows() {
    return read(Worlds.WINDOWS_INTERFACE).privateIpAddresses().stream()
        .map(NetworkInterfacePrivateIpAddress::privateIpAddress)
        .toList();
  }

  @Test
  void theWorldIsThereFromTheStart() {
    assertThat(ec2.describeInstances(r -> {}).reservations()).hasSize(2);
  }

  @Test
  void whatWasJustMadeIsNotFoundYet() {
    String id = create();

    assertRefused(() -> read(id), "InvalidNetworkInterfaceID.NotFound", id);
    assertThat(ec2.describeNetworkInterfaces(r -> {}).networkInterfaces()).hasSize(2);
    clock.advance(WINDOW);
    assertThat(read(id).privateIpAddress()).isEqualTo("10.0.0.60");
    assertThat(ec2.describeNetworkInterfaces(r -> {}).networkInterfaces()).hasSize(3);
  }

  @Test
  void whatWasJustChangedIsAsItWas() {
    ec2.assignPrivateIpAddresses(
        r -> r.networkInterfaceId(Worlds.WINDOWS_INTERFACE).privateIpAddresses("10.0.0.60"));

    assertThat(addressesOfWindows()).containsExactly(Worlds.WINDOWS_ADDRESS);
    clock.advance(WINDOW);
    assertThat(addressesOfWindows()).containsExactly(Worlds.WINDOWS_ADDRESS, "10.0.0.60");
  }

  @Test
  void whatWasJustDeletedIsStillThereForReadsAlone() {
    String id = create();
    clock.advance(WINDOW);
    ec2.deleteNetworkInterface(r -> r.networkInterfaceId(id));

    assertThat(read(id).networkInterfaceId()).isEqualTo(id);
    assertRefused(
        () -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId(id)),
        "InvalidNetworkInterfaceID.NotFound",
        id);
    clock.advance(WINDOW);
    assertRefused(() -> read(id), "InvalidNetworkInterfaceID.NotFound", id);
  }

  @Test
  void writesSeeWhatWasWrittenBefore() {
    String id = create();
    ec2.attachNetworkInterface(
        r -> r.networkInterfaceId(id).instanceId(Worlds.WINDOWS).deviceIndex(1));

    assertRefused(
        () ->
            ec2.attachNetworkInterface(
                r -> r.networkInterfaceId(id).instanceId(Worlds.LINUX).deviceIndex(1)),
        "InvalidNetworkInterface.InUse",
        id);
    clock.advance(WINDOW);
    assertThat(read(id).attachment().instanceId()).isEqualTo(Worlds.WINDOWS);
    assertThat(
            ec2.describeInstances(r -> r.instanceIds(Worlds.WINDOWS))
                .reservations()
                .getFirst()
                .instances()
                .getFirst()
                .networkInterfaces())
        .hasSize(2);
  }

  @Test
  void aReadMayTellLessThanTheOneBeforeItButTheSameForTheSameSeed() {
    create();
    List<Integer> seen = sizes(ec2);

    assertThat(seen).startsWith(2).contains(3);
    assertThat(String.join("", seen.stream().map(String::valueOf).toList())).contains("32");
    try (Simulator again = start(1);
        Ec2Client client = SimulatorClients.ec2(again.endpoint())) {
      client.createNetworkInterface(r -> r.subnetId(Worlds.SUBNET).privateIpAddress("10.0.0.60"));
      assertThat(sizes(client)).isEqualTo(seen);
    }
  }

  private List<Integer> sizes(Ec2Client client) {
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sizes.add(client.describeNetworkInterfaces(r -> {}).networkInterfaces().size());
      clock.advance(WINDOW.dividedBy(20));
    }
    return sizes;
  }

  @Test
  void whatChangesWhileReadsDoNotLagIsKept() {
    ec2.createTags(r -> r.resources(Worlds.WINDOWS_INTERFACE).tags(Ec2Contract.tag("v", "1")));
    simulator.world().latencies(Latencies.none());
    ec2.createTags(r -> r.resources(Worlds.WINDOWS_INTERFACE).tags(Ec2Contract.tag("v", "2")));
    simulator.world().latencies(Latencies.none().withReads(WINDOW));

    assertThat(read(Worlds.WINDOWS_INTERFACE).tagSet()).containsExactly(Ec2Contract.tag("v", "2"));
    simulator.world().latencies(Latencies.none());
    assertThat(read(Worlds.WINDOWS_INTERFACE).tagSet()).containsExactly(Ec2Contract.tag("v", "2"));
  }

  @Test
  void anInstanceThatWasJustForgottenIsStillThere() {
    ec2.terminateInstances(r -> r.instanceIds(Worlds.WINDOWS));
    clock.advance(Latencies.none().forget());

    assertThat(ec2.describeInstances(r -> {}).reservations()).hasSize(2);
    clock.advance(WINDOW);
    assertThat(ec2.describeInstances(r -> {}).reservations()).hasSize(1);
  }

  @Test
  void aPlannedChangeIsSeenFromItsOwnTimeOn() {
    try (Simulator slow =
            Simulator.start(
                SimulatorOptions.at(clock).withLatencies(Latencies.realistic().withReads(WINDOW)));
        Ec2Client client = SimulatorClients.ec2(slow.endpoint())) {
      String id =
          client
              .createNetworkInterface(r -> r.subnetId(Worlds.SUBNET).privateIpAddress("10.0.0.60"))
              .networkInterface()
              .networkInterfaceId();
      clock.advance(Latencies.realistic().create().plus(WINDOW));

      assertThat(
              client
                  .describeNetworkInterfaces(r -> r.networkInterfaceIds(id))
                  .networkInterfaces()
                  .getFirst()
                  .statusAsString())
          .isEqualTo("available");
    }
  }
}
