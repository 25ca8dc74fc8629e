package dev.fixedip.plan;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpSpec.InstanceSelector;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Instance;
import dev.fixedip.model.Seen;
import dev.fixedip.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which instance the spec's selector picks now. */
sealed interface Selection {
  /** How long an instance that is named by its id may be missing before somebody must act. */
  Duration PATIENCE = Duration.ofMinutes(5);

  /** No instance is asked for. */
  record Nobody() implements Selection {}

  /** That live instance. */
  record Picked(Instance instance) implements Selection {}

  /** None, or not one only. */
  record Unpicked(Decision decision) implements Selection {}

  /** What the FixedIp's selector picks. */
  static Selection of(Situation situation) {
    InstanceSelector selector = situation.desired().spec().instance();
    if (selector == null) {
      return new Nobody();
    }
    if (selector.id() != null) {
      return byId(situation, selector.id());
    }
    return selector.node() != null
        ? byNode(situation, selector.node())
        : byTags(situation, selector);
  }

  /** The one live instance that a neighbour's selector picks. */
  static Optional<Instance> instance(FixedIpSpec spec, World world, Nodes nodes) {
    InstanceSelector selector = spec.instance();
    if (selector == null) {
      return Optional.empty();
    }
    if (selector.id() != null) {
      return world.instance(selector.id()).present();
    }
    if (selector.node() != null) {
      return nodes
          .providerId(selector.node())
          .present()
          .flatMap(Nodes::instanceId)
          .flatMap(id -> world.instance(id).present());
    }
    List<Instance> live = live(world, tags(selector));
    return live.size() == 1 ? Optional.of(live.getFirst()) : Optional.empty();
  }

  private static Selection byId(Situation situation, String id) {
    Seen<Instance> seen = situation.world().instance(id);
    return switch (seen) {
      case Seen.Unread<Instance> _ -> new Unpicked(Decision.look(id));
      case Seen.Present<Instance>(Instance it) ->
          it.isLive()
              ? new Picked(it)
              : refused(
                  Reason.INSTANCE_NOT_FOUND,
                  "Instance %s is %s: set spec.instance.id to the instance that shall have the address"
                      .formatted(Words.named(it), Words.state(it.state())));
      case Seen.Gone<Instance> _ -> {
        String message =
            "There is no instance "
                + id
                + " in this account and region: correct spec.instance.id, or launch it";
        Instant since =
            situation.remembered().falseSince(ConditionType.InstanceFound).orElse(situation.now());
        yield situation.now().isBefore(since.plus(PATIENCE))
            ? new Unpicked(
                new Decision.Later(
                    Reason.INSTANCE_NOT_FOUND, message, Optional.of(since.plus(PATIENCE))))
            : refused(Reason.INSTANCE_NOT_FOUND, message);
      }
    };
  }

  private static Selection byTags(Situation situation, InstanceSelector selector) {
    List<Instance> live = live(situation.world(), tags(selector));
    return switch (live.size()) {
      case 0 ->
          missing(
              "No live instance has the %s: launch it, or correct spec.instance.tags; the address comes to it by itself"
                  .formatted(selector));
      case 1 -> new Picked(live.getFirst());
      default ->
          refused(
              Reason.INSTANCE_AMBIGUOUS,
              "%d live instances have the %s: %s; let spec.instance.tags say which of them, or terminate the others"
                  .formatted(
                      live.size(),
                      selector,
                      live.stream().map(Words::named).collect(Collectors.joining(", "))));
    };
  }

  private static Selection byNode(Situation situation, String node) {
    return switch (situation.neighbours().nodes().providerId(node)) {
      case Seen.Unread<String> _ ->
          new Unpicked(
              new Decision.Wait(
                  "Reading node %s from Kubernetes; the operator needs the right to get, list and watch nodes"
                      .formatted(node),
                  Set.of(),
                  null));
      case Seen.Gone<String> _ ->
          missing(
              "The cluster has no node %s: correct spec.instance.node, or let it join; the address comes to its instance by itself"
                  .formatted(node));
      case Seen.Present<String>(String providerId) ->
          Nodes.instanceId(providerId)
              .map(id -> ofNode(situation, node, id))
              .orElseGet(() -> unknown(node, providerId));
    };
  }

  private static Selection unknown(String node, String providerId) {
    return providerId.isEmpty()
        ? missing(
            "Node %s has no spec.providerID yet, which the AWS cloud provider sets: name the instance by its id or tags if your cluster has none"
                .formatted(node))
        : refused(
            Reason.INSTANCE_NOT_FOUND,
            "The spec.providerID of node %s, '%s', names no instance of EC2: name the instance by its id or tags"
                .formatted(node, providerId));
  }

  private static Selection ofNode(Situation situation, String node, String id) {
    return switch (situation.world().instance(id)) {
      case Seen.Unread<Instance> _ -> new Unpicked(Decision.look(id));
      case Seen.Present<Instance>(Instance it) when it.isLive() -> new Picked(it);
      case Seen.Present<Instance> _, Seen.Gone<Instance> _ ->
          missing(
              "%s, the instance of node %s, is not live: the address comes by itself to the instance that the node is rebuilt on"
                  .formatted(id, node));
    };
  }

  private static List<Instance> live(World world, Map<String, String> tags) {
    return world.instancesTagged(tags).stream().filter(Instance::isLive).toList();
  }

  private static Map<String, String> tags(InstanceSelector selector) {
    return selector.tags() == null ? Map.of() : selector.tags();
  }

  private static Selection missing(String message) {
    return new Unpicked(new Decision.Later(Reason.INSTANCE_NOT_FOUND, message, Optional.empty()));
  }

  private static Selection refused(Reason reason, String message) {
    return new Unpicked(new Decision.Refuse(reason, message));
  }
}
