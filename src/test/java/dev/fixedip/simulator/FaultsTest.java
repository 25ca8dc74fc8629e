package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class FaultsTest {
  private final Simulator simulator = Simulator.start(SimulatorOptions.at(InstantSource.system()));
  private final Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint());

  @AfterEach
  void stop() {
    ec2.close();
    simulator.close();
  }

  private void create(String address) {
    ec2.createNetworkInterface(r -> r.subnetId(Worlds.SUBNET).privateIpAddress(address));
  }

  private List<String> addresses() {
    return ec2.describeNetworkInterfaces(r -> {}).networkInterfaces().stream()
        .map(face -> face.privateIpAddress())
        .filter(address -> address.startsWith("10.0.0.6"))
        .toList();
  }

  @Test
  void aRefusedCallHasNoEffect() {
    simulator.faults().add(FaultRule.on("CreateNetworkInterface").nth(2).throttle());
    create("10.0.0.60");

    assertThatThrownBy(() -> create("10.0.0.61"))
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            refusal -> {
              assertThat(refusal.statusCode()).isEqualTo(503);
              assertThat(refusal.isThrottlingException()).isTrue();
            });
    create("10.0.0.62");
    assertThat(addresses()).containsExactlyInAnyOrder("10.0.0.60", "10.0.0.62");
  }

  @Test
  void aLostAnswerHasItsEffect() {
    simulator.faults().add(FaultRule.onMutating().loseAnswer());

    assertThatThrownBy(() -> create("10.0.0.60")).isInstanceOf(SdkClientException.class);
    assertThat(addresses()).containsExactly("10.0.0.60");
    assertThat(simulator.calls().mutating()).hasSize(1);
  }

  @Test
  void aTruncatedAnswerIsNoXmlButHasItsEffect() {
    simulator.faults().add(FaultRule.on("CreateNetworkInterface").truncateAnswer());

    assertThatThrownBy(() -> create("10.0.0.60")).isInstanceOf(SdkClientException.class);
    assertThat(addresses()).containsExactly("10.0.0.60");
    create("10.0.0.61");
  }

  @Test
  void faultsByChanceAreTheSameForTheSameSeed() {
    List<Boolean> first = outcomes(1);

    assertThat(first).hasSize(40).contains(true, false);
    assertThat(outcomes(1)).isEqualTo(first);
    assertThat(outcomes(2)).isNotEqualTo(first);
    assertThat(first.stream().filter(thrown -> thrown).count()).isLessThanOrEqualTo(12);
  }

  /** Which of forty calls were refused, each with an even chance, at most twelve times. */
  private static List<Boolean> outcomes(long seed) {
    List<Boolean> refused = new ArrayList<>();
    try (var chancy = Simulator.start(SimulatorOptions.at(InstantSource.system()).withSeed(seed));
        Ec2Client client = SimulatorClients.ec2(chancy.endpoint())) {
      chancy.faults().add(FaultRule.onAny().probability(0.5).times(12).throttle());
      for (int i = 0; i < 40; i++) {
        try {
          client.describeVpcs(r -> {});
          refused.add(false);
        } catch (Ec2Exception refusal) {
          assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("RequestLimitExceeded");
          refused.add(true);
        }
      }
    }
    return refused;
  }

  @Test
  void aFailureAfterTheEffectHasItsEffect() {
    simulator
        .faults()
        .add(
            FaultRule.on("CreateNetworkInterface")
                .times(2)
                .failAfter("InternalError", "An internal error has occurred", 500));

    Ec2Contract.assertRefused(() -> create("10.0.0.60"), "InternalError", "internal");
    Ec2Contract.assertRefused(() -> create("10.0.0.61"), "InternalError", "internal");
    create("10.0.0.62");
    assertThat(addresses()).hasSize(3);
  }

  @Test
  void aSlowAnswerRunsIntoTheCallersTimeout() {
    simulator.faults().add(FaultRule.onAny().delayAnswer(Duration.ofSeconds(2)));

    assertThatThrownBy(() ->
            ec2.createNetworkInterface(r ->
                r.subnetId(Worlds.SUBNET)
                    .privateIpAddress("10.0.0.60")
                    .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofMillis(300)))))
        .isInstanceOf(SdkClientException.class);
    assertThat(addresses()).containsExactly("10.0.0.60");
  }

  @Test
  void aListenerSeesTheEffectBeforeTheCallerDoes() {
    List<String> seen = new ArrayList<>();
    try (var subscription =
        simulator.afterEffect(
            "CreateNetworkInterface",
            request -> {
              seen.add(((CreateNetworkInterfaceRequest) request).privateIpAddress());
              seen.addAll(addresses());
            })) {
      assertThat(subscription).isNotNull();
      create("10.0.0.60");
    }
    create("10.0.0.61");

    assertThat(seen).containsExactly("10.0.0.60", "10.0.0.60");
  }

  @Test
  void callsAreKeptInOrder() {
    create("10.0.0.60");
    ec2.describeVpcs(r -> {});
    Ec2Contract.assertRefused(
        () -> ec2.createNetworkInterface(r -> r.subnetId(Worlds.SUBNET).dryRun(true)),
        "DryRunOperation",
        "");

    assertThat(simulator.calls().all())
        .extracting(Calls.Call::action)
        .containsExactly("CreateNetworkInterface", "DescribeVpcs", "CreateNetworkInterface");
    assertThat(simulator.calls().mutating()).hasSize(1);
    assertThat(simulator.calls().count("CreateNetworkInterface")).isEqualTo(2);
  }

  @Test
  void whatAServiceManagesIsNotOurs() {
    create("10.0.0.60");
    String id =
        ec2.describeNetworkInterfaces(
                r -> r.filters(Ec2Contract.filter("addresses.private-ip-address", "10.0.0.60")))
            .networkInterfaces()
            .getFirst()
            .networkInterfaceId();
    simulator.backstage().operatorManaged(id, "eks.amazonaws.com", true);

    assertThat(addresses()).isEmpty();
    assertThat(
            ec2.describeNetworkInterfaces(r -> r.includeManagedResources(true)).networkInterfaces())
        .hasSize(3);
    Ec2Contract.assertRefused(
        () -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId(id)),
        "OperationNotPermitted",
        id);
    simulator
        .backstage()
        .requesterManaged(Worlds.LINUX_INTERFACE, "amazon-elb", "network_load_balancer");
    Ec2Contract.assertRefused(
        () ->
            ec2.assignPrivateIpAddresses(
                r -> r.networkInterfaceId(Worlds.LINUX_INTERFACE).privateIpAddresses("10.0.0.61")),
        "OperationNotPermitted",
        Worlds.LINUX_INTERFACE);
  }
}
