package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.FixedIpStatus.Owned;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Watches over a generated world: what must hold after every step that anybody takes. */
final class Vigil {
  /** Whose address an instance rightly has, and by which spec. */
  private record Right(String instanceId, long generation) {}

  private final TestWorld lab;
  private final Map<String, NetworkInterface> foreign = new HashMap<>();
  private final List<SecurityGroupRule> foreignRules = new ArrayList<>();
  private final Set<String> named = new HashSet<>();
  private final Map<String, Right> rights = new HashMap<>();
  private final Map<String, NetworkInterface> last = new HashMap<>();
  private final Set<String> owed = new HashSet<>();

  Vigil(TestWorld lab) {
    this.lab = lab;
    foreign.putAll(lab.ec2.interfaces);
    lab.ec2.rules.values().forEach(foreignRules::addAll);
    specsChanged();
  }

  private void specsChanged() {
    lab.lives.stream()
        .map(it -> it.desired().spec().interfaceId())
        .filter(id -> id != null)
        .forEach(named::add);
  }

  /** What others did is how things are now; but addresses of theirs never are ours. */
  void others() {
    lab.ec2.interfaces.forEach((id, it) -> {
      NetworkInterface before = foreign.get(id);
      if (before != null) {
        foreign.put(id, it.withAddresses(before.addresses()));
      } else if (!it.tags().containsKey(Ownership.UID) && !isLeft(it)) {
        foreign.put(id, it);
      }
    });
    foreign.keySet().retainAll(lab.ec2.interfaces.keySet());
    specsChanged();
  }

  /** One FixedIp plans and acts. */
  Plan turn(Life life) {
    Life.Held before = life.held();
    Situation situation = life.situation();
    Plan plan = life.turn();
    if (plan.now().isEmpty()) {
      return plan;
    }
    Step step = plan.now().get();
    nothingForeignWasTouched();
    nobodyWasRobbed(life, situation, step);
    onlyItsOwnIsTakenAway(life, situation, step.action());
    Set<String> lost = new TreeSet<>(before.addresses());
    lost.removeAll(life.held().addresses());
    if (!lost.isEmpty() && !life.desired().deleting()) {
      assertThat(isHad(life.plan(), life))
          .as("%s gives up %s by %s, and then: %s", life.uid(), lost, step, life.plan())
          .isTrue();
    }
    return plan;
  }

  private static void onlyItsOwnIsTakenAway(Life life, Situation situation, Action action) {
    boolean isOwn =
        switch (action) {
          case Action.DeleteInterface it -> isMade(situation, it.interfaceId());
          case Action.Detach it ->
              isMade(situation, it.interfaceId()) || isAdopted(situation, it.interfaceId());
          case Action.RemoveTags it ->
              isMade(situation, it.interfaceId()) || isAdopted(situation, it.interfaceId());
          case Action.UnassignAddress it -> Records.has(situation, it.interfaceId(), it.address());
          default -> true;
        };
    assertThat(isOwn).as("%s takes away by %s", life.uid(), action).isTrue();
  }

  private static boolean isMade(Situation situation, String id) {
    return Holdings.of(situation).stream().anyMatch(it -> it.id().equals(id));
  }

  private static boolean isAdopted(Situation situation, String id) {
    return Holdings.adopted(situation).stream().anyMatch(it -> it.id().equals(id));
  }

  /** It is there, or EC2 has no way of moving it and it is free for the very next step. */
  private static boolean isHad(Plan after, Life life) {
    String address = life.desired().address();
    return after.findings().networkInterface().isPresent()
        || Stream.concat(after.now().stream(), after.rest().stream())
            .findFirst()
            .filter(step ->
                switch (step.action()) {
                  case Action.CreateInterface it -> it.address().equals(address);
                  case Action.AssignAddresses it -> it.addresses().contains(address);
                  default -> false;
                })
            .isPresent();
  }

  /** A live instance that rightly has the address keeps it, though another is picked now. */
  private void nobodyWasRobbed(Life life, Situation situation, Step step) {
    Right right = rights.get(life.uid());
    Desired desired = situation.desired();
    if (right == null
        || desired.deleting()
        || right.generation() != desired.generation()
        || desired.spec().instance() == null
        || desired.spec().instance().isById()
        || !takesFrom(situation, step.action(), right.instanceId())) {
      return;
    }
    boolean isPicked =
        Selection.of(situation) instanceof Selection.Picked(Instance it)
            && it.id().equals(right.instanceId());
    assertThat(isPicked).as("%s robs %s by %s", life.uid(), right.instanceId(), step).isTrue();
  }

  private boolean takesFrom(Situation situation, Action action, String instanceId) {
    String id =
        switch (action) {
          case Action.Detach it -> it.interfaceId();
          case Action.UnassignAddress it -> it.interfaceId();
          default -> "";
        };
    return situation
        .world()
        .networkInterface(id)
        .present()
        .filter(it -> it.addresses().contains(situation.desired().address()))
        .flatMap(NetworkInterface::instanceId)
        .filter(instanceId::equals)
        .map(lab.ec2::instance)
        .filter(Instance::isLive)
        .isPresent();
  }

