package dev.fixedip.reconcile;

import dev.fixedip.model.Ownership;
import dev.fixedip.plan.Action;
import dev.fixedip.plan.ElasticIpAction;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Steps that would disturb each other follow one another: attachments of one instance, rules of one
 * security group, steps with one Elastic IP.
 */
final class Locks {
  private static final int STRIPES = 256;

  private final Lock[] stripes =
      IntStream.range(0, STRIPES).mapToObj(_ -> new ReentrantLock()).toArray(Lock[]::new);

  /** Runs it while nobody else does something to the same shared thing. */
  <T> T holding(Action action, Supplier<T> it) {
    Optional<String> thing = shared(action);
    if (thing.isEmpty()) {
      return it.get();
    }
    Lock lock = stripes[Math.floorMod(thing.get().hashCode(), STRIPES)];
    lock.lock();
    try {
      return it.get();
    } finally {
      lock.unlock();
    }
  }

  private static Optional<String> shared(Action action) {
    return switch (action) {
      case Action.Attach it -> Optional.of(it.instanceId());
      case Action.AuthorizePing it -> Optional.of(it.securityGroupId());
      case Action.RevokePing it -> Optional.of(it.securityGroupId());
      case Action.DisownRule it -> Optional.of(it.securityGroupId());
      case Action.AssignAddresses it -> Optional.of(it.interfaceId());
      case ElasticIpAction.Allocate it -> Optional.ofNullable(it.tags().get(Ownership.UID));
      case ElasticIpAction it -> Optional.of(it.allocationId());
      case Action.CreateInterface _,
          Action.Detach _,
          Action.DeleteInterface _,
          Action.UnassignAddress _,
          Action.SetSecurityGroups _,
          Action.SetSourceDestCheck _,
          Action.SetDeleteOnTermination _,
          Action.AddTags _,
          Action.RemoveTags _ ->
          Optional.empty();
    };
  }
}
