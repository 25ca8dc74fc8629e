package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec.InstanceSelector;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Generates what EC2 holds, and what FixedIps ask for there: every way to say both. */
final class Worlds {
  private static final List<String> ZONES = List.of("us-east-1a", "us-east-1b");
  private static final int MOST_NODES = 3;

  private final RandomGenerator random;
  private final TestWorld lab = new TestWorld();
  private int instances;
  private int fixedIps;

  Worlds(RandomGenerator random) {
    this.random = random;
  }

  /** A new world with some FixedIps in it. */
  TestWorld make() {
    lab.ec2
        .vpc("vpc-1", "10.0.0.0/21")
        .vpc("vpc-2", "10.0.0.0/21")
        .subnet("subnet-a", "vpc-1", ZONES.get(0), "10.0.0.0/28")
        .subnet("subnet-b", "vpc-1", ZONES.get(1), "10.0.1.0/28")
        .subnet("subnet-c", "vpc-2", ZONES.get(0), "10.0.0.0/28")
        .type("small", 2, 2)
        .type("large", 4, 4);
    IntStream.range(1, 6).forEach(it -> lab.ec2.group("sg-" + it));
    if (random.nextBoolean()) {
      lab.ec2.slow();
    }
    int count = random.nextInt(1, 5);
    lab.ec2.gone.add("i-99");
    IntStream.range(0, count).forEach(_ -> launch(Map.of("role", pick("a", "b", "c"))));
    IntStream.range(0, random.nextInt(4)).forEach(this::other);
    if (random.nextInt(3) == 0) {
      lab.ec2.rule("sg-1", "icmp", -1, "10.0.0.0/16", Map.of());
    }
    if (random.nextInt(3) == 0) {
      lab.ec2.rule("sg-2", "tcp", 22, "0.0.0.0/0", Map.of(Ownership.CLUSTER, "cluster-2"));
    }
    IntStream.range(0, random.nextInt(1, 7)).forEach(_ -> fixedIp());
    return lab;
  }

  /** One more FixedIp. */
  void fixedIp() {
    lab.fixedIp("ip-" + ++fixedIps, spec());
  }

  /** Launches an instance with tags, and perhaps as a node; answers its id. */
  String launch(Map<String, String> tags) {
    int number = ++instances;
    String id = "i-" + number;
    lab.ec2.instance(
        String.valueOf(number),
        pick("small", "large"),
        pick("subnet-a", "subnet-a", "subnet-a", "subnet-b", "subnet-c"),
        number == 1 ? "10.0.0.4" : "10.0.9." + number,
        "sg-" + random.nextInt(1, 5));
    lab.ec2.tagged(id, tags);
    if (random.nextBoolean()) {
      lab.nodes.put(node(), "aws:///" + ZONES.getFirst() + "/" + id);
    }
    return id;
  }

  /** Launches an instance with an interface that is held for it. */
  String launchWith(String interfaceId) {
    int number = ++instances;
    lab.ec2.launchWith(String.valueOf(number), pick("small", "large"), interfaceId);
    lab.ec2.tagged("i-" + number, Map.of("role", pick("a", "b", "c")));
    return "i-" + number;
  }

  /** Somebody else's interface, attached or not, with one address or two. */
  private void other(int number) {
    String subnet = pick("subnet-a", "subnet-a", "subnet-b");
    List<String> addresses =
        Stream.generate(() -> lab.ec2.subnet(subnet).cidr().address(random.nextInt(4, 11)))
            .limit(random.nextInt(1, 3))
            .distinct()
            .filter(it -> lab.ec2.world().holder(subnet, it).isEmpty())
            .toList();
    if (addresses.isEmpty()) {
      return;
    }
    String id = "eni-other-" + number;
    lab.ec2.networkInterface(id, subnet, addresses, List.of("sg-5"));
    String instance = instance();
    if (random.nextBoolean()
        && lab.ec2.world().interfacesOf(instance).size() < 2
        && zone(instance).equals(lab.ec2.get(id).placement().availabilityZone())) {
      lab.ec2.on(id, instance, random.nextInt(1, 3), random.nextInt(4) == 0);
    }
  }

