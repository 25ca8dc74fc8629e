package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.Reason;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.NetworkInterface.Origin;
import dev.fixedip.model.Ownership;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The spec names an interface that exists: it is taken over, never deleted, and let go as it is.
 */
class AdoptionTest {
  private static final String THEIRS = "eni-theirs";

  private final TestWorld lab = TestWorld.story();
  private NetworkInterface before = lab.ec2.get("eni-linux");

  @BeforeEach
  void somebodyMadeAnInterface() {
    lab.ec2.networkInterface(
        THEIRS, "subnet-a", List.of("10.0.0.60", "10.0.0.61"), List.of("sg-other"));
    lab.ec2.change(
        THEIRS,
        it -> it.withTags(new HashMap<>(Map.of("Name", "theirs"))).withSourceDestCheck(false));
    before = lab.ec2.get(THEIRS);
  }

  private static Spec adopting(String instance) {
    return Spec.of("10.0.0.60", instance).onInterface(THEIRS).noPing();
  }

  private NetworkInterface theirs() {
    return lab.ec2.get(THEIRS);
  }

  private static Map<String, String> marked(Life life) {
    return Map.of("Name", "theirs", Ownership.ADOPTED_BY, "cluster-1/" + life.uid());
  }

  @Test
  void whatWasMadeForItAndIsNamedLaterStays() {
    Life windows = lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").noPing());
    windows.settle();
    String made = lab.ec2.holder("10.0.0.51").orElseThrow().id();
    windows.asks(Spec.of("10.0.0.51", "windows").onInterface(made).noPing());
    windows.settle();

    assertThat(Life.calls(windows.delete().settle())).containsExactly("DeleteTags");
    assertThat(lab.ec2.get(made).isAttachedTo("i-windows")).isTrue();
  }

  @Test
  void whatAnAdopterThatIsGoneLeftMarkedIsTakenOver() {
    lab.ec2.networkInterface("eni-old", "subnet-a", List.of("10.0.0.51"), List.of("sg-windows"));
    lab.ec2.change(
        "eni-old",
        it ->
            it.withTags(
                new HashMap<>(
                    Map.of(
                        Ownership.ADOPTED_BY, Ownership.adopter(TestWorld.CLUSTER, "uid-gone")))));
    Life windows =
        lab.fixedIp("windows", Spec.of("10.0.0.51", "windows").onInterface("eni-old").noPing());

    assertThat(Life.calls(windows.settle()))
        .containsExactly("CreateTags", "AttachNetworkInterface");
  }

  @Test
  void anAvailableOneIsMarkedAndAttached() {
    Life life = lab.fixedIp("a", adopting("windows"));
    assertThat(Life.calls(life.settle())).containsExactly("CreateTags", "AttachNetworkInterface");
    assertThat(theirs().isAttachedTo("i-windows")).isTrue();
    assertThat(theirs().tags()).isEqualTo(marked(life));
    assertThat(theirs().securityGroupIds()).isEqualTo(before.securityGroupIds());
    assertThat(theirs().sourceDestCheck()).isFalse();
    assertThat(life.reason()).isEqualTo(Reason.ATTACHED);
    assertThat(life.plan().findings().owned()).isFalse();
  }

  @Test
  void oneOnTheInstanceAlreadyIsOnlyMarked() {
    lab.ec2.on(THEIRS, "i-windows", 1, true);
    Attachment attachment = theirs().attachment();
    Life life = lab.fixedIp("a", adopting("windows"));
    assertThat(Life.calls(life.settle())).containsExactly("CreateTags");
    assertThat(theirs().attachment()).isEqualTo(attachment);
    assertThat(life.reason()).isEqualTo(Reason.ATTACHED);
  }

  @Test
  void evenThePrimaryInterfaceOfTheInstance() {
    Life life = lab.fixedIp("a", Spec.of("10.0.0.50", "linux").onInterface("eni-linux").noPing());
    NetworkInterface primary = lab.ec2.get("eni-linux");
    assertThat(Life.calls(life.settle())).containsExactly("CreateTags");
    assertThat(Life.calls(life.delete().settle())).containsExactly("DeleteTags");
    assertThat(lab.ec2.get("eni-linux")).isEqualTo(primary);
  }

