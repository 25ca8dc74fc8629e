package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.Reason;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When its instance is replaced, the address follows; a live instance is never robbed. */
class SuccessorTest {
  private static final Map<String, String> WEB = Map.of("role", "web", "stage", "test");

  private final TestWorld lab = TestWorld.twoServers();

  private Life tagged() {
    return lab.fixedIp("web", Spec.tagged("10.0.0.51", WEB).noPing());
  }

  private Life secondary() {
    return lab.fixedIp("web", Spec.tagged("10.0.0.51", WEB).secondary().noPing());
  }

  private NetworkInterface holder() {
    return lab.ec2.holder("10.0.0.51").orElseThrow();
  }

  @Test
  void itFollowsToTheSuccessor() {
    lab.ec2.slow().tagged("i-0a", WEB);
    Life web = tagged();
    web.settle();
    String made = holder().id();
    lab.ec2.terminate("i-0a").tagged("i-0b", WEB);
    assertThat(web.plan().now()).isEmpty();
    assertThat(web.says().message()).isEqualTo("Waiting for EC2 to detach " + made + " from i-0a");
    assertThat(Life.calls(web.settle())).containsExactly("AttachNetworkInterface");
    assertThat(lab.ec2.get(made).isAttachedTo("i-0b")).isTrue();
    assertThat(web.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void theSuccessorsIsWorkAndNoDrift() {
    lab.ec2.tagged("i-0a", WEB);
    Life web = lab.fixedIp("web", Spec.tagged("10.0.0.51", WEB).noPing().reportsDrift());
    web.settle();
    lab.ec2.terminate("i-0a").tagged("i-0b", WEB);
    assertThat(web.plan().drift()).isEmpty();
    web.settle();
    assertThat(holder().isAttachedTo("i-0b")).isTrue();
  }

  @Test
  void aSecondaryAddressFollowsToo() {
    lab.ec2.tagged("i-0a", WEB);
    Life web = secondary();
    web.settle();
    lab.ec2.terminate("i-0a").tagged("i-0b", WEB);
    assertThat(Life.calls(web.settle())).containsExactly("AssignPrivateIpAddresses");
    assertThat(holder().id()).isEqualTo("eni-0b");
    assertThat(web.status().owned()).containsExactly(Records.ofAddress("eni-0b", "10.0.0.51"));
  }

  @Test
  void aSecondaryAddressIsTakenFromAnInterfaceThatOutlivesItsInstance() {
    lab.ec2.tagged("i-0a", WEB);
    lab.ec2.change("eni-0a", SuccessorTest::outliving);
    Life web = secondary();
    web.settle();
    lab.later(Duration.ofMinutes(1));
    lab.ec2.terminate("i-0a").tagged("i-0b", WEB);
    assertThat(Life.calls(web.settle()))
        .containsExactly("UnassignPrivateIpAddresses", "AssignPrivateIpAddresses");
    assertThat(holder().id()).isEqualTo("eni-0b");
    assertThat(web.status().owned()).containsExactly(Records.ofAddress("eni-0b", "10.0.0.51"));
  }

  @Test
  void aLiveInstanceIsNotRobbedThoughTheGenerationWasNeverWhollyInPlace() {
    lab.ec2.tagged("i-0a", WEB);
    Life web = lab.fixedIp("web", Spec.tagged("10.0.0.51", WEB).elasticIp("eipalloc-theirs"));
    web.settle();
    assertThat(web.reason()).isEqualTo(Reason.ELASTIC_IP_NOT_FOUND);

    lab.ec2.tagged("i-0a", Map.of("role", "retired")).tagged("i-0b", WEB);
    web.settle();
    web.settle();

    assertThat(web.reason()).isEqualTo(Reason.HELD_BY_LIVE_INSTANCE);
    assertThat(holder().isAttachedTo("i-0a")).isTrue();
  }

  private static NetworkInterface outliving(NetworkInterface it) {
    return it.with(Objects.requireNonNull(it.attachment()).deletedOnTermination(false));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLiveInstanceIsNotRobbedThoughItsTagsWentToAnother(boolean isSecondary) {
    lab.ec2.tagged("i-0a", WEB);
    Life web = isSecondary ? secondary() : tagged();
    web.settle();
    NetworkInterface before = holder();
    lab.ec2.tagged("i-0a", Map.of()).tagged("i-0b", WEB);
    assertThat(web.settle()).isEmpty();
    assertThat(web.says())
        .isEqualTo(
            Verdict.of(
                Reason.HELD_BY_LIVE_INSTANCE,
                "i-0a (the 0a server), which lives, has 10.0.0.51, while the tags role=web,"
                    + " stage=test pick i-0b (the 0b server) now: terminate the one, or give its"
                    + " tags back, or change the spec to have the address moved"));
    assertThat(holder()).isEqualTo(before);
    assertThat(web.restarted().settle()).isEmpty();
    assertThat(web.reason()).isEqualTo(Reason.HELD_BY_LIVE_INSTANCE);
    lab.ec2.terminate("i-0a");
    web.settle();
    assertThat(holder().isAttachedTo("i-0b")).isTrue();
  }

  @Test
  void notEvenByAnInstanceOfAnotherVpc() {
    lab.ec2
        .vpc("vpc-twin", "10.0.0.0/21")
        .subnet("subnet-twin", "vpc-twin", "us-east-1a", "10.0.0.0/24")
        .instance("0c", "t3.medium", "subnet-twin", "10.0.0.22", "sg-other")
        .tagged("i-0a", WEB);
    Life web = tagged();
    web.settle();
    lab.ec2.tagged("i-0a", Map.of()).tagged("i-0c", WEB);
    assertThat(web.settle()).isEmpty();
    assertThat(web.reason()).isEqualTo(Reason.HELD_BY_LIVE_INSTANCE);
  }

  @Test
  void theSpecMayHaveItMovedAllTheSame() {
    lab.ec2.tagged("i-0a", WEB);
    Life web = tagged();
    web.settle();
    lab.ec2.tagged("i-0a", Map.of()).tagged("i-0b", WEB);
    web.asks(Spec.tagged("10.0.0.51", Map.of("role", "web")).noPing());
    assertThat(Life.calls(web.settle()))
        .containsExactly("DetachNetworkInterface", "AttachNetworkInterface");
    assertThat(holder().isAttachedTo("i-0b")).isTrue();
  }

  @Test
  void whatSomebodyMovedByHandComesBack() {
    lab.ec2.tagged("i-0a", WEB);
    Life web = tagged();
    web.settle();
    movedByHand();
    assertThat(web.turn().drift())
        .extracting(Drift::difference)
        .containsExactly(new Difference("interface.attachment", "i-0a", "i-0b"));
    assertThat(Life.calls(web.settle()))
        .containsExactly("DetachNetworkInterface", "AttachNetworkInterface");
    assertThat(holder().isAttachedTo("i-0a")).isTrue();
  }

  @Test
  void itComesBackEvenAfterItsInstanceWasBusyForAWhile() {
    lab.ec2.tagged("i-0a", WEB);
    Life web = tagged();
    web.settle();
    movedByHand();
    lab.ec2.state("i-0a", Instance.State.STOPPING);
    web.turn();
    assertThat(web.turn().drift()).hasSize(1);
    assertThat(web.says().message()).startsWith("Waiting for i-0a, which is stopping");
    lab.ec2.state("i-0a", Instance.State.STOPPED);
    web.restarted().settle();
    assertThat(holder().isAttachedTo("i-0a")).isTrue();
  }

  private void movedByHand() {
    lab.ec2.change(holder().id(), it -> it.with((Attachment) null));
    lab.ec2.on(holder().id(), "i-0b", 1, false);
  }

  @Test
  void anInstanceThatIsNamedByItsIdHasNoSuccessor() {
    Life web = lab.fixedIp("web", Spec.of("10.0.0.51", "0a").noPing());
    web.settle();
    lab.ec2.terminate("i-0a");
    assertThat(web.settle()).isEmpty();
    assertThat(web.says())
        .isEqualTo(
            Verdict.of(
                Reason.INSTANCE_NOT_FOUND,
                "Instance i-0a (the 0a server) is terminated: set spec.instance.id to the instance"
                    + " that shall have the address"));
    assertThat(holder().attachment()).isNull();
  }
}
