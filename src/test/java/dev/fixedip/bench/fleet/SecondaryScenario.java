package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Effort;
import dev.fixedip.bench.Goal;
import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.Worlds;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/** Addresses that go to the same interface share a call. */
final class SecondaryScenario extends FleetScenario {
  private static final String ASSIGN = "AssignPrivateIpAddresses";
  private static final int ADDRESSES_EACH = 10;

  @Override
  public String name() {
    return "secondary";
  }

  @Override
  public String title() {
    return "All as secondary addresses, ten on an interface, at EC2's real rates";
  }

  @Override
  void run(Effort effort, Figures figures) {
    int all = effort.fixedIps();
    int instances = Math.max(1, all / ADDRESSES_EACH);
    try (var lab = open(effort, 1, figures);
        var fleet = Fleet.of(lab)) {
      List<String> launched = launched(lab, instances);
      fleet.create(
          1,
          all,
          number ->
              Map.of(
                  "address",
                  Places.address(number, 1),
                  "instance",
                  Map.of("id", launched.get(number % instances)),
                  "strategy",
                  "SecondaryAddress"));
      lab.realRates();
      Window window = Window.beforeStart(lab);
      try (var operator = lab.operator(1)) {
        fleet.awaitReady(all, patience(all));
        Usage usage = window.close(operator);
        figures.promised(
            "Assign calls per interface",
            "",
            new Goal.Exactly(1),
            (double) usage.calls().made(ASSIGN) / instances);
        figures.told("writes to a FixedIp", "", (double) usage.writes().toFixedIps() / all);
        usage.tell(figures);
      }
    }
  }

  /**
   * Instances whose interfaces have room for more addresses than those of the world, at addresses
   * that no FixedIp asks for.
   */
  private static List<String> launched(Lab lab, int number) {
    return IntStream.range(0, number).mapToObj(it -> launchedAt(lab, address(it))).toList();
  }

  private static String address(int number) {
    return "10.0.%d.%d".formatted(64 + number / 200, 10 + number % 200);
  }

  private static String launchedAt(Lab lab, String address) {
    return lab.others()
        .runInstances(it ->
            it.imageId(Images.LINUX)
                .instanceType(InstanceType.M5_XLARGE)
                .minCount(1)
                .maxCount(1)
                .subnetId(Worlds.id("subnet", 1))
                .privateIpAddress(address)
                .securityGroupIds(Worlds.GROUP))
        .instances()
        .getFirst()
        .instanceId();
  }
}
