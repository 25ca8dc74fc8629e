package dev.fixedip.ec2;

import dev.fixedip.model.Ownership;
import dev.fixedip.model.Snapshot;
import dev.fixedip.plan.Action;
import dev.fixedip.simulator.world.Worlds;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * What the operator sends to EC2: its actions as its executor sends them, and its reads. What it
 * has no action for yet is sent here as that action will send it.
 */
final class OperatorCalls {
  private static final Snapshot NOTHING_READ = new Snapshot(Snapshot.Parts.none());

  private final Calls calls;
  private final Describe describe;
  private final Ec2Client client;
  private final Set<Class<?>> done = new HashSet<>();

  OperatorCalls(Ec2Clients clients) {
    calls = new Calls(clients.writing(), new SplittableRandom(1));
    describe = new Describe(clients.reading(), new Limits(1000));
    client = clients.writing();
  }

  void act(Action action) {
    calls.make(action, NOTHING_READ);
    done.add(action.getClass());
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
    client.describeInstanceStatus(it -> it.includeAllInstances(true));
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

  void assignIpv6(String interfaceId, String address) {
    client.assignIpv6Addresses(it -> it.networkInterfaceId(interfaceId).ipv6Addresses(address));
  }

  void unassignIpv6(String interfaceId, String address) {
    client.unassignIpv6Addresses(it -> it.networkInterfaceId(interfaceId).ipv6Addresses(address));
  }

  void readElasticIps() {
    client.describeAddresses(it -> {});
  }

  /** Allocates an Elastic IP with the operator's tags; its id. */
  String allocate() {
    return client
        .allocateAddress(it ->
            it.domain("vpc")
                .tagSpecifications(
                    TagSpecification.builder()
                        .resourceType(ResourceType.ELASTIC_IP)
                        .tags(Account.tags(Account.ownTags()))
                        .build()))
        .allocationId();
  }

  /** Puts the Elastic IP on an address of the interface; the association's id. */
  String associate(String allocationId, String interfaceId, String address) {
    return client
        .associateAddress(it ->
            it.allocationId(allocationId)
                .networkInterfaceId(interfaceId)
                .privateIpAddress(address)
                .allowReassociation(false))
        .associationId();
  }

  void disassociate(String associationId) {
    client.disassociateAddress(it -> it.associationId(associationId));
  }

  void release(String allocationId) {
    client.releaseAddress(it -> it.allocationId(allocationId));
  }

  void retag(String id, Map<String, String> tags) {
    client.createTags(it -> it.resources(id).tags(Account.tags(tags)));
  }

  void untag(String id, Map<String, String> tags) {
    client.deleteTags(it -> it.resources(id).tags(Account.tags(tags)));
  }
}
