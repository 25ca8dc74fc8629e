package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec.InstanceSelector;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.model.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A departure of EC2 from what was wholly in place: somebody else's doing, not our work.
 *
 * @param since when it was first seen
 */
public record Drift(Difference difference, Instant since) {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int OFTEN = 3;
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Duration PEACE = Duration.ofHours(1);

  /**
   * The step as drift; empty if it is work: the spec changed, or what the spec leaves open resolves
   * to something else than before.
   */
  static Optional<Drift> of(Step step, Situation situation) {
    Difference difference = step.difference();
    return difference == null ? Optional.empty() : of(difference, situation);
  }

  /** The difference as drift; empty if putting it right is work. */
  static Optional<Drift> of(Difference difference, Situation situation) {
    if (!situation.remembered().wasInPlace(situation.desired().generation())
        || !wasDesired(difference, situation)) {
      return Optional.empty();
    }
    Instant since =
        situation
            .remembered()
            .drift(difference.field())
            .filter(it -> isSame(it, difference))
            .map(it -> Instant.parse(it.since()))
            .orElse(situation.now());
    return Optional.of(new Drift(difference, since));
  }

  /**
   * The drift that a step of that situation's plan puts right; empty if it is work, and for a
   * detachment, which is only the first half of a correction.
   */
  public static Optional<Drift> corrected(Step step, Situation situation) {
    return step.action() instanceof Action.Detach ? Optional.empty() : of(step, situation);
  }

  /** What the status tells of. */
  static List<Drift> told(Remembered remembered) {
    return Optional.ofNullable(remembered.status().drift()).orElse(List.of()).stream()
        .map(it ->
            new Drift(
                new Difference(it.field(), it.desired(), it.observed()), Instant.parse(it.since())))
        .toList();
  }

  boolean isOfSameField(Drift other) {
    return difference.field().equals(other.difference().field());
  }

  /** Whether the status already tells of it. */
  boolean isTold(Remembered remembered) {
    return remembered.drift(difference.field()).filter(it -> isSame(it, difference)).isPresent();
  }

  /**
   * When the field may be corrected: at once, unless it was corrected three times in ten minutes;
   * then one minute after the last time, two, four … thirty.
   */
  Instant correctableAt(Remembered remembered, Instant now) {
    List<Instant> fight = fight(remembered, now);
    return isFought(fight) ? fight.getLast().plus(pause(fight)) : Instant.MIN;
  }

  /** That it is changed back again and again, for people. */
  String recurring(Remembered remembered, Instant now) {
    List<Instant> fight = fight(remembered, now);
    return "%s, though it was corrected %d times: find out who changes it in EC2; the next correction comes %d min after the last"
        .formatted(words(List.of(this)), fight.size(), pause(fight).toMinutes());
  }

  private static boolean isFought(List<Instant> fight) {
    for (int last = OFTEN - 1; last < fight.size(); last++) {
      if (!fight.get(last - OFTEN + 1).plus(WINDOW).isBefore(fight.get(last))) {
        return true;
      }
    }
    return false;
  }

  private static Duration pause(List<Instant> fight) {
    Duration pause = Duration.ofMinutes(1L << Math.clamp(fight.size() - OFTEN, 0, 5));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }

  /** The corrections up to now, oldest first, that no hour of peace lies behind. */
  private List<Instant> fight(Remembered remembered, Instant now) {
    List<Instant> fight = new ArrayList<>();
    Instant next = now;
    for (Instant at : corrections(remembered).reversed()) {
      if (at.plus(PEACE).isBefore(next)) {
        break;
      }
      fight.add(at);
      next = at;
    }
    return fight.reversed();
  }

  /** All of them in one line for people. */
  public static String words(List<Drift> drift) {
    return drift.stream()
        .map(Drift::difference)
        .map(it -> "%s is %s instead of %s".formatted(it.field(), it.observed(), it.desired()))
        .collect(Collectors.joining("; "));
  }

  private List<Instant> corrections(Remembered remembered) {
    return remembered.corrections().stream()
        .filter(it -> it.field().equals(difference.field()))
        .map(Remembered.Corrected::at)
        .toList();
  }

  /** Whether the same was wanted when all was in place; most fields depend on the spec alone. */
  private static boolean wasDesired(Difference difference, Situation situation) {
    Remembered remembered = situation.remembered();
    Optional<String> told = remembered.drift(difference.field()).map(FixedIpStatus.Drift::desired);
    if (difference.field().equals(Difference.SECURITY_GROUPS)) {
      return told.or(
              () -> remembered.networkInterface().map(it -> Difference.list(it.securityGroupIds())))
          .filter(difference.desired()::equals)
          .isPresent();
    }
    if (difference.field().equals(Difference.SECONDARY_ADDRESS)) {
      return told.or(() -> remembered.networkInterface().map(FixedIpStatus.InterfaceStatus::id))
          .filter(difference.desired()::equals)
          .isPresent();
    }
    if (difference.field().equals(Difference.ELASTIC_IP_ASSOCIATION)) {
      return told.or(() -> ElasticIps.remembered(situation))
          .filter(difference.desired()::equals)
          .isPresent();
    }
    if (difference.field().equals(Difference.INTERFACE)) {
      return told.isPresent() || isOfSameInstance(situation);
    }
    if (difference.field().equals(Difference.ATTACHMENT)) {
      return told.filter(difference.desired()::equals).isPresent()
          || (isOfSameInstance(situation)
              && (!difference.observed().equals(Difference.NONE) || wasAttached(remembered)));
    }
    return !difference.field().startsWith(Difference.PING_RULES)
        || told.isPresent()
        || remembered.pingRules().stream()
            .filter(it -> PingRules.isOnInterface(it, situation))
            .anyMatch(it -> PingRules.served(it, difference.field()));
  }

  /** Whether tags or a node pick the instance that had the address; a successor is work. */
  private static boolean isOfSameInstance(Situation situation) {
    InstanceSelector selector = situation.desired().spec().instance();
    return selector == null
        || selector.isById()
        || !(Selection.of(situation) instanceof Selection.Picked(Instance picked))
        || picked.id().equals(situation.remembered().status().instanceId());
  }

  /** An interface that never was attached comes from us: it replaces one that is gone. */
  private static boolean wasAttached(Remembered remembered) {
    return remembered.networkInterface().filter(it -> it.attachmentId() != null).isPresent();
  }

  private static boolean isSame(FixedIpStatus.Drift told, Difference difference) {
    return told.desired().equals(difference.desired())
        && told.observed().equals(difference.observed());
  }
}
