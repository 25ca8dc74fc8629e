package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.Reason;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** EC2 departs from what was in place: noticed, told, then put right, or only told. */
class DriftTest {
  private static final Spec SPEC =
      Spec.of("10.0.0.51", "windows").index(1).tags(Map.of("team", "net"));
  private final TestWorld lab = TestWorld.story();

  static Stream<Arguments> everyField() {
    return Stream.of(
        field("interface", (lab, it) -> lab.ec2.delete(it.id()), "none", "10.0.0.51"),
        field(
            "interface.attachment",
            (lab, it) -> lab.ec2.change(it.id(), eni -> eni.with((Attachment) null)),
            "none",
            "i-windows"),
        field(
            "interface.attachment",
            (lab, it) -> lab.ec2.on(it.id(), "i-linux", 1, false),
            "i-linux",
            "i-windows"),
        field(
            "interface.deviceIndex",
            (lab, it) -> lab.ec2.on(it.id(), "i-windows", 2, false),
            "2",
            "1"),
        field(
            "interface.securityGroupIds",
            (lab, it) ->
                lab.ec2.change(it.id(), eni -> eni.withSecurityGroups(List.of("sg-b", "sg-a"))),
            "sg-a, sg-b",
            "sg-windows"),
        field(
            "interface.sourceDestCheck",
            (lab, it) -> lab.ec2.change(it.id(), eni -> eni.withSourceDestCheck(false)),
            "false",
            "true"),
        field(
            "interface.deleteOnTermination",
            (lab, it) ->
                lab.ec2.change(
                    it.id(),
                    eni ->
                        eni.with(
                            Objects.requireNonNull(eni.attachment()).deletedOnTermination(true))),
            "true",
            "false"),
        field(
            "interface.tags",
            (lab, it) -> lab.ec2.apply(new Action.AddTags(it.id(), Map.of("team", "web"))),
            "team=web",
            "team=net"),
        field(
            "interface.tags",
            (lab, it) -> lab.ec2.apply(new Action.RemoveTags(it.id(), Map.of("team", "net"))),
            "team absent",
            "team=net"),
        field(
            "pingRules[10.0.0.0/21]",
            (lab, _) -> lab.ec2.rules.put("sg-windows", List.of()),
            "none",
            "a rule that lets ping in"));
  }

  /** Somebody does something to the interface. */
  interface Disturbance {
    void in(TestWorld lab, NetworkInterface it);
  }

  private static Arguments field(
      String field, Disturbance disturbance, String observed, String desired) {
    return Arguments.of(field, disturbance, observed, desired);
  }

