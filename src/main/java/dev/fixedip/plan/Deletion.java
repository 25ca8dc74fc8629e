package dev.fixedip.plan;

import dev.fixedip.api.Reason;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Seen;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is given back when a FixedIp is deleted. */
final class Deletion {
  private Deletion() {}

  static Decision next(Situation situation) {
    if (situation.desired().spec().isSuspended()) {
      return new Decision.Refuse(
          Reason.DELETION_BLOCKED,
          "The FixedIp is suspended, so nothing is touched: set spec.suspend to false to let it be"
              + " deleted");
    }
    return unread(situation)
        .or(() -> elasticIps(situation))
        .or(() -> interfaces(situation))
        .or(() -> rules(situation))
        .orElseGet(() -> new Decision.Done(Reason.SUCCEEDED, "Nothing of it is left in EC2"));
  }

  private static Optional<Decision> unread(Situation situation) {
    return Holdings.known(situation)
        .filter(
            id -> situation.world().networkInterface(id) instanceof Seen.Unread<NetworkInterface>)
        .or(() -> Records.unread(situation))
        .or(() ->
            ElasticIpHoldings.areUnread(situation)
                ? Optional.of("the Elastic IPs")
                : Optional.empty())
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

  private static Optional<Decision> elasticIps(Situation situation) {
    if (!ElasticIpHoldings.concern(situation)) {
      return Optional.empty();
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
