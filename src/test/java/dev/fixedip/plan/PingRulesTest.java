package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Key;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Seen;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that let ping in are shared by the cluster, and never more than is needed. */
class PingRulesTest {
  private static final Map<String, String> OURS = Map.of(Ownership.CLUSTER, TestWorld.CLUSTER);
  private final TestWorld lab = TestWorld.story();

  @ParameterizedTest
  @CsvSource({
    "-1, -1, 10.0.0.0/16, 0",
    "-1, -1, 10.0.0.0/21, 0",
    "icmp, -1, 0.0.0.0/0, 0",
    "icmp, 8, 10.0.0.0/21, 0",
    "1, 8, 10.0.0.0/8, 0",
    "icmp, 0, 0.0.0.0/0, 1",
    "icmp, 8, 10.0.0.0/24, 1",
    "tcp, 22, 0.0.0.0/0, 1",
    "icmpv6, -1, 10.0.0.0/8, 1",
  })
  void somebodysBroaderRuleMakesUsAddNone(String protocol, int type, String from, int added) {
    lab.ec2.rule("sg-windows", protocol, type, from, Map.of());
    Life windows = lab.windows();
    windows.settle();
    assertThat(ours("sg-windows")).hasSize(added);
    assertThat(ping(windows)).isEqualTo("True");
  }

  @Test
  void aBroaderRuleThatComesLaterDoesNotRemoveOurs() {
    Life windows = lab.windows();
    windows.settle();
    lab.ec2.rule("sg-windows", "-1", -1, "0.0.0.0/0", Map.of());
    assertThat(windows.settle()).isEmpty();
    assertThat(ours("sg-windows")).hasSize(1);
  }

  @Test
  void aRuleOfOursCountsOnlyForItsVerySourceAndType() {
    lab.ec2.rule("sg-windows", "icmp", -1, "10.0.0.0/21", OURS);
    lab.ec2.rule("sg-windows", "icmp", 8, "10.0.0.0/16", OURS);
    lab.windows().settle();
    assertThat(ours("sg-windows"))
        .extracting(it -> it.fromPort() + " " + it.cidr())
        .containsExactly("-1 10.0.0.0/21", "8 10.0.0.0/16", "8 10.0.0.0/21");
  }

  @Test
  void anotherClustersRuleIsForeign() {
    lab.ec2.rule("sg-windows", "icmp", 8, "10.0.0.0/16", Map.of(Ownership.CLUSTER, "cluster-2"));
    Life windows = lab.windows();
    windows.settle();
    assertThat(ours("sg-windows")).isEmpty();
    windows.delete().settle();
    assertThat(lab.ec2.rulesOf("sg-windows")).hasSize(1);
  }

  @Test
  void theRuleIsSharedAndTheLastTakesItAway() {
    Life one = lab.windows();
    Life two = lab.fixedIp("two", Spec.of("10.0.0.52", "windows"));
    one.settle();
    assertThat(Life.calls(two.settle()))
        .containsExactly("CreateNetworkInterface", "AttachNetworkInterface");
    one.delete().settle();
    assertThat(ours("sg-windows")).hasSize(1);
    lab.lives.remove(one);
    assertThat(two.settle()).isEmpty();
    two.delete().settle();
    assertThat(ours("sg-windows")).isEmpty();
  }

  @Test
  void ofTwoThatAreDeletedTogetherOneTakesItAway() {
    Life one = lab.windows();
    Life two = lab.fixedIp("two", Spec.of("10.0.0.52", "windows"));
    one.settle();
    two.settle();
    one.delete();
    two.delete();
    one.settle();
    two.settle();
    assertThat(ours("sg-windows")).isEmpty();
  }

  @Test
  void aSuspendedNeighbourNeedsItToo() {
    Life one = lab.windows();
    Life two = lab.fixedIp("two", Spec.of("10.0.0.52", "windows"));
    one.settle();
    two.settle();
    two.asks(Spec.of("10.0.0.52", "windows").suspended());
    one.delete().settle();
    assertThat(ours("sg-windows")).hasSize(1);
  }

  @Test
  void aNeighbourWhoseGroupsAreUnknownNeedsEveryRule() {
    Life windows = lab.windows();
    windows.settle();
    Life lost = lab.fixedIp("lost", Spec.of("10.0.0.90", "not-read-yet"));
    windows.asks(Spec.of("10.0.0.51", "windows").noPing()).settle();
    assertThat(ours("sg-windows")).hasSize(1);
    lab.lives.remove(lost);
    windows.settle();
    assertThat(ours("sg-windows")).isEmpty();
  }

  @Test
  void aNeighbourThatIsOnItsWayNeedsItsRuleAlready() {
    Life windows = lab.windows();
    windows.settle();
    lab.fixedIp("coming", Spec.of("10.0.0.52", "linux").groups("sg-windows"));
    windows.delete().settle();
    assertThat(ours("sg-windows")).hasSize(1);
  }

  @Test
  void aNeighbourWithOtherSourcesOrNoPingDoesNotNeedIt() {
    Life windows = lab.windows();
    windows.settle();
    lab.fixedIp("other", Spec.of("10.0.0.52", "windows").pingFrom("10.0.0.0/24")).settle();
    lab.fixedIp("none", Spec.of("10.0.0.53", "linux").groups("sg-windows").noPing()).settle();
    windows.delete().settle();
    assertThat(ours("sg-windows"))
        .singleElement()
        .extracting(SecurityGroupRule::cidr)
        .hasToString("10.0.0.0/24");
  }