  /** Nobody has anything left to do now. */
  void atRest() {
    Set<Owned> all = new HashSet<>();
    for (Life life : lab.lives) {
      Plan plan = life.plan();
      atRest(life, plan);
      Records.there(life.situation()).forEach(it -> assertThat(all.add(it)).as("" + it).isTrue());
      rights.remove(life.uid());
      if (plan.isDone()) {
        plan.findings()
            .networkInterface()
            .flatMap(NetworkInterface::instanceId)
            .ifPresent(it -> rights.put(life.uid(), new Right(it, life.desired().generation())));
      }
    }
  }

  private void atRest(Life life, Plan plan) {
    if (plan.isDone()) {
      assertThat(plan.rest()).isEmpty();
      assertThat(life.held().places()).hasSizeLessThanOrEqualTo(1);
      assertThat(plan.owned()).hasSizeLessThanOrEqualTo(1);
      assertThat(plan.findings().networkInterface().orElseThrow().addresses())
          .contains(life.desired().address());
      boolean reserved = plan.verdict().filter(it -> it.reason() == Reason.RESERVED).isPresent();
      assertThat(plan.findings().assigned()).as("" + plan.verdict()).isNotEqualTo(reserved);
      return;
    }
    Verdict verdict = plan.verdict().orElseThrow();
    assertThat(
            verdict.outcome() == Reason.Outcome.STALLED
                || verdict.reason() == Reason.INSTANCE_NOT_FOUND
                || verdict.reason() == Reason.AWAITING_LAUNCH
                || verdict.message().startsWith("Waiting for i-"))
        .as(life.uid() + ": " + verdict)
        .isTrue();
  }

  private void nothingForeignWasTouched() {
    foreign.forEach((id, before) -> {
      NetworkInterface now = Optional.ofNullable(lab.ec2.interfaces.get(id)).orElseThrow();
      NetworkInterface then = now.withAddresses(withoutOurs(now));
      assertThat(then).isEqualTo(named.contains(id) ? adoptedLike(before, then) : before);
    });
    assertThat(rules()).containsAll(foreignRules);
  }

  /** What the spec may change of an interface that it names: neither its addresses nor its id. */
  private static NetworkInterface adoptedLike(NetworkInterface before, NetworkInterface now) {
    return before
        .with(now.attachment())
        .withSecurityGroups(now.securityGroupIds())
        .withSourceDestCheck(now.sourceDestCheck())
        .withTags(changes(before.tags(), now.tags()));
  }

  private static Map<String, @Nullable String> changes(
      Map<String, String> before, Map<String, String> now) {
    Map<String, @Nullable String> changes = new HashMap<>();
    before.keySet().forEach(key -> changes.put(key, null));
    changes.putAll(now);
    return changes;
  }

  private List<String> withoutOurs(NetworkInterface it) {
    Set<String> ours =
        lab.lives.stream()
            .flatMap(life -> Optional.ofNullable(life.status().owned()).orElse(List.of()).stream())
            .filter(owned -> owned.target().equals(it.id()))
            .map(Owned::address)
            .collect(Collectors.toSet());
    return it.addresses().stream().filter(address -> !ours.contains(address)).toList();
  }

  /** All are about to be deleted. */
  void end() {
    last.putAll(lab.ec2.interfaces);
    lab.lives.stream()
        .flatMap(it -> Optional.ofNullable(it.status().pingRules()).orElse(List.of()).stream())
        .filter(FixedIpStatus.PingRule::owned)
        .map(FixedIpStatus.PingRule::id)
        .forEach(owed::add);
  }

  /** EC2 is as it was before the first FixedIp, but for what others did since. */
  void nothingIsLeft() {
    Set<String> left = new TreeSet<>(lab.ec2.interfaces.keySet());
    left.removeAll(foreign.keySet());
    left.forEach(id -> assertThat(isLeft(lab.ec2.get(id))).as("left: " + id).isTrue());
    foreign.forEach((id, it) -> {
      NetworkInterface now = lab.ec2.get(id);
      assertThat(now.addresses()).isEqualTo(it.addresses());
      assertThat(Ownership.among(now.tags())).isEmpty();
      NetworkInterface before = Optional.ofNullable(last.get(id)).orElseThrow();
      Map<String, @Nullable String> tag = new HashMap<>();
      tag.put(Ownership.ADOPTED_BY, null);
      assertThat(now).isEqualTo(before.withAddresses(it.addresses()).withTags(tag));
    });
    assertThat(rules()).containsAll(foreignRules);
    assertThat(rules()).noneMatch(it -> owed.contains(it.id()));
  }

  /** Ours once, and an instance's primary interface now: it ends with its instance. */
  private static boolean isLeft(NetworkInterface it) {
    return it.isPrimary()
        && Ownership.among(it.tags()).isEmpty()
        && Optional.ofNullable(it.attachment()).filter(Attachment::deleteOnTermination).isPresent()
        && it.id().startsWith("eni-made-");
  }

  private List<SecurityGroupRule> rules() {
    return lab.ec2.rules.values().stream().flatMap(List::stream).toList();
  }
}