  @ParameterizedTest
  @MethodSource("everyField")
  void isToldThenPutRight(String field, Disturbance disturbance, String observed, String desired) {
    Life windows = inPlace(SPEC);
    disturbance.in(lab, interfaceNow());
    Plan told = windows.turn();
    assertThat(told.drift())
        .containsExactly(new Drift(new Difference(field, desired, observed), lab.now));
    assertThat(told.now()).as("told before corrected").isEmpty();
    assertThat(told.again()).contains(lab.now);
    assertThat(told.verdict())
        .contains(
            Verdict.of(
                Reason.DRIFTED, "%s is %s instead of %s".formatted(field, observed, desired)));
    assertThat(windows.plan().now()).isPresent();
    windows.settle();
    assertThat(windows.reason()).isEqualTo(Reason.ATTACHED);
    assertThat(windows.plan().drift()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyField")
  void isOnlyToldUnderReport(
      String field, Disturbance disturbance, String observed, String desired) {
    Life windows = inPlace(SPEC.reportsDrift());
    disturbance.in(lab, interfaceNow());
    assertThat(windows.settle()).isEmpty();
    lab.later(Duration.ofHours(1));
    Plan plan = windows.turn();
    assertThat(plan.now()).isEmpty();
    assertThat(plan.rest()).as("what would be done").isNotEmpty();
    assertThat(plan.verdict())
        .contains(
            new Verdict(
                Reason.Outcome.STALLED,
                Reason.DRIFTED,
                "%s is %s instead of %s: set spec.drift to Correct to have it put right, or put it right in EC2"
                    .formatted(field, observed, desired)));
    windows.asks(new Spec(SPEC.it())).settle();
    assertThat(windows.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void sinceIsKeptWhileItStaysTheSame() {
    Life windows = inPlace(SPEC.reportsDrift());
    Instant first = lab.later(Duration.ofMinutes(1)).now;
    set("sg-other");
    windows.turn();
    lab.later(Duration.ofMinutes(7));
    assertThat(windows.turn().drift()).singleElement().extracting(Drift::since).isEqualTo(first);
    set("sg-linux");
    assertThat(windows.turn().drift()).singleElement().extracting(Drift::since).isEqualTo(lab.now);
  }

  @Test
  void workIsDoneUnderReportToo() {
    Life windows = inPlace(SPEC.reportsDrift());
    windows.asks(SPEC.reportsDrift().groups("sg-other"));
    assertThat(windows.plan().drift()).isEmpty();
    assertThat(Life.calls(windows.settle())).contains("ModifyNetworkInterfaceAttribute");
    assertThat(windows.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void workGoesOnBesideDriftThatIsOnlyReported() {
    Life windows = inPlace(SPEC.reportsDrift());
    lab.ec2.vpcs.put(
        "vpc-lab",
        new dev.fixedip.model.Vpc(
            "vpc-lab",
            List.of(
                dev.fixedip.model.Cidr.parse("10.0.0.0/21"),
                dev.fixedip.model.Cidr.parse("10.1.0.0/16"))));
    lab.ec2.change(interfaceNow().id(), it -> it.withSourceDestCheck(false));
    assertThat(Life.calls(windows.settle())).containsExactly("AuthorizeSecurityGroupIngress");
    assertThat(windows.plan().drift()).hasSize(1);
    assertThat(interfaceNow().sourceDestCheck()).isFalse();
  }

  @Test
  void moreTagsMissingIsStillDrift() {
    Life windows =
        inPlace(Spec.of("10.0.0.51", "windows").tags(Map.of("a", "1", "b", "2")).reportsDrift());
    lab.ec2.apply(new Action.RemoveTags(interfaceNow().id(), Map.of("a", "1")));
    assertThat(windows.settle()).isEmpty();
    lab.ec2.apply(new Action.RemoveTags(interfaceNow().id(), Map.of("b", "2")));
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.plan().drift()).hasSize(1);
  }

  @Test
  void oursIsRecognisedByClusterAndUidAlone() {
    Life windows = inPlace(SPEC);
    lab.ec2.apply(
        new Action.RemoveTags(
            interfaceNow().id(), Map.of(Ownership.NAMESPACE, "", Ownership.NAME, "")));
    assertThat(Life.calls(windows.settle())).containsExactly("CreateTags");
    assertThat(interfaceNow().tags()).containsEntry(Ownership.NAME, "windows");
  }

  @Test
  void whoFightsUsIsFoughtMoreAndMoreSlowly() {
    Life windows = inPlace(SPEC);
    for (int time = 1; time <= 3; time++) {
      set("sg-other");
      assertThat(Life.calls(windows.settle())).hasSize(1);
      lab.later(Duration.ofMinutes(1));
    }
    for (int minutes : List.of(1, 2, 4, 8, 16, 30, 30)) {
      Instant corrected = lastCorrection(windows);
      set("sg-other");
      windows.turn();
      lab.now = corrected.plus(Duration.ofMinutes(minutes)).minusSeconds(1);
      Plan held = windows.turn();
      assertThat(held.now()).isEmpty();
      assertThat(held.again()).contains(corrected.plus(Duration.ofMinutes(minutes)));
      assertThat(held.verdict().orElseThrow().reason()).isEqualTo(Reason.DRIFT_RECURRING);
      assertThat(held.verdict().orElseThrow().message())
          .startsWith(
              "interface.securityGroupIds is sg-other instead of sg-windows, though it was"
                  + " corrected")
          .endsWith("comes %d min after the last".formatted(minutes));
      lab.later(Duration.ofSeconds(1));
      assertThat(windows.settle()).hasSize(1);
    }
    lab.later(Duration.ofMinutes(61));
    set("sg-other");
    assertThat(windows.settle()).as("an hour of peace is peace").hasSize(1);
  }

  @Test
  void threeCorrectionsSpreadWiderThanTenMinutesAreNoFight() {
    Life windows = inPlace(SPEC);
    for (int time = 1; time <= 5; time++) {
      set("sg-other");
      assertThat(windows.settle()).hasSize(1);
      lab.later(Duration.ofMinutes(6));
    }
  }

  @Test
  void aStolenInterfaceCountsOnceForDetachingAndAttaching() {
    Life windows = inPlace(SPEC);
    for (int time = 1; time <= 3; time++) {
      lab.ec2.on(interfaceNow().id(), "i-linux", 2, false);
      assertThat(Life.calls(windows.settle()))
          .containsExactly("DetachNetworkInterface", "AttachNetworkInterface");
    }
    lab.ec2.on(interfaceNow().id(), "i-linux", 2, false);
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.reason()).isEqualTo(Reason.DRIFT_RECURRING);
    lab.later(Duration.ofMinutes(1));
    assertThat(windows.settle()).hasSize(2);
  }

  @Test
  void anotherFieldIsNotHeldBackByTheFight() {
    Life windows = inPlace(SPEC);
    for (int time = 1; time <= 3; time++) {
      set("sg-other");
      windows.settle();
    }
    set("sg-other");
    lab.ec2.change(interfaceNow().id(), it -> it.withSourceDestCheck(false));
    windows.settle();
    assertThat(interfaceNow().sourceDestCheck()).isTrue();
    assertThat(interfaceNow().securityGroupIds()).containsExactly("sg-other");
    assertThat(windows.reason()).isEqualTo(Reason.DRIFT_RECURRING);
  }

  @Test
  void aRemovedForeignRuleThatLetPingInIsDriftToo() {
    lab.ec2.rule("sg-windows", "-1", -1, "10.0.0.0/8", Map.of());
    Life windows = inPlace(SPEC.reportsDrift());
    lab.ec2.rules.put("sg-windows", List.of());
    assertThat(windows.settle()).isEmpty();
    assertThat(windows.plan().drift()).hasSize(1);
  }

  private Life inPlace(Spec spec) {
    Life windows = lab.fixedIp("windows", spec);
    windows.settle();
    assertThat(windows.status().syncedGeneration()).isEqualTo(1);
    return windows;
  }

  private NetworkInterface interfaceNow() {
    return lab.ec2.holder("10.0.0.51").orElseThrow();
  }

  private void set(String group) {
    lab.ec2.change(interfaceNow().id(), it -> it.withSecurityGroups(List.of(group)));
  }

  private static Instant lastCorrection(Life life) {
    return life.situation().remembered().corrections().getLast().at();
  }
}
