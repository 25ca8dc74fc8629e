package dev.fixedip.reconcile;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.plan.Action;
import dev.fixedip.plan.Drift;
import dev.fixedip.plan.ElasticIpAction;
import dev.fixedip.plan.Situation;
import dev.fixedip.plan.Step;
import dev.fixedip.plan.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which events there are to a change of status: one for each thing that is new. */
final class Telling {
  private final EventRecorder events;
  private final DriftMeters meters;

  Telling(EventRecorder events, DriftMeters meters) {
    this.events = events;
    this.meters = meters;
  }

  /** Work is finished, drift was found, or something is refused that was not before. */
  void changed(
      FixedIp about,
      FixedIpStatus before,
      List<Drift> drift,
      Optional<Verdict> verdict,
      List<Step> done) {
    drift.stream()
        .filter(it -> before(before, it).isEmpty())
        .forEach(it -> {
          meters.seen(it);
          events.record(
              about,
              EventRecorder.Type.Warning,
              Reason.DRIFTED.toString(),
              Drift.words(List.of(it)));
        });
    verdict.ifPresent(it -> verdict(about, before, it, done));
  }

  /** A step was carried out, which put that drift right, if any. */
  void done(FixedIp about, Step step, Optional<Drift> drift, Situation situation) {
    drift.ifPresent(it -> corrected(about, it, step));
    leftAsPrimary(step, situation).ifPresent(it -> leftAsPrimary(about, it));
    if (drift.isEmpty() && step.action() instanceof ElasticIpAction.Associate it) {
      costs(about, it, publicIp(it, situation));
    }
  }

  /** A drift was put right. */
  private void corrected(FixedIp about, Drift drift, Step step) {
    if (before(Resources.status(about), drift).isEmpty()) {
      meters.seen(drift);
    }
    meters.corrected(drift);
    events.record(
        about,
        EventRecorder.Type.Normal,
        "Corrected",
        "%s is %s again, it was %s: %s of %s"
            .formatted(
                drift.difference().field(),
                drift.difference().desired(),
                drift.difference().observed(),
                step.action().call(),
                step.action().target()));
  }

  /** An interface stays because it is an instance's primary one. */
  private void leftAsPrimary(FixedIp about, NetworkInterface left) {
    events.record(
        about,
        EventRecorder.Type.Warning,
        "LeftAsPrimary",
        "%s is the primary interface of %s and stays as long as that: it is now deleted with the instance, and is no longer ours"
            .formatted(left.id(), left.instanceId().orElse("an instance")));
  }

  /** An Elastic IP was associated: it is paid for from now on, or goes on being paid for. */
  private void costs(FixedIp about, ElasticIpAction.Associate action, String publicIp) {
    events.record(
        about,
        EventRecorder.Type.Normal,
        "CostsMoney",
        "%s (%s) is associated with %s. AWS charges for every public IPv4 address by the hour, in use or not: take spec.elasticIp out when it is no longer needed%s"
            .formatted(
                publicIp,
                action.allocationId(),
                action.address(),
                about.getSpec().elasticIp() == null
                        || about.getSpec().elasticIp().allocationId() == null
                    ? ", and it is released"
                    : ", and release it in EC2"));
  }

  /** The interface that stays with its instance, without our tags, since EC2 cannot detach it. */
  private static Optional<NetworkInterface> leftAsPrimary(Step step, Situation situation) {
    return step.action() instanceof Action.RemoveTags it
            && it.tags().containsKey(Ownership.UID)
            && !situation.desired().spec().retains()
        ? situation
            .world()
            .networkInterface(it.interfaceId())
            .present()
            .filter(NetworkInterface::isPrimary)
        : Optional.empty();
  }

  private static String publicIp(ElasticIpAction it, Situation situation) {
    return situation
        .world()
        .elasticIp(it.allocationId())
        .present()
        .map(ElasticIp::publicIp)
        .orElse("An Elastic IP");
  }

  private void verdict(FixedIp about, FixedIpStatus before, Verdict verdict, List<Step> done) {
    Optional<Condition> was = before.condition(ConditionType.Ready);
    boolean same =
        was.filter(it -> verdict.reason().toString().equals(it.getReason()))
            .filter(it -> verdict.message().equals(it.getMessage()))
            .isPresent();
    if (same) {
      return;
    }
    switch (verdict.outcome()) {
      case READY -> {
        if (!done.isEmpty() || !before.isTrue(ConditionType.Ready)) {
          events.record(
              about,
              EventRecorder.Type.Normal,
              verdict.reason().toString(),
              verdict.message() + how(done));
        }
      }
      case STALLED -> {
        if (verdict.reason() != Reason.DRIFTED) {
          events.record(
              about, EventRecorder.Type.Warning, verdict.reason().toString(), verdict.message());
        }
      }
      case RECONCILING -> {
        if (verdict.reason() == Reason.DRIFT_RECURRING
            || verdict.reason() == Reason.INSTANCE_NOT_FOUND) {
          events.record(
              about, EventRecorder.Type.Warning, verdict.reason().toString(), verdict.message());
        }
      }
      case DETAIL -> {}
    }
  }

  private static String how(List<Step> done) {
    return done.isEmpty()
        ? ""
        : ". Done: "
            + done.stream()
                .map(it ->
                    "%s of %s (%s)".formatted(it.action().call(), it.action().target(), it.why()))
                .collect(Collectors.joining("; "));
  }

  private static Optional<FixedIpStatus.Drift> before(FixedIpStatus status, Drift drift) {
    return status
        .drift(drift.difference().field())
        .filter(it -> it.desired().equals(drift.difference().desired()))
        .filter(it -> it.observed().equals(drift.difference().observed()))
        .findFirst();
  }
}
