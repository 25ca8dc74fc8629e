package dev.fixedip.plan;

import dev.fixedip.api.Reason;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is given back when a FixedIp is deleted. */
final class Deletion {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private Deletion() {}

  static Decision next(Situation situation) {
    if (situation.desired().spec().isSuspended()) {
      return new Decision.Refuse(
          Reason.DELETION_BLOCKED,
          "The FixedIp is suspended, so nothing is touched: set spec.suspend to false to let it be"
              + " deleted");
    }
    return lost(situation)
        .or(() -> unread(situation))
        .or(() -> rest(situation))
        .orElseGet(() -> new Decision.Done(Reason.SUCCEEDED, "Nothing of it is left in EC2"));
  }

  /** What cannot be done about the Elastic IPs now comes last: the rest does not wait for it. */
  private static Optional<Decision> rest(Situation situation) {
    Optional<Decision> elasticIps = elasticIps(situation);
    return elasticIps
        .filter(it -> !ElasticIpHoldings.isHeldBack(situation, it))
        .or(() -> interfaces(situation))
        .or(() -> unsettled(situation))
        .or(() -> rules(situation))
        .or(() -> elasticIps);
  }

  /** What a call whose answer was lost may have made is not left behind. */
  private static Optional<Decision> lost(Situation situation) {
    return situation.remembered().failures().stream()
        .filter(it -> it.kind() == Failure.Kind.TRANSIENT)
        .filter(it -> it.action() instanceof Action.CreateInterface)
        .filter(it -> situation.now().isBefore(it.retryAt()))
        .findFirst()
        .map(it ->
            new Decision.Later(
                Reason.PROGRESSING,
                "Waiting for reads of EC2 that show whether %s of %s was done"
                    .formatted(it.action().call(), it.action().target()),
                Optional.of(it.retryAt())));
  }

  private static Optional<Decision> unread(Situation situation) {
    return Holdings.known(situation)
        .filter(
            id -> situation.world().networkInterface(id) instanceof Seen.Unread<NetworkInterface>)
        .or(() -> Records.unread(situation))
        .map(Decision::look)
        .or(() ->
            PingNeeds.unreadKnown(situation).map(group -> Decision.look("the rules of " + group)));
  }

  private static Optional<Decision> interfaces(Situation situation) {
    return situation.desired().spec().retains()
        ? Stream.concat(
                Holdings.of(situation).stream()
                    .map(it -> Holdings.disown(it, "It is retained, as the spec says")),
                Holdings.adopted(situation).stream().map(it -> Adoption.release(situation, it)))
            .findFirst()
        : Holdings.releaseAllBut(situation, Optional.empty());
  }

  /** EC2 may have assigned what it did not answer to: nobody would know of it any more. */
  private static Optional<Decision> unsettled(Situation situation) {
    return situation.desired().spec().retains()
        ? Optional.empty()
        : Records.unsettled(situation)
            .map(it -> "%s came to %s".formatted(it.address(), it.target()))
            .or(() ->
                ElasticIpHoldings.unsettled(situation)
                    .map(it -> "%s was associated with %s".formatted(it.target(), it.address())))
            .map(it ->
                new Decision.Later(
                    Reason.PROGRESSING,
                    "Waiting for a read of EC2 that shows whether " + it,
                    Optional.of(situation.now().plus(LOOK_AGAIN))));
  }

  private static Optional<Decision> elasticIps(Situation situation) {
    if (!ElasticIpHoldings.concern(situation)) {
      return Optional.empty();
    }
    if (ElasticIpHoldings.areUnread(situation)) {
      return Optional.of(ElasticIpHoldings.look(situation));
    }
    return situation.desired().spec().retains()
        ? ElasticIpHoldings.retain(situation)
        : ElasticIpHoldings.giveBackAllBut(situation, Optional.empty());
  }

  private static Optional<Decision> rules(Situation situation) {
    List<Step> steps =
        situation.desired().spec().retains()
            ? PingNeeds.toDisown(situation)
            : PingNeeds.toRevoke(situation, Optional.empty());
    return Decision.steps(steps);
  }
}
