package dev.fixedip.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.model.NetworkInterface.Origin;
import dev.fixedip.model.NetworkInterface.Placement;
import dev.fixedip.model.NetworkInterface.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Newer knowledge of single things, laid over what was read. */
class OverlayTest {
  private static final Placement PLACE = new Placement("subnet-a", "vpc-1", "us-east-1a");
  private static final Attachment ATTACHED =
      new Attachment("eni-attach-1", "i-1", 1, Attachment.Status.ATTACHED, false);
  private static final SecurityGroupRule RULE =
      new SecurityGroupRule(
          "sgr-1",
          "sg-1",
          "icmp",
          8,
          -1,
          Cidr.parse("10.0.0.0/21"),
          Map.of(Ownership.CLUSTER, "c", "team", "net"));

  private final NetworkInterface eni = networkInterface("eni-1", "10.0.0.51");
  private final Overlay world =
      new Overlay(
          new Snapshot(
              new Snapshot.Parts(
                  List.of(eni, networkInterface("eni-2", "10.0.0.52").with(ATTACHED)),
                  List.of(),
                  List.of(),
                  List.of(),
                  List.of(),
                  Map.of("sg-1", List.of()))));

  private static NetworkInterface networkInterface(String id, String address) {
    return new NetworkInterface(
        id,
        PLACE,
        "06:00:00:00:00:01",
        Status.AVAILABLE,
        List.of(address),
        List.of("sg-2", "sg-1"),
        true,
        null,
        Map.of(Ownership.UID, "uid-1"),
        new Origin("interface", false, null, null, ""));
  }

  private NetworkInterface now() {
    return world.networkInterface("eni-1").present().orElseThrow();
  }

  @Test
  void anAttachmentIsSeenFromBothEnds() {
    world.with(new Write.Attached("eni-1", ATTACHED.in(Attachment.Status.ATTACHING)));
    assertThat(now().status()).isEqualTo(Status.ATTACHING);
    assertThat(world.interfacesOf("i-1"))
        .extracting(NetworkInterface::id)
        .containsExactly("eni-1", "eni-2");
    world.with(new Write.Detached("eni-1", "eni-attach-1", false));
    assertThat(now().status()).isEqualTo(Status.DETACHING);
    world.with(new Write.Detached("eni-1", "eni-attach-1", true));
    assertThat(now().status()).isEqualTo(Status.AVAILABLE);
    assertThat(world.interfacesOf("i-1")).extracting(NetworkInterface::id).containsExactly("eni-2");
  }

  @Test
  void anotherAttachmentIsNotDetached() {
    world.with(new Write.Attached("eni-1", ATTACHED));
    world.with(new Write.Detached("eni-1", "eni-attach-old", true));
    assertThat(now().isAttachedTo("i-1")).isTrue();
  }

  @Test
  void whatIsDeletedIsGoneEverywhere() {
    world.with(new Write.Deleted("eni-2"));
    assertThat(world.networkInterface("eni-2")).isInstanceOf(Seen.Gone.class);
    assertThat(world.holder("subnet-a", "10.0.0.52")).isEmpty();
    assertThat(world.interfacesOf("i-1")).isEmpty();
    assertThat(world.ownedBy("uid-1")).extracting(NetworkInterface::id).containsExactly("eni-1");
  }

  @Test
  void whatIsMadeHasItsAddress() {
    world.with(new Write.Created(networkInterface("eni-3", "10.0.0.53")));
    assertThat(world.holder("subnet-a", "10.0.0.53")).map(NetworkInterface::id).contains("eni-3");
    assertThat(world.holder("subnet-b", "10.0.0.53")).isEmpty();
    assertThat(world.ownedBy("uid-1")).hasSize(3);
  }

  @Test
  void tagsMoveAnInterfaceToAnotherOwner() {
    Map<String, @Nullable String> changes = new HashMap<>();
    changes.put(Ownership.UID, "uid-2");
    changes.put("gone", null);
    world.with(new Write.Tagged("eni-1", changes));
    assertThat(world.ownedBy("uid-1")).extracting(NetworkInterface::id).containsExactly("eni-2");
    assertThat(world.ownedBy("uid-2")).extracting(NetworkInterface::id).containsExactly("eni-1");
  }

