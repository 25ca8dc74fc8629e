package dev.fixedip.plan;

import static dev.fixedip.plan.Difference.NONE;

import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.Instance;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.World;
import dev.fixedip.model.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The address on a network interface of its own: the interface is held, placed on the instance,
 * kept as the spec says, and what was there before is released.
 */
final class InterfaceStrategy {
  private final Situation situation;
  private final Desired desired;
  private final FixedIpSpec spec;
  private final World world;
  private final Target.Resolved target;

  InterfaceStrategy(Situation situation, Target.Resolved target) {
    this.situation = situation;
    this.desired = situation.desired();
    this.spec = desired.spec();
    this.world = situation.world();
    this.target = target;
  }

  Decision next() {
    Optional<Decision> lost = Holdings.lost(situation);
    if (lost.isPresent()) {
      return lost.get();
    }
    Optional<NetworkInterface> holder = world.holder(target.subnet().id(), desired.address());
    if (holder.isEmpty()) {
      return create();
    }
    NetworkInterface it = holder.get();
    if (!Ownership.owns(situation.policy().clusterId(), desired.identity().uid(), it)) {
      return foreign(it);
    }
    return place(it)
        .or(() -> keep(it))
        .or(() -> confirm(it))
        .or(() -> Holdings.releaseAllBut(situation, Optional.of(it)))
        .or(() -> tidy(it))
        .orElseGet(() -> done(Reason.ATTACHED, it));
  }

  private Decision create() {
    return Claims.earlier(situation, target.subnet())
        .map(it -> Claims.refuse(situation, it))
        .or(this::noPlace)
        .orElseGet(() ->
            Decision.step(
                new Step(
                    new Action.CreateInterface(
                        target.placement(),
                        desired.address(),
                        target.securityGroupIds(spec),
                        Tags.ofNew(situation),
                        "FixedIp " + desired.identity()),
                    whyNew(),
                    new Difference(Difference.INTERFACE, desired.address(), NONE))));
  }

  private String whyNew() {
    return "EC2 cannot change %s, the primary address of %s: %s comes on a network interface of its own"
        .formatted(
            target.primary().primaryAddress(),
            Holdings.named(target.instance()),
            desired.address());
  }

  /** The instance has no place for another interface, or not the one that is asked for. */
  private Optional<Decision> noPlace() {
    Integer asked = spec.interfaceOrDefault().deviceIndex();
    String uid = desired.identity().uid();
    return Slots.full(world, target.instance(), uid)
        .or(() ->
            asked == null ? Optional.empty() : Slots.taken(world, target.instance(), asked, uid));
  }

  private Optional<Decision> instanceBusy() {
    Instance instance = target.instance();
    return instance.takesInterfaces()
        ? Optional.empty()
        : Optional.of(
            new Decision.Wait(
                "Waiting for %s, which is %s: EC2 attaches interfaces to running and stopped instances"
                    .formatted(instance.id(), Holdings.words(instance.state())),
                Set.of(new Key.OfInstance(instance.id())),
                null));
  }

  /** Somebody else's interface has the address. */
  private Decision foreign(NetworkInterface it) {
    Optional<Decision> another = Claims.ofHolder(situation, it);
    if (another.isPresent()) {
      return another.get();
    }
    if (!it.isAttachedTo(target.instance().id())) {
      return new Decision.Refuse(Reason.ADDRESS_IN_USE, Holdings.inUse(desired, it, world));
    }
    return Claims.earlier(situation, target.subnet())
        .map(earlier -> Claims.refuse(situation, earlier))
        .or(() -> steps(PingRules.toAdd(situation, target.vpc(), it)))
        .or(() -> Holdings.releaseAllBut(situation, Optional.of(it)))
        .or(() -> tidy(it))
        .or(() -> unreadRules(it))
        .orElseGet(() -> done(Reason.ALREADY_PRESENT, it));
  }

  /** Brings the interface to the instance. */
  private Optional<Decision> place(NetworkInterface it) {
    Attachment attachment = it.attachment();
    if (attachment == null) {
      return Optional.of(attach(it));
    }
    return switch (attachment.status()) {
      case ATTACHING -> settling(it, attachment);
      case DETACHING, DETACHED, UNKNOWN -> Optional.of(Holdings.leaving(it));
      case ATTACHED -> misplaced(it, attachment);
    };
  }

