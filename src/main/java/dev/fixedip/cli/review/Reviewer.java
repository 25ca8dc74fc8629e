package dev.fixedip.cli.review;

import dev.fixedip.cli.files.Declared;
import dev.fixedip.cli.files.Declared.Known;
import dev.fixedip.cli.files.FixedIpFiles;
import dev.fixedip.ec2.Survey;
import dev.fixedip.model.Key;
import dev.fixedip.model.Seen;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Vpc;
import dev.fixedip.plan.Desired;
import dev.fixedip.plan.Neighbours;
import dev.fixedip.plan.Neighbours.Neighbour;
import dev.fixedip.plan.Nodes;
import dev.fixedip.plan.Plan;
import dev.fixedip.plan.Planner;
import dev.fixedip.plan.Policy;
import dev.fixedip.plan.Prospect;
import dev.fixedip.plan.Remembered;
import dev.fixedip.plan.Situation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
   * @throws AmbiguousClusterException if it cannot be told whose they are
   */
  public Review review(FixedIpFiles.Found found, String ec2) {
    List<Declared> declared = found.fixedIps();
    Owners owners = Owners.of(survey.snapshot().interfaces(), declared, clusterId);
    SequencedMap<String, Declared> byName = new LinkedHashMap<>();
    declared.forEach(it -> byName.putLast(it.id(), it));
    Policy policy = policies.apply(owners.clusterId().orElse(UNKNOWN_CLUSTER));
    List<Candidate> candidates = candidates(List.copyOf(byName.values()), owners);
    Nodes nodes = nodes(found.nodes());
    List<Planned> planned = planned(candidates, nodes, policy);
    for (int looks = 0; looks < LOOKS_AT_MOST && look(planned); looks++) {
      planned = planned(candidates, nodes, policy);
    }
    Map<String, Planned> byPlan =
        planned.stream().collect(Collectors.toMap(it -> it.declared().id(), it -> it));
    List<Planned> inFileOrder =
        byName.keySet().stream().flatMap(id -> Stream.ofNullable(byPlan.get(id))).toList();
    List<Review.Conflict> conflicts = new ArrayList<>(Conflicts.ofNames(declared));
    conflicts.addAll(Conflicts.of(inFileOrder));
    List<Review.Entry> entries = inFileOrder.stream().map(Planned::entry).toList();
    return new Review(
        ec2,
        owners.clusterId().orElse(null),
        Summaries.of(entries, conflicts, found.others()),
        entries,
        conflicts);
  }

  private static List<Candidate> candidates(List<Declared> declared, Owners owners) {
    Map<String, String> uids = new HashMap<>();
    declared.forEach(it ->
        it.known()
            .map(Known::uid)
            .or(() -> owners.uid(it))
            .ifPresent(uid -> uids.put(it.id(), uid)));
    List<Candidate> candidates = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    declared.stream()
        .sorted(
            Comparator.comparing((Declared it) -> !uids.containsKey(it.id()))
                .thenComparing(it -> it.known().map(Known::createdAt).orElse(Instant.MAX)))
        .forEach(it -> {
          String known = uids.get(it.id());
          String uid = known != null && taken.add(known) ? known : "file:" + it.id();
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
        turn,
        it.known().map(Known::deleting).orElse(false));
  }

  /** Without the cluster, those that the files tell of are known, and no others. */
  private static Nodes nodes(Map<String, String> providerIds) {
    return name -> {
      String providerId = providerIds.get(name);
      return providerId == null ? new Seen.Unread<>() : new Seen.Present<>(providerId);
    };
  }

  private List<Planned> planned(List<Candidate> candidates, Nodes nodes, Policy policy) {
    Prospect prospect = new Prospect(survey.world());
    Neighbours neighbours =
        Neighbours.of(candidates.stream().map(Candidate::neighbour).toList(), nodes);
    List<Planned> all = new ArrayList<>();
    for (Candidate it : candidates) {
      Remembered remembered =
          new Remembered(
              it.declared().status(),
              List.of(),
              List.of(),
              Optional.of(Instant.EPOCH),
              Optional.of(Instant.EPOCH));
      Situation situation =
          new Situation(
              it.desired(),
              prospect.world(),
              survey.observedAt(),
              neighbours,
              remembered,
              policy,
              survey.observedAt());
      Plan plan = Planner.plan(situation);
      Planned planned = new Planned(it.declared(), it.desired(), plan, vpcId(it, plan));
      planned.carryOut(prospect);
      all.add(planned);
    }
    return all;
  }

  private Optional<String> vpcId(Candidate it, Plan plan) {
    List<Subnet> holding = survey.world().subnetsHolding(it.desired().address());
    return plan.findings()
        .vpc()
        .map(Vpc::id)
        .or(() -> plan.findings().instance().map(found -> found.placement().vpcId()))
        .or(() -> holding.size() == 1 ? Optional.of(holding.getFirst().vpcId()) : Optional.empty());
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
