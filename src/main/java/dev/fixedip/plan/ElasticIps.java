package dev.fixedip.plan;

import dev.fixedip.api.ElasticIpSpec;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.ElasticIpWrite;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Seen;
import dev.fixedip.model.World;
import dev.fixedip.model.Write;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the Elastic IP that is asked for comes to the address, once an interface has that: it is
 * found or allocated, and associated; it moves along when the address moves, and is never taken
 * from anybody.
 */
final class ElasticIps {
  private final Situation situation;
  private final World world;
  private final String address;

  ElasticIps(Situation situation) {
    this.situation = situation;
    this.world = situation.world();
    this.address = situation.desired().address();
  }

  /** What is still to do, with that interface having the address. */
  Optional<Decision> next(NetworkInterface it) {
    if (!ElasticIpHoldings.concern(situation)) {
      return Optional.empty();
    }
    if (ElasticIpHoldings.areUnread(situation)) {
      return Optional.of(ElasticIpHoldings.look(situation));
    }
    ElasticIpSpec asked = situation.desired().spec().elasticIp();
    if (asked == null) {
      return ElasticIpHoldings.giveBackAllBut(situation, Optional.empty());
    }
    return switch (choose(asked)) {
      case Choice.None(Decision decision) -> Optional.of(decision);
      case Choice.Chosen(ElasticIp chosen) ->
          bring(chosen, it)
              .or(() -> tag(chosen))
              .or(() -> confirm(chosen))
              .or(() -> ElasticIpHoldings.giveBackAllBut(situation, Optional.of(chosen)));
    };
  }

  /** Which Elastic IP it is to be. */
  private sealed interface Choice {
    record Chosen(ElasticIp it) implements Choice {}

    /** There is none yet. */
    record None(Decision decision) implements Choice {}
  }

  private Choice choose(ElasticIpSpec asked) {
    return asked.allocationId() == null ? ours() : named(asked.allocationId());
  }

  private Choice named(String allocationId) {
    return switch (world.elasticIp(allocationId)) {
      case Seen.Present<ElasticIp>(ElasticIp it) -> new Choice.Chosen(it);
      case Seen.Unread<ElasticIp> _ -> new Choice.None(Decision.look(allocationId));
      case Seen.Gone<ElasticIp> _ ->
          new Choice.None(
              new Decision.Refuse(
                  Reason.ELASTIC_IP_NOT_FOUND,
                  "There is no Elastic IP %s in this account and region: correct spec.elasticIp.allocationId, or write 'allocate: true' instead to have one allocated"
                      .formatted(allocationId)));
    };
  }

  private Choice ours() {
    Optional<ElasticIp> mine = ElasticIpHoldings.kept(situation);
    if (mine.isPresent()) {
      return new Choice.Chosen(mine.get());
    }
    return new Choice.None(
        ElasticIpHoldings.lost(situation)
            .or(() -> ElasticIpHoldings.ofEarlier(situation).map(this::takeOver))
            .or(() -> ElasticIpHoldings.undecided(situation))
            .orElseGet(this::allocate));
  }

  private Decision takeOver(ElasticIp it) {
    return Decision.step(
        Step.of(
            new ElasticIpAction.AddTags(it.allocationId(), Tags.ofElasticIp(situation)),
            "%s was allocated for an earlier FixedIp of this name, which is gone"
                .formatted(it.allocationId())));
  }

  private Decision allocate() {
    return Decision.step(
        new Step(
            new ElasticIpAction.Allocate(address, Tags.ofNewElasticIp(situation)),
            "%s shall have an Elastic IP of its own, for which AWS charges as for every public IPv4 address"
                .formatted(address),
            new Difference(Difference.ELASTIC_IP, "allocated", Difference.NONE)));
  }

  /** Associates it with the address, unless it or the address is taken. */
  private Optional<Decision> bring(ElasticIp chosen, NetworkInterface it) {
    Optional<ElasticIp> other =
        world.elasticIpsOn(it.id()).stream()
            .filter(some -> some.isWith(it.id(), address))
            .filter(some -> !some.allocationId().equals(chosen.allocationId()))
            .findFirst();
    if (other.isPresent()) {
      return Optional.of(instead(other.get(), chosen, it));
    }
    if (chosen.isWith(it.id(), address)) {
      return Optional.empty();
    }
    return Optional.of(chosen.association() == null ? associate(chosen, it) : move(chosen, it));
  }

