package dev.fixedip.ec2;

import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Snapshot;
import dev.fixedip.model.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Reads EC2 whole, page by page. One read at a time. */
final class Poller {

  /** VPCs and subnets seldom change: they are read every so many times. */
  private static final int TOPOLOGY_EVERY = 5;

  private final Describe describe;
  private final StatusChecks checks;
  private final ElasticIpPolls elasticIps;
  private final Moments moments;
  private final String clusterId;
  private final Repeats<NetworkInterface> interfacesBefore = new Repeats<>();
  private final Repeats<List<Instance>> instancesBefore = new Repeats<>();
  private final Set<String> watchedGroups = ConcurrentHashMap.newKeySet();
  private Topology topology = Topology.NONE;
  private int reads;

  Poller(Describe describe, Moments moments, String clusterId) {
    this.describe = describe;
    this.checks = new StatusChecks(describe);
    this.elasticIps = new ElasticIpPolls(describe);
    this.moments = moments;
    this.clusterId = clusterId;
  }

  /** Has the group's rules read from now on. */
  void watch(String groupId) {
    if (Lookup.isGroupId(groupId)) {
      watchedGroups.add(groupId);
    }
  }

  /** Has the Elastic IPs read each time from now on. */
  void watchElasticIps() {
    elasticIps.ask();
  }

  /**
   * Reads everything.
   *
   * @param known what is known so far; an Elastic IP that it has and EC2 does not list is asked for
   *     by its id
   * @throws software.amazon.awssdk.core.exception.SdkException if any page is not to be had, but
   *     for status checks and Elastic IPs
   */
  WholeRead read(World known) {
    Moment began = moments.next();
    List<NetworkInterface> interfaces = describe.networkInterfaces(interfacesBefore);
    List<Instance> instances = describe.instances(instancesBefore);
    Map<String, List<SecurityGroupRule>> rules = rules();
    if (reads % TOPOLOGY_EVERY == 0 || !isCovered(interfaces)) {
      topology = describe.topology(moments.next());
    }
    reads++;
    Snapshot.Parts parts =
        new Snapshot.Parts(
            interfaces,
            instances,
            topology.subnets(),
            topology.vpcs(),
            List.of(),
            rules,
            checks.of(instances),
            elasticIps.of(began, known));
    return new WholeRead(began, new Snapshot(parts), topology);
  }

  private boolean isCovered(List<NetworkInterface> interfaces) {
    return topology.covers(interfaces, it -> it.placement().subnetId());
  }

  private Map<String, List<SecurityGroupRule>> rules() {
    describe
        .ingressRules(Describe.filter("tag:" + Ownership.CLUSTER, Set.of(clusterId)))
        .forEach(it -> watch(it.groupId()));
    Map<String, List<SecurityGroupRule>> byGroup = new HashMap<>();
    List<String> groups = List.copyOf(new TreeSet<>(watchedGroups));
    groups.forEach(it -> byGroup.put(it, new ArrayList<>()));
    for (int from = 0; from < groups.size(); from += Describe.FILTER_VALUES) {
      List<String> some =
          groups.subList(from, Math.min(groups.size(), from + Describe.FILTER_VALUES));
      describe
          .ingressRules(Describe.filter("group-id", some))
          .forEach(it -> byGroup.computeIfAbsent(it.groupId(), id -> new ArrayList<>()).add(it));
    }
    byGroup.replaceAll((id, some) -> List.copyOf(some));
    return byGroup;
  }
}
