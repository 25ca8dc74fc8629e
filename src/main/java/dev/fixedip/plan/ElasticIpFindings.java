package dev.fixedip.plan;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpStatus.ElasticIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.plan.Findings.Finding;
import java.util.Optional;
import java.util.stream.Stream;

/** What was found out about a FixedIp's Elastic IP, for its status. */
final class ElasticIpFindings {
  private ElasticIpFindings() {}

  /** The Elastic IP that the address has, or that was allocated for it. */
  static Optional<ElasticIpStatus> status(Situation situation, Optional<NetworkInterface> on) {
    if (!ElasticIpHoldings.concern(situation)) {
      return Optional.empty();
    }
    if (ElasticIpHoldings.areUnread(situation)) {
      return situation.remembered().elasticIp();
    }
    return disowned(situation)
        .or(() ->
            Stream.concat(with(situation, on).stream(), ElasticIpHoldings.kept(situation).stream())
                .filter(it -> ElasticIps.isAsked(situation, it) || isOfUs(situation, it))
                .findFirst()
                .map(it -> status(situation, it, on)));
  }

  private static boolean isOfUs(Situation situation, ElasticIp it) {
    return ElasticIpHoldings.isOurs(situation, it) || ElasticIpHoldings.isByUs(situation, it);
  }

  private static Optional<ElasticIp> with(Situation situation, Optional<NetworkInterface> on) {
    return on.flatMap(eni ->
        situation.world().elasticIpsOn(eni.id()).stream()
            .filter(it -> it.isWith(eni.id(), situation.desired().address()))
            .findFirst());
  }

  private static ElasticIpStatus status(
      Situation situation, ElasticIp it, Optional<NetworkInterface> on) {
    boolean there =
        on.filter(eni -> it.isWith(eni.id(), situation.desired().address())).isPresent();
    return new ElasticIpStatus(
        it.allocationId(),
        there && it.association() != null ? it.association().id() : null,
        it.publicIp(),
        ElasticIpHoldings.isOurs(situation, it));
  }

  /** That it lost our tags is no reason to forget that it is ours. */
  private static Optional<ElasticIpStatus> disowned(Situation situation) {
    return situation
        .remembered()
        .elasticIp()
        .filter(ElasticIpStatus::owned)
        .filter(_ -> ElasticIps.isToBeAllocated(situation))
        .filter(it ->
            situation
                .world()
                .elasticIp(it.allocationId())
                .present()
                .filter(now -> !ElasticIpHoldings.isOurs(situation, now))
                .isPresent());
  }

  /** The condition, if an Elastic IP is asked for. */
  static Optional<Finding> condition(
      Situation situation, Optional<NetworkInterface> on, Optional<Verdict> verdict) {
    if (situation.desired().spec().elasticIp() == null) {
      return Optional.empty();
    }
    String address = situation.desired().address();
    Optional<ElasticIp> there =
        ElasticIpHoldings.areUnread(situation)
            ? Optional.empty()
            : with(situation, on)
                .filter(it -> ElasticIps.isAsked(situation, it))
                .filter(it -> situation.world().isElasticIpConfirmed(it.allocationId()));
    if (there.isPresent()) {
      return finding(
          Finding.Value.TRUE,
          Reason.SUCCEEDED,
          "%s is reached from the internet as %s; AWS charges for that, as for every public IPv4 address"
              .formatted(address, Words.named(there.get())));
    }
    return refused(situation)
        .or(() ->
            verdict.filter(it ->
                it.reason() == Reason.ELASTIC_IP_IN_USE
                    || it.reason() == Reason.ELASTIC_IP_NOT_FOUND))
        .map(it -> finding(Finding.Value.FALSE, it.reason(), it.message()))
        .orElseGet(() ->
            finding(
                Finding.Value.FALSE,
                Reason.PENDING,
                ElasticIpHoldings.areUnread(situation)
                    ? ElasticIpHoldings.UNREAD
                    : "The Elastic IP that spec.elasticIp asks for is not associated with %s"
                        .formatted(address)));
  }

  /** What EC2 said against bringing it, until that is tried again. */
  private static Optional<Verdict> refused(Situation situation) {
    return situation.remembered().failures().stream()
        .filter(it -> it.action() instanceof ElasticIpAction)
        .filter(it -> situation.now().isBefore(it.retryAt()))
        .map(it -> it.verdict(situation.now()))
        .filter(it -> it.reason() != Reason.PROGRESSING)
        .findFirst();
  }

  private static Optional<Finding> finding(Finding.Value value, Reason reason, String message) {
    return Optional.of(new Finding(ConditionType.ElasticIpAssociated, value, reason, message));
  }
}
