package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Reservation;

class TransitionsTest {
  private final SteppedClock clock = new SteppedClock();
  private final Simulator simulator =
      Simulator.start(SimulatorOptions.at(clock).withLatencies(Latencies.realistic()));
  private final Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint());

  @AfterEach
  void stop() {
    ec2.close();
    simulator.close();
  }

  private NetworkInterface read(String id) {
    return ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(id))
        .networkInterfaces()
        .getFirst();
  }

  private String create() {
    return ec2.createNetworkInterface(r -> r.subnetId(Worlds.SUBNET).privateIpAddress("10.0.0.51"))
        .networkInterface()
        .networkInterfaceId();
  }

  private String attach(String id) {
    return ec2.attachNetworkInterface(
            r -> r.networkInterfaceId(id).instanceId(Worlds.WINDOWS).deviceIndex(1))
        .attachmentId();
  }

  private String windowsState() {
    return ec2.describeInstances(r -> r.instanceIds(Worlds.WINDOWS)).reservations().stream()
        .map(Reservation::instances)
        .map(instances -> instances.getFirst().state().nameAsString())
        .findFirst()
        .orElse("none");
  }

  private InstanceStatus windowsStatus() {
    return ec2.describeInstanceStatus(r -> r.instanceIds(Worlds.WINDOWS).includeAllInstances(true))
        .instanceStatuses()
        .getFirst();
  }

  @Test
  void aVpcIsPendingForAMoment() {
    String id = ec2.createVpc(r -> r.cidrBlock("10.77.0.0/20")).vpc().vpcId();
    assertThat(vpcState(id)).isEqualTo("pending");

    clock.advance(Duration.ofSeconds(1));

    assertThat(vpcState(id)).isEqualTo("available");
  }

  private String vpcState(String id) {
    return ec2.describeVpcs(r -> r.vpcIds(id)).vpcs().getFirst().stateAsString();
  }

  @Test
  void anInterfaceTakesItsTime() {
    String id = create();
    assertThat(read(id).statusAsString()).isEqualTo("pending");

    clock.advance(Duration.ofSeconds(1));
    assertThat(read(id).statusAsString()).isEqualTo("available");
    String attachmentId = attach(id);
    assertThat(read(id).attachment().statusAsString()).isEqualTo("attaching");

    clock.advance(Duration.ofSeconds(2));
    assertThat(read(id).attachment().statusAsString()).isEqualTo("attached");
    ec2.detachNetworkInterface(r -> r.attachmentId(attachmentId));
    assertThat(read(id).attachment().statusAsString()).isEqualTo("detaching");
    Ec2Contract.assertRefused(
        () -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId(id)),
        "InvalidParameterValue",
        "currently in use");

    clock.advance(Duration.ofSeconds(4));
    assertThat(read(id).attachment()).isNull();
    ec2.deleteNetworkInterface(r -> r.networkInterfaceId(id));
  }

  @Test
  void whatIsStillPendingCanBeAttached() {
    String id = create();
    attach(id);
    clock.advance(Duration.ofSeconds(1));
    assertThat(read(id).statusAsString()).isEqualTo("in-use");
    assertThat(read(id).attachment().statusAsString()).isEqualTo("attaching");

    clock.advance(Duration.ofSeconds(1));
    assertThat(read(id).attachment().statusAsString()).isEqualTo("attached");
  }

  @Test
  void aDetachOvertakesAnAttach() {
    String id = create();
    clock.advance(Duration.ofSeconds(1));
    String attachmentId = attach(id);
    ec2.detachNetworkInterface(r -> r.attachmentId(attachmentId));

    clock.advance(Duration.ofSeconds(2));
    assertThat(read(id).attachment().statusAsString()).isEqualTo("detaching");
    clock.advance(Duration.ofSeconds(2));
    assertThat(read(id).statusAsString()).isEqualTo("available");
  }

  @Test
  void anInstanceStopsStartsAndGoes() {
    ec2.stopInstances(r -> r.instanceIds(Worlds.WINDOWS));
    assertThat(windowsState()).isEqualTo("stopping");
    Ec2Contract.assertRefused(
        () -> ec2.startInstances(r -> r.instanceIds(Worlds.WINDOWS)),
        "IncorrectInstanceState",
        "is not in a state from which it can be started");
    clock.advance(Duration.ofSeconds(15));
    assertThat(windowsState()).isEqualTo("stopped");
    assertThat(windowsStatus().instanceStatus().statusAsString()).isEqualTo("not-applicable");

    ec2.startInstances(r -> r.instanceIds(Worlds.WINDOWS));
    clock.advance(Duration.ofSeconds(10));
    assertThat(windowsState()).isEqualTo("running");
    assertThat(windowsStatus().instanceStatus().statusAsString()).isEqualTo("initializing");
    clock.advance(Duration.ofSeconds(60));
    assertThat(windowsStatus().instanceStatus().statusAsString()).isEqualTo("ok");

    ec2.terminateInstances(r -> r.instanceIds(Worlds.WINDOWS));
    assertThat(windowsState()).isEqualTo("shutting-down");
    clock.advance(Duration.ofSeconds(20));
    Instance terminated =
        ec2.describeInstances(r -> r.instanceIds(Worlds.WINDOWS))
            .reservations()
            .getFirst()
            .instances()
            .getFirst();
    assertThat(terminated.state().code()).isEqualTo(48);
    assertThat(terminated.vpcId()).isNull();
    assertThat(terminated.networkInterfaces()).isEmpty();
    clock.advance(Duration.ofHours(1));
    Ec2Contract.assertRefused(this::windowsState, "InvalidInstanceID.NotFound", Worlds.WINDOWS);
  }

  @Test
  void aGuestWithAnAddressOfItsOwnIsUnreachable() {
    simulator.backstage().setGuestAddress(Worlds.WINDOWS, "10.0.0.51");

    var check = windowsStatus().instanceStatus();
    assertThat(check.statusAsString()).isEqualTo("impaired");
    assertThat(check.details().getFirst().impairedSince()).isEqualTo(clock.instant());
    assertThat(windowsStatus().systemStatus().statusAsString()).isEqualTo("ok");

    ec2.assignPrivateIpAddresses(
        r -> r.networkInterfaceId(Worlds.WINDOWS_INTERFACE).privateIpAddresses("10.0.0.51"));
    assertThat(windowsStatus().instanceStatus().statusAsString()).isEqualTo("ok");
  }
}
