package dev.fixedip.reconcile;

import dev.fixedip.model.Ownership;
import dev.fixedip.plan.Action;
import dev.fixedip.plan.ElasticIpAction;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Steps that would disturb each other follow one another: attachments of one instance, rules of one
 * security group, steps with one Elastic IP.
 */
final class Locks {
  private final Map<String, Door> doors = new ConcurrentHashMap<>();
  private final Gate gate;

  /** Before something shared. */
  private static final class Door {
    private final Lock lock = new ReentrantLock(true);
    private int users;

    private Door entered() {
      users++;
      return this;
    }

    private @Nullable Door left() {
      users--;
      return users == 0 ? null : this;
    }
  }

  /**
   * Locks nothing yet.
   *
   * @param gate outside of which who waits for a lock stands
   */
  Locks(Gate gate) {
    this.gate = gate;
  }

  /**
   * Runs it while nobody else does something to the same shared thing.
   *
   * @param it is told whether somebody else did so just before
   */
  <T> T holding(Action action, Function<Boolean, T> it) {
    Optional<String> thing = shared(action);
    if (thing.isEmpty()) {
      return it.apply(false);
    }
    Door door =
        doors.compute(thing.get(), (_, known) -> (known == null ? new Door() : known).entered());
    try {
      boolean waits = !door.lock.tryLock();
      if (waits) {
        gate.outside(() -> {
          door.lock.lock();
          return door;
        });
      }
      try {
        return it.apply(waits);
      } finally {
        door.lock.unlock();
      }
    } finally {
      doors.computeIfPresent(thing.get(), (_, known) -> known.left());
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