  private String zone(String instance) {
    return lab.ec2.instance(instance).placement().availabilityZone();
  }

  /** What a FixedIp may ask for. */
  Spec spec() {
    Spec spec = Spec.reserved(address()).selects(selector());
    spec =
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> secondary(spec);
          case 3, 4 -> named(spec.atLaunch());
          default -> indexed(named(spec));
        };
    if (random.nextInt(8) == 0) {
      spec = spec.reportsDrift();
    }
    return switch (random.nextInt(6)) {
      case 0 -> spec.noPing();
      case 1 -> spec.pingFrom("10.0.0.0/24", "10.0.1.0/24");
      case 2 -> spec.allIcmp();
      default -> spec;
    };
  }

  private String address() {
    return pick("10.0.0.", "10.0.0.", "10.0.0.", "10.0.1.")
        + (random.nextInt(12) == 0 ? random.nextInt(20) : random.nextInt(4, 11));
  }

  private InstanceSelector selector() {
    return switch (random.nextInt(5)) {
      case 0 -> new InstanceSelector(null, Map.of("role", pick("a", "b", "c")), null);
      case 1 -> new InstanceSelector(null, null, node());
      default -> InstanceSelector.ofId(random.nextInt(16) == 0 ? "i-99" : instance());
    };
  }

  private Spec secondary(Spec spec) {
    Spec secondary =
        (spec.it().instance() == null ? spec.selects(InstanceSelector.ofId(instance())) : spec)
            .secondary();
    return switch (random.nextInt(6)) {
      case 0 -> secondary.index(1);
      case 1 -> secondary.onInterface(foreignInterface());
      default -> secondary;
    };
  }

  private Spec named(Spec spec) {
    if (random.nextInt(8) == 0) {
      spec = spec.selects(null);
    }
    List<NetworkInterface> foreign = foreignInterfaces();
    if (!foreign.isEmpty() && random.nextInt(6) == 0) {
      NetworkInterface it = foreign.get(random.nextInt(foreign.size()));
      spec = spec.address(it.addresses().get(random.nextInt(it.addresses().size())));
      spec = spec.onInterface(it.id());
    }
    if (random.nextInt(3) == 0) {
      spec = spec.groups("sg-" + random.nextInt(1, 5), "sg-5");
    }
    if (random.nextInt(4) == 0) {
      spec = spec.attributes(random.nextBoolean(), random.nextBoolean());
    }
    return random.nextInt(4) == 0 ? spec.tags(Map.of("team", pick("net", "web"))) : spec;
  }

  private Spec indexed(Spec spec) {
    return random.nextInt(3) == 0 ? spec.index(random.nextInt(1, 4)) : spec;
  }

  private String foreignInterface() {
    List<NetworkInterface> all = foreignInterfaces();
    return all.isEmpty() ? "eni-1" : all.get(random.nextInt(all.size())).id();
  }

  private List<NetworkInterface> foreignInterfaces() {
    return lab.ec2.interfaces.values().stream()
        .filter(it -> !it.tags().containsKey(Ownership.UID))
        .toList();
  }

  /** Some instance of this world. */
  String instance() {
    List<String> live =
        lab.ec2.instances.values().stream().filter(Instance::isLive).map(Instance::id).toList();
    return live.isEmpty() ? "i-1" : live.get(random.nextInt(live.size()));
  }

  /** Some node's name. */
  String node() {
    return "node-" + random.nextInt(MOST_NODES);
  }

  String pick(String... some) {
    return some[random.nextInt(some.length)];
  }

  <T> List<T> shuffled(List<T> some) {
    List<T> rest = new ArrayList<>(some);
    return Stream.generate(() -> rest.remove(random.nextInt(rest.size())))
        .limit(some.size())
        .toList();
  }
}
