package dev.fixedip.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tags that say which cluster and which FixedIp made a thing in EC2. */
public final class Ownership {

  /** What every tag key of ours begins with. */
  public static final String PREFIX = "fixedip.dev/";

  /** Which cluster's operator made it. */
  public static final String CLUSTER = PREFIX + "cluster";

  /** The UID of the FixedIp that it was made for. */
  public static final String UID = PREFIX + "uid";

  /** The namespace of that FixedIp. */
  public static final String NAMESPACE = PREFIX + "namespace";

  /** The name of that FixedIp. */
  public static final String NAME = PREFIX + "name";

  /** What its deletion policy was: {@code Delete} or {@code Retain}. */
  public static final String DELETION = PREFIX + "deletion";

  /** Which FixedIp of which cluster took over an interface that somebody else made. */
  public static final String ADOPTED_BY = PREFIX + "adopted-by";

  private static final String SLASH = "/";

  /** Tells the Amazon VPC CNI to leave the interface alone (its guide, "ENI tags"). */
  public static final String NO_MANAGE = "node.k8s.amazonaws.com/no_manage";

  private Ownership() {}

  /** The tags that a rule gets: rules are shared by the cluster. */
  public static Map<String, String> ofRule(String cluster) {
    return Map.of(CLUSTER, cluster);
  }

  /** Whether it was made by that cluster's operator for that FixedIp. */
  public static boolean owns(String cluster, String uid, Tagged it) {
    return cluster.equals(it.tags().get(CLUSTER)) && uid.equals(it.tags().get(UID));
  }

  /** The value of the tag {@link #ADOPTED_BY}. */
  public static String adopter(String cluster, String uid) {
    return cluster + SLASH + uid;
  }

  /** Whether the interface was taken over by that cluster's FixedIp. */
  public static boolean adopted(String cluster, String uid, NetworkInterface it) {
    return adopter(cluster, uid).equals(it.tags().get(ADOPTED_BY));
  }

  /** The UIDs of the FixedIps that the interface was made for, or that took it over. */
  public static List<String> uids(NetworkInterface it) {
    String adopter = it.tags().get(ADOPTED_BY);
    return Stream.of(
            it.tags().get(UID),
            adopter == null ? null : adopter.substring(adopter.lastIndexOf(SLASH) + 1))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** The cluster whose operator made the interface, or took it over. */
  public static Optional<String> cluster(NetworkInterface it) {
    String adopter = it.tags().get(ADOPTED_BY);
    return adopter == null
        ? Optional.ofNullable(it.tags().get(CLUSTER))
        : Optional.of(adopter.substring(0, Math.max(0, adopter.lastIndexOf(SLASH))));
  }

  /** Whether the rule was made by that cluster's operator. */
  public static boolean owns(String cluster, SecurityGroupRule rule) {
    return cluster.equals(rule.tags().get(CLUSTER));
  }

  /** Those of the tags that are ours, sorted by key. */
  public static Map<String, String> among(Map<String, String> tags) {
    Map<String, String> ours = new TreeMap<>();
    tags.forEach((key, value) -> {
      if (key.startsWith(PREFIX)) {
        ours.put(key, value);
      }
    });
    return ours;
  }
}
