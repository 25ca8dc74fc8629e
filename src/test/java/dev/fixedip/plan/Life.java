package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One FixedIp from its creation on: plans, acts in the lab's EC2, and remembers in its status. */
final class Life {
  private static final int LONG = 60;

  private final TestWorld lab;
  private final Desired.Identity identity;
  private final Instant createdAt;
  private FixedIpSpec spec;
  private long generation = 1;
  private boolean deleting;
  private FixedIpStatus status = FixedIpStatus.NONE;
  private final List<Remembered.Corrected> corrections = new ArrayList<>();
  private final Map<Action, Failure> failures = new HashMap<>();
  private @Nullable Instant workingSince;
  private Instant wantedSince;

  Life(TestWorld lab, String name, String uid, FixedIpSpec spec) {
    this.lab = lab;
    this.identity = new Desired.Identity(uid, "lab", name);
    this.createdAt = lab.now;
    this.wantedSince = lab.now;
    this.spec = spec;
  }

  Desired desired() {
    return new Desired(identity, spec, generation, createdAt, deleting);
  }

  FixedIpStatus status() {
    return status;
  }

  String uid() {
    return identity.uid();
  }

  Life asks(Spec other) {
    spec = other.it();
    generation++;
    wantedSince = lab.now;
    return this;
  }

  Life delete() {
    deleting = true;
    wantedSince = lab.now;
    return this;
  }

  Life fails(@Nullable Failure other) {
    failures.clear();
    if (other != null) {
      failures.put(other.action(), other);
    }
    return this;
  }

  /**
   * What this FixedIp has in EC2 by its tags and its records.
   *
   * @param places the interfaces
   * @param addresses each as subnet/address
   */
  record Held(Set<String> places, Set<String> addresses) {}

  Held held() {
    Situation situation = situation();
    Set<String> places = new TreeSet<>();
    Set<String> addresses = new TreeSet<>();
    Holdings.adopted(situation).forEach(it -> places.add(it.id()));
    for (NetworkInterface it : Holdings.of(situation)) {
      places.add(it.id());
      addresses.add(it.placement().subnetId() + "/" + it.primaryAddress());
    }
    Records.there(situation)
        .forEach(it -> {
          places.add(it.target());
          addresses.add(lab.ec2.get(it.target()).placement().subnetId() + "/" + it.address());
        });
    return new Held(places, addresses);
  }

  /** The operator's process is another one: only the status is left. */
  Life restarted() {
    corrections.clear();
    failures.clear();
    workingSince = null;
    wantedSince = lab.now;
    return this;
  }

  Situation situation() {
    return situation(lab.ec2.world());
  }

  Situation situation(World world) {
    return new Situation(
        desired(),
        world,
        lab.now.minus(lab.age),
        lab.neighbours(),
        new Remembered(
            status,
            List.copyOf(corrections),
            List.copyOf(failures.values()),
            Optional.ofNullable(workingSince),
            Optional.of(wantedSince)),
        lab.policy,
        lab.now);
  }

  Plan plan() {
    return Planner.plan(situation());
  }

  /** Plans, writes the status, and carries out the step of now, as the operator does. */
  Plan turn() {
    workingSince = workingSince == null ? lab.now : workingSince;
    Situation situation = situation();
    Plan plan = Planner.plan(situation);
    boolean isNote = !situation.remembered().owned().containsAll(plan.owned());
    remember(plan);
    if (isNote) {
      return turn();
    }
    if (plan.verdict().filter(it -> it.reason() == Reason.PROGRESSING).isEmpty()) {
      workingSince = null;
    }
    plan.now().ifPresent(step -> carryOut(step, situation));
    return plan;
  }

  /** Turns until nothing is left to do now; answers what was done. */
  List<Action> settle() {
    List<Action> done = new ArrayList<>();
    for (int turn = 0; turn < LONG; turn++) {
      Plan plan = turn();
      plan.now().ifPresent(step -> done.add(step.action()));
      boolean soon = plan.again().filter(at -> !at.isAfter(lab.now)).isPresent();
      if (plan.now().isEmpty() && plan.awaited().isEmpty() && !soon) {
        return done;
      }
      if (!plan.awaited().isEmpty()) {
        lab.ec2.settle();
      }
      lab.later(Duration.ofSeconds(1));
    }
    throw new AssertionError("Never comes to rest: " + done);
  }

  /** The names of EC2's API for what was done. */
  static List<String> calls(List<Action> done) {
    return done.stream().map(Action::call).toList();
  }

  void remember(Plan plan) {
    status = new Scribe(lab, status).write(plan, generation);
  }

  private void carryOut(Step step, Situation situation) {
    if (step.action() instanceof Action.AssignAddresses it) {
      it.addresses().forEach(address -> isWrittenDown(it.interfaceId(), address));
    }
    switch (lab.network.getAsInt()) {
      case TestWorld.CALL_LOST -> failed(step, Failure.Kind.TRANSIENT, "SocketTimeout");
      case TestWorld.ANSWER_LOST -> {
        lab.ec2.apply(step.action());
        failed(step, Failure.Kind.TRANSIENT, "SocketTimeout");
      }
      default -> answered(step, situation, lab.ec2.apply(step.action()));
    }
  }

  /** What EC2 cannot tag is in the status of whoever asked for it before it is made. */
  private void isWrittenDown(String interfaceId, String address) {
    boolean written =
        lab.lives.stream()
            .filter(it -> it.spec.address().equals(address) && !it.deleting)
            .anyMatch(it -> Records.has(it.status, interfaceId, address));
    if (!written) {
      throw new AssertionError(address + " on " + interfaceId + " is nobody's, and is assigned");
    }
  }

  private void answered(Step step, Situation situation, @Nullable String refused) {
    if (refused != null) {
      failed(step, kind(refused), refused);
      return;
    }
    failures.remove(step.action());
    Drift.corrected(step, situation)
        .ifPresent(
            it -> corrections.add(new Remembered.Corrected(it.difference().field(), lab.now)));
  }

  private void failed(Step step, Failure.Kind kind, String code) {
    Failure before = failures.get(step.action());
    failures.put(
        step.action(),
        new Failure(
            step.action(),
            kind,
            code,
            "refused",
            before == null ? lab.now : before.since(),
            lab.now.plusSeconds(kind == Failure.Kind.TRANSIENT ? 1 : 10)));
  }

  private static Failure.Kind kind(String code) {
    return switch (code) {
      case "InvalidIPAddress.InUse", "InvalidParameterValue" -> Failure.Kind.CONFLICT;
      case "PrivateIpAddressLimitExceeded", "AttachmentLimitExceeded" -> Failure.Kind.QUOTA;
      default -> Failure.Kind.NOT_YET;
    };
  }

  /** What the resource says now: its reason and message. */
  Verdict says() {
    return plan().verdict().orElseThrow();
  }

  Reason reason() {
    return says().reason();
  }
}
