package dev.fixedip.plan;

import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Tagged;
import dev.fixedip.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What of this cluster's is left in EC2 without a FixedIp that needs it. */
public final class Leaks {
  private static final int READS = 2;

  private Leaks() {}

  /**
   * How often a thing was seen without an owner.
   *
   * @param first when the first whole read began that showed it so
   * @param reads how many whole reads in a row showed it so
   */
  public record Sighting(Instant first, int reads) {

    /**
     * One more.
     *
     * @param before those up to the read before; null if that did not show it so
     * @param readAt when the read began that shows it so now
     */
    public static Sighting again(@Nullable Sighting before, Instant readAt) {
      return before == null
          ? new Sighting(readAt, 1)
          : new Sighting(before.first, before.reads + 1);
    }
  }

  /** What is to be done about an interface. */
  public enum Fate {
    /** It may yet be needed, or must stay. */
    LEAVE,
    /** It is attached: somebody must look at it. */
    REPORT,
    /** It may go, once Kubernetes itself answers that its FixedIp does not exist. */
    COLLECT
  }

  /** Whether it was made for some FixedIp of that cluster. */
  public static boolean isOfCluster(Tagged it, String clusterId) {
    return clusterId.equals(it.tags().get(Ownership.CLUSTER))
        && it.tags().containsKey(Ownership.UID);
  }

  /**
   * What is to be done about an Elastic IP of this cluster whose FixedIp nobody knows.
   *
   * @param grace how old it must be
   */
  public static Fate of(ElasticIp it, Sighting seen, Instant now, Duration grace) {
    return of(it, it.association() != null, seen, now.minus(grace));
  }

  /**
   * What is to be done about an interface of this cluster whose FixedIp nobody knows.
   *
   * @param grace how old it must be
   */
  public static Fate of(NetworkInterface it, Sighting seen, Instant now, Duration grace) {
    return of(it, it.attachment() != null, seen, now.minus(grace));
  }

  private static Fate of(Tagged it, boolean isUsed, Sighting seen, Instant oldBefore) {
    if ("Retain".equals(it.tags().get(Ownership.DELETION))
        || seen.reads() < READS
        || seen.first().isAfter(oldBefore)) {
      return Fate.LEAVE;
    }
    return isUsed ? Fate.REPORT : Fate.COLLECT;
  }

  /**
   * Whether a rule of this cluster may be taken back: nobody needs it, and no FixedIp that is being
   * deleted is about to take it back itself, or to leave it there as its spec says.
   */
  public static boolean isUnneeded(SecurityGroupRule rule, Neighbours neighbours, World world) {
    return !PingNeeds.isNeeded(rule, neighbours, world)
        && neighbours.all().stream().noneMatch(it -> it.desired().deleting() && tellsOf(rule, it));
  }

  private static boolean tellsOf(SecurityGroupRule rule, Neighbours.Neighbour it) {
    return Stream.ofNullable(it.status().pingRules())
        .flatMap(List::stream)
        .anyMatch(told -> told.id().equals(rule.id()));
  }
}
