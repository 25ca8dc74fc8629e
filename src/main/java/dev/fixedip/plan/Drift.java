package dev.fixedip.plan;

import dev.fixedip.api.FixedIpStatus;
import java.time.Duration;
import java.time.Instant;
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

  /**
   * The step as drift; empty if it is work: the spec changed, or what the spec leaves open resolves
   * to something else than before.
   */
  static Optional<Drift> of(Step step, Situation situation) {
    Difference difference = step.difference();
    if (difference == null
        || !situation.remembered().wasInPlace(situation.desired().generation())
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

  /** The drift that a step of that situation's plan puts right; empty if it is work. */
  public static Optional<Drift> corrected(Step step, Situation situation) {
    return of(step, situation);
  }

  /** Whether the status already tells of it. */
  boolean isTold(Remembered remembered) {
    return remembered.drift(difference.field()).filter(it -> isSame(it, difference)).isPresent();
  }

  /**
   * When the field may be corrected: at once, unless it was corrected three times in ten minutes;
   * then one minute after the last time, two, four … thirty.
   */
  Instant correctableAt(Remembered remembered) {
    List<Instant> times = corrections(remembered);
    if (!isFought(remembered)) {
      return Instant.MIN;
    }
    int exponent = Math.min(times.size() - OFTEN, 5);
    Duration pause = Duration.ofMinutes(1L << exponent);
    return times.getLast().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
  }

  /** Whether somebody undoes what we correct. */
  boolean isFought(Remembered remembered) {
    List<Instant> times = corrections(remembered);
    for (int last = OFTEN - 1; last < times.size(); last++) {
      if (!times.get(last - OFTEN + 1).plus(WINDOW).isBefore(times.get(last))) {
        return true;
      }
    }
    return false;
  }

  /** How often the field was corrected lately. */
  int count(Remembered remembered) {
    return corrections(remembered).size();
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

  private static boolean wasDesired(Difference difference, Situation situation) {
    Remembered remembered = situation.remembered();
    Optional<String> then = remembered.drift(difference.field()).map(FixedIpStatus.Drift::desired);
    if (then.isPresent()) {
      return then.get().equals(difference.desired());
    }
    if (difference.field().equals(Difference.SECURITY_GROUPS)) {
      return remembered
          .networkInterface()
          .map(it -> Difference.list(it.securityGroupIds()))
          .filter(difference.desired()::equals)
          .isPresent();
    }
    return !difference.field().startsWith(Difference.PING_RULES)
        || remembered.pingRules().stream()
            .anyMatch(it -> PingRules.field(it.cidr()).equals(difference.field()));
  }

  private static boolean isSame(FixedIpStatus.Drift told, Difference difference) {
    return told.desired().equals(difference.desired())
        && told.observed().equals(difference.observed());
  }
}
