package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The instance is named by tags or as a node: the address follows to its successor. */
class SelectorTest {
  private static final Map<String, String> WEB = Map.of("role", "web", "stage", "test");

  private final TestWorld lab = TestWorld.twoServers();

  private Life tagged() {
    return lab.fixedIp("web", Spec.tagged("10.0.0.51", WEB).noPing());
  }

  private Life ofNode() {
    return lab.fixedIp("web", Spec.ofNode("10.0.0.51", "node-1").noPing());
  }

  private NetworkInterface holder() {
    return lab.ec2.holder("10.0.0.51").orElseThrow();
  }

  @Test
  void nobodyIsWaitedFor() {
    Life web = tagged();
    assertThat(web.settle()).isEmpty();
    assertThat(web.says())
        .isEqualTo(
            new Verdict(
                Reason.Outcome.RECONCILING,
                Reason.INSTANCE_NOT_FOUND,
                "No live instance has the tags role=web, stage=test: launch it, or correct"
                    + " spec.instance.tags; the address comes to it by itself"));
    lab.ec2.tagged("i-0a", Map.of("role", "web"));
    assertThat(web.settle()).as("all tags must match").isEmpty();
    lab.ec2.tagged("i-0a", WEB);
    assertThat(Life.calls(web.settle()))
        .containsExactly("CreateNetworkInterface", "AttachNetworkInterface");
    assertThat(holder().isAttachedTo("i-0a")).isTrue();
  }

  @Test
  void severalAreListed() {
    lab.ec2.tagged("i-0a", WEB).tagged("i-0b", WEB);
    Life web = tagged();
    assertThat(web.settle()).isEmpty();
    assertThat(web.says())
        .isEqualTo(
            Verdict.of(
                Reason.INSTANCE_AMBIGUOUS,
                "2 live instances have the tags role=web, stage=test: i-0a (the 0a server), i-0b"
                    + " (the 0b server); let spec.instance.tags say which of them, or terminate the"
                    + " others"));
    lab.ec2.terminate("i-0b");
    assertThat(web.settle()).hasSize(2);
    assertThat(holder().isAttachedTo("i-0a")).isTrue();
  }

  @Test
  void severalLeaveWhereItIsWhatOneHas() {
    lab.ec2.tagged("i-0a", WEB);
    Life web = tagged();
    web.settle();
    lab.ec2.tagged("i-0b", WEB);
    assertThat(web.settle()).isEmpty();
    assertThat(web.reason()).isEqualTo(Reason.INSTANCE_AMBIGUOUS);
    assertThat(holder().isAttachedTo("i-0a")).isTrue();
  }

  @Test
  void aStoppedInstanceKeepsIt() {
    lab.ec2.tagged("i-0a", WEB);
    Life web = tagged();
    web.settle();
    lab.ec2.state("i-0a", Instance.State.STOPPED);
    assertThat(web.settle()).isEmpty();
    assertThat(web.reason()).isEqualTo(Reason.ATTACHED);
    assertThat(web.plan().isDone()).isTrue();
  }

  @Test
  void aNodeIsFoundByItsProviderId() {
    lab.nodes.put("node-1", "aws:///us-east-1a/i-0a");
    Life web = ofNode();
    web.settle();
    assertThat(holder().isAttachedTo("i-0a")).isTrue();
  }

  @Test
  void aNodeThatIsNotThereIsWaitedFor() {
    Life web = ofNode();
    assertThat(web.settle()).isEmpty();
    assertThat(web.says())
        .isEqualTo(
            new Verdict(
                Reason.Outcome.RECONCILING,
                Reason.INSTANCE_NOT_FOUND,
                "The cluster has no node node-1: correct spec.instance.node, or let it join; the"
                    + " address comes to its instance by itself"));
    assertThat(web.plan().findings().conditions())
        .filteredOn(it -> it.type() == ConditionType.InstanceFound)
        .singleElement()
        .satisfies(it -> assertThat(it.value()).hasToString("False"));
  }

  @Test
  void aNodeWithoutProviderIdIsWaitedFor() {
    lab.nodes.put("node-1", "");
    Life web = ofNode();
    assertThat(web.settle()).isEmpty();
    assertThat(web.says().outcome()).isEqualTo(Reason.Outcome.RECONCILING);
    assertThat(web.says().message())
        .isEqualTo(
            "Node node-1 has no spec.providerID yet, which the AWS cloud provider sets: name the"
                + " instance by its id or tags if your cluster has none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"k3s://node-1", "aws:///us-east-1a/fargate-ip-10-0-0-9", "kind://x/y"})
  void aNodeThatIsNoInstanceOfEc2IsRefused(String providerId) {
    lab.nodes.put("node-1", providerId);
    Life web = ofNode();
    assertThat(web.settle()).isEmpty();
    assertThat(web.says())
        .isEqualTo(
            Verdict.of(
                Reason.INSTANCE_NOT_FOUND,
                "The spec.providerID of node node-1, '"
                    + providerId
                    + "', names no instance of EC2: name the instance by its id or tags"));
  }

  @Test
  void aRebuiltNodeGetsItBack() {
    lab.nodes.put("node-1", "aws:///us-east-1a/i-0a");
    Life web = ofNode();
    web.settle();
    lab.ec2.terminate("i-0a");
    assertThat(web.settle()).isEmpty();
    assertThat(web.says().message())
        .isEqualTo(
            "i-0a, the instance of node node-1, is not live: the address comes by itself to the"
                + " instance that the node is rebuilt on");
    lab.nodes.put("node-1", "aws:///us-east-1a/i-0b");
    web.settle();
    assertThat(holder().isAttachedTo("i-0b")).isTrue();
  }
}