  /** An attachment that EC2 is still making is as good as made, unless it is the wrong one. */
  private Optional<Decision> settling(NetworkInterface it, Attachment attachment) {
    return Optional.of(
        new Decision.Wait(
            "Waiting for EC2 to attach %s to %s".formatted(it.id(), attachment.instanceId()),
            Set.of(new Key.OfInterface(it.id())),
            new Write.Attached(it.id(), attachment.in(Attachment.Status.ATTACHED))));
  }

  private Optional<Decision> misplaced(NetworkInterface it, Attachment attachment) {
    Instance instance = target.instance();
    String holder = it.instanceId().orElse("a service of AWS");
    if (!holder.equals(instance.id())) {
      return noPlace()
          .or(this::instanceBusy)
          .or(() ->
              Optional.of(
                  Holdings.detach(
                      situation,
                      it,
                      "%s shall be on %s".formatted(desired.address(), instance.id()),
                      new Difference(Difference.ATTACHMENT, instance.id(), holder))));
    }
    Integer index = spec.interfaceOrDefault().deviceIndex();
    if (index == null || index == attachment.deviceIndex() || it.isPrimary()) {
      return Optional.empty();
    }
    return Slots.taken(world, instance, index, desired.identity().uid())
        .or(this::instanceBusy)
        .or(() ->
            Optional.of(
                Holdings.detach(
                    situation,
                    it,
                    "The device index changes by detaching and attaching again",
                    new Difference(
                        Difference.DEVICE_INDEX,
                        String.valueOf(index),
                        String.valueOf(attachment.deviceIndex())))));
  }

  private Decision attach(NetworkInterface it) {
    Instance instance = target.instance();
    Integer asked = spec.interfaceOrDefault().deviceIndex();
    return instanceBusy()
        .or(() -> Slots.freedByOld(situation, instance, asked))
        .or(this::noPlace)
        .orElseGet(() ->
            Decision.step(
                new Step(
                    new Action.Attach(
                        it.id(),
                        instance.id(),
                        asked == null ? Slots.next(world, instance) : asked),
                    "%s shall have %s".formatted(instance.id(), desired.address()),
                    new Difference(Difference.ATTACHMENT, instance.id(), NONE))));
  }

  /** Puts right what of the interface is not as the spec says. */
  private Optional<Decision> keep(NetworkInterface it) {
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
    Optional<Decision> unread = unreadRules(it);
    if (unread.isPresent() && steps.isEmpty()) {
      return unread;
    }
    if (unread.isEmpty()) {
      steps.addAll(PingRules.toAdd(situation, target.vpc(), it));
    }
    return steps(steps);
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

  private Optional<Decision> unreadRules(NetworkInterface it) {
    return spec.pingOrDefault().isEnabled()
        ? PingRules.unread(it, world).map(group -> Decision.look("the rules of " + group))
        : Optional.empty();
  }

  private Optional<Decision> confirm(NetworkInterface it) {
    return world.isConfirmed(it.id())
        ? Optional.empty()
        : Optional.of(
            new Decision.Wait(
                "Waiting for a read of EC2 that shows " + it.id() + " as it was set",
                Set.of(new Key.OfInterface(it.id())),
                new Write.Tagged(it.id(), Map.of())));
  }

  private Optional<Decision> tidy(NetworkInterface it) {
    Optional<String> unread = PingRules.unreadKnown(situation);
    return unread.isPresent()
        ? unread.map(group -> Decision.look("the rules of " + group))
        : steps(PingRules.toRevoke(situation, Optional.of(new PingRules.Held(target.vpc(), it))));
  }

  private Decision done(Reason reason, NetworkInterface it) {
    Attachment attachment = it.attachment();
    return new Decision.Done(
        reason,
        reason == Reason.ATTACHED
            ? "%s has %s on %s at device index %s"
                .formatted(
                    target.instance().id(),
                    desired.address(),
                    it.id(),
                    attachment == null ? "?" : attachment.deviceIndex())
            : "%s already has %s on %s, which is not ours: it is left as it is"
                .formatted(target.instance().id(), desired.address(), it.id()));
  }

  private static Optional<Decision> steps(List<Step> steps) {
    return steps.isEmpty() ? Optional.empty() : Optional.of(new Decision.Steps(steps));
  }
}
