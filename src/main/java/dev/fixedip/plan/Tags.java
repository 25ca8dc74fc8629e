package dev.fixedip.plan;

import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.Tagged;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tags that an interface of ours carries. */
final class Tags {
  private static final String NAME = "Name";

  private Tags() {}

  /** All tags of a new interface, sorted by key. */
  static Map<String, String> ofNew(Situation situation) {
    Map<String, String> tags = wanted(situation);
    tags.putIfAbsent(NAME, "fixedip " + situation.desired().identity());
    return tags;
  }

  /** Of the tags that must be there, those that the interface lacks or has other values for. */
  static Map<String, String> missing(Situation situation, NetworkInterface it) {
    return missing(Holdings.isOurs(situation, it) ? wanted(situation) : asked(situation), it);
  }

  /** Of the tags that must be there, those that our Elastic IP lacks or has other values for. */
  static Map<String, String> missing(Situation situation, ElasticIp it) {
    return missing(ofElasticIp(situation), it);
  }

  private static Map<String, String> missing(Map<String, String> wanted, Tagged it) {
    Map<String, String> missing = new TreeMap<>(wanted);
    missing.entrySet().removeAll(it.tags().entrySet());
    return missing;
  }

  /** The tags that say whose it is. */
  static Map<String, String> ownership(Situation situation) {
    Desired desired = situation.desired();
    Map<String, String> tags = new TreeMap<>();
    tags.put(Ownership.CLUSTER, situation.policy().clusterId());
    tags.put(Ownership.UID, desired.identity().uid());
    tags.put(Ownership.NAMESPACE, desired.identity().namespace());
    tags.put(Ownership.NAME, desired.identity().name());
    tags.put(Ownership.DELETION, desired.spec().retains() ? "Retain" : "Delete");
    tags.put(Ownership.NO_MANAGE, "true");
    return tags;
  }

  /** All tags of a new Elastic IP, sorted by key. */
  static Map<String, String> ofNewElasticIp(Situation situation) {
    Map<String, String> tags = ofElasticIp(situation);
    tags.put(NAME, "fixedip " + situation.desired().identity());
    return tags;
  }

  /** The tags that say whose an Elastic IP is. */
  static Map<String, String> ofElasticIp(Situation situation) {
    Map<String, String> tags = ownership(situation);
    tags.remove(Ownership.NO_MANAGE);
    return tags;
  }

  static String words(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(it -> it.getKey() + "=" + it.getValue())
        .collect(Collectors.joining(", "));
  }

  static String wordsNow(Collection<String> keys, Map<String, String> now) {
    return keys.stream()
        .map(key -> key + (now.containsKey(key) ? "=" + now.get(key) : " absent"))
        .collect(Collectors.joining(", "));
  }

  private static Map<String, String> wanted(Situation situation) {
    Map<String, String> tags = asked(situation);
    tags.putAll(ownership(situation));
    return tags;
  }

  private static Map<String, String> asked(Situation situation) {
    Map<String, String> asked = situation.desired().spec().interfaceOrDefault().tags();
    return new TreeMap<>(asked == null ? Map.of() : asked);
  }
}
