package dev.fixedip.plan;

import dev.fixedip.model.Attachment;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.Instance;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.IpFamily;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.NetworkInterface.Origin;
import dev.fixedip.model.NetworkInterface.Placement;
import dev.fixedip.model.Overlay;
import dev.fixedip.model.Reachability;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Seen;
import dev.fixedip.model.Snapshot;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Vpc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A small EC2 that carries out actions on records, and refuses what EC2 refuses. */
final class Ec2 {
  static final Origin ORDINARY = new Origin("interface", false, null, null, "");

  final Map<String, NetworkInterface> interfaces = new TreeMap<>();
  final Map<String, Instance> instances = new TreeMap<>();
  final Map<String, Subnet> subnets = new TreeMap<>();
  final Map<String, Vpc> vpcs = new TreeMap<>();
  final Map<String, InstanceType> types = new TreeMap<>();
  final Map<String, List<SecurityGroupRule>> rules = new TreeMap<>();
  final Map<String, Reachability> reachability = new TreeMap<>();
  final Set<String> gone = new HashSet<>();
  private final Set<String> hidden = new HashSet<>();
  final Ec2ElasticIps elasticIps = new Ec2ElasticIps(this);
  private boolean slow;
  private int made;

  /** Attachments and detachments take until {@link #settle()}. */
  Ec2 slow() {
    slow = true;
    return this;
  }

  /** What was under way is over. */
  void settle() {
    interfaces.replaceAll((_, it) -> {
      Attachment attachment = it.attachment();
      return attachment == null
          ? it.with((Attachment) null)
          : switch (attachment.status()) {
            case ATTACHING -> it.with(attachment.in(Attachment.Status.ATTACHED));
            case DETACHING -> it.with((Attachment) null);
            default -> it;
          };
    });
    List.copyOf(instances.values()).stream()
        .filter(it -> it.state() == Instance.State.SHUTTING_DOWN)
        .forEach(it -> ended(it.id()));
  }

  /** Ends an instance: what is deleted with it goes, its other interfaces become available. */
  Ec2 terminate(String instanceId) {
    state(instanceId, Instance.State.SHUTTING_DOWN);
    if (!slow) {
      ended(instanceId);
    }
    return this;
  }

  private void ended(String instanceId) {
    state(instanceId, Instance.State.TERMINATED);
    for (NetworkInterface it : List.copyOf(interfaces.values())) {
      Attachment attachment = it.attachment();
      if (attachment == null || !instanceId.equals(attachment.instanceId())) {
        continue;
      }
      if (attachment.deleteOnTermination()) {
        delete(it.id());
      } else {
        change(it.id(), eni -> eni.with((Attachment) null));
      }
    }
  }

  Ec2 vpc(String id, String cidr) {
    vpcs.put(id, new Vpc(id, List.of(Cidr.parse(cidr))));
    return this;
  }

  Ec2 subnet(String id, String vpcId, String zone, String cidr) {
    subnets.put(id, new Subnet(id, vpcId, zone, Cidr.parse(cidr)));
    return this;
  }

  /** Gives a VPC and one of its subnets a range of IPv6. */
  Ec2 ipv6(String vpcId, String vpcCidr, String subnetId, String subnetCidr) {
    vpcs.computeIfPresent(
        vpcId, (_, it) -> new Vpc(vpcId, it.cidrs(), List.of(Cidr.parse(vpcCidr))));
    subnets.computeIfPresent(
        subnetId,
        (_, it) ->
            new Subnet(
                it.id(),
                it.vpcId(),
                it.availabilityZone(),
                it.cidr(),
                List.of(Cidr.parse(subnetCidr))));
    return this;
  }

  /** A type that takes as many addresses of IPv6 as of IPv4. */
  Ec2 type(String name, int interfaces, int addresses) {
    types.put(name, new InstanceType(name, interfaces, addresses, addresses));
    return this;
  }

  Ec2 group(String id) {
    rules.put(id, List.of());
    return this;
  }

  /** Launches an instance whose primary interface, {@code eni-NAME}, has that address. */
  Ec2 instance(String name, String type, String subnetId, String address, String... groups) {
    String id = "i-" + name;
    String platform = name.startsWith("windows") ? "windows" : "linux";
    instances.put(
        id,
        new Instance(
            id,
            Instance.State.RUNNING,
            type,
            placement(subnetId),
            platform,
            Map.of("Name", "the " + name + " server")));
    networkInterface("eni-" + name, subnetId, List.of(address), List.of(groups));
    on("eni-" + name, id, 0, true);
    return this;
  }

  /** Launches an instance with an interface that exists at device index 0. */
  Ec2 launchWith(String name, String type, String interfaceId) {
    NetworkInterface it = get(interfaceId);
    String id = "i-" + name;
    instances.put(
        id,
        new Instance(
            id, Instance.State.RUNNING, type, it.placement(), "linux", Map.of("Name", name)));
    return on(interfaceId, id, 0, false);
  }

