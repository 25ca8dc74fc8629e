package dev.fixedip.ec2;

import dev.fixedip.model.Key;
import dev.fixedip.model.Snapshot;
import dev.fixedip.model.World;
import dev.fixedip.model.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * What is known of EC2 in one account and region: read whole every poll interval, single things in
 * between, our own newer writes laid over. Safe for concurrent use; no method waits for EC2.
 */
public final class Inventory implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Inventory.class);

  /**
   * For how long after a change EC2's reads may or may not tell it. A read that begins within it
   * overrules neither an own write nor what another read has just found otherwise.
   */
  public static final Duration SETTLING = Moment.SETTLING;

  private static final Duration WATCHED = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

  private final Ledger ledger = new Ledger();
  private final List<Consumer<Set<Key>>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<Poll>> pollListeners = new CopyOnWriteArrayList<>();
  private final Moments moments;
  private final Pacer pacer;
  private final Duration interval;
  private final Describe describe;
  private final Poller poller;
  private final Batches batches;
  private final Follower follower;
  private final Backoff polling;
  private final Backoff looking =
      new Backoff(log, "Reading single things from EC2", LONGEST_BACKOFF);
  private final Set<Key> heldBack = new HashSet<>();
  private volatile boolean open;
  private volatile Instant settledFrom = Instant.MAX;

  /**
   * One attempt to read EC2 whole.
   *
   * @param took until it had succeeded or failed
   */
  public record Poll(Duration took, boolean succeeded) {}

  /** Knows nothing yet and reads nothing before {@link #start}. */
  public Inventory(
      Ec2Settings settings, Ec2Client client, Limits limits, Pacer pacer, InstantSource clock) {
    this.pacer = (delay, task) -> pacer.after(delay, () -> whileOpen(task));
    moments = new Moments(clock);
    interval = settings.pollInterval();
    describe = new Describe(client, limits);
    poller = new Poller(describe, moments, settings.clusterId());
    batches = new Batches(this.pacer, this::lookUp);
    follower = new Follower(this.pacer, moments, limits::isBehind, this::lookUp);
    polling = new Backoff(log, "Reading all of EC2", interval);
  }

  /** Everything that is known now: a view that never changes. */
  public World world() {
    return ledger.world();
  }

  /** When the last whole read that succeeded began; the epoch before the first. */
  public Instant observedAt() {
    return ledger.lastWholeRead().began().at();
  }

  /** Whether EC2 was read whole at least once. */
  public boolean isComplete() {
    return ledger.lastWholeRead().began().isAfter(Moment.NEVER);
  }

  /**
   * Whether EC2 was read whole by a read that must show what another replica wrote last, which this
   * one knows nothing of: one that began a settling time after the {@link #start}. Before that
   * nothing may be done or told for what was read.
   */
  public boolean isSettled() {
    return isComplete() && !observedAt().isBefore(settledFrom);
  }

  /** What the last whole read found, nothing laid over; empty before the first. */
  public Optional<Snapshot> lastFullRead() {
    return isComplete() ? Optional.of(ledger.lastWholeRead().snapshot()) : Optional.empty();
  }

  /**
   * Has the listener told, after each change, under which keys the visible world changed; after the
   * first whole read, and the first {@linkplain #isSettled settled} one, also if it found nothing.
   * It may be called by several threads at once.
   */
  public void onChange(Consumer<Set<Key>> listener) {
    listeners.add(listener);
  }

  /** Has the listener told of each attempt to read EC2 whole. */
  public void onPoll(Consumer<Poll> listener) {
    pollListeners.add(listener);
  }

  /** How many IPv4 addresses each subnet has left, by its id, as EC2 last said of all subnets. */
  public Map<String, Integer> freeAddresses() {
    return ledger.lastWholeRead().topology().freeAddresses();
  }

  /** Has those of these read soon that nothing is known of yet; many share one call. */
  public void want(Set<Key> keys) {
    if (keys.stream().anyMatch(Lookup::isOfElasticIps)) {
      poller.watchElasticIps();
    }
    World world = world();
    Set<Key> unread =
        keys.stream().filter(it -> isUnread(it, world, ledger)).collect(Collectors.toSet());
    if (!unread.isEmpty()) {
      batches.want(withoutThoseThatTheFirstReadBrings(unread));
    }
  }

  /** Has these read soon, by a read that begins after this, even if they are known. */
  public void look(Set<Key> keys) {
    batches.look(keys);
  }

  /**
   * Has these read now and again until a settling time is over: somebody may have changed them, and
   * only the last of the reads must tell.
   */
  public void watch(Set<Key> keys) {
    look(keys);
    for (Duration in = WATCHED; in.compareTo(SETTLING) <= 0; in = in.plus(WATCHED)) {
      pacer.after(in, () -> look(keys));
    }
  }

  /**
   * Replaces what that one waits for; an empty set for nothing any more. While anybody waits there
   * is a shared read of just those things now and again, the first after 50 ms.
   *
   * @param toGoOn whether more is to be done then; otherwise it may take its time while other calls
   *     wait for their turn
   */
  public void follow(String who, Set<Key> awaited, boolean toGoOn) {
    follower.follow(who, awaited, toGoOn);
  }

  /** Lays what a mutating call of ours changed over what was read, at once. */
  public void wrote(Write write) {
    tell(ledger.wrote(write, moments.next()));
  }

  /**
   * Begins to read: at once, again when all that was written before must have settled, and so on.
   */
  public void start() {
    open = true;
    settledFrom = moments.now().plus(SETTLING);
    pacer.after(Duration.ZERO, this::poll);
  }

  /** Stops reading; what is known stays. */
  @Override
  public void close() {
    open = false;
  }

  private void poll() {
    Instant began = moments.now();
    Duration next;
    try {
      WholeRead found = poller.read(world());
      polling.succeeded();
      polled(began, true);
      boolean isFirst = !isComplete();
      boolean wasSettled = isSettled();
      if (!wasSettled && !found.began().at().isBefore(settledFrom)) {
        ledger.forgetBefore(settledFrom);
      }
      Set<Key> changed = ledger.read(found, moments.now());
      follower.readWhole(began);
      letGo();
      if (isFirst || wasSettled != isSettled() || !changed.isEmpty()) {
        tellListeners(changed);
      }
      Instant due = began.plus(interval);
      boolean settles = began.isBefore(settledFrom) && settledFrom.isBefore(due);
      next = Duration.between(moments.now(), settles ? settledFrom : due);
    } catch (RuntimeException e) {
      if (!open) {
        return;
      }
      next = polling.failed(e);
      polled(began, false);
    }
    pacer.after(next.isNegative() ? Duration.ZERO : next, this::poll);
  }

  private void polled(Instant began, boolean succeeded) {
    Poll poll = new Poll(Duration.between(began, moments.now()), succeeded);
    pollListeners.forEach(it -> it.accept(poll));
  }

  private Batches.Unanswered lookUp(Set<Key> keys) {
    try {
      Lookup.Result found = Lookup.of(keys, describe, world(), moments.next());
      found.reading().rules().keySet().forEach(poller::watch);
      found.reading().elasticIps().ifPresent(_ -> poller.watchElasticIps());
      tell(ledger.read(found.reading(), moments.now()));
      Set<Key> doubtful = ledger.doubtful();
      if (!doubtful.isEmpty()) {
        pacer.after(SETTLING, () -> look(doubtful));
      }
      if (found.trouble() == null) {
        looking.succeeded();
        return new Batches.Unanswered(Set.of(), Duration.ZERO);
      }
      return new Batches.Unanswered(found.unanswered(), looking.failed(found.trouble()));
    } catch (RuntimeException e) {
      log.error("Reading {} failed", keys, e);
      return new Batches.Unanswered(keys, looking.failed(e));
    }
  }

  /** Whether nothing is known of it yet: neither that world tells of it, nor was it asked for. */
  static boolean isUnread(Key key, World world, Ledger ledger) {
    return switch (key) {
      case Key.OfInterface(String id) -> world.networkInterface(id).isUnread();
      case Key.OfInstance(String id) -> world.instance(id).isUnread();
      case Key.OfRules(String groupId) -> world.rules(groupId).isUnread();
      case Key.OfType(String name) -> world.instanceType(name).isUnread();
      case Key.OfVpc(String id) -> world.vpc(id).isEmpty() && !ledger.wasAskedFor(id);
      case Key.OfElasticIp _, Key.OfElasticIpsFor _ -> world.elasticIps().isUnread();
      case Key.OfAddress _, Key.OfOwner _, Key.OfAnyVpc _, Key.OfTag _, Key.OfElasticIps _ -> false;
    };
  }

  private Set<Key> withoutThoseThatTheFirstReadBrings(Set<Key> unread) {
    synchronized (heldBack) {
      if (isComplete()) {
        return unread;
      }
      Set<Key> rest = new HashSet<>();
      for (Key it : unread) {
        boolean brought =
            !(it instanceof Key.OfRules || it instanceof Key.OfType || Lookup.isOfElasticIps(it));
        (brought ? heldBack : rest).add(it);
      }
      return rest;
    }
  }

  private void letGo() {
    Set<Key> let;
    synchronized (heldBack) {
      let = Set.copyOf(heldBack);
      heldBack.clear();
    }
    want(let);
  }

  private void tell(Set<Key> changed) {
    if (!changed.isEmpty()) {
      tellListeners(changed);
    }
  }

  private void tellListeners(Set<Key> changed) {
    Set<Key> keys = Set.copyOf(changed);
    follower.changed(keys);
    for (Consumer<Set<Key>> listener : listeners) {
      try {
        listener.accept(keys);
      } catch (RuntimeException e) {
        log.error("A listener failed to take in {} changes", keys.size(), e);
      }
    }
  }

  private void whileOpen(Runnable task) {
    if (open) {
      task.run();
    }
  }
}
