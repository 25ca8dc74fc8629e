package dev.fixedip.cli.review;

import dev.fixedip.cli.files.Declared;
import dev.fixedip.cli.files.Declared.Known;
import dev.fixedip.ec2.Survey;
import dev.fixedip.model.Key;
import dev.fixedip.plan.Desired;
import dev.fixedip.plan.Neighbours;
import dev.fixedip.plan.Neighbours.Neighbour;
import dev.fixedip.plan.Planner;
import dev.fixedip.plan.Policy;
import dev.fixedip.plan.Prospect;
import dev.fixedip.plan.Remembered;
import dev.fixedip.plan.Situation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plans for the FixedIps of files, one after the other, each in the world that the plans before it
 * lead to: those first that EC2 has something of, then in the order of the files.
 */
public final class Reviewer {

  /** Each look may lead further; no plan looks further than this. */
  private static final int LOOKS_AT_MOST = 10;

  /** Stands for the cluster where nothing in EC2 tells which one it is. */
  private static final String UNKNOWN_CLUSTER = "(unknown)";

  private final Survey survey;
  private final Function<String, Policy> policies;
  private final @Nullable String clusterId;

  /**
   * Reviews with what that survey finds.
   *
   * @param policies the rules that hold, by cluster
   * @param clusterId whose FixedIps they are; null: whoever EC2's tags say
   */
  public Reviewer(Survey survey, Function<String, Policy> policies, @Nullable String clusterId) {
    this.survey = survey;
    this.policies = policies;
    this.clusterId = clusterId;
  }

  /** A FixedIp, and what it asks for in its turn. */
  private record Candidate(Declared declared, Desired desired) {
    Neighbour neighbour() {
      return new Neighbour(desired, declared.status());
    }
  }

  /**
   * What there is to do about them.
   *
   * @param ec2 which EC2 was read, for people
   * @param others how many documents of other kinds there are
   * @throws AmbiguousClusterException if it cannot be told whose they are
   */
  public Review review(List<Declared> declared, int others, String ec2) {
    Owners owners = Owners.of(survey.snapshot().interfaces(), declared, clusterId);
    Map<String, Declared> byName = new LinkedHashMap<>();
    declared.forEach(it -> byName.put(it.id(), it));
    Policy policy = policies.apply(owners.clusterId().orElse(UNKNOWN_CLUSTER));
    List<Candidate> candidates = candidates(List.copyOf(byName.values()), owners);
    List<Planned> planned = planned(candidates, policy);
    for (int looks = 0; looks < LOOKS_AT_MOST && look(planned); looks++) {
      planned = planned(candidates, policy);
    }
    List<Planned> inFileOrder =
        planned.stream()
            .sorted(Comparator.comparingInt((Planned it) -> declared.indexOf(it.declared())))
            .toList();
    List<Review.Conflict> conflicts = new ArrayList<>(Conflicts.ofNames(declared));
    conflicts.addAll(Conflicts.of(inFileOrder));
    List<Review.Entry> entries = inFileOrder.stream().map(Planned::entry).toList();
    return new Review(
        ec2,
        owners.clusterId().orElse(null),
        Summaries.of(entries, conflicts, others),
        entries,
        conflicts);
  }

  private static List<Candidate> candidates(List<Declared> declared, Owners owners) {
    Map<Declared, String> uids = new HashMap<>();
    declared.forEach(it ->
        it.known().map(Known::uid).or(() -> owners.uid(it)).ifPresent(uid -> uids.put(it, uid)));
    List<Candidate> candidates = new ArrayList<>();
    declared.stream()
        .sorted(Comparator.comparing(it -> !uids.containsKey(it)))
        .forEach(it -> {
          String uid = uids.getOrDefault(it, "file:" + it.id());
          Instant turn = Instant.EPOCH.plusSeconds(candidates.size());
          candidates.add(new Candidate(it, desired(it, uid, turn)));
        });
    return candidates;
  }

  /** Claims go by the time of creation. */
  private static Desired desired(Declared it, String uid, Instant turn) {
    return new Desired(
        new Desired.Identity(uid, it.namespace(), it.name()),
        it.spec(),
        it.known().map(Known::generation).orElse(0L),
        it.known().map(Known::createdAt).orElse(turn),
        it.known().map(Known::deleting).orElse(false));
  }

  private List<Planned> planned(List<Candidate> candidates, Policy policy) {
    Prospect prospect = new Prospect(survey.world());
    Neighbours neighbours = Neighbours.of(candidates.stream().map(Candidate::neighbour).toList());
    List<Planned> all = new ArrayList<>();
    for (Candidate it : candidates) {
      Remembered remembered = new Remembered(it.declared().status(), List.of(), List.of());
      Situation situation =
          new Situation(
              it.desired(),
              prospect.world(),
              survey.observedAt(),
              neighbours,
              remembered,
              policy,
              survey.observedAt());
      Planned planned = new Planned(it.declared(), it.desired(), Planner.plan(situation));
      planned.carryOut(prospect);
      all.add(planned);
    }
    return all;
  }

  /** Reads what the plans looked for and did not find known; false if nothing was left to read. */
  private boolean look(List<Planned> planned) {
    Prospect prospect = new Prospect(survey.world());
    planned.forEach(it -> it.carryOut(prospect));
    Set<Key> keys =
        planned.stream().flatMap(it -> it.plan().keys().stream()).collect(Collectors.toSet());
    return survey.read(keys, prospect.world());
  }
}
