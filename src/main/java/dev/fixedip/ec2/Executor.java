package dev.fixedip.ec2;

import dev.fixedip.model.ElasticIpWrite;
import dev.fixedip.model.Seen;
import dev.fixedip.model.World;
import dev.fixedip.model.Write;
import dev.fixedip.plan.Action;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.slf4j.event.Level;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Makes the one mutating call of an action, once, and lays what it changed over the inventory; has
 * what a failed or lost call concerned read again. Safe for concurrent use.
 */
public final class Executor {

  /** Of the connections half: who waits for one does so while the call's time-out runs. */
  private static final int AT_ONCE = Ec2Clients.CONNECTIONS / 2;

  private final Calls calls;
  private final Limits limits;
  private final Inventory inventory;
  private final Semaphore free = new Semaphore(AT_ONCE);

  /**
   * Acts on what the client points at.
   *
   * @param client makes a single attempt and checks the lease, as {@link Ec2Clients#writing} does
   * @param random where client tokens come from
   */
  public Executor(Ec2Client client, Limits limits, Inventory inventory, RandomGenerator random) {
    this.calls = new Calls(client, random);
    this.limits = limits;
    this.inventory = inventory;
  }

  /** About how long {@link #awaitTurn} would wait now. */
  public Duration expectedWait(Action action) {
    return limits.expectedWait(action.call());
  }

  /** Takes a turn if nobody has to wait for one now; like {@link #awaitTurn} in all else. */
  public boolean tryTurn(Action action) {
    return limits.tryAcquire(action.call());
  }

  /**
   * Waits until the call's rate allows one more. That may take long: look again whether the action
   * is still wanted before {@link #execute}.
   *
   * @return false if the thread was interrupted, as it is when the operator ends
   */
  public boolean awaitTurn(Action action) {
    try {
      limits.acquire(action.call());
      return true;
    } catch (AbortedException e) {
      CallLog.notSent(Level.INFO, action, "the operator ends");
      return false;
    }
  }

  /** Makes the call at once and answers what came of it. */
  public Answer execute(Action action) {
    free.acquireUninterruptibly();
    try {
      return done(action, calls.make(action, inventory.world()));
    } catch (NotLeadingException e) {
      return notLeading(action);
    } catch (SdkException e) {
      return NotLeadingException.isCauseOf(e) ? notLeading(action) : refused(action, e);
    } finally {
      free.release();
    }
  }

  private Answer done(Action action, Calls.Answered answered) {
    answered.writes().forEach(inventory::wrote);
    if (answered.writes().isEmpty()) {
      inventory.look(Concern.of(action));
    }
    CallLog.done(action, answered);
    return new Answer.Done();
  }

  private Answer refused(Action action, SdkException e) {
    Answer.Failed failed = Ec2Errors.failed(e);
    boolean goneAlready = isGoneAlready(action, failed);
    switch (failed.kind()) {
      case TRANSIENT, CONFLICT -> inventory.watch(Concern.of(action));
      case NOT_YET, USER_MUST_ACT, QUOTA, DENIED -> inventory.look(Concern.of(action));
      case THROTTLED -> limits.throttled(action.call()); // EC2 has done nothing
    }
    if (goneAlready) {
      CallLog.goneAlready(action, failed, e);
      return new Answer.Done();
    }
    CallLog.failed(action, failed, e);
    return failed;
  }

  private boolean isGoneAlready(Action action, Answer.Failed failed) {
    Optional<Write> gone =
        Ec2Errors.isNotFound(failed.code()) || Ec2Errors.saysItWasNotAssigned(failed)
            ? Concern.goneAlready(action).filter(this::isCredible)
            : Optional.empty();
    gone.ifPresent(inventory::wrote);
    return gone.isPresent();
  }

  /** EC2 may not find yet what we wrote to a moment ago: that it does not is no proof. */
  private boolean isCredible(Write write) {
    World world = inventory.world();
    return switch (write) {
      case Write.Deleted(String id) ->
          world.isConfirmed(id) || world.networkInterface(id) instanceof Seen.Gone;
      case ElasticIpWrite it -> world.isElasticIpConfirmed(it.allocationId());
      default -> true;
    };
  }

  private static Answer notLeading(Action action) {
    CallLog.notSent(Level.WARN, action, "this replica does not lead now");
    return new Answer.NotLeading();
  }
}
