package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpSpec.InterfaceSpec;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** How an interface of ours is kept as the spec says. */
final class Upkeep {
  private final Situation situation;
  private final FixedIpSpec spec;
  private final Target.Resolved target;

  Upkeep(Situation situation, Target.Resolved target) {
    this.situation = situation;
    this.spec = situation.desired().spec();
    this.target = target;
  }

  /** What is still to do for an interface of ours, or one that was taken over. */
  Optional<Decision> settled(NetworkInterface it) {
    return keep(it).or(() -> withElasticIp(it, () -> rest(it)));
  }

  /** What is still to do for an interface that has the address, and is not ours to change. */
  Optional<Decision> settledPresent(NetworkInterface it) {
    return unreadRules(it)
        .or(() -> Decision.steps(PingRules.toAdd(situation, target.vpc(), it)))
        .or(() ->
            withElasticIp(
                it, () -> Holdings.releaseAllBut(situation, Optional.of(it)).or(() -> tidy(it))));
  }

  /** What is still to do for an interface that our address is assigned to. */
  Optional<Decision> settledAssigned(NetworkInterface it) {
    return unreadRules(it)
        .or(() -> Decision.steps(PingRules.toAdd(situation, target.vpc(), it)))
        .or(() -> withElasticIp(it, () -> rest(it)));
  }

  /**
   * Brings the Elastic IP before what the address had earlier goes; where it cannot be brought, the
   * rest does not wait for it.
   */
  private Optional<Decision> withElasticIp(NetworkInterface it, Supplier<Optional<Decision>> rest) {
    Optional<Decision> next = new ElasticIps(situation).next(it);
    return next.filter(decision -> !ElasticIpHoldings.isHeldBack(situation, decision))
        .or(rest)
        .or(() -> next);
  }

  private Optional<Decision> rest(NetworkInterface it) {
    return confirm(it)
        .or(() -> Holdings.releaseAllBut(situation, Optional.of(it)))
        .or(() -> tidy(it));
  }

  private Optional<Decision> confirm(NetworkInterface it) {
    return situation.world().isConfirmed(it.id())
        ? Optional.empty()
        : Optional.of(
            new Decision.Wait(
                "Waiting for a read of EC2 that shows " + it.id() + " as it was set",
                Set.of(new Key.OfInterface(it.id())),
                new Write.Tagged(it.id(), Map.of())));
  }

  private Optional<Decision> tidy(NetworkInterface it) {
    Optional<String> unread = PingNeeds.unreadKnown(situation);
    return unread.isPresent()
        ? unread.map(group -> Decision.look("the rules of " + group))
        : Decision.steps(
            PingNeeds.toRevoke(
                situation,
                isOnlyReserved(it)
                    ? Optional.empty()
                    : Optional.of(new PingNeeds.Held(target.vpc(), it))));
  }

  /** No instance has it or shall have it: nobody can be pinged. */
  private boolean isOnlyReserved(NetworkInterface it) {
    return spec.instance() == null && it.attachment() == null;
  }

  /** Puts right what of the interface is not as the spec says. */
  private Optional<Decision> keep(NetworkInterface it) {
    List<Step> steps = new ArrayList<>();
    Optional<List<String>> groups =
        target.securityGroupIds(spec).filter(some -> !some.equals(it.securityGroupIds()));
    groups.ifPresent(some -> steps.add(groups(it, some)));
    boolean made = Holdings.isOurs(situation, it);
    InterfaceSpec asked = spec.interfaceOrDefault();
    if (made || asked.sourceDestCheck() != null) {
      steps.addAll(sourceDestCheck(it));
    }
    if (made || asked.deleteOnTermination() != null) {
      steps.addAll(termination(it));
    }
    steps.addAll(tags(it));
    if (groups.isPresent() || it.attachment() == null) {
      return Decision.steps(steps);
    }
    Optional<Decision> unread = unreadRules(it);
    if (unread.isEmpty()) {
      steps.addAll(PingRules.toAdd(situation, target.vpc(), it));
    }
    return Decision.steps(steps).or(() -> unread);
  }

  private Step groups(NetworkInterface it, List<String> groups) {
    return new Step(
        new Action.SetSecurityGroups(it.id(), groups),
        spec.interfaceOrDefault().securityGroupIds() == null
            ? "The groups follow those of the instance's primary interface"
            : "The spec names these groups",
        new Difference(
            Difference.SECURITY_GROUPS,
            Difference.list(groups),
            Difference.list(it.securityGroupIds())));
  }

  private List<Step> sourceDestCheck(NetworkInterface it) {
    boolean check = !Boolean.FALSE.equals(spec.interfaceOrDefault().sourceDestCheck());
    return check == it.sourceDestCheck()
        ? List.of()
        : List.of(
            new Step(
                new Action.SetSourceDestCheck(it.id(), check),
                "The source/destination check shall be " + (check ? "on" : "off"),
                new Difference(
                    Difference.SOURCE_DEST_CHECK,
                    String.valueOf(check),
                    String.valueOf(it.sourceDestCheck()))));
  }

  private List<Step> termination(NetworkInterface it) {
    Attachment attachment = it.attachment();
    boolean wanted = Boolean.TRUE.equals(spec.interfaceOrDefault().deleteOnTermination());
    if (attachment == null
        || attachment.id() == null
        || attachment.deleteOnTermination() == wanted) {
      return List.of();
    }
    return List.of(
        new Step(
            new Action.SetDeleteOnTermination(it.id(), attachment.id(), wanted),
            wanted
                ? "The interface shall end with its instance"
                : "The interface, and so the address, shall outlive its instance",
            new Difference(
                Difference.DELETE_ON_TERMINATION,
                String.valueOf(wanted),
                String.valueOf(attachment.deleteOnTermination()))));
  }

  private List<Step> tags(NetworkInterface it) {
    Map<String, String> missing = Tags.missing(situation, it);
    return missing.isEmpty()
        ? List.of()
        : List.of(
            new Step(
                new Action.AddTags(it.id(), missing),
                "Tags of the spec or of the operator are missing",
                new Difference(
                    Difference.TAGS,
                    Tags.words(missing),
                    Tags.wordsNow(missing.keySet(), it.tags()))));
  }

  /** Whether there is a rule that must be read before ping can be spoken of. */
  private Optional<Decision> unreadRules(NetworkInterface it) {
    return spec.pingOrDefault().isEnabled()
        ? PingRules.unread(it, situation.world())
            .map(group -> Decision.look("the rules of " + group))
        : Optional.empty();
  }
}