  /** Gives an instance those tags instead of all others but its name. */
  Ec2 tagged(String instanceId, Map<String, String> tags) {
    instances.computeIfPresent(
        instanceId,
        (_, it) -> {
          Map<String, String> all = new HashMap<>(tags);
          it.name().ifPresent(name -> all.put("Name", name));
          return new Instance(it.id(), it.state(), it.type(), it.placement(), it.platform(), all);
        });
    return this;
  }

  /** An address that EC2 gives to nobody, though no read shows who has it. */
  Ec2 hidden(String address) {
    hidden.add(address);
    return this;
  }

  boolean isHidden(String address) {
    return hidden.contains(address);
  }

  Ec2 networkInterface(String id, String subnetId, List<String> addresses, List<String> groups) {
    return networkInterface(id, subnetId, NetworkInterface.Status.AVAILABLE, addresses, groups);
  }

  private Ec2 networkInterface(
      String id,
      String subnetId,
      NetworkInterface.Status status,
      List<String> addresses,
      List<String> groups) {
    interfaces.put(
        id,
        new NetworkInterface(
            id,
            placement(subnetId),
            "06:00:00:00:00:01",
            status,
            addresses,
            groups,
            true,
            null,
            Map.of(),
            ORDINARY));
    return this;
  }

  /** Attaches an interface, whoever asks. */
  Ec2 on(String interfaceId, String instanceId, int index, boolean deleteOnTermination) {
    return change(
        interfaceId,
        it ->
            it.with(
                new Attachment(
                    "eni-attach-" + ++made,
                    instanceId,
                    index,
                    Attachment.Status.ATTACHED,
                    deleteOnTermination)));
  }

  Ec2 change(String interfaceId, UnaryOperator<NetworkInterface> how) {
    interfaces.computeIfPresent(interfaceId, (_, it) -> how.apply(it));
    return this;
  }

  Ec2 state(String instanceId, Instance.State state) {
    instances.computeIfPresent(
        instanceId,
        (_, it) ->
            new Instance(it.id(), state, it.type(), it.placement(), it.platform(), it.tags()));
    return this;
  }

  Ec2 delete(String interfaceId) {
    interfaces.remove(interfaceId);
    gone.add(interfaceId);
    return this;
  }

  Ec2 rule(String groupId, String protocol, int type, String from, Map<String, String> tags) {
    SecurityGroupRule rule =
        new SecurityGroupRule("sgr-" + ++made, groupId, protocol, type, -1, Cidr.parse(from), tags);
    rules.merge(
        groupId,
        List.of(rule),
        (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
    return this;
  }

  NetworkInterface get(String id) {
    return Optional.ofNullable(interfaces.get(id)).orElseThrow();
  }

  Instance instance(String id) {
    return Optional.ofNullable(instances.get(id)).orElseThrow();
  }

  Subnet subnet(String id) {
    return Optional.ofNullable(subnets.get(id)).orElseThrow();
  }

  Optional<NetworkInterface> holder(String address) {
    return interfaces.values().stream().filter(it -> it.addresses().contains(address)).findFirst();
  }

  List<SecurityGroupRule> rulesOf(String groupId) {
    return rules.getOrDefault(groupId, List.of());
  }

  /** What a whole read, and reads by id of what is missing, would show. */
  Overlay world() {
    Overlay world =
        new Overlay(
            new Snapshot(
                new Snapshot.Parts(
                    interfaces.values(),
                    instances.values(),
                    subnets.values(),
                    vpcs.values(),
                    types.values(),
                    rules,
                    reachability,
                    elasticIps.seen())));
    for (String id : gone) {
      if (!interfaces.containsKey(id)) {
        world.show(id, new Seen.Gone<>(), true);
      }
      if (!instances.containsKey(id)) {
        world.showInstance(id, new Seen.Gone<>());
      }
    }
    return world;
  }

  /** Carries it out; answers EC2's error code if it refuses, null if it succeeds. */
  @Nullable String apply(Action action) {
    return new Ec2Calls(this).apply(action);
  }

  /** Makes the interface that is asked for. */
  void make(Action.CreateInterface it) {
    String id = "eni-made-" + ++made;
    networkInterface(
        id,
        it.placement().subnetId(),
        slow ? NetworkInterface.Status.PENDING : NetworkInterface.Status.AVAILABLE,
        addresses(it),
        it.securityGroupIds());
    change(id, eni -> eni.withTags(new HashMap<>(it.tags())));
  }

  /** Beside an address of IPv6 there is one of IPv4, of EC2's choice. */
  private List<String> addresses(Action.CreateInterface it) {
    Subnet subnet = subnet(it.placement().subnetId());
    return IpFamily.of(it.address()) == IpFamily.IPV4 || subnet.cidrs(IpFamily.IPV4).isEmpty()
        ? List.of(it.address())
        : IntStream.iterate(4, offset -> offset + 1)
            .mapToObj(offset -> subnet.cidr().address(offset))
            .filter(free -> world().holder(subnet.id(), free).isEmpty())
            .findFirst()
            .map(free -> List.of(free, it.address()))
            .orElseThrow();
  }

  boolean isSlow() {
    return slow;
  }

  private Placement placement(String subnetId) {
    Subnet subnet = subnet(subnetId);
    return new Placement(subnet.id(), subnet.vpcId(), subnet.availabilityZone());
  }
}
