package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.model.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/** The lab of the story: a Linux and a Windows server in one subnet, and the FixedIps for them. */
final class TestWorld {
  static final String CLUSTER = "cluster-1";
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  static final Policy OPEN =
      new Policy(CLUSTER, Set.of(), Set.of(), List.of(), Duration.ofSeconds(30));

  /** EC2 answers. */
  static final int ANSWERED = 0;

  /** The call never reached EC2. */
  static final int CALL_LOST = 1;

  /** EC2 did it, and its answer never reached us. */
  static final int ANSWER_LOST = 2;

  final Ec2 ec2 = new Ec2();
  final List<Life> lives = new ArrayList<>();
  final Map<String, String> nodes = new HashMap<>();
  Policy policy = OPEN;
  Instant now = START;
  Duration age = Duration.ofSeconds(5);
  IntSupplier network = () -> ANSWERED;

  /** The story's, and two servers without tags, {@code i-0a} and {@code i-0b}. */
  static TestWorld twoServers() {
    TestWorld world = story();
    world
        .ec2
        .instance("0a", "t3.medium", "subnet-a", "10.0.0.20", "sg-other")
        .instance("0b", "t3.medium", "subnet-a", "10.0.0.21", "sg-other");
    return world;
  }

  /** VPC 10.0.0.0/21, Linux has 10.0.0.50, Windows 10.0.0.133. */
  static TestWorld story() {
    TestWorld world = new TestWorld();
    world
        .ec2
        .vpc("vpc-lab", "10.0.0.0/21")
        .subnet("subnet-a", "vpc-lab", "us-east-1a", "10.0.0.0/24")
        .subnet("subnet-b", "vpc-lab", "us-east-1b", "10.0.1.0/24")
        .type("t3.micro", 2, 2)
        .type("t3.medium", 3, 6)
        .group("sg-linux")
        .group("sg-windows")
        .group("sg-other")
        .instance("linux", "t3.medium", "subnet-a", "10.0.0.50", "sg-linux")
        .instance("windows", "t3.medium", "subnet-a", "10.0.0.133", "sg-windows");
    return world;
  }

  /** A FixedIp that is made now. */
  Life fixedIp(String name, Spec spec) {
    return fixedIp(name, spec.it());
  }

  Life fixedIp(String name, FixedIpSpec spec) {
    Life life = new Life(this, name, "uid-" + name + "-" + (lives.size() + 1), spec);
    lives.add(life);
    later(Duration.ofSeconds(1));
    return life;
  }

  /** What Windows asks for in the story. */
  Life windows() {
    return fixedIp("windows", Spec.of("10.0.0.51", "windows"));
  }

  TestWorld later(Duration time) {
    now = now.plus(time);
    return this;
  }

  Neighbours neighbours() {
    return Neighbours.of(
        lives.stream().map(it -> new Neighbours.Neighbour(it.desired(), it.status())).toList(),
        it -> {
          String providerId = nodes.get(it);
          return providerId == null ? new Seen.Gone<>() : new Seen.Present<>(providerId);
        });
  }
}