  private Decision instead(ElasticIp other, ElasticIp chosen, NetworkInterface it) {
    return ElasticIpHoldings.isByUs(situation, other)
        ? ElasticIpHoldings.disassociate(
            other, "%s shall have %s instead".formatted(address, chosen.publicIp()))
        : new Decision.Refuse(
            Reason.ELASTIC_IP_IN_USE,
            "%s on %s already has Elastic IP %s, which this FixedIp did not associate, and EC2 associates one with a private address: disassociate it, or name it in spec.elasticIp.allocationId"
                .formatted(address, it.id(), Words.named(other)));
  }

  private Decision associate(ElasticIp chosen, NetworkInterface it) {
    if (!ElasticIpHoldings.isRecorded(situation, chosen.allocationId(), address)) {
      return new Decision.Note(
          ElasticIpHoldings.record(chosen.allocationId(), address),
          "%s is about to be associated with %s".formatted(chosen.allocationId(), address));
    }
    return Decision.step(
        new Step(
            new ElasticIpAction.Associate(chosen.allocationId(), it.id(), address),
            "%s shall be reached from the internet as %s".formatted(address, chosen.publicIp()),
            new Difference(
                Difference.ELASTIC_IP_ASSOCIATION,
                place(chosen.allocationId(), address, it.id()),
                Difference.NONE)));
  }

  private Decision move(ElasticIp chosen, NetworkInterface it) {
    return ElasticIpHoldings.isByUs(situation, chosen)
        ? ElasticIpHoldings.disassociate(
            chosen, "It moves along with the address: to %s on %s".formatted(address, it.id()))
        : new Decision.Refuse(
            Reason.ELASTIC_IP_IN_USE,
            "Elastic IP %s is associated with %s, and is not taken from there: disassociate it there, and it is associated with %s by itself, or choose another in spec.elasticIp"
                .formatted(Words.named(chosen), Words.holder(chosen, world), address));
  }

  private Optional<Decision> tag(ElasticIp chosen) {
    if (!ElasticIpHoldings.isOurs(situation, chosen)) {
      return Optional.empty();
    }
    Map<String, String> missing = Tags.missing(situation, chosen);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Decision.step(
                new Step(
                    new ElasticIpAction.AddTags(chosen.allocationId(), missing),
                    "Tags of the operator are missing",
                    new Difference(
                        Difference.ELASTIC_IP_TAGS,
                        Tags.words(missing),
                        Tags.wordsNow(missing.keySet(), chosen.tags())))));
  }

  private Optional<Decision> confirm(ElasticIp chosen) {
    return world.isElasticIpConfirmed(chosen.allocationId())
        ? Optional.empty()
        : Optional.of(
            new Decision.Wait(
                "Waiting for a read of EC2 that shows Elastic IP %s with %s"
                    .formatted(Words.named(chosen), address),
                Set.of(new Key.OfElasticIp(chosen.allocationId())),
                confirmed(chosen)));
  }

  private static Write confirmed(ElasticIp it) {
    return new ElasticIpWrite.Tagged(it.allocationId(), Map.of());
  }

  /** Where an Elastic IP is, for people. */
  private static String place(String allocationId, String address, String interfaceId) {
    return "%s with %s on %s".formatted(allocationId, address, interfaceId);
  }

  /** Where the status says that the Elastic IP is, for drift to be told from work. */
  static Optional<String> remembered(Situation situation) {
    Remembered remembered = situation.remembered();
    return remembered
        .elasticIp()
        .map(FixedIpStatus.ElasticIpStatus::allocationId)
        .flatMap(id ->
            remembered
                .networkInterface()
                .map(on -> place(id, situation.desired().address(), on.id())));
  }

  /** Whether one is to be allocated, and none of the user's is named. */
  static boolean isToBeAllocated(Situation situation) {
    return situation.desired().spec().allocatesElasticIp();
  }

  /** Whether the Elastic IP is the one that is asked for. */
  static boolean isAsked(Situation situation, ElasticIp it) {
    ElasticIpSpec asked = situation.desired().spec().elasticIp();
    return asked != null
        && (asked.allocationId() == null
            ? ElasticIpHoldings.isOurs(situation, it)
            : asked.allocationId().equals(it.allocationId()));
  }
}
