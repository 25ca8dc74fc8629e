package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec.Strategy;
import dev.fixedip.model.Attachment;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What befalls a generated world from outside: people, autoscaling, other tools, crashes. */
final class Events {
  private final TestWorld lab;
  private final Worlds worlds;
  private final RandomGenerator random;

  Events(TestWorld lab, Worlds worlds, RandomGenerator random) {
    this.lab = lab;
    this.worlds = worlds;
    this.random = random;
  }

  /** Some of all that may happen. */
  void happen() {
    for (Life life : List.copyOf(lab.lives)) {
      switch (random.nextInt(6)) {
        case 0 -> life.asks(worlds.spec());
        case 1 -> life.restarted();
        case 2 -> partOf(life);
        default -> {}
      }
    }
    if (random.nextInt(6) == 0) {
      lab.lives.get(random.nextInt(lab.lives.size())).delete();
      worlds.fixedIp();
    }
    List.copyOf(lab.lives).forEach(this::secondary);
    List.copyOf(lab.ec2.interfaces.values()).stream()
        .filter(it -> it.tags().containsKey(Ownership.UID))
        .forEach(this::drift);
    if (random.nextInt(4) == 0) {
      lab.ec2.rules.replaceAll((_, rules) ->
          rules.stream().filter(it -> !Ownership.owns(TestWorld.CLUSTER, it)).toList());
    }
    List.copyOf(lab.ec2.instances.values()).stream().filter(Instance::isLive).forEach(this::fate);
  }

  /** One thing of the spec changes, as people change it. */
  private void partOf(Life life) {
    Spec now = new Spec(life.desired().spec());
    Spec other = worlds.spec();
    boolean secondary = now.it().strategy() == Strategy.SecondaryAddress;
    switch (random.nextInt(3)) {
      case 0 -> life.asks(now.address(other.it().address()));
      case 1 -> {
        if (!secondary || other.it().instance() != null) {
          life.asks(now.selects(other.it().instance()));
        }
      }
      default ->
          life.asks(
              other
                  .address(now.it().address())
                  .selects(
                      now.it().instance() == null ? other.it().instance() : now.it().instance()));
    }
  }

  private void fate(Instance it) {
    switch (random.nextInt(12)) {
      case 0 -> lab.ec2.state(it.id(), Instance.State.STOPPED);
      case 1 -> lab.ec2.state(it.id(), Instance.State.RUNNING);
      case 2 -> lab.ec2.terminate(it.id());
      case 3 -> replaced(it);
      case 4 -> lab.ec2.tagged(it.id(), Map.of("role", worlds.pick("a", "b", "c")));
      case 5 -> lab.nodes.put(worlds.node(), "aws:///us-east-1a/" + it.id());
      default -> {}
    }
  }

  /** As autoscaling does: the old one ends, the new one has its tags and its node's name. */
  private void replaced(Instance it) {
    lab.ec2.terminate(it.id());
    String successor = worlds.launch(it.tags());
    lab.nodes.replaceAll((_, providerId) ->
        providerId.endsWith("/" + it.id()) ? "aws:///us-east-1a/" + successor : providerId);
  }

  private void secondary(Life life) {
    for (var owned : List.copyOf(life.plan().owned())) {
      if (random.nextInt(6) == 0) {
        lab.ec2.apply(new Action.UnassignAddress(owned.target(), owned.address()));
      }
    }
  }

  private void drift(NetworkInterface it) {
    Attachment attachment = it.attachment();
    boolean isPrimary = it.isPrimary();
    switch (random.nextInt(11)) {
      case 0 -> {
        if (!isPrimary) {
          lab.ec2.change(it.id(), eni -> eni.with((Attachment) null));
        }
      }
      case 1 -> {
        if (!isPrimary) {
          lab.ec2.delete(it.id());
        }
      }
      case 2 -> lab.ec2.change(it.id(), eni -> eni.withSecurityGroups(List.of("sg-5")));
      case 3 -> lab.ec2.change(it.id(), eni -> eni.withSourceDestCheck(!eni.sourceDestCheck()));
      case 4 -> {
        if (attachment != null) {
          boolean other = !attachment.deleteOnTermination();
          lab.ec2.change(it.id(), eni -> eni.with(attachment.deletedOnTermination(other)));
        }
      }
      case 5 -> lab.ec2.apply(new Action.RemoveTags(it.id(), Map.of(Ownership.NAME, "")));
      case 6, 7 -> {
        if (attachment == null && it.status() == NetworkInterface.Status.AVAILABLE) {
          worlds.launchWith(it.id());
        }
      }
      case 8 -> movedByHand(it);
      default -> {}
    }
  }

  private void movedByHand(NetworkInterface it) {
    if (it.isPrimary() || it.attachment() == null) {
      return;
    }
    NetworkInterface before = it;
    lab.ec2.change(it.id(), eni -> eni.with((Attachment) null));
    String refused = lab.ec2.apply(new Action.Attach(it.id(), worlds.instance(), 3));
    if (refused != null) {
      lab.ec2.change(it.id(), _ -> before);
    }
    lab.ec2.settle();
  }
}
