package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.Reason;
import dev.fixedip.model.NetworkInterface;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Plans one after the other, none of them carried out in EC2. */
class ProspectTest {
  private final TestWorld lab = TestWorld.story();
  private final Prospect prospect = new Prospect(lab.ec2.world());

  private Plan next(String name, String address) {
    Life life = lab.fixedIp(name, Spec.of(address, "windows"));
    Plan plan = Planner.plan(life.situation(prospect.world()));
    prospect.carryOut(plan, life.desired().identity());
    return plan;
  }

  private static List<String> targets(Plan plan) {
    return Stream.concat(plan.now().stream(), plan.rest().stream())
        .map(it -> it.action().call() + " " + it.action().target())
        .toList();
  }

  @Test
  void theNextFindsTakenWhatTheOneBeforeTakes() {
    assertThat(targets(next("first", "10.0.0.51")))
        .containsExactly(
            "CreateNetworkInterface 10.0.0.51 in subnet-a",
            "AttachNetworkInterface (new) to i-windows at device index 1",
            "AuthorizeSecurityGroupIngress sg-windows from 10.0.0.0/21");
    assertThat(targets(next("second", "10.0.0.52")))
        .as("the rule is shared, the device index is not")
        .containsExactly(
            "CreateNetworkInterface 10.0.0.52 in subnet-a",
            "AttachNetworkInterface (new) to i-windows at device index 2");
    assertThat(next("third", "10.0.0.53").verdict())
        .map(Verdict::reason)
        .contains(Reason.INTERFACE_LIMIT_REACHED);

    assertThat(prospect.world().interfacesOf("i-windows"))
        .extracting(NetworkInterface::id)
        .containsExactly("eni-windows", "(new, for lab/first)", "(new, for lab/second)");
    assertThat(lab.ec2.world().interfacesOf("i-windows")).as("EC2 itself").hasSize(1);
  }
}
