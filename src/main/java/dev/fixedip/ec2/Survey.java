package dev.fixedip.ec2;

import dev.fixedip.model.Key;
import dev.fixedip.model.Snapshot;
import dev.fixedip.model.World;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One look at EC2 in one account and region, without a loop: all of it once, then the single things
 * that are still unknown. It reads and never writes. Not safe for concurrent use.
 */
public final class Survey {

  private final Ec2Clients clients;
  private final Describe describe;
  private final Moments moments;
  private final Ledger ledger = new Ledger();

  private Survey(Ec2Clients clients, Limits limits, InstantSource clock) {
    this.clients = clients;
    this.describe = new Describe(clients.reading(), limits);
    this.moments = new Moments(clock);
  }

  /**
   * Reads all interfaces, instances, VPCs and subnets.
   *
   * @throws Ec2UnreadableException if any page is not to be had
   */
  public static Survey of(Ec2Clients clients, Limits limits, InstantSource clock) {
    Survey survey = new Survey(clients, limits, clock);
    survey.ledger.read(survey.answered(survey::whole), survey.moments.now());
    return survey;
  }

  /** All that was read: a view that never changes. */
  public World world() {
    return ledger.world();
  }

  /** What the first read found. */
  public Snapshot snapshot() {
    return ledger.lastWholeRead().snapshot();
  }

  /** When the first read began. */
  public Instant observedAt() {
    return ledger.lastWholeRead().began().at();
  }

  /**
   * Reads those of these that nothing is known of yet; all of a kind share one call.
   *
   * @param known what is known: this survey's world, or one that is laid over it
   * @return whether there were any
   * @throws Ec2UnreadableException if any of them is not to be had
   */
  public boolean read(Set<Key> keys, World known) {
    Set<Key> unread =
        keys.stream()
            .filter(it -> Inventory.isUnread(it, known, ledger))
            .collect(Collectors.toSet());
    if (unread.isEmpty()) {
      return false;
    }
    Lookup.Result found = Lookup.of(unread, describe, world(), moments.next());
    if (found.trouble() != null) {
      throw unreadable(found.trouble());
    }
    ledger.read(found.reading(), moments.now());
    return true;
  }

  private WholeRead whole() {
    Moment began = moments.next();
    var interfaces = describe.networkInterfaces();
    var instances = describe.instances();
    Topology topology = describe.topology(moments.next());
    return new WholeRead(
        began,
        new Snapshot(
            new Snapshot.Parts(
                interfaces, instances, topology.subnets(), topology.vpcs(), List.of(), Map.of())),
        topology);
  }

  private <T> T answered(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (SdkException e) {
      throw unreadable(e);
    }
  }

  private Ec2UnreadableException unreadable(SdkException e) {
    return new Ec2UnreadableException(clients.where(), Ec2Errors.failed(e), e);
  }
}
