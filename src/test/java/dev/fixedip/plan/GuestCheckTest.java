package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Instance;
import dev.fixedip.model.Key;
import dev.fixedip.model.Reachability;
import dev.fixedip.model.Reachability.Status;
import dev.fixedip.plan.Findings.Finding;
import dev.fixedip.plan.Findings.Finding.Value;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** GuestReachable: what EC2's own check of the instance says, and what to do about it. */
class GuestCheckTest {
  private static final Instant SINCE = Instant.parse("2026-03-01T11:30:00.123Z");

  private final TestWorld lab = TestWorld.story();
  private final Life windows = lab.windows();

  @BeforeEach
  void attach() {
    windows.settle();
  }

  private void ec2Says(Reachability it) {
    lab.ec2.reachability.put("i-windows", it);
  }

  private Finding guest() {
    return windows.plan().findings().conditions().stream()
        .filter(it -> it.type() == ConditionType.GuestReachable)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anAddressThatWasSetInsideTheGuestIsNoticed() {
    ec2Says(new Reachability(Status.FAILED, SINCE, false));

    Finding guest = guest();

    assertThat(guest.value()).isEqualTo(Value.FALSE);
    assertThat(guest.reason()).isEqualTo(Reason.GUEST_UNREACHABLE);
    assertThat(guest.message())
        .contains("i-windows (the windows server)", "since 2026-03-01T11:30:00Z")
        .contains("an address that somebody set inside it", "neither a reboot nor a stop and start")
        .contains("serial console", "EC2Rescue", "DHCP", "10.0.0.133 (MAC address", "status.guest")
        .contains("primary interface only", "network ACLs", "guest's own firewall");
  }

  @Test
  void whereTheHostFailsTooTheGuestIsNotBlamed() {
    ec2Says(new Reachability(Status.FAILED, null, true));

    assertThat(guest().message())
        .contains("i-windows (the windows server) fails. ", "AWS's", "stop and start the instance")
        .doesNotContain("inside it");
  }

  @Test
  void itDoesNotChangeReady() {
    ec2Says(new Reachability(Status.FAILED, SINCE, false));

    assertThat(windows.reason()).isEqualTo(Reason.ATTACHED);
    assertThat(windows.plan().isDone()).isTrue();
  }

  @Test
  void aPassingCheckSaysWhatElseCanStopAPing() {
    ec2Says(new Reachability(Status.PASSED, null, false));

    assertThat(guest().value()).isEqualTo(Value.TRUE);
    assertThat(guest().reason()).isEqualTo(Reason.SUCCEEDED);
    assertThat(guest().message())
        .contains("passes", "primary interface only", "network ACLs", "guest's own firewall");
  }

  @ParameterizedTest
  @CsvSource({
    "INITIALIZING, first check",
    "INSUFFICIENT_DATA, no result",
    "UNKNOWN, no result",
  })
  void withoutAResultItIsUnknown(Status status, String why) {
    ec2Says(new Reachability(status, null, false));

    assertThat(guest().value()).isEqualTo(Value.UNKNOWN);
    assertThat(guest().message()).contains("i-windows", why);
  }

  @Test
  void beforeItWasReadItIsUnknownAndTheRightToReadItIsNamed() {
    assertThat(guest().value()).isEqualTo(Value.UNKNOWN);
    assertThat(guest().message()).contains("i-windows", "ec2:DescribeInstanceStatus");
  }

  @ParameterizedTest
  @EnumSource(
      value = Instance.State.class,
      names = {"RUNNING"},
      mode = EnumSource.Mode.EXCLUDE)
  void anInstanceThatDoesNotRunIsNotChecked(Instance.State state) {
    ec2Says(new Reachability(Status.PASSED, null, false));
    lab.ec2.state("i-windows", state);

    assertThat(guest().value()).isEqualTo(Value.UNKNOWN);
    assertThat(guest().message()).contains("i-windows", "only running instances");
  }

  @Test
  void aChangeOfTheCheckMakesAnotherPlan() {
    assertThat(windows.plan().keys()).contains(new Key.OfInstance("i-windows"));
  }
}
