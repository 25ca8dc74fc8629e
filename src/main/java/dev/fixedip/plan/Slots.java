package dev.fixedip.plan;

import dev.fixedip.api.Reason;
import dev.fixedip.model.Instance;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Seen;
import dev.fixedip.model.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The device indexes of an instance: which are free, and how many its type has. */
final class Slots {
  private Slots() {}

  /** The lowest free device index. */
  static int next(World world, Instance instance) {
    Set<Integer> taken =
        world.interfacesOf(instance.id()).stream().map(Slots::index).collect(Collectors.toSet());
    return IntStream.iterate(1, it -> it + 1)
        .filter(it -> !taken.contains(it))
        .findFirst()
        .orElseThrow();
  }

  /** The instance's type takes no more interfaces, and none of them is one that we can free. */
  static Optional<Decision> full(Situation situation, Instance instance) {
    World world = situation.world();
    List<NetworkInterface> used = world.interfacesOf(instance.id());
    return switch (world.instanceType(instance.type())) {
      case Seen.Gone<InstanceType> _ -> Optional.empty();
      case Seen.Unread<InstanceType> _ ->
          Optional.of(Decision.look("the limits of " + instance.type()));
      case Seen.Present<InstanceType>(InstanceType type)
          when used.size() < type.maximumNetworkInterfaces()
              || used.stream().anyMatch(it -> canFree(situation, it)) ->
          Optional.empty();
      case Seen.Present<InstanceType>(InstanceType type) ->
          Decision.refused(
              Reason.INTERFACE_LIMIT_REACHED,
              "%s is a %s, which takes %d network interfaces, and has %d (%s): detach one, or use a larger type"
                  .formatted(
                      instance.id(),
                      type.name(),
                      type.maximumNetworkInterfaces(),
                      used.size(),
                      Words.ids(used)));
    };
  }

  /** Somebody else's interface is at the index that the spec asks for. */
  static Optional<Decision> taken(Situation situation, Instance instance, int index) {
    return at(situation.world(), instance, index)
        .filter(it -> !canFree(situation, it))
        .map(it ->
            new Decision.Refuse(
                Reason.DEVICE_INDEX_IN_USE,
                "Device index %d of %s is taken by %s: choose another spec.interface.deviceIndex, or leave it out"
                    .formatted(index, instance.id(), it.id())));
  }

  /** An interface of ours that is no longer wanted is in the way: it goes first. */
  static Optional<Decision> freedByOld(
      Situation situation, Instance instance, @Nullable Integer asked) {
    World world = situation.world();
    List<NetworkInterface> used = world.interfacesOf(instance.id());
    boolean noRoom =
        world
            .instanceType(instance.type())
            .present()
            .map(type -> used.size() >= type.maximumNetworkInterfaces())
            .orElse(false);
    return used.stream()
        .filter(it -> canFree(situation, it))
        .filter(it -> noRoom || (asked != null && index(it) == asked))
        .findFirst()
        .map(it ->
            Holdings.detachOrWait(
                situation,
                it,
                "%s has no free place for the new interface: the old one goes first"
                    .formatted(instance.id())));
  }

  private static Optional<NetworkInterface> at(World world, Instance instance, int index) {
    return world.interfacesOf(instance.id()).stream().filter(it -> index(it) == index).findFirst();
  }

  private static boolean canFree(Situation situation, NetworkInterface it) {
    return Holdings.isOurs(situation, it) && !it.isPrimary();
  }

  private static int index(NetworkInterface it) {
    return it.attachment() == null ? -1 : it.attachment().deviceIndex();
  }
}