  @Test
  void attributesAreSet() {
    world
        .with(new Write.SecurityGroupsSet("eni-1", List.of("sg-9", "sg-3")))
        .with(new Write.SourceDestCheckSet("eni-1", false))
        .with(new Write.Attached("eni-1", ATTACHED))
        .with(new Write.DeleteOnTerminationSet("eni-1", true));
    assertThat(now().securityGroupIds()).containsExactly("sg-3", "sg-9");
    assertThat(now().sourceDestCheck()).isFalse();
    assertThat(now().attachment()).isEqualTo(ATTACHED.deletedOnTermination(true));
  }

  @Test
  void rulesComeGoAndAreLetGo() {
    world.with(new Write.RuleAdded(RULE)).with(new Write.RuleAdded(RULE));
    assertThat(world.rules("sg-1").present().orElseThrow()).containsExactly(RULE);
    world.with(new Write.RuleDisowned("sg-1", "sgr-1"));
    assertThat(world.rules("sg-1").present().orElseThrow())
        .singleElement()
        .satisfies(it -> assertThat(it.tags()).isEqualTo(Map.of("team", "net")));
    world.with(new Write.RuleRevoked("sg-1", "sgr-1"));
    assertThat(world.rules("sg-1").present().orElseThrow()).isEmpty();
  }

  @Test
  void whatOnlyOurOwnWriteSaysIsUnconfirmed() {
    assertThat(world.isConfirmed("eni-1")).isTrue();
    world.show("eni-1", new Seen.Present<>(eni), false);
    assertThat(world.isConfirmed("eni-1")).isFalse();
    assertThat(new Overlay(world).isConfirmed("eni-1")).isFalse();
    world.show("eni-1", new Seen.Present<>(eni), true);
    assertThat(world.isConfirmed("eni-1")).isTrue();
  }

  @Test
  void whatWasNotReadIsUnread() {
    assertThat(world.networkInterface("eni-9").isUnread()).isTrue();
    assertThat(world.instance("i-9").isUnread()).isTrue();
    assertThat(world.instanceType("t3.medium").isUnread()).isTrue();
    assertThat(world.rules("sg-9").isUnread()).isTrue();
    assertThat(world.rules("sg-1").isUnread()).isFalse();
  }

  @Test
  void aWriteKnowsWhichReadShowsIt() {
    NetworkInterface attached = eni.with(ATTACHED);
    assertThat(new Write.Created(eni).shownBy(eni)).isTrue();
    assertThat(new Write.Created(eni).shownBy(null)).isFalse();
    assertThat(new Write.Deleted("eni-1").shownBy(null)).isTrue();
    assertThat(new Write.Deleted("eni-1").shownBy(eni)).isFalse();
    assertThat(new Write.Attached("eni-1", ATTACHED).shownBy(attached)).isTrue();
    assertThat(new Write.Attached("eni-1", ATTACHED).shownBy(eni)).isFalse();
    assertThat(new Write.Detached("eni-1", "eni-attach-1", true).shownBy(attached)).isFalse();
    assertThat(new Write.Detached("eni-1", "eni-attach-1", true).shownBy(eni)).isTrue();
    assertThat(new Write.SecurityGroupsSet("eni-1", List.of("sg-2", "sg-1")).shownBy(eni)).isTrue();
    assertThat(new Write.SourceDestCheckSet("eni-1", false).shownBy(eni)).isFalse();
    assertThat(new Write.DeleteOnTerminationSet("eni-1", true).shownBy(attached)).isFalse();
    assertThat(new Write.Tagged("eni-1", Map.of(Ownership.UID, "uid-1")).shownBy(eni)).isTrue();
    assertThat(new Write.Tagged("eni-1", Map.of(Ownership.UID, "uid-2")).shownBy(eni)).isFalse();
    assertThat(new Write.RuleAdded(RULE).shownBy(List.of(RULE))).isTrue();
    assertThat(new Write.RuleRevoked("sg-1", "sgr-1").shownBy(List.of(RULE))).isFalse();
    assertThat(new Write.RuleDisowned("sg-1", "sgr-1").shownBy(List.of(RULE))).isFalse();
  }
}
