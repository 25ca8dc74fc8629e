package dev.fixedip.plan;

import dev.fixedip.api.ElasticIpSpec;
import dev.fixedip.api.FixedIpStatus.Owned;
import dev.fixedip.api.FixedIpStatus.OwnedKind;
import dev.fixedip.api.Reason;
import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.ElasticIps;
import dev.fixedip.model.Key;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The Elastic IPs that a FixedIp has: those that it allocated, the associations that it made. */
final class ElasticIpHoldings {
  /** So long before the next attempt must a read begin that shows what became of a lost one. */
  private static final Duration READ_BEFORE_RETRY = Duration.ofSeconds(1);

  /** That they were not read yet, for people. */
  static final String UNREAD =
      "Reading the Elastic IPs from EC2; if this lasts, allow the operator ec2:DescribeAddresses";

  /** For so long the rest waits for a first read of them. */
  private static final Duration FIRST_READ = Duration.ofSeconds(30);

  private ElasticIpHoldings() {}

  /** Whether this FixedIp has to do with Elastic IPs; if not, nobody reads any for it. */
  static boolean concern(Situation situation) {
    return situation.desired().spec().elasticIp() != null
        || situation.remembered().elasticIp().isPresent()
        || records(situation).findAny().isPresent()
        || lostAllocation(situation).isPresent();
  }

  /** Whether nothing can be said of them before they were read. */
  static boolean areUnread(Situation situation) {
    return concern(situation) && named(situation).isUnread();
  }

  /**
   * They are to be read first. That may take a moment, or not be allowed: after a while whatever
   * does not need them goes on without.
   */
  static Decision look(Situation situation) {
    Instant patience = patience(situation);
    return new Decision.Later(
        Reason.PROGRESSING,
        UNREAD,
        situation.now().isBefore(patience) ? Optional.of(patience) : Optional.empty());
  }

  private static Instant patience(Situation situation) {
    return situation.remembered().workingSince().orElse(situation.now()).plus(FIRST_READ);
  }

  /** Whether that decision about Elastic IPs lets the rest go first. */
  static boolean isHeldBack(Situation situation, Decision decision) {
    boolean isFirstRead = areUnread(situation) && situation.now().isBefore(patience(situation));
    return !isFirstRead && HeldBack.is(situation, decision);
  }

  private static Seen<List<ElasticIp>> named(Situation situation) {
    Desired.Identity identity = situation.desired().identity();
    return situation.world().elasticIpsFor(identity.namespace(), identity.name());
  }

  /** Those that were allocated for this FixedIp. */
  static List<ElasticIp> of(Situation situation) {
    return named(situation).present().orElse(List.of()).stream()
        .filter(it -> isOurs(situation, it))
        .toList();
  }

  /** Of those, the one to keep: where the address is, then the one that the status knows. */
  static Optional<ElasticIp> kept(Situation situation) {
    String address = situation.desired().address();
    String known = situation.remembered().elasticIp().map(it -> it.allocationId()).orElse("");
    return of(situation).stream()
        .min(
            Comparator.comparing(
                    (ElasticIp it) -> it.association() == null || !it.association().isWith(address))
                .thenComparing(it -> !it.allocationId().equals(known))
                .thenComparing(ElasticIp::allocationId));
  }

  static boolean isOurs(Situation situation, ElasticIp it) {
    return Ownership.owns(situation.policy().clusterId(), situation.desired().identity().uid(), it);
  }

  /** One that was allocated for a FixedIp that had this namespace and name before. */
  static Optional<ElasticIp> ofEarlier(Situation situation) {
    return named(situation).present().orElse(List.of()).stream()
        .filter(it -> Leaks.isOfCluster(it, situation.policy().clusterId()))
        .filter(it -> !isOurs(situation, it))
        .findFirst();
  }

  /** The one that the status says we allocated has lost the tags that say so. */
  static Optional<Decision> lost(Situation situation) {
    return situation
        .remembered()
        .elasticIp()
        .filter(it -> it.owned())
        .flatMap(it -> situation.world().elasticIp(it.allocationId()).present())
        .filter(it -> !isOurs(situation, it) && ofEarlier(situation).filter(it::equals).isEmpty())
        .map(it ->
            new Decision.Refuse(
                Reason.OWNERSHIP_LOST,
                "Elastic IP %s no longer carries the tags %s and %s that say that it is ours, so it is left alone: put them back, release it, or name it in spec.elasticIp.allocationId"
                    .formatted(
                        Words.named(it),
                        Ownership.CLUSTER + "=" + situation.policy().clusterId(),
                        Ownership.UID + "=" + situation.desired().identity().uid())));
  }

  /**
   * An attempt to allocate one whose answer was lost may have had its effect: EC2 has no key that
   * would keep a second one from being allocated, so a read must show first that there is none.
   */
  static Optional<Decision> undecided(Situation situation) {
    Optional<Failure> lost = lostAllocation(situation).filter(_ -> of(situation).isEmpty());
    if (lost.isEmpty()) {
      return Optional.empty();
    }
    Instant retryAt = lost.get().retryAt();
    String message =
        "EC2 did not answer whether it allocated an Elastic IP for %s: a read must show that it did not, before one is allocated"
            .formatted(situation.desired().address());
    if (situation.now().isBefore(retryAt)) {
      return Optional.of(new Decision.Later(Reason.PROGRESSING, message, Optional.of(retryAt)));
    }
    boolean shown =
        situation
            .world()
            .elasticIps()
            .present()
            .map(ElasticIps::readAt)
            .filter(at -> !at.isBefore(retryAt.minus(READ_BEFORE_RETRY)))
            .isPresent();
    return shown
        ? Optional.empty()
        : Optional.of(new Decision.Wait(message, Set.of(new Key.OfElasticIps()), null));
  }

