package dev.fixedip.cli.review;

import dev.fixedip.api.Reason;
import dev.fixedip.cli.files.Declared;
import dev.fixedip.cli.review.Review.State;
import dev.fixedip.model.Instance;
import dev.fixedip.plan.Desired;
import dev.fixedip.plan.Findings.Finding;
import dev.fixedip.plan.Plan;
import dev.fixedip.plan.Prospect;
import dev.fixedip.plan.Step;
import dev.fixedip.plan.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A FixedIp with its plan.
 *
 * @param desired what it asks for, in its turn
 * @param vpcId the VPC that the address is in, or would be in
 */
record Planned(Declared declared, Desired desired, Plan plan, Optional<String> vpcId) {

  /** Lays what would be done over a world, unless it is held back. */
  void carryOut(Prospect prospect) {
    if (state() == State.Changes) {
      prospect.carryOut(plan, desired.identity());
    }
  }

  State state() {
    if (declared.spec().isSuspended()) {
      return State.Suspended;
    }
    Optional<Reason.Outcome> outcome = plan.verdict().map(Verdict::outcome);
    if (outcome.filter(Reason.Outcome.STALLED::equals).isPresent()) {
      return State.Refused;
    }
    if (!steps().isEmpty()) {
      return State.Changes;
    }
    return plan.isDone() || says(Reason.AWAITING_LAUNCH) ? State.InPlace : State.Waiting;
  }

  private boolean says(Reason reason) {
    return plan.verdict().filter(it -> it.reason() == reason).isPresent();
  }

  List<Step> steps() {
    return Stream.concat(plan.now().stream(), plan.rest().stream()).toList();
  }

  Review.Entry entry() {
    Optional<Instance> instance = plan.findings().instance();
    return new Review.Entry(
        Words.source(declared),
        declared.spec().address(),
        declared.written().get("instance"),
        instance.map(Instance::id).orElse(null),
        instance.flatMap(Instance::name).orElse(null),
        state(),
        plan.verdict().map(it -> it.reason().toString()).orElse(null),
        message(),
        steps().stream().map(Words::action).toList(),
        plan.drift().stream().map(it -> Words.difference(it.difference())).toList(),
        notes());
  }

  private @Nullable String message() {
    var selector = declared.spec().instance();
    if (state() == State.Waiting && says(Reason.PROGRESSING) && selector != null) {
      String node = selector.node();
      if (node != null) {
        return "Only the cluster knows the instance of node %s: give its nodes too, as in kubectl get nodes -o yaml"
            .formatted(node);
      }
    }
    return plan.verdict().map(Verdict::message).orElse(null);
  }

  private List<String> notes() {
    return plan.findings().conditions().stream()
        .filter(it -> it.value() == Finding.Value.FALSE && it.reason() == Reason.REFUSED)
        .map(it -> "%s: %s".formatted(it.type(), it.message()))
        .toList();
  }
}
