package dev.fixedip.plan;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a plan down as the status of its FixedIp, as the operator does. */
final class Scribe {
  private final TestWorld lab;
  private final FixedIpStatus status;

  Scribe(TestWorld lab, FixedIpStatus before) {
    this.lab = lab;
    this.status = before;
  }

  /** The status after that plan. */
  FixedIpStatus write(Plan plan, long generation) {
    return new FixedIpStatus(
        generation,
        plan.isDone() ? Long.valueOf(generation) : status.syncedGeneration(),
        conditions(plan, generation),
        null,
        plan.findings()
            .networkInterface()
            .or(plan.findings()::former)
            .flatMap(NetworkInterface::instanceId)
            .orElse(null),
        plan.findings()
            .networkInterface()
            .map(it -> networkInterface(it, plan.findings().owned()))
            .or(() -> plan.findings().former().map(it -> networkInterface(it, true)))
            .orElseGet(this::kept),
        plan.owned(),
        rules(plan),
        plan.findings().elasticIp().orElse(null),
        null,
        plan.drift().stream().map(Scribe::drift).toList(),
        null,
        List.of());
  }

  private List<Condition> conditions(Plan plan, long generation) {
    Stream<Condition> found =
        plan.findings().conditions().stream()
            .filter(it -> it.type() == ConditionType.InstanceFound)
            .map(this::instanceFound);
    Stream<Condition> assigned =
        plan.findings().conditions().stream()
            .filter(it -> it.type() == ConditionType.AddressAssigned)
            .map(it -> of(it.type(), it.value().toString(), it.reason(), generation));
    Stream<Condition> ready =
        plan.verdict().stream()
            .map(it ->
                of(
                    ConditionType.Ready,
                    it.outcome() == Reason.Outcome.READY ? "True" : "False",
                    it.reason(),
                    generation));
    Stream<Condition> stalled =
        plan
            .verdict()
            .filter(it -> it.outcome() == Reason.Outcome.STALLED)
            .map(Scribe::stalled)
            .stream();
    return Stream.of(found, assigned, ready, stalled).flatMap(it -> it).toList();
  }

  private Condition of(ConditionType type, String value, Reason reason, long generation) {
    return new ConditionBuilder()
        .withType(type.name())
        .withStatus(value)
        .withLastTransitionTime(since(type, value))
        .withReason(reason.toString())
        .withObservedGeneration(generation)
        .build();
  }

  private static Condition stalled(Verdict it) {
    return new ConditionBuilder()
        .withType(ConditionType.Stalled.name())
        .withStatus("True")
        .withReason(it.reason().toString())
        .build();
  }

  private Condition instanceFound(Findings.Finding it) {
    return new ConditionBuilder()
        .withType(it.type().name())
        .withStatus(it.value().toString())
        .withReason(it.reason().toString())
        .withLastTransitionTime(since(it.type(), it.value().toString()))
        .build();
  }

  /** Since when the condition has had that value. */
  private String since(ConditionType type, String value) {
    return status
        .condition(type)
        .filter(before -> value.equals(before.getStatus()))
        .map(Condition::getLastTransitionTime)
        .orElse(lab.now.toString());
  }

  private FixedIpStatus.@Nullable InterfaceStatus kept() {
    FixedIpStatus.InterfaceStatus known = status.networkInterface();
    return known != null && known.owned() && !lab.ec2.gone.contains(known.id()) ? known : null;
  }

  private List<FixedIpStatus.PingRule> rules(Plan plan) {
    List<FixedIpStatus.PingRule> before =
        status.pingRules() == null ? List.of() : status.pingRules();
    if (!plan.findings().assigned()) {
      return before;
    }
    Stream<FixedIpStatus.PingRule> now =
        plan.findings().pingRules().stream()
            .map(it ->
                new FixedIpStatus.PingRule(
                    it.id(),
                    it.groupId(),
                    String.valueOf(it.cidr()),
                    Ownership.owns(TestWorld.CLUSTER, it)));
    Stream<FixedIpStatus.PingRule> owed =
        before.stream()
            .filter(FixedIpStatus.PingRule::owned)
            .filter(it ->
                lab.ec2.rulesOf(it.securityGroupId()).stream()
                    .anyMatch(rule -> rule.id().equals(it.id())));
    return Stream.concat(now, owed).distinct().toList();
  }

  private static FixedIpStatus.Drift drift(Drift it) {
    return new FixedIpStatus.Drift(
        it.difference().field(),
        it.difference().desired(),
        it.difference().observed(),
        it.since().toString());
  }

  private static FixedIpStatus.InterfaceStatus networkInterface(
      NetworkInterface it, boolean owned) {
    Attachment attachment = it.attachment();
    return new FixedIpStatus.InterfaceStatus(
        it.id(),
        attachment == null ? null : attachment.id(),
        attachment == null ? null : Integer.valueOf(attachment.deviceIndex()),
        it.placement().subnetId(),
        it.placement().vpcId(),
        it.placement().availabilityZone(),
        it.macAddress(),
        it.securityGroupIds(),
        owned);
  }
}