  private static Optional<Failure> lostAllocation(Situation situation) {
    return situation.remembered().failures().stream()
        .filter(it -> it.action() instanceof ElasticIpAction.Allocate)
        .filter(it -> it.kind() == Failure.Kind.TRANSIENT)
        .max(Comparator.comparing(Failure::retryAt));
  }

  static Owned record(String allocationId, String address) {
    return new Owned(OwnedKind.ElasticIpAssociation, allocationId, address);
  }

  private static Stream<Owned> records(Situation situation) {
    return situation.remembered().status().owned(OwnedKind.ElasticIpAssociation);
  }

  /** Whether it was associated with the address for this FixedIp, or was about to be. */
  static boolean isRecorded(Situation situation, String allocationId, String address) {
    return records(situation).anyMatch(record(allocationId, address)::equals);
  }

  /** Whether its association is ours to end. */
  static boolean isByUs(Situation situation, ElasticIp it) {
    ElasticIp.Association association = it.association();
    String with = association == null ? null : association.privateAddress();
    return with != null
        && (isRecorded(situation, it.allocationId(), with)
            || (isOurs(situation, it) && with.equals(situation.desired().address())));
  }

  /**
   * Ends what associations we made, and releases what we allocated, but for that one; what somebody
   * else associated comes last.
   */
  static Optional<Decision> giveBackAllBut(Situation situation, Optional<ElasticIp> kept) {
    String keptId = kept.map(ElasticIp::allocationId).orElse("");
    List<ElasticIp> mine =
        of(situation).stream()
            .filter(it -> !it.allocationId().equals(keptId))
            .sorted(Comparator.comparing(it -> it.association() != null))
            .toList();
    return Stream.concat(
            records(situation)
                .map(Owned::target)
                .distinct()
                .filter(id -> !id.equals(keptId))
                .flatMap(id -> situation.world().elasticIp(id).present().stream()),
            mine.stream())
        .filter(it -> isByUs(situation, it))
        .findFirst()
        .map(it -> disassociate(it, "%s is no longer needed there".formatted(Words.named(it))))
        .or(() -> mine.stream().findFirst().map(it -> release(situation, it)))
        .or(() -> kept.isPresent() ? Optional.empty() : undecided(situation));
  }

  /** Ends its association. */
  static Decision disassociate(ElasticIp it, String why) {
    ElasticIp.Association association = it.association();
    return Decision.step(
        Step.of(
            new ElasticIpAction.Disassociate(
                it.allocationId(),
                association == null ? "" : association.id(),
                association == null ? "" : String.valueOf(association.privateAddress())),
            why));
  }

  private static Decision release(Situation situation, ElasticIp it) {
    return it.association() == null
        ? Decision.step(
            Step.of(
                new ElasticIpAction.Release(it.allocationId()),
                "%s was allocated for this FixedIp and is no longer needed"
                    .formatted(Words.named(it))))
        : new Decision.Refuse(
            Reason.ELASTIC_IP_IN_USE,
            "Elastic IP %s was allocated for this FixedIp, and somebody else has associated it with %s: disassociate it there, or take the tag %s off to keep it"
                .formatted(Words.named(it), Words.holder(it, situation.world()), Ownership.UID));
  }

  /** Lets go of what we allocated, as it stands. */
  static Optional<Decision> retain(Situation situation) {
    return of(situation).stream()
        .findFirst()
        .map(it ->
            Decision.step(
                Step.of(
                    new ElasticIpAction.RemoveTags(it.allocationId(), Ownership.among(it.tags())),
                    "It is retained, as the spec says")))
        .or(() -> undecided(situation));
  }

  /**
   * Whether a recorded association is not there any more, nor wanted. What is wanted stays written
   * down while it is absent, as does what a call whose answer was lost may yet bring.
   */
  static boolean isOver(Situation situation, Owned it) {
    return switch (situation.world().elasticIp(it.target())) {
      case Seen.Unread<ElasticIp> _ -> false;
      case Seen.Gone<ElasticIp> _ -> true;
      case Seen.Present<ElasticIp>(ElasticIp now) ->
          !isWanted(situation, it)
              && !isUnsettled(situation, it)
              && situation.world().isElasticIpConfirmed(it.target())
              && (now.association() == null || !now.association().isWith(it.address()));
    };
  }

  private static boolean isWanted(Situation situation, Owned it) {
    ElasticIpSpec asked = situation.desired().spec().elasticIp();
    return !situation.desired().deleting()
        && asked != null
        && it.address().equals(situation.desired().address())
        && (asked.allocationId() == null || asked.allocationId().equals(it.target()));
  }

  /** A recorded association that a call whose answer was lost may yet bring. */
  static Optional<Owned> unsettled(Situation situation) {
    return records(situation)
        .filter(it -> situation.world().elasticIp(it.target()).present().isPresent())
        .filter(it -> isUnsettled(situation, it))
        .findFirst();
  }

  /** No read of the Elastic IPs began yet after the last call whose answer was lost. */
  private static boolean isUnsettled(Situation situation, Owned it) {
    Instant readAt =
        situation.world().elasticIps().present().map(ElasticIps::readAt).orElse(Instant.EPOCH);
    return situation
        .remembered()
        .isUnsettled(
            readAt,
            action ->
                action instanceof ElasticIpAction.Associate associate
                    && associate.allocationId().equals(it.target())
                    && associate.address().equals(it.address()));
  }
}