  @Test
  void oneOfAnotherInstanceIsRefused() {
    lab.ec2.on(THEIRS, "i-linux", 1, false);
    NetworkInterface untouched = theirs();
    Life life = lab.fixedIp("a", adopting("windows"));
    assertThat(life.settle()).isEmpty();
    assertThat(life.says())
        .isEqualTo(
            Verdict.of(
                Reason.ADDRESS_IN_USE,
                "10.0.0.60 already belongs to network interface eni-theirs (theirs) of instance"
                    + " i-linux (the linux server): choose another address, or free it there first;"
                    + " an interface is taken over only while it is attached to nothing or to the"
                    + " instance that the spec names"));
    assertThat(theirs()).isEqualTo(untouched);
  }

  @Test
  void itMustHaveTheAddress() {
    Life life = lab.fixedIp("a", adopting("windows").address("10.0.0.77"));
    assertThat(life.settle()).isEmpty();
    assertThat(life.says())
        .isEqualTo(
            Verdict.of(
                Reason.ADDRESS_NOT_ON_INTERFACE,
                "Network interface eni-theirs has 10.0.0.60, 10.0.0.61, not 10.0.0.77: correct"
                    + " spec.address or spec.interface.id, or assign the address to it with"
                    + " strategy SecondaryAddress"));
  }

  @Test
  void oneThatIsNotThereIsSaidSo() {
    lab.ec2.gone.add("eni-gone");
    Life life = lab.fixedIp("a", adopting("windows").onInterface("eni-gone"));
    assertThat(life.settle()).isEmpty();
    assertThat(life.says())
        .isEqualTo(
            Verdict.of(
                Reason.INTERFACE_NOT_FOUND,
                "There is no network interface eni-gone in this account and region: correct"
                    + " spec.interface.id, or leave it out"));
  }

  @Test
  void oneOfAServiceIsNeverTakenOver() {
    NetworkInterface it = theirs();
    lab.ec2.interfaces.put(
        THEIRS,
        new NetworkInterface(
            THEIRS,
            it.placement(),
            it.macAddress(),
            it.status(),
            it.addresses(),
            it.securityGroupIds(),
            true,
            null,
            Map.of(),
            new Origin("nat_gateway", true, "amazon-aws", null, "NAT gateway")));
    Life life = lab.fixedIp("a", adopting("windows"));
    assertThat(life.settle()).isEmpty();
    assertThat(life.reason()).isEqualTo(Reason.ADDRESS_IN_USE);
    Life secondary =
        lab.fixedIp("b", Spec.of("10.0.0.99", "windows").secondary().onInterface(THEIRS));
    assertThat(secondary.settle()).isEmpty();
    assertThat(secondary.reason()).isEqualTo(Reason.INTERFACE_NOT_FOUND);
  }

  @Test
  void oneThatAnotherFixedIpTookOverIsItsOwn() {
    Life first = lab.fixedIp("a", adopting("windows"));
    first.settle();
    Life second = lab.fixedIp("b", adopting("windows").address("10.0.0.61"));
    assertThat(second.settle()).isEmpty();
    assertThat(second.reason()).isEqualTo(Reason.ADDRESS_CLAIMED);
    assertThat(second.says().message())
        .startsWith("Network interface eni-theirs was taken over by another FixedIp (tag ");
    first.delete().settle();
    lab.lives.remove(first);
    assertThat(Life.calls(second.settle())).containsExactly("CreateTags");
  }

  @Test
  void anotherFixedIpAssignsItsAddressToIt() {
    Life first = lab.fixedIp("a", adopting("windows"));
    first.settle();
    Life second =
        lab.fixedIp("b", Spec.of("10.0.0.70", "windows").secondary().onInterface(THEIRS).noPing());
    assertThat(Life.calls(second.settle())).containsExactly("AssignPrivateIpAddresses");
    first.delete().settle();
    assertThat(second.settle()).isEmpty();
    assertThat(second.reason()).isEqualTo(Reason.ASSIGNED);
    second.delete().settle();
    assertThat(theirs().addresses()).isEqualTo(before.addresses());
    assertThat(theirs().tags()).isEqualTo(before.tags());
  }

  @Test
  void onlyWhatIsWrittenIsManaged() {
    Life life =
        lab.fixedIp(
            "a",
            adopting("windows")
                .groups("sg-linux")
                .tags(Map.of("team", "net"))
                .attributes(true, true));
    life.settle();
    assertThat(theirs().securityGroupIds()).containsExactly("sg-linux");
    assertThat(theirs().sourceDestCheck()).isTrue();
    assertThat(theirs().tags()).containsEntry("team", "net").containsEntry("Name", "theirs");
    assertThat(theirs().attachment()).extracting(Attachment::deleteOnTermination).isEqualTo(true);
    lab.ec2.change(THEIRS, it -> it.withSecurityGroups(List.of("sg-other")));
    assertThat(life.turn().drift()).hasSize(1);
    assertThat(Life.calls(life.settle())).containsExactly("ModifyNetworkInterfaceAttribute");
  }

