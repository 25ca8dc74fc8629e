package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.Reason;
import dev.fixedip.model.NetworkInterface;
import org.junit.jupiter.api.Test;

/** No instance is asked for: an interface holds the address, so that nobody else gets it. */
class ReserveTest {
  private final TestWorld lab = TestWorld.story();

  private NetworkInterface made() {
    return lab.ec2.holder("10.0.0.51").orElseThrow();
  }

  private Life reserved() {
    Life reserved = lab.fixedIp("r", Spec.reserved("10.0.0.51"));
    reserved.settle();
    return reserved;
  }

  @Test
  void oneCallReservesIt() {
    Life reserved = lab.fixedIp("r", Spec.reserved("10.0.0.51"));
    assertThat(Life.calls(reserved.settle())).containsExactly("CreateNetworkInterface");
    assertThat(reserved.says())
        .isEqualTo(
            Verdict.of(
                Reason.RESERVED,
                made().id()
                    + " holds 10.0.0.51, so that nobody else gets it: set spec.instance to give it"
                    + " to an instance"));
    assertThat(reserved.plan().isDone()).isTrue();
    assertThat(reserved.plan().findings().assigned()).isFalse();
    assertThat(lab.ec2.rules.values()).allMatch(java.util.List::isEmpty);
  }

  @Test
  void anInstanceThatIsAddedGetsThatVeryInterface() {
    Life reserved = reserved();
    String id = made().id();
    reserved.asks(Spec.of("10.0.0.51", "windows"));
    assertThat(Life.calls(reserved.settle()))
        .containsExactly(
            "AttachNetworkInterface",
            "ModifyNetworkInterfaceAttribute",
            "AuthorizeSecurityGroupIngress");
    assertThat(lab.ec2.get(id).isAttachedTo("i-windows")).isTrue();
    assertThat(lab.ec2.get(id).securityGroupIds()).containsExactly("sg-windows");
  }

  @Test
  void anInstanceThatIsTakenOutLosesItAndTheAddressStaysHeld() {
    Life windows = lab.windows();
    windows.settle();
    String id = made().id();
    windows.asks(Spec.reserved("10.0.0.51"));
    assertThat(Life.calls(windows.settle()))
        .containsExactly("DetachNetworkInterface", "RevokeSecurityGroupIngress");
    assertThat(made().id()).isEqualTo(id);
    assertThat(made().attachment()).isNull();
    assertThat(windows.reason()).isEqualTo(Reason.RESERVED);
  }

  @Test
  void itIsGivenBackWhenItsFixedIpIsDeleted() {
    Life reserved = reserved();
    assertThat(Life.calls(reserved.delete().settle())).containsExactly("DeleteNetworkInterface");
    assertThat(lab.ec2.holder("10.0.0.51")).isEmpty();
  }

  @Test
  void attachedByHandItIsTakenBack() {
    Life reserved = reserved();
    lab.ec2.on(made().id(), "i-linux", 1, false);
    assertThat(reserved.turn().drift())
        .extracting(Drift::difference)
        .containsExactly(new Difference("interface.attachment", "none", "i-linux"));
    assertThat(Life.calls(reserved.settle())).containsExactly("DetachNetworkInterface");
  }

  @Test
  void theSubnetMustBeTheOnlyOneThatHoldsIt() {
    lab.ec2
        .vpc("vpc-twin", "10.0.0.0/21")
        .subnet("subnet-twin", "vpc-twin", "us-east-1a", "10.0.0.0/24");
    Life reserved = lab.fixedIp("r", Spec.reserved("10.0.0.51"));
    assertThat(reserved.settle()).isEmpty();
    assertThat(reserved.reason()).isEqualTo(Reason.SUBNET_AMBIGUOUS);
    reserved.asks(Spec.reserved("10.0.0.51").subnet("subnet-twin"));
    assertThat(reserved.settle()).hasSize(1);
    assertThat(made().placement().subnetId()).isEqualTo("subnet-twin");
  }

  @Test
  void anAddressOfNoSubnetIsRefused() {
    Life reserved = lab.fixedIp("r", Spec.reserved("10.9.0.51"));
    assertThat(reserved.settle()).isEmpty();
    assertThat(reserved.reason()).isEqualTo(Reason.NO_SUBNET_FOR_ADDRESS);
  }

  @Test
  void whatSomebodyElseHasIsInUse() {
    Life reserved = lab.fixedIp("r", Spec.reserved("10.0.0.50"));
    assertThat(reserved.settle()).isEmpty();
    assertThat(reserved.says().message())
        .isEqualTo(
            "10.0.0.50 already belongs to network interface eni-linux of instance i-linux (the"
                + " linux server): choose another address, or free it there first");
  }
}
