package dev.fixedip.ec2;

import dev.fixedip.model.ElasticIpWrite;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.Snapshot;
import dev.fixedip.model.Write;
import dev.fixedip.plan.Action;
import dev.fixedip.plan.ElasticIpAction;
import dev.fixedip.simulator.world.Worlds;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** What the operator sends to EC2: its actions as its executor sends them, and its reads. */
final class OperatorCalls {
  private static final Snapshot NOTHING_READ = new Snapshot(Snapshot.Parts.none());

  private final Calls calls;
  private final Describe describe;
  private final Set<Class<?>> done = new HashSet<>();

  OperatorCalls(Ec2Clients clients) {
    calls = new Calls(clients.writing(), new SplittableRandom(1));
    describe = new Describe(clients.reading(), new Limits(1000, InstantSource.system()));
  }

  void act(Action action) {
    written(action);
  }

  /** What the call changed, as the operator has it from EC2's answer. */
  private List<Write> written(Action action) {
    List<Write> writes = calls.make(action, NOTHING_READ).writes();
    done.add(action.getClass());
    return writes;
  }

  /** The kinds of actions that succeeded so far. */
  Set<Class<?>> done() {
    return done;
  }

  /** All that is read, whatever the features. */
  void look() {
    describe.networkInterfaces();
    describe.networkInterface(Worlds.WINDOWS_INTERFACE);
    describe.instances();
    describe.instance(Worlds.WINDOWS);
    describe.ingressRules(Describe.filter("group-id", Set.of(Worlds.GROUP)));
    describe.types(Set.of("t3.micro"));
    describe.topology(new Moment(1, Instant.EPOCH));
    describe.reachability(new Repeats<>());
  }

  String create(String address) {
    return create(address, Account.ownTags());
  }

  String create(String address, Map<String, String> tags) {
    act(
        new Action.CreateInterface(
            Lab.PLACEMENT, address, List.of(Worlds.GROUP), tags, "FixedIp lab/windows"));
    return describe
        .networkInterfaces(Describe.filter("addresses.private-ip-address", Set.of(address)))
        .getFirst()
        .id();
  }

  /** Adds a rule that lets ping in; its id. */
  String authorize(String cidr) {
    act(
        new Action.AuthorizePing(
            Worlds.GROUP, 8, cidr, Ownership.ofRule(Account.CLUSTER), "ping from the VPC"));
    return describe.ingressRules(Describe.filter("group-id", Set.of(Worlds.GROUP))).stream()
        .filter(it -> cidr.equals(String.valueOf(it.cidr())) && it.protocol().equals("icmp"))
        .findFirst()
        .orElseThrow()
        .id();
  }

  void assign(String interfaceId, String address) {
    act(new Action.AssignAddresses(interfaceId, Worlds.SUBNET, List.of(address)));
  }

  void unassign(String interfaceId, String address) {
    act(new Action.UnassignAddress(interfaceId, address));
  }

  void readElasticIps() {
    describe.elasticIps(List.of());
  }

  /** Allocates an Elastic IP with the operator's tags; its id. */
  String allocate() {
    return written(new ElasticIpAction.Allocate("10.0.0.51", Account.ownTags())).stream()
        .map(ElasticIpWrite.Allocated.class::cast)
        .map(it -> it.made().allocationId())
        .findFirst()
        .orElseThrow();
  }

  /** Puts the Elastic IP on an address of the interface; the association's id. */
  String associate(String allocationId, String interfaceId, String address) {
    return written(new ElasticIpAction.Associate(allocationId, interfaceId, address)).stream()
        .map(ElasticIpWrite.Associated.class::cast)
        .map(it -> it.association().id())
        .findFirst()
        .orElseThrow();
  }

  void disassociate(String allocationId, String associationId) {
    act(new ElasticIpAction.Disassociate(allocationId, associationId, "10.0.0.51"));
  }

  void release(String allocationId) {
    act(new ElasticIpAction.Release(allocationId));
  }

  void retag(String allocationId, Map<String, String> tags) {
    act(new ElasticIpAction.AddTags(allocationId, tags));
  }

  void untag(String allocationId, Map<String, String> tags) {
    act(new ElasticIpAction.RemoveTags(allocationId, tags));
  }
}
