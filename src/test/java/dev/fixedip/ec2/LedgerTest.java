package dev.fixedip.ec2;

import static dev.fixedip.ec2.Things.attachment;
import static dev.fixedip.ec2.Things.eni;
import static dev.fixedip.ec2.Things.instance;
import static dev.fixedip.ec2.Things.owned;
import static dev.fixedip.ec2.Things.ping;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.model.Attachment;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.Instance;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Seen;
import dev.fixedip.model.Snapshot;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Vpc;
import dev.fixedip.model.World;
import dev.fixedip.model.Write;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final NetworkInterface ENI = eni("eni-1", "10.0.0.51");
  private static final Key OF_ENI = new Key.OfInterface("eni-1");
  private static final Key OF_ADDRESS = new Key.OfAddress(Things.SUBNET, "10.0.0.51");

  private static final Duration LITTLE = Duration.ofMillis(1);
  private static final Duration UNSETTLED = Moment.SETTLING.minus(LITTLE);

  private final VirtualTime time = new VirtualTime();
  private final Moments moments = new Moments(time);
  private final Ledger ledger = new Ledger();

  @Nested
  @DisplayName("An own write stays over what is read")
  class OwnWrites {

    @Test
    void isSeenAtOnceAndNotConfirmed() {
      poll(moments.next());
      Set<Key> changed = wrote(new Write.Created(owned(ENI, "uid-1")));
      assertThat(changed).containsExactlyInAnyOrder(OF_ENI, OF_ADDRESS, new Key.OfOwner("uid-1"));
      assertThat(world().holder(Things.SUBNET, "10.0.0.51")).contains(owned(ENI, "uid-1"));
      assertThat(world().ownedBy("uid-1")).hasSize(1);
      assertThat(world().isConfirmed("eni-1")).isFalse();
    }

    @Test
    void againstAPollThatBeganBeforeIt() {
      Moment began = moments.next();
      wrote(new Write.Created(ENI));
      assertThat(poll(began)).isEmpty();
      assertThat(seen("eni-1")).isEqualTo(present(ENI));
    }

    @Test
    void untilAPollThatBeganAfterItShowsIt() {
      wrote(new Write.Created(ENI));
      NetworkInterface shown = ENI.withSecurityGroups(List.of("sg-2"));
      assertThat(poll(moments.next(), shown)).contains(OF_ENI);
      assertThat(seen("eni-1")).isEqualTo(present(shown));
      assertThat(world().isConfirmed("eni-1")).isTrue();
    }

    @Test
    void confirmationAloneIsAChange() {
      wrote(new Write.Created(ENI));
      assertThat(poll(moments.next(), ENI)).contains(OF_ENI);
      assertThat(poll(moments.next(), ENI)).isEmpty();
    }

    @Test
    void againstPollsThatBeginBeforeAllHasSettled() {
      poll(moments.next(), ENI);
      wrote(new Write.SourceDestCheckSet("eni-1", false));
      time.pass(UNSETTLED);
      poll(moments.next(), ENI);
      assertThat(it("eni-1").sourceDestCheck()).isFalse();
      time.pass(LITTLE);
      assertThat(poll(moments.next(), ENI)).contains(OF_ENI);
      assertThat(it("eni-1").sourceDestCheck()).isTrue();
      assertThat(world().isConfirmed("eni-1")).isTrue();
    }

    @Test
    void whenThePollBeganCountsAndNotWhenItsAnswerCame() {
      poll(moments.next(), ENI);
      wrote(new Write.SourceDestCheckSet("eni-1", false));
      Moment began = moments.next();
      time.pass(Duration.ofMinutes(1));
      poll(began, ENI);
      assertThat(it("eni-1").sourceDestCheck()).isFalse();
    }

    @Test
    void withoutAnyLaterReadHoweverOldItIs() {
      poll(moments.next());
      wrote(new Write.Created(ENI));
      time.pass(Duration.ofHours(1));
      wrote(new Write.Created(eni("eni-2", "10.0.0.52")));
      assertThat(seen("eni-1")).isEqualTo(present(ENI));
    }

    @Test
    void notFoundDoesNotUndoWhatWeJustMade() {
      poll(moments.next());
      wrote(new Write.Created(ENI));
      assertThat(readGone("eni-1", moments.next())).isEmpty();
      assertThat(seen("eni-1")).isEqualTo(present(ENI));
      time.pass(Moment.SETTLING);
      assertThat(readGone("eni-1", moments.next())).contains(OF_ENI, OF_ADDRESS);
      assertThat(seen("eni-1")).isEqualTo(new Seen.Gone<>());
    }

    @Test
    void againstALaterReadThatLagsBehindTheOneThatShowedIt() {
      poll(moments.next(), ENI);
      wrote(new Write.SourceDestCheckSet("eni-1", false));
      NetworkInterface shown = ENI.withSourceDestCheck(false);
      read(shown, moments.next());
      assertThat(read(ENI, moments.next())).isEmpty();
      assertThat(poll(moments.next(), ENI)).isEmpty();
      assertThat(seen("eni-1")).isEqualTo(present(shown));
      assertThat(world().isConfirmed("eni-1")).isTrue();
      time.pass(Moment.SETTLING);
      assertThat(poll(moments.next(), ENI)).contains(OF_ENI);
      assertThat(seen("eni-1")).isEqualTo(present(ENI));
    }

    @Test
    void againstAReadThatTellsWhatWasBetweenTwoWrites() {
      poll(moments.next());
      wrote(new Write.Created(ENI));
      wrote(new Write.Attached("eni-1", attachment("a-1", "i-1", Attachment.Status.ATTACHING)));
      NetworkInterface shown = ENI.with(attachment("a-1", "i-1", Attachment.Status.ATTACHED));
      read(shown, moments.next());
      assertThat(read(ENI, moments.next())).isEmpty();
      assertThat(readGone("eni-1", moments.next())).isEmpty();
      assertThat(poll(moments.next())).isEmpty();
      assertThat(seen("eni-1")).isEqualTo(present(shown));
    }

    @Test
    void whatOthersChangeMeanwhileIsSeenBesideIt() {
      poll(moments.next(), ENI);
      wrote(new Write.SourceDestCheckSet("eni-1", false));
      read(ENI.withSecurityGroups(List.of("sg-2")), moments.next());
      assertThat(it("eni-1").sourceDestCheck()).isFalse();
      assertThat(it("eni-1").securityGroupIds()).containsExactly("sg-2");
      assertThat(world().isConfirmed("eni-1")).isFalse();
    }

    @Test
    void aCorrectionIsConfirmedThoughItLooksLikeWhatWasBeforeTheDrift() {
      poll(moments.next(), ENI);
      NetworkInterface drifted = ENI.withSourceDestCheck(false);
      poll(moments.next(), drifted);
      wrote(new Write.SourceDestCheckSet("eni-1", true));
      read(ENI, moments.next());
      assertThat(world().isConfirmed("eni-1")).isTrue();
      assertThat(read(drifted, moments.next())).isEmpty();
      assertThat(it("eni-1").sourceDestCheck()).isTrue();
    }

    @Test
    void severalWritesAreLaidInTheirOrder() {
      poll(moments.next());
      wrote(new Write.Created(ENI));
      Attachment attaching = attachment("a-1", "i-1", Attachment.Status.ATTACHING);
      assertThat(wrote(new Write.Attached("eni-1", attaching))).contains(new Key.OfInstance("i-1"));
      wrote(new Write.Tagged("eni-1", tags("a", "1")));
      wrote(new Write.Tagged("eni-1", tags("b", "2")));
      assertThat(it("eni-1").attachment()).isEqualTo(attaching);
      assertThat(it("eni-1").tags()).isEqualTo(Map.of("a", "1", "b", "2"));
      assertThat(world().interfacesOf("i-1")).hasSize(1);
    }

    @Test
    void aReadMayShowOneAndNotYetTheNext() {
      poll(moments.next());
      wrote(new Write.Created(ENI));
      wrote(new Write.Attached("eni-1", attachment("a-1", "i-1", Attachment.Status.ATTACHING)));
      poll(moments.next(), ENI);
      assertThat(it("eni-1").instanceId()).contains("i-1");
      assertThat(world().isConfirmed("eni-1")).isFalse();
      Attachment attached = attachment("a-1", "i-1", Attachment.Status.ATTACHED);
      poll(moments.next(), ENI.with(attached));
      assertThat(it("eni-1").isAttachedTo("i-1")).isTrue();
      assertThat(world().isConfirmed("eni-1")).isTrue();
    }

    @Test
    void aDetachmentThatIsShownSettlesTheAttachmentBeforeIt() {
      poll(moments.next(), ENI);
      wrote(new Write.Attached("eni-1", attachment("a-1", "i-1", Attachment.Status.ATTACHING)));
      wrote(new Write.Detached("eni-1", "a-1", false));
      assertThat(it("eni-1").status()).isEqualTo(NetworkInterface.Status.DETACHING);
      poll(moments.next(), ENI);
      assertThat(it("eni-1").attachment()).isNull();
      assertThat(world().isConfirmed("eni-1")).isTrue();
    }

    @Test
    void aTagPutAndTakenAgainDoesNotWaitForTheFirst() {
      poll(moments.next(), ENI);
      wrote(new Write.Tagged("eni-1", tags("a", "1")));
      wrote(new Write.Tagged("eni-1", tags("a", null)));
      poll(moments.next(), ENI);
      assertThat(world().isConfirmed("eni-1")).isTrue();
    }
  }

  @Nested
  @DisplayName("A delete is a tombstone")
  class Tombstones {

    @Test
    void againstPollsThatStillListIt() {
      poll(moments.next(), owned(ENI, "uid-1"));
      assertThat(wrote(new Write.Deleted("eni-1")))
          .containsExactlyInAnyOrder(OF_ENI, OF_ADDRESS, new Key.OfOwner("uid-1"));
      poll(moments.next(), owned(ENI, "uid-1"));
      assertThat(seen("eni-1")).isEqualTo(new Seen.Gone<>());
      assertThat(world().holder(Things.SUBNET, "10.0.0.51")).isEmpty();
      assertThat(world().ownedBy("uid-1")).isEmpty();
    }

    @Test
    void untilAllHasSettled() {
      poll(moments.next(), ENI);
      wrote(new Write.Deleted("eni-1"));
      time.pass(Moment.SETTLING);
      assertThat(poll(moments.next(), ENI)).contains(OF_ENI, OF_ADDRESS);
      assertThat(seen("eni-1")).isEqualTo(present(ENI));
    }

    @Test
    void andGoneForGoodWhenAPollLacksIt() {
      poll(moments.next(), ENI);
      wrote(new Write.Deleted("eni-1"));
      poll(moments.next());
      assertThat(seen("eni-1")).isEqualTo(new Seen.Gone<>());
      assertThat(world().isConfirmed("eni-1")).isTrue();
      poll(moments.next());
      assertThat(seen("eni-1")).isEqualTo(new Seen.Gone<>());
    }

    @Test
    void makesEarlierWritesMeaningless() {
      wrote(new Write.Created(ENI));
      wrote(new Write.SourceDestCheckSet("eni-1", false));
      wrote(new Write.Deleted("eni-1"));
      readGone("eni-1", moments.next());
      assertThat(world().isConfirmed("eni-1")).isTrue();
      assertThat(seen("eni-1")).isEqualTo(new Seen.Gone<>());
    }

    @Test
    void alsoAgainstAPollThatLagsBehindOneThatLackedIt() {
      poll(moments.next(), ENI);
      wrote(new Write.Deleted("eni-1"));
      poll(moments.next());
      assertThat(poll(moments.next(), ENI)).isEmpty();
      assertThat(read(ENI, moments.next())).isEmpty();
      assertThat(seen("eni-1")).isEqualTo(new Seen.Gone<>());
    }
  }

  @Nested
  @DisplayName("A read of a single thing")
  class SingleReads {

    @Test
    void winsOverAPollThatBeganBeforeIt() {
      Moment pollBegan = moments.next();
      read(ENI, moments.next());
      assertThat(poll(pollBegan)).isEmpty();
      assertThat(seen("eni-1")).isEqualTo(present(ENI));
    }

    @Test
    void losesToAPollThatBeganAfterIt() {
      Moment readBegan = moments.next();
      NetworkInterface newer = ENI.withSourceDestCheck(false);
      poll(moments.next(), newer);
      assertThat(read(ENI, readBegan)).isEmpty();
      assertThat(seen("eni-1")).isEqualTo(present(newer));
    }

    @Test
    void losesToASingleReadThatBeganAfterIt() {
      poll(moments.next(), ENI);
      Moment readBegan = moments.next();
      readGone("eni-1", moments.next());
      assertThat(read(ENI, readBegan)).isEmpty();
      assertThat(seen("eni-1")).isEqualTo(new Seen.Gone<>());
    }

    @Test
    void ofWhatALaterPollLacksIsTakenAllTheSame() {
      Moment readBegan = moments.next();
      poll(moments.next());
      read(ENI, readBegan);
      assertThat(seen("eni-1")).isEqualTo(present(ENI));
    }

    @Test
    void confirmsOwnWrites() {
      poll(moments.next(), ENI);
      wrote(new Write.SourceDestCheckSet("eni-1", false));
      Set<Key> changed = read(ENI.withSourceDestCheck(false), moments.next());
      assertThat(changed).contains(OF_ENI);
      assertThat(world().isConfirmed("eni-1")).isTrue();
    }

    @Test
    void thatBeganBeforeAWriteDoesNotConfirmIt() {
      poll(moments.next(), ENI);
      Moment readBegan = moments.next();
      wrote(new Write.SourceDestCheckSet("eni-1", false));
      read(ENI, readBegan);
      assertThat(it("eni-1").sourceDestCheck()).isFalse();
      assertThat(world().isConfirmed("eni-1")).isFalse();
    }

    @Test
    void thatFindsNothingIsRememberedUntilAPollShowsTheThing() {
      poll(moments.next());
      assertThat(readGone("eni-1", moments.next())).containsExactly(OF_ENI);
      poll(moments.next());
      assertThat(seen("eni-1")).isEqualTo(new Seen.Gone<>());
      assertThat(poll(moments.next(), ENI)).contains(OF_ENI, OF_ADDRESS);
      assertThat(seen("eni-1")).isEqualTo(present(ENI));
    }

    @Test
    void ofAnInstanceFollowsTheSameRules() {
      Instance running = instance("i-1", Instance.State.RUNNING);
      Moment pollBegan = moments.next();
      assertThat(readInstance("i-1", new Seen.Present<>(running)))
          .containsExactly(new Key.OfInstance("i-1"));
      poll(pollBegan);
      assertThat(world().instance("i-1")).isEqualTo(new Seen.Present<>(running));
      time.pass(Moment.SETTLING);
      poll(moments.next());
      assertThat(world().instance("i-1").isUnread()).isTrue();
      readInstance("i-1", new Seen.Gone<>());
      assertThat(poll(moments.next())).isEmpty();
      assertThat(world().instance("i-1")).isEqualTo(new Seen.Gone<>());
    }

    @Test
    void ofATypeIsKept() {
      InstanceType medium = new InstanceType("t3.medium", 3, 6);
      Reading reading = reading(moments.next());
      reading.types().put("t3.medium", new Seen.Present<>(medium));
      assertThat(ledger.read(reading, time.instant())).containsExactly(new Key.OfType("t3.medium"));
      assertThat(poll(moments.next())).isEmpty();
      assertThat(world().instanceType("t3.medium")).isEqualTo(new Seen.Present<>(medium));
    }
  }

  @Nested
  @DisplayName("A read that lags behind an earlier one")
  class Lags {

    private static final NetworkInterface DRIFTED = ENI.withSourceDestCheck(false);

    @Test
    void doesNotTakeBackWhatOthersChanged() {
      poll(moments.next(), ENI);
      poll(moments.next(), DRIFTED);
      assertThat(read(ENI, moments.next())).isEmpty();
      assertThat(poll(moments.next(), ENI)).isEmpty();
      assertThat(seen("eni-1")).isEqualTo(present(DRIFTED));
    }

    @Test
    void isRightOnceAllHasSettled() {
      poll(moments.next(), ENI);
      poll(moments.next(), DRIFTED);
      time.pass(UNSETTLED);
      assertThat(poll(moments.next(), ENI)).isEmpty();
      time.pass(LITTLE);
      assertThat(poll(moments.next(), ENI)).contains(OF_ENI);
      assertThat(seen("eni-1")).isEqualTo(present(ENI));
    }

    @Test
    void whatNobodySawBeforeIsNews() {
      poll(moments.next(), ENI);
      poll(moments.next(), DRIFTED);
      NetworkInterface newer = DRIFTED.withSecurityGroups(List.of("sg-2"));
      read(newer, moments.next());
      assertThat(seen("eni-1")).isEqualTo(present(newer));
    }

    @Test
    void neitherAPollNorNotFoundUndoWhatWasFirstSeenAMomentAgo() {
      poll(moments.next());
      poll(moments.next(), ENI);
      assertThat(poll(moments.next())).isEmpty();
      assertThat(readGone("eni-1", moments.next())).isEmpty();
      assertThat(seen("eni-1")).isEqualTo(present(ENI));
      time.pass(Moment.SETTLING);
      assertThat(readGone("eni-1", moments.next())).contains(OF_ENI);
      assertThat(seen("eni-1")).isEqualTo(new Seen.Gone<>());
    }

    @Test
    void whatIsGoneDoesNotComeBack() {
      poll(moments.next(), ENI);
      readGone("eni-1", moments.next());
      assertThat(poll(moments.next(), ENI)).isEmpty();
      assertThat(read(ENI, moments.next())).isEmpty();
      assertThat(seen("eni-1")).isEqualTo(new Seen.Gone<>());
    }

    @Test
    void anAttachmentThatEc2FinishedIsNotUnderWayAgain() {
      NetworkInterface attaching = ENI.with(attachment("a-1", "i-1", Attachment.Status.ATTACHING));
      NetworkInterface attached = ENI.with(attachment("a-1", "i-1", Attachment.Status.ATTACHED));
      poll(moments.next(), attaching);
      read(attached, moments.next());
      assertThat(read(attaching, moments.next())).isEmpty();
      assertThat(it("eni-1").isAttachedTo("i-1")).isTrue();
    }

    @Test
    void anInstanceThatIsTerminatedDoesNotLiveAgain() {
      readInstance("i-1", new Seen.Present<>(instance("i-1", Instance.State.RUNNING)));
      Seen<Instance> ended = new Seen.Present<>(instance("i-1", Instance.State.TERMINATED));
      readInstance("i-1", ended);
      readInstance("i-1", new Seen.Present<>(instance("i-1", Instance.State.RUNNING)));
      assertThat(world().instance("i-1")).isEqualTo(ended);
    }

    @Test
    void isToldOfWhereAPollLackedWhatASingleReadFindsAllTheSame() {
      poll(moments.next(), ENI);
      poll(moments.next());
      read(ENI, moments.next());
      assertThat(seen("eni-1")).isEqualTo(present(ENI));
      assertThat(ledger.doubtful()).containsExactly(OF_ENI);
      assertThat(ledger.doubtful()).isEmpty();
      read(ENI, moments.next());
      assertThat(ledger.doubtful()).as("found again").isEmpty();
      assertThat(readGone("eni-1", moments.next())).contains(OF_ENI);
      assertThat(seen("eni-1")).isEqualTo(new Seen.Gone<>());
    }
  }

  @Nested
  @DisplayName("A poll")
  class Polls {

    @Test
    void thatLacksAThingDoesNotSayThatItIsGone() {
      poll(moments.next(), ENI);
      assertThat(poll(moments.next())).containsExactlyInAnyOrder(OF_ENI, OF_ADDRESS);
      assertThat(seen("eni-1").isUnread()).isTrue();
    }

    @Test
    void thatChangesNothingTellsNobody() {
      poll(moments.next(), ENI);
      assertThat(poll(moments.next(), eni("eni-1", "10.0.0.51"))).isEmpty();
    }

    @Test
    void tellsTheOldPlaceAndTheNew() {
      NetworkInterface before =
          owned(ENI.with(attachment("a-1", "i-1", Attachment.Status.ATTACHED)), "uid-1");
      NetworkInterface after =
          owned(
              eni("eni-1", "10.0.0.51", "10.0.0.52")
                  .with(attachment("a-2", "i-2", Attachment.Status.ATTACHED)),
              "uid-2");
      poll(moments.next(), before);
      assertThat(poll(moments.next(), after))
          .containsExactlyInAnyOrder(
              OF_ENI,
              OF_ADDRESS,
              new Key.OfAddress(Things.SUBNET, "10.0.0.52"),
              new Key.OfInstance("i-1"),
              new Key.OfInstance("i-2"),
              new Key.OfOwner("uid-1"),
              new Key.OfOwner("uid-2"));
    }

    @Test
    void tellsVpcsThatChangedAndThoseWhoseSubnetsDid() {
      Vpc vpc = new Vpc("vpc-1", List.of(Cidr.parse("10.0.0.0/21")));
      Subnet subnet = new Subnet("subnet-1", "vpc-1", "us-east-1a", Cidr.parse("10.0.0.0/24"));
      assertThat(poll(moments.next(), new Topology(moments.next(), Set.of(vpc), Set.of())))
          .containsExactlyInAnyOrder(new Key.OfVpc("vpc-1"), new Key.OfAnyVpc());
      Topology both = new Topology(moments.next(), Set.of(vpc), Set.of(subnet));
      assertThat(poll(moments.next(), both))
          .containsExactlyInAnyOrder(new Key.OfVpc("vpc-1"), new Key.OfAnyVpc());
      assertThat(poll(moments.next(), both)).isEmpty();
      assertThat(world().subnetsOf("vpc-1")).containsExactly(subnet);
    }

    @Test
    void doesNotTakeBackVpcsThatWereReadSince() {
      Vpc vpc = new Vpc("vpc-1", List.of(Cidr.parse("10.0.0.0/21")));
      Topology old = new Topology(moments.next(), Set.of(), Set.of());
      poll(moments.next(), old);
      Topology fresh = new Topology(moments.next(), Set.of(vpc), Set.of());
      Reading reading =
          new Reading(
              fresh.began(),
              Map.of(),
              Map.of(),
              Map.of(),
              Map.of(),
              Optional.of(fresh),
              Optional.empty(),
              Set.of("vpc-1", "vpc-2"));
      assertThat(ledger.read(reading, time.instant()))
          .containsExactlyInAnyOrder(new Key.OfVpc("vpc-1"), new Key.OfAnyVpc());
      assertThat(ledger.wasAskedFor("vpc-2")).isTrue();
      assertThat(poll(moments.next(), old)).isEmpty();
      assertThat(world().vpc("vpc-1")).contains(vpc);
    }
  }

  @Nested
  @DisplayName("Rules of a group")
  class Rules {

    private static final Key OF_GROUP = new Key.OfRules("sg-1");

    @Test
    void areUnreadUntilSomebodyAsked() {
      poll(moments.next());
      assertThat(world().rules("sg-1").isUnread()).isTrue();
      assertThat(readRules("sg-1", moments.next())).containsExactly(OF_GROUP);
      assertThat(rules()).isEmpty();
      assertThat(poll(moments.next())).isEmpty();
      assertThat(rules()).isEmpty();
    }

    @Test
    void ownAdditionsAndRevocationsAreLaidOver() {
      readRules("sg-1", moments.next(), ping("sgr-1", "sg-1"));
      assertThat(wrote(new Write.RuleAdded(ping("sgr-2", "sg-1")))).containsExactly(OF_GROUP);
      wrote(new Write.RuleRevoked("sg-1", "sgr-1"));
      assertThat(rules()).containsExactly(ping("sgr-2", "sg-1"));
      assertThat(readRules("sg-1", moments.next(), ping("sgr-1", "sg-1"))).isEmpty();
      assertThat(rules()).containsExactly(ping("sgr-2", "sg-1"));
      readRules("sg-1", moments.next(), ping("sgr-2", "sg-1"));
      assertThat(readRules("sg-1", moments.next(), ping("sgr-1", "sg-1"))).isEmpty();
      assertThat(rules()).containsExactly(ping("sgr-2", "sg-1"));
    }

    @Test
    void aRuleAddedToAGroupThatNobodyReadDoesNotMakeItLookRead() {
      assertThat(wrote(new Write.RuleAdded(ping("sgr-1", "sg-1")))).isEmpty();
      assertThat(world().rules("sg-1").isUnread()).isTrue();
    }

    @Test
    void aRuleAddedAndRevokedWaitsOnlyForTheRevocation() {
      readRules("sg-1", moments.next());
      wrote(new Write.RuleAdded(ping("sgr-1", "sg-1")));
      wrote(new Write.RuleRevoked("sg-1", "sgr-1"));
      readRules("sg-1", moments.next());
      assertThat(rules()).isEmpty();
    }

    private List<SecurityGroupRule> rules() {
      return world().rules("sg-1").present().orElseThrow();
    }
  }

  @Test
  void aWorldThatWasTakenNeverChanges() {
    poll(moments.next(), ENI);
    World taken = world();
    wrote(new Write.Deleted("eni-1"));
    assertThat(taken.networkInterface("eni-1")).isEqualTo(present(ENI));
    World later = world();
    poll(moments.next(), eni("eni-2", "10.0.0.52"));
    assertThat(later.networkInterface("eni-1")).isEqualTo(new Seen.Gone<>());
    assertThat(later.networkInterface("eni-2").isUnread()).isTrue();
  }

  @Test
  void manyWritesKeepEveryThingInSight() {
    poll(moments.next());
    for (int i = 0; i < 1000; i++) {
      wrote(new Write.Created(eni("eni-" + i, "10.0." + i / 250 + "." + i % 250)));
    }
    for (int i = 0; i < 1000; i += 2) {
      wrote(new Write.Deleted("eni-" + i));
    }
    for (int i = 0; i < 1000; i++) {
      boolean held = world().holder(Things.SUBNET, "10.0." + i / 250 + "." + i % 250).isPresent();
      assertThat(held).isEqualTo(i % 2 == 1);
    }
  }

  private Set<Key> wrote(Write write) {
    return ledger.wrote(write, moments.next());
  }

  private Set<Key> poll(Moment began, NetworkInterface... found) {
    return poll(began, Topology.NONE, found);
  }

  private Set<Key> poll(Moment began, Topology topology, NetworkInterface... found) {
    Snapshot.Parts parts =
        new Snapshot.Parts(
            List.of(found), List.of(), topology.subnets(), topology.vpcs(), List.of(), Map.of());
    return ledger.read(new WholeRead(began, new Snapshot(parts), topology), time.instant());
  }

  private Set<Key> read(NetworkInterface found, Moment began) {
    Reading reading = reading(began);
    reading.interfaces().put(found.id(), present(found));
    return ledger.read(reading, time.instant());
  }

  private Set<Key> readGone(String id, Moment began) {
    Reading reading = reading(began);
    reading.interfaces().put(id, new Seen.Gone<>());
    return ledger.read(reading, time.instant());
  }

  private Set<Key> readInstance(String id, Seen<Instance> state) {
    Reading reading = reading(moments.next());
    reading.instances().put(id, state);
    return ledger.read(reading, time.instant());
  }

  private Set<Key> readRules(String groupId, Moment began, SecurityGroupRule... found) {
    Reading reading = reading(began);
    reading.rules().put(groupId, new Seen.Present<>(List.of(found)));
    return ledger.read(reading, time.instant());
  }

  private static Reading reading(Moment began) {
    return new Reading(
        began,
        new HashMap<>(),
        new HashMap<>(),
        new HashMap<>(),
        new HashMap<>(),
        Optional.empty(),
        Optional.empty(),
        Set.of());
  }

  private World world() {
    return ledger.world();
  }

  private Seen<NetworkInterface> seen(String id) {
    return world().networkInterface(id);
  }

  private NetworkInterface it(String id) {
    return seen(id).present().orElseThrow();
  }

  private static Seen<NetworkInterface> present(NetworkInterface it) {
    return new Seen.Present<>(it);
  }

  private static Map<String, @Nullable String> tags(String key, @Nullable String value) {
    Map<String, @Nullable String> changes = new HashMap<>();
    changes.put(key, value);
    return changes;
  }
}