  @Test
  void deletedItIsLeftExactlyAsItStands() {
    Life life = lab.fixedIp("a", Spec.of("10.0.0.60", "windows").onInterface(THEIRS));
    life.settle();
    NetworkInterface stands = theirs();
    assertThat(Life.calls(life.delete().settle()))
        .containsExactly("DeleteTags", "RevokeSecurityGroupIngress");
    assertThat(theirs()).isEqualTo(stands.withTags(absent(Ownership.ADOPTED_BY)));
    assertThat(theirs().isAttachedTo("i-windows")).isTrue();
  }

  @Test
  void retainedItIsLetGoAllTheSame() {
    Life life = lab.fixedIp("a", adopting("windows").retained());
    life.settle();
    assertThat(Life.calls(life.delete().settle())).containsExactly("DeleteTags");
    assertThat(theirs().tags()).isEqualTo(before.tags());
  }

  @Test
  void whoNamesItNoMoreLetsItGo() {
    Life life = lab.fixedIp("a", adopting("windows"));
    life.settle();
    life.asks(Spec.of("10.0.0.60", "windows").noPing());
    assertThat(Life.calls(life.settle())).containsExactly("DeleteTags");
    assertThat(life.reason()).isEqualTo(Reason.ALREADY_PRESENT);
    assertThat(theirs().tags()).isEqualTo(before.tags());
    assertThat(life.delete().settle()).isEmpty();
  }

  @Test
  void itIsLetGoToo_whenItIsNotOnTheInstance() {
    Life life = lab.fixedIp("a", adopting("windows"));
    life.turn();
    assertThat(theirs().tags()).isEqualTo(marked(life));
    life.asks(Spec.of("10.0.0.60", "windows").noPing());
    assertThat(Life.calls(life.settle())).containsExactly("DeleteTags");
    assertThat(life.reason()).isEqualTo(Reason.ADDRESS_IN_USE);
    assertThat(theirs()).isEqualTo(before);
  }

  @Test
  void anotherOneIsTakenOverBeforeItIsLetGo() {
    lab.ec2.networkInterface("eni-new", "subnet-a", List.of("10.0.0.80"), List.of("sg-other"));
    Life life = lab.fixedIp("a", adopting("windows"));
    life.settle();
    life.asks(adopting("windows").address("10.0.0.80").onInterface("eni-new"));
    assertThat(Life.calls(life.settle()))
        .containsExactly("CreateTags", "AttachNetworkInterface", "DeleteTags");
    assertThat(theirs().isAttachedTo("i-windows")).isTrue();
    assertThat(theirs().tags()).isEqualTo(before.tags());
    assertThat(life.held().places()).containsExactly("eni-new");
  }

  @Test
  void itIsMovedWithTheInstanceThatTheSpecNames() {
    Life life = lab.fixedIp("a", adopting("windows"));
    life.settle();
    life.asks(adopting("linux"));
    assertThat(Life.calls(life.settle()))
        .containsExactly("DetachNetworkInterface", "AttachNetworkInterface");
    assertThat(theirs().isAttachedTo("i-linux")).isTrue();
  }

  @Test
  void reservedItIsHeldAsItIs() {
    Life life = lab.fixedIp("a", Spec.reserved("10.0.0.60").onInterface(THEIRS));
    assertThat(Life.calls(life.settle())).containsExactly("CreateTags");
    assertThat(life.reason()).isEqualTo(Reason.RESERVED);
  }

  @Test
  void itIsNeverCollectedAsALeak() {
    lab.fixedIp("a", adopting("windows")).settle();
    assertThat(Leaks.isOfCluster(theirs(), TestWorld.CLUSTER)).isFalse();
    assertThat(
            Leaks.of(
                theirs(),
                new Leaks.Sighting(lab.now.minus(Duration.ofDays(1)), 9),
                lab.now,
                Duration.ZERO))
        .isNotEqualTo(Leaks.Fate.COLLECT);
  }

  private static Map<String, @Nullable String> absent(String key) {
    Map<String, @Nullable String> tags = new HashMap<>();
    tags.put(key, null);
    return tags;
  }
}
