package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpSpec.Strategy;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Seen;
import dev.fixedip.model.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The interface that exists before the address comes: to be taken over, or to be assigned to. */
sealed interface Carrier {
  /** The address gets an interface of its own. */
  record None() implements Carrier {}

  /** That one. */
  record Found(NetworkInterface it) implements Carrier {}

  /** The one that is asked for is not there. */
  record Missing(Decision decision) implements Carrier {}

  static Carrier of(Situation situation, Optional<Target.Host> host) {
    return of(situation.desired().spec(), host.map(Target.Host::instance), situation.world());
  }

  static Carrier of(FixedIpSpec spec, Optional<Instance> instance, World world) {
    String id = spec.interfaceId();
    if (spec.strategyOrDefault() != Strategy.SecondaryAddress) {
      return id == null ? new None() : named(id, world);
    }
    if (instance.isEmpty()) {
      return new None();
    }
    Instance it = instance.get();
    return id == null
        ? at(spec.interfaceOrDefault().deviceIndex(), it, world)
        : ofInstance(named(id, world), it, world);
  }

  private static Carrier named(String id, World world) {
    return switch (world.networkInterface(id)) {
      case Seen.Present<NetworkInterface>(NetworkInterface it) -> new Found(it);
      case Seen.Unread<NetworkInterface> _ -> new Missing(Decision.look(id));
      case Seen.Gone<NetworkInterface> _ ->
          missing(
              "There is no network interface %s in this account and region: correct spec.interface.id, or leave it out"
                  .formatted(id));
    };
  }

  private static Carrier ofInstance(Carrier carrier, Instance instance, World world) {
    return carrier instanceof Found(NetworkInterface it) && !it.isAttachedTo(instance.id())
        ? missing(
            "Network interface %s is not attached to %s, which has %s: correct spec.interface.id, or leave it out"
                .formatted(it.id(), Words.named(instance), interfaces(instance, world)))
        : carrier;
  }

  private static Carrier at(@Nullable Integer index, Instance instance, World world) {
    int wanted = index == null ? 0 : index;
    return world.interfacesOf(instance.id()).stream()
        .filter(it -> it.isAttachedTo(instance.id()))
        .filter(it -> it.attachment() != null && it.attachment().deviceIndex() == wanted)
        .findFirst()
        .<Carrier>map(Found::new)
        .orElseGet(() ->
            missing(
                "%s has no network interface at device index %d, but %s: correct spec.interface.deviceIndex, or leave it out for the primary one"
                    .formatted(Words.named(instance), wanted, interfaces(instance, world))));
  }

  private static String interfaces(Instance instance, World world) {
    List<NetworkInterface> all = world.interfacesOf(instance.id());
    return all.stream()
        .filter(it -> it.attachment() != null)
        .map(it -> "%s at %d".formatted(it.id(), it.attachment().deviceIndex()))
        .collect(Collectors.joining(", "));
  }

  private static Carrier missing(String message) {
    return new Missing(new Decision.Refuse(Reason.INTERFACE_NOT_FOUND, message));
  }
}
