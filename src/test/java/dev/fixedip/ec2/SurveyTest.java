package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixedip.model.Key;
import dev.fixedip.model.Overlay;
import dev.fixedip.model.Seen;
import dev.fixedip.simulator.Calls;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.access.Denial;
import dev.fixedip.simulator.world.Worlds;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One look at EC2, which leads as far as it is asked to. */
class SurveyTest {
  private static final Set<Key> RULES = Set.of(new Key.OfRules(Worlds.GROUP));

  private final VirtualTime time = new VirtualTime();
  private final Simulator simulator = Simulator.start(SimulatorOptions.at(time));
  private final Ec2Clients clients = Lab.readers(simulator);

  @AfterEach
  void close() {
    clients.close();
    simulator.close();
  }

  private Survey survey() {
    return Survey.of(clients, new Limits(1000, time), time);
  }

  private List<String> calls() {
    return simulator.calls().all().stream().map(Calls.Call::action).sorted().toList();
  }

  @Test
  void theFirstLookBringsAllThatIsListed() {
    Survey survey = survey();

    assertThat(calls())
        .containsExactly(
            "DescribeInstances", "DescribeNetworkInterfaces", "DescribeSubnets", "DescribeVpcs");
    assertThat(survey.world().instance(Worlds.WINDOWS).present()).isPresent();
    assertThat(survey.world().holder(Worlds.SUBNET, Worlds.LINUX_ADDRESS)).isPresent();
    assertThat(survey.world().rules(Worlds.GROUP).isUnread()).isTrue();
    assertThat(survey.observedAt()).isEqualTo(VirtualTime.START);
  }

  @Test
  void whatIsStillUnknownIsReadOnce() {
    Survey survey = survey();
    simulator.calls().clear();
    Set<Key> keys =
        Set.of(
            new Key.OfRules(Worlds.GROUP),
            new Key.OfRules(Worlds.DEFAULT_GROUP),
            new Key.OfType("t3.medium"),
            new Key.OfInstance("i-00000000000000999"),
            new Key.OfInstance(Worlds.WINDOWS),
            new Key.OfVpc(Worlds.VPC));

    assertThat(survey.read(keys, survey.world())).isTrue();
    assertThat(survey.read(keys, survey.world())).as("nothing is left to read").isFalse();

    assertThat(calls())
        .filteredOn(it -> it.equals("DescribeSecurityGroupRules"))
        .as("one call for both groups")
        .hasSize(1);
    assertThat(survey.world().rules(Worlds.GROUP).present().orElseThrow()).isNotEmpty();
    assertThat(survey.world().instanceType("t3.medium").present()).isPresent();
    assertThat(survey.world().instance("i-00000000000000999")).isInstanceOf(Seen.Gone.class);
  }

  @Test
  void whatIsLaidOverItIsNotAskedFor() {
    Survey survey = survey();
    Overlay over = new Overlay(survey.world());
    over.showRules(Worlds.GROUP, new Seen.Present<>(List.of()));

    assertThat(survey.read(RULES, over)).isFalse();
    assertThat(survey.read(RULES, survey.world())).isTrue();
  }

  @Test
  void whoMayNotReadIsTold() {
    simulator.access().deny(new Denial("*", List.of("DescribeSecurityGroupRules")));
    Survey survey = survey();

    assertThatThrownBy(() -> survey.read(RULES, survey.world()))
        .isInstanceOf(Ec2UnreadableException.class)
        .hasMessageStartingWith("EC2 us-east-1 at " + simulator.endpoint() + " could not be read: ")
        .hasMessageContaining("UnauthorizedOperation")
        .hasMessageContaining("use credentials that may call");
  }
}
