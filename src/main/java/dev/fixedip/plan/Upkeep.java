package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** Puts right what of the interface is not as the spec says. */
  Optional<Decision> keep(NetworkInterface it) {
    List<Step> steps = new ArrayList<>();
    List<String> groups = target.securityGroupIds(spec);
    if (!groups.equals(it.securityGroupIds())) {
      steps.add(
          new Step(
              new Action.SetSecurityGroups(it.id(), groups),
              spec.interfaceOrDefault().securityGroupIds() == null
                  ? "The groups follow those of the instance's primary interface"
                  : "The spec names these groups",
              new Difference(
                  Difference.SECURITY_GROUPS,
                  Difference.list(groups),
                  Difference.list(it.securityGroupIds()))));
    }
    boolean check = !Boolean.FALSE.equals(spec.interfaceOrDefault().sourceDestCheck());
    if (check != it.sourceDestCheck()) {
      steps.add(
          new Step(
              new Action.SetSourceDestCheck(it.id(), check),
              "The source/destination check shall be " + (check ? "on" : "off"),
              new Difference(
                  Difference.SOURCE_DEST_CHECK,
                  String.valueOf(check),
                  String.valueOf(it.sourceDestCheck()))));
    }
    steps.addAll(termination(it));
    steps.addAll(tags(it));
    if (!groups.equals(it.securityGroupIds())) {
      return Decision.steps(steps);
    }
    Optional<Decision> unread = unreadRules(it);
    if (unread.isEmpty()) {
      steps.addAll(PingRules.toAdd(situation, target.vpc(), it));
    }
    return Decision.steps(steps).or(() -> unread);
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
                    Difference.TAGS, Tags.words(missing), Tags.wordsNow(missing.keySet(), it))));
  }

  /** Whether there is a rule that must be read before ping can be spoken of. */
  Optional<Decision> unreadRules(NetworkInterface it) {
    return spec.pingOrDefault().isEnabled()
        ? PingRules.unread(it, situation.world())
            .map(group -> Decision.look("the rules of " + group))
        : Optional.empty();
  }
}
