package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What EC2 answers to an attempt holds back that attempt, and nothing else. */
class FailureTest {
  private final TestWorld lab = TestWorld.story();

  private Failure failure(Action action, Failure.Kind kind, String code) {
    return new Failure(action, kind, code, "its words", lab.now, lab.now.plusSeconds(30));
  }

  private static Action next(Life life) {
    return life.plan().now().orElseThrow().action();
  }

  @ParameterizedTest
  @EnumSource(Failure.Kind.class)
  void theSameActionWaitsUntilItMayBeTriedAgain(Failure.Kind kind) {
    Life windows = lab.windows();
    Action action = next(windows);
    windows.fails(failure(action, kind, "Code"));
    Plan held = windows.plan();
    assertThat(held.now()).isEmpty();
    assertThat(held.again()).contains(lab.now.plusSeconds(30));
    assertThat(held.verdict().orElseThrow().message())
        .contains(
            kind == Failure.Kind.DENIED ? "ec2:CreateNetworkInterface" : "CreateNetworkInterface")
        .contains("10.0.0.51 in subnet-a");
    lab.later(Duration.ofSeconds(30));
    assertThat(next(windows)).isEqualTo(action);
  }

  @ParameterizedTest
  @EnumSource(Failure.Kind.class)
  void anotherActionGoesOn(Failure.Kind kind) {
    Life windows = lab.windows();
    windows.fails(failure(next(windows), kind, "Code"));
    windows.asks(Spec.of("10.0.0.52", "windows"));
    assertThat(next(windows).target()).isEqualTo("10.0.0.52 in subnet-a");
  }

  @ParameterizedTest
  @EnumSource(Failure.Kind.class)
  void whatStandsBesideItGoesOn(Failure.Kind kind) {
    Life windows = lab.fixedIp("w", Spec.of("10.0.0.51", "windows").attributes(false, false));
    windows.turn();
    windows.turn();
    Action check = next(windows);
    assertThat(check).isInstanceOf(Action.SetSourceDestCheck.class);
    windows.fails(failure(check, kind, "Code"));
    assertThat(next(windows)).isInstanceOf(Action.AuthorizePing.class);
  }

  @ParameterizedTest
  @CsvSource({
    "TRANSIENT, InternalError, Ec2Unavailable, RECONCILING",
    "THROTTLED, RequestLimitExceeded, Progressing, RECONCILING",
    "NOT_YET, IncorrectState, Progressing, RECONCILING",
    "USER_MUST_ACT, InvalidParameterValue, Refused, STALLED",
    "QUOTA, NetworkInterfaceLimitExceeded, QuotaExceeded, STALLED",
    "QUOTA, AttachmentLimitExceeded, InterfaceLimitReached, STALLED",
    "QUOTA, RulesPerSecurityGroupLimitExceeded, SecurityGroupFull, STALLED",
    "CONFLICT, InvalidIPAddress.InUse, Progressing, RECONCILING",
    "DENIED, UnauthorizedOperation, Denied, STALLED",
  })
  void everyAnswerHasItsReason(
      Failure.Kind kind, String code, String reason, Reason.Outcome outcome) {
    Life windows = lab.windows();
    windows.fails(failure(next(windows), kind, code));
    assertThat(windows.reason()).hasToString(reason);
    assertThat(windows.says().outcome()).isEqualTo(outcome);
  }

  @Test
  void beingThrottledIsNobodysBusinessForAMinute() {
    Life windows = lab.windows();
    Instant since = lab.now;
    Action action = next(windows);
    lab.later(Duration.ofSeconds(60));
    windows.fails(
        new Failure(
            action,
            Failure.Kind.THROTTLED,
            "RequestLimitExceeded",
            "its words",
            since,
            lab.now.plusSeconds(30)));
    assertThat(windows.says())
        .isEqualTo(
            Verdict.of(
                Reason.THROTTLED,
                "EC2 throttles CreateNetworkInterface: it is tried again more slowly; let other"
                    + " tools of the account call EC2 less, or ask AWS for a higher rate"));
  }

  @Test
  void aHolderThatNoReadShowsIsLookedForForAMinute() {
    Life windows = lab.windows();
    Action action = next(windows);
    windows.fails(
        new Failure(
            action,
            Failure.Kind.CONFLICT,
            "InvalidIPAddress.InUse",
            "its words",
            lab.now.minusSeconds(60),
            lab.now.plusSeconds(30)));
    assertThat(windows.says())
        .isEqualTo(
            Verdict.of(
                Reason.ADDRESS_IN_USE,
                "EC2 says that 10.0.0.51 is in use in subnet-a, and no read shows by whom: choose"
                    + " another address"));
    lab.ec2.networkInterface("eni-x", "subnet-a", List.of("10.0.0.51"), List.of("sg-other"));
    assertThat(windows.says().message()).contains("network interface eni-x");
  }

  @Test
  void deniedNamesTheIamAction() {
    Life windows = lab.windows();
    windows.fails(failure(next(windows), Failure.Kind.DENIED, "UnauthorizedOperation"));
    assertThat(windows.says().message())
        .isEqualTo(
            "AWS does not allow the operator to call ec2:CreateNetworkInterface on 10.0.0.51 in"
                + " subnet-a: allow it in the operator's IAM policy");
    windows.fails(failure(next2(windows), Failure.Kind.DENIED, "AuthFailure"));
    assertThat(windows.says().message()).endsWith("check the operator's credentials and account");
  }

  private Action next2(Life windows) {
    windows.fails(null);
    return next(windows);
  }

  @Test
  void aDeletionThatCannotProceedSaysWhy() {
    Life windows = lab.windows();
    windows.settle();
    windows.delete();
    windows.fails(failure(next(windows), Failure.Kind.DENIED, "UnauthorizedOperation"));
    assertThat(windows.says().reason()).isEqualTo(Reason.DELETION_BLOCKED);
    assertThat(windows.says().message()).contains("ec2:DetachNetworkInterface");
  }

  @Test
  void nothingIsTakenAwayOnAnObservationOlderThanTwoIntervals() {
    Life windows = lab.windows();
    windows.settle();
    lab.age = Duration.ofSeconds(61);
    windows.delete();
    assertThat(windows.plan().now()).isEmpty();
    assertThat(windows.says())
        .isEqualTo(
            Verdict.of(
                Reason.OBSERVATION_STALE,
                "EC2 was last read whole more than 60 s ago: nothing is taken away before it is"
                    + " read again; see the operator's log if this lasts"));
    lab.age = Duration.ofSeconds(60);
    assertThat(windows.plan().now()).isPresent();
  }

  @Test
  void aFixedIpIsNotLetGoBeforeEc2WasRead() {
    Life windows = lab.windows();
    windows.delete();
    lab.age = Duration.ofDays(365);
    Plan plan = windows.plan();
    assertThat(plan.isDone()).isFalse();
    assertThat(plan.again()).isPresent();
    lab.age = Duration.ZERO;
    assertThat(windows.plan().isDone()).isTrue();
  }

  @Test
  void addingGoesOnUnlessTheObservationIsFiveMinutesOld() {
    Life windows = lab.windows();
    lab.age = Duration.ofMinutes(4);
    assertThat(next(windows)).isInstanceOf(Action.CreateInterface.class);
    windows.settle();
    lab.ec2.change(
        lab.ec2.holder("10.0.0.51").orElseThrow().id(),
        it -> it.withTags(Map.of("fixedip.dev/name", "x")));
    assertThat(Life.calls(windows.settle())).containsExactly("CreateTags");
  }
}
