package dev.fixedip.plan;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpSpec.InstanceSelector;
import dev.fixedip.api.FixedIpSpec.Strategy;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Subnet;
import dev.fixedip.plan.Neighbours.Neighbour;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The FixedIps whose addresses, all of one family, are still to be assigned to one interface: one
 * call carries them all. Each is written to its own FixedIp's status first, so the call waits a
 * little for those that are not yet. What EC2 refuses for all is asked for one by one, so that the
 * refused one alone carries the reason.
 */
final class Fellows {
  /** For how long after the last that was written down the others are waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Situation situation;
  private final Desired desired;
  private final NetworkInterface carrier;

  Fellows(Situation situation, NetworkInterface carrier) {
    this.situation = situation;
    this.desired = situation.desired();
    this.carrier = carrier;
  }

  /** How many of the others were there first, and need room on the interface too. */
  int before() {
    return (int)
        others().filter(it -> Claims.PRECEDENCE.compare(it.desired(), desired) < 0).count();
  }

  /**
   * Assigns the addresses of all, unless somebody is still to be waited for. What was there before
   * waits for nobody.
   *
   * @param alone the step that assigns our own address only
   */
  Decision assign(Step alone) {
    List<Neighbour> others = others().filter(it -> !isDrift(it)).toList();
    List<Neighbour> noted = others.stream().filter(this::isNoted).toList();
    Instant patience = lastNews(noted).plus(PATIENCE);
    if (noted.size() < others.size()
        && situation.now().isBefore(patience)
        && Drift.of(alone, situation).isEmpty()) {
      return new Decision.Later(
          Reason.PROGRESSING,
          "Waiting for %d other FixedIps of %s, so that one call assigns all addresses"
              .formatted(others.size() - noted.size(), carrier.id()),
          Optional.of(patience));
    }
    Step together = together(alone, noted);
    return Decision.step(isRefused(together.action()) ? alone : together);
  }

  /** When work began here, or the last of all was written down. */
  private Instant lastNews(List<Neighbour> noted) {
    Stream<FixedIpStatus> statuses =
        Stream.concat(
            Stream.of(situation.remembered().status()), noted.stream().map(Neighbour::status));
    return Stream.concat(
            situation.remembered().workingSince().stream(),
            statuses.flatMap(it -> Remembered.falseSince(it, ConditionType.Ready).stream()))
        .max(Comparator.naturalOrder())
        .orElse(situation.now());
  }

  private Step together(Step alone, List<Neighbour> noted) {
    List<String> addresses =
        Stream.concat(
                Stream.of(desired.address()), noted.stream().map(it -> it.desired().address()))
            .distinct()
            .sorted()
            .toList();
    return new Step(
        new Action.AssignAddresses(carrier.id(), carrier.placement().subnetId(), addresses),
        alone.why(),
        alone.difference());
  }

  private boolean isRefused(Action action) {
    return situation
        .remembered()
        .failure(action)
        .filter(it ->
            switch (it.kind()) {
              case CONFLICT, QUOTA, USER_MUST_ACT -> true;
              case TRANSIENT, THROTTLED, NOT_YET, DENIED -> false;
            })
        .isPresent();
  }

  /** Those that name the same interface in the same words, and still lack their address. */
  private Stream<Neighbour> others() {
    InstanceSelector selector = desired.spec().instance();
    if (selector == null) {
      return Stream.empty();
    }
    return situation.neighbours().withInstance(selector).stream()
        .filter(it -> !it.desired().identity().uid().equals(desired.identity().uid()))
        .filter(it -> !it.desired().deleting() && !it.desired().spec().isSuspended())
        .filter(it -> isOnSame(it.desired().spec()))
        .filter(it -> Families.of(it.desired()) == Families.of(desired))
        .filter(it -> !it.desired().address().equals(desired.address()))
        .filter(it -> !isStalled(it.status()))
        .filter(it -> isFree(it.desired().address()))
        .filter(this::askedFirst)
        .sorted(Comparator.comparing(Neighbour::desired, Claims.PRECEDENCE));
  }

  /** Whether nobody asked for its address before it did: only then it comes to be noted. */
  private boolean askedFirst(Neighbour it) {
    return situation.neighbours().withAddress(it.desired().address()).stream()
        .noneMatch(other -> Claims.PRECEDENCE.compare(other.desired(), it.desired()) < 0);
  }

  private boolean isOnSame(FixedIpSpec spec) {
    FixedIpSpec mine = desired.spec();
    return spec.strategyOrDefault() == Strategy.SecondaryAddress
        && Objects.equals(spec.interfaceId(), mine.interfaceId())
        && Objects.equals(
            spec.interfaceOrDefault().deviceIndex(), mine.interfaceOrDefault().deviceIndex());
  }

  private boolean isFree(String address) {
    String subnetId = carrier.placement().subnetId();
    return situation.world().holder(subnetId, address).isEmpty()
        && situation.world().subnet(subnetId).filter(it -> fits(it, address)).isPresent();
  }

  private static boolean fits(Subnet subnet, String address) {
    return subnet.holding(address).isPresent() && !subnet.reserves(address);
  }

  private boolean isNoted(Neighbour it) {
    return Records.has(it.status(), carrier.id(), it.desired().address());
  }

  /** Its address was on the interface: whether it is put back is its own to say. */
  private boolean isDrift(Neighbour it) {
    FixedIpStatus.InterfaceStatus known = it.status().networkInterface();
    return it.status().syncedGeneration() != null
        && it.status().syncedGeneration() == it.desired().generation()
        && ((known != null && known.id().equals(carrier.id()))
            || it.status()
                .drift(Difference.SECONDARY_ADDRESS)
                .anyMatch(told -> told.desired().equals(carrier.id())));
  }

  private static boolean isStalled(FixedIpStatus status) {
    return status.condition(ConditionType.Stalled).isPresent();
  }
}
