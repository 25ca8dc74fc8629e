package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.model.Key;
import dev.fixedip.model.Reachability;
import dev.fixedip.model.Reachability.Status;
import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** EC2's own checks of the guests are read every fifth time, and never keep the rest from being. */
class StatusChecksTest {
  private final Lab lab = new Lab();

  @AfterEach
  void close() {
    lab.close();
  }

  private void polls(int number) {
    lab.time.pass(Lab.POLL.multipliedBy(number));
  }

  private Optional<Reachability> seen(String instanceId) {
    return lab.inventory.world().reachability(instanceId);
  }

  private Status status(String instanceId) {
    return seen(instanceId).orElseThrow().status();
  }

  private void setsAnAddressInside(String address) {
    lab.simulator.backstage().setGuestAddress(Worlds.WINDOWS, address);
  }

  @Test
  void theFirstReadHasThem() {
    lab.start();

    assertThat(status(Worlds.WINDOWS)).isEqualTo(Status.PASSED);
    assertThat(status(Worlds.LINUX)).isEqualTo(Status.PASSED);
    assertThat(seen("i-00000000000000999")).isEmpty();
  }

  @Test
  void theyAreReadEveryFifthTimeInOneCall() {
    lab.start();
    polls(10);

    assertThat(lab.simulator.calls().counts())
        .containsEntry("DescribeInstances", 10)
        .containsEntry("DescribeInstanceStatus", 2);
  }

  @Test
  void aGuestThatIsCutOffIsToldToWhoLookedAtTheInstance() {
    lab.start();
    Instant since = lab.time.instant();
    setsAnAddressInside("10.0.0.51");
    polls(5);

    assertThat(seen(Worlds.WINDOWS)).hasValue(new Reachability(Status.FAILED, since, false));
    assertThat(status(Worlds.LINUX)).isEqualTo(Status.PASSED);
    assertThat(lab.told())
        .as("beside the Elastic IPs, which are read now and again, too")
        .containsExactlyInAnyOrder(new Key.OfInstance(Worlds.WINDOWS), new Key.OfElasticIps());
  }

  @Test
  void ofAnInstanceThatIsStoppedNothingIsKnown() {
    lab.start();
    lab.ec2().stopInstances(it -> it.instanceIds(Worlds.WINDOWS));
    polls(1);

    assertThat(seen(Worlds.WINDOWS)).isEmpty();
    assertThat(status(Worlds.LINUX)).isEqualTo(Status.PASSED);
  }

  @Test
  void withoutTheRightToReadThemAllElseIsRead() {
    lab.simulator
        .faults()
        .add(
            FaultRule.on("DescribeInstanceStatus")
                .always()
                .fail("UnauthorizedOperation", "You are not authorized", 403));
    lab.start();
    polls(2);

    assertThat(lab.inventory.isComplete()).isTrue();
    assertThat(lab.inventory.observedAt()).isEqualTo(Lab.FIRST_READ.plus(Lab.POLL.multipliedBy(2)));
    assertThat(seen(Worlds.WINDOWS)).isEmpty();
  }

  @Test
  void whatWasSaidIsKeptThroughAFailureAndForgottenAfterFive() {
    lab.start();
    lab.simulator
        .faults()
        .add(
            FaultRule.on("DescribeInstanceStatus")
                .always()
                .fail("UnauthorizedOperation", "You are not authorized", 403));
    polls(7);
    assertThat(status(Worlds.WINDOWS)).isEqualTo(Status.PASSED);
    polls(1);
    assertThat(seen(Worlds.WINDOWS)).isEmpty();

    lab.simulator.faults().clear();
    polls(1);
    assertThat(status(Worlds.WINDOWS)).isEqualTo(Status.PASSED);
  }

  @Test
  void aNewSubnetDoesNotMakeThemForgotten() {
    lab.start();
    lab.ec2().createSubnet(it -> it.vpcId(Worlds.VPC).cidrBlock("10.0.2.0/24"));
    lab.inventory.look(Set.of(new Key.OfVpc(Worlds.VPC)));
    lab.time.pass(Duration.ofSeconds(1));

    assertThat(lab.inventory.world().subnetsOf(Worlds.VPC)).hasSize(2);
    assertThat(status(Worlds.WINDOWS)).isEqualTo(Status.PASSED);
  }
}