  @Test
  void changedSourcesComeBeforeTheOldOnesGo() {
    Life windows = lab.windows();
    windows.settle();
    windows.asks(Spec.of("10.0.0.51", "windows").pingFrom("10.0.0.0/24", "10.0.1.0/24"));
    assertThat(Life.calls(windows.settle()))
        .containsExactly(
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupIngress",
            "RevokeSecurityGroupIngress");
    assertThat(ours("sg-windows"))
        .extracting(it -> String.valueOf(it.cidr()))
        .containsExactly("10.0.0.0/24", "10.0.1.0/24");
  }

  @Test
  void allIcmpIsAnotherRule() {
    Life windows = lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").allIcmp());
    windows.settle();
    assertThat(ours("sg-windows"))
        .singleElement()
        .extracting(SecurityGroupRule::fromPort)
        .isEqualTo(-1);
    windows.asks(Spec.of("10.0.0.51", "windows")).settle();
    assertThat(ours("sg-windows"))
        .singleElement()
        .extracting(SecurityGroupRule::fromPort)
        .isEqualTo(8);
  }

  @Test
  void switchedOffItIsTakenAway() {
    Life windows = lab.windows();
    windows.settle();
    windows.asks(Spec.of("10.0.0.51", "windows").noPing());
    assertThat(Life.calls(windows.settle())).containsExactly("RevokeSecurityGroupIngress");
    assertThat(ping(windows)).isEqualTo("False");
    assertThat(windows.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void theGroupIsTheNamedOneElseTheOneWithOurRuleElseTheLowest() {
    Spec both = Spec.of("10.0.0.51", "windows").groups("sg-windows", "sg-other");
    lab.fixedIp("lowest", both).settle();
    assertThat(ours("sg-other")).hasSize(1);
    lab.fixedIp("named", new Spec(both.it()).pingGroup("sg-windows").groups("sg-windows"));
    Life named =
        lab.fixedIp(
            "named2",
            Spec.of("10.0.0.52", "linux").groups("sg-windows", "sg-other").pingGroup("sg-windows"));
    named.settle();
    assertThat(ours("sg-windows")).hasSize(1);
    Life with =
        lab.fixedIp(
            "with",
            Spec.of("10.0.0.53", "linux").groups("sg-linux", "sg-windows").pingFrom("10.0.0.0/24"));
    with.settle();
    assertThat(ours("sg-linux")).isEmpty();
    assertThat(ours("sg-windows")).hasSize(2);
  }

  @Test
  void aNamedGroupThatTheInterfaceIsNotInLetsNothingThrough() {
    Life windows = lab.fixedIp("w", Spec.of("10.0.0.51", "windows").pingGroup("sg-other"));
    windows.settle();
    assertThat(ours("sg-other")).isEmpty();
    assertThat(windows.plan().findings().conditions())
        .filteredOn(it -> it.type() == ConditionType.PingAllowed)
        .singleElement()
        .extracting(Findings.Finding::message, InstanceOfAssertFactories.STRING)
        .endsWith(
            "is not in sg-other, so a rule there lets nothing through: name one of its groups in"
                + " spec.ping.securityGroupId, or leave it out");
    lab.ec2.rule("sg-windows", "-1", -1, "0.0.0.0/0", Map.of());
    assertThat(ping(windows)).isEqualTo("True");
  }

  @Test
  void rulesThatNobodyReadYetAreReadBeforeOneIsAdded() {
    Life windows = lab.windows();
    windows.turn();
    windows.turn();
    var world = lab.ec2.world();
    world.showRules("sg-windows", new Seen.Unread<>());
    Plan plan = Planner.plan(windows.situation(world));
    assertThat(plan.now()).isEmpty();
    assertThat(plan.keys()).contains(new Key.OfRules("sg-windows"));
    assertThat(plan.verdict().orElseThrow().message())
        .isEqualTo("Reading the rules of sg-windows from EC2");

    Life linux = lab.fixedIp("linux", Spec.of("10.0.0.50", "linux"));
    world.showRules("sg-linux", new Seen.Unread<>());
    assertThat(Planner.plan(linux.situation(world)).now()).isEmpty();
  }

  @Test
  void anInterfaceWithoutGroupsIsNoAccident() {
    lab.ec2.change("eni-linux", it -> it.withSecurityGroups(List.of()));
    Life linux = lab.fixedIp("linux", Spec.of("10.0.0.50", "linux"));
    assertThat(linux.settle()).isEmpty();
    assertThat(linux.reason()).isEqualTo(Reason.ALREADY_PRESENT);
    assertThat(ping(linux)).isEqualTo("False");
  }

  private List<SecurityGroupRule> ours(String group) {
    return lab.ec2.rulesOf(group).stream()
        .filter(it -> Ownership.owns(TestWorld.CLUSTER, it))
        .toList();
  }

  private static String ping(Life life) {
    return life.plan().findings().conditions().stream()
        .filter(it -> it.type() == ConditionType.PingAllowed)
        .map(it -> Objects.toString(it.value()))
        .findFirst()
        .orElseThrow();
  }
}
