package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorClients;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.Ec2Proxy;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.OperatorProcess;
import dev.fixedip.testing.SharedKubernetesApi;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Two replicas, of which one acts. Each has its own way to EC2, so that it shows who called. */
@ExtendWith(SharedKubernetesApi.class)
class HandOverIT {
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final String SPEC =
      """
      address: 10.0.0.51
      instance: {id: %s}
      """
          .formatted(Worlds.WINDOWS);

  private final Simulator simulator = LifelikeEc2.start();
  private final Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint());
  private final Ec2Proxy wayOfLeader = Ec2Proxy.to(simulator.endpoint());
  private final Ec2Proxy wayOfStandBy = Ec2Proxy.to(simulator.endpoint());
  private final Stage stage;
  private final Belongings belongings;
  private final OperatorProcess leader;
  private final OperatorProcess standBy;

  HandOverIT(KubernetesApi kubernetes) {
    stage = Stage.open(kubernetes, simulator.endpoint());
    belongings = new Belongings(LifelikeEc2.truth(simulator), stage.clusterId());
    leader = stage.startOperatorAt(wayOfLeader.endpoint()).awaitReady();
    awaitLeading(leader, LEASE);
    standBy = stage.startOperatorAt(wayOfStandBy.endpoint());
  }

  @BeforeEach
  void standByIsReady() {
    standBy.awaitReady();
  }

  @AfterEach
  void stop() {
    stage.close();
    ec2.close();
    wayOfLeader.close();
    wayOfStandBy.close();
    simulator.close();
  }

  @Test
  @SideBySide
  void theStandByTakesOverFromALeaderThatIsKilled() {
    stage.apply("windows", SPEC);
    stage.awaitReady("windows");
    assertThat(wayOfStandBy.actions()).as("the stand-by's calls").isEmpty();

    leader.kill();
    detach();

    Duration taken = awaitLeading(standBy, LEASE.plus(MARGIN));
    tell("The stand-by leads %d ms after the leader was killed", taken);
    awaitAttached();
    assertThat(wayOfStandBy.mutating()).containsExactly("AttachNetworkInterface");
    stage.awaitReady("windows");
    belongings.areOnly("10.0.0.51", Worlds.WINDOWS);
  }

  @Test
  @SideBySide
  void aLeaderThatSleptPastItsLeaseChangesNothing() {
    stage.apply("windows", SPEC);
    stage.awaitReady("windows");

    leader.signal("STOP");
    awaitLeading(standBy, LEASE.plus(MARGIN));
    detach();
    simulator
        .faults()
        .add(FaultRule.onMutating().always().fail("InternalError", "Nobody gets through", 500));
    stage.apply("linux", "address: 10.0.0.52\ninstance: {id: %s}".formatted(Worlds.LINUX));
    wayOfLeader.clear();
    leader.signal("CONT");

    leader.awaitEnd(LEASE.plus(MARGIN));
    assertThat(wayOfLeader.mutating()).as("calls of the leader that slept").isEmpty();
    simulator.faults().clear();
    awaitAttached();
    stage.awaitReady("linux");
  }

  @Test
  @SideBySide
  void aLeaderThatIsToldToEndFinishesItsStepAndHandsOver() {
    simulator
        .faults()
        .add(FaultRule.on("CreateNetworkInterface").delayAnswer(Duration.ofSeconds(2)));
    stage.apply("windows", SPEC);
    await("the leader to be in the middle of a step")
        .until(() -> simulator.calls().count("CreateNetworkInterface") == 1);

    leader.terminate();

    Duration taken = awaitLeading(standBy, Duration.ofSeconds(10));
    tell("The stand-by leads %d ms after the leader was told to end", taken);
    leader.awaitEnd(MARGIN);
    assertThat(leader.log()).containsPattern("CreateNetworkInterface .*: done");
    stage.awaitReady("windows");
    belongings.areOnly("10.0.0.51", Worlds.WINDOWS);
    assertThat(simulator.calls().count("CreateNetworkInterface")).isEqualTo(1);
  }

  private static Duration awaitLeading(OperatorProcess replica, Duration atMost) {
    long begun = System.nanoTime();
    await("the replica to lead")
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> replica.metrics().contains("fixedip_leader 1.0"));
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private void detach() {
    String attachment = belongings.interfaces().getFirst().attachment().attachmentId();
    ec2.detachNetworkInterface(request -> request.attachmentId(attachment));
  }

  private void awaitAttached() {
    await("the interface to be attached again")
        .atMost(LEASE.plus(MARGIN))
        .pollInterval(Duration.ofMillis(100))
        .until(() ->
            belongings.interfaces().stream()
                .anyMatch(it ->
                    it.attachment() != null
                        && Worlds.WINDOWS.equals(it.attachment().instanceId())));
  }

  private static void tell(String what, Duration taken) {
    System.out.println("[fixedip] " + what.formatted(taken.toMillis()));
  }
}
