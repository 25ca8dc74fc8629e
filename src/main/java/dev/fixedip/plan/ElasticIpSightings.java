package dev.fixedip.plan;

import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.ElasticIps;
import dev.fixedip.model.Seen;
import dev.fixedip.plan.Leaks.Fate;
import dev.fixedip.plan.Leaks.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How often Elastic IPs were seen without an owner. Not every whole read has any, and some repeat
 * those of an earlier one. Used by one thread.
 */
public final class ElasticIpSightings {
  private final Duration grace;
  private Map<String, Sighting> seen = Map.of();
  private Instant lastRead = Instant.EPOCH;

  /**
   * None yet.
   *
   * @param grace how old a leak must be before anything is done about it
   */
  public ElasticIpSightings(Duration grace) {
    this.grace = grace;
  }

  /**
   * What is to be done about those that are leaked.
   *
   * @param read what a whole read has of them
   * @return empty if the read tells nothing new
   */
  public Optional<Map<ElasticIp, Fate>> next(
      Seen<ElasticIps> read, Predicate<ElasticIp> isLeaked, Instant now) {
    return read.present()
        .filter(it -> it.readAt().isAfter(lastRead))
        .map(it -> fates(it, isLeaked, now));
  }

  private Map<ElasticIp, Fate> fates(ElasticIps read, Predicate<ElasticIp> isLeaked, Instant now) {
    Map<String, Sighting> before = seen;
    lastRead = read.readAt();
    seen = new HashMap<>();
    Map<ElasticIp, Fate> fates = new LinkedHashMap<>();
    for (ElasticIp it : read.all()) {
      if (isLeaked.test(it)) {
        Sighting sighting = Sighting.again(before.get(it.allocationId()), lastRead);
        seen.put(it.allocationId(), sighting);
        fates.put(it, Leaks.of(it, sighting, now, grace));
      }
    }
    return fates;
  }
}
