package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.model.Key;
import dev.fixedip.model.Overlay;
import dev.fixedip.model.Seen;
import dev.fixedip.model.Snapshot;
import org.junit.jupiter.api.Test;

/** A plan names all that it looked at, so that a change there makes another plan. */
class KeysTest {
  private final TestWorld lab = TestWorld.story();

  @Test
  void everythingThatWasLookedAtIsNamed() {
    Life windows = lab.windows();
    assertThat(windows.plan().keys())
        .contains(
            new Key.OfInstance("i-windows"),
            new Key.OfVpc("vpc-lab"),
            new Key.OfAddress("subnet-a", "10.0.0.51"),
            new Key.OfOwner(windows.uid()),
            new Key.OfType("t3.medium"));
    windows.settle();
    String made = lab.ec2.holder("10.0.0.51").orElseThrow().id();
    assertThat(windows.plan().keys())
        .contains(new Key.OfInterface(made), new Key.OfRules("sg-windows"));
  }

  @Test
  void whatIsOnlyForeseenIsNotNamed() {
    assertThat(lab.windows().plan().keys().toString()).doesNotContain("(new)");
  }

  @Test
  void aSubnetThatDoesNotExistYetIsLookedForInTheVpc() {
    Life windows = lab.fixedIp("w", Spec.of("10.0.0.51", "windows").subnet("subnet-x"));
    assertThat(windows.plan().keys()).contains(new Key.OfVpc("vpc-lab"));
  }

  @Test
  void whatWasNeverReadIsNamedAndWaitedFor() {
    Life windows = lab.windows();
    Overlay nothing = new Overlay(new Snapshot(Snapshot.Parts.none()));
    Plan plan = Planner.plan(windows.situation(nothing));
    assertThat(plan.now()).isEmpty();
    assertThat(plan.verdict().orElseThrow().message()).isEqualTo("Reading i-windows from EC2");
    assertThat(plan.keys()).contains(new Key.OfInstance("i-windows"));

    Overlay typeless = lab.ec2.world();
    typeless.showType("t3.medium", new Seen.Unread<>());
    Plan look = Planner.plan(windows.situation(typeless));
    assertThat(look.now()).isEmpty();
    assertThat(look.keys()).contains(new Key.OfType("t3.medium"));
  }

  @Test
  void anInterfaceThatIsAbsentFromAPageIsReadBeforeItIsMadeAgain() {
    Life windows = lab.windows();
    windows.settle();
    String made = lab.ec2.holder("10.0.0.51").orElseThrow().id();
    lab.ec2.interfaces.remove(made);
    Plan plan = windows.turn();
    assertThat(plan.now()).isEmpty();
    assertThat(plan.keys()).contains(new Key.OfInterface(made));
    lab.ec2.delete(made);
    assertThat(windows.settle()).isNotEmpty();
    assertThat(lab.ec2.holder("10.0.0.51")).isPresent();
  }

  @Test
  void aNeighbourThatDecidesIsNamed() {
    lab.fixedIp("first", Spec.of("10.0.0.51", "linux"));
    Life second = lab.windows();
    assertThat(second.plan().keys()).contains(new Key.OfInstance("i-linux"));
  }
}
