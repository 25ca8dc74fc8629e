package dev.fixedip.bench.fleet;

import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.bench.Effort;
import dev.fixedip.bench.Goal;
import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Half of all instances are replaced at once, and their addresses follow. */
final class ReplacedScenario extends FleetScenario {
  private static final String ATTACH = "AttachNetworkInterface";
  private static final int CLIENTS = 16;

  @Override
  public String name() {
    return "replaced";
  }

  @Override
  public String title() {
    return "Half of all instances, named by tags, replaced at once; at EC2's real rates";
  }

  private static Duration bound(Effort effort) {
    return Bound.of(effort.fixedIps() / 2, ATTACH);
  }

  @Override
  Duration expected(Effort effort) {
    return bound(effort);
  }

  @Override
  void run(Effort effort, Figures figures) {
    int all = effort.fixedIps();
    int replaced = all / 2;
    Duration bound = bound(effort);
    try (var lab = open(effort, figures);
        var fleet = ready(lab, all, number -> Places.byName(number, all))) {
      try (var operator = lab.operator(1)) {
        awaitRest(operator, all);
        Map<String, String> interfaces = interfaces(fleet, all);
        lab.forgetCalls();
        lab.awaitPolls(1, effort.poll()); // A poll amid the replacement would see a part of it.
        Window window = Window.of(lab, operator);
        Map<String, String> successors = replace(lab, all, replaced);
        lab.realRates();
        Instant last =
            fleet.await(
                "on their successors",
                it ->
                    Fleet.isReady(it)
                        && Objects.equals(
                            it.getStatus().instanceId(),
                            successors.get(it.getMetadata().getName())),
                replaced,
                patience(bound).plus(effort.poll()));
        Usage usage = window.close(operator);
        Rates.tell(figures, bound, Duration.between(usage.calls().first(ATTACH), last));
        Rates.tellMutating(figures, usage.calls(), replaced, ATTACH);
        figures.promised(
            "addresses whose interface was lost",
            "",
            new Goal.Exactly(0),
            (double)
                interfaces.entrySet().stream()
                    .filter(it -> !it.getValue().equals(interfaceOf(fleet, it.getKey())))
                    .count());
        usage.tell(figures);
      }
    }
  }

  /** Terminates the first instances, and launches others with their names; answers which. */
  private static Map<String, String> replace(Lab lab, int all, int replaced) {
    lab.others()
        .terminateInstances(it ->
            it.instanceIds(IntStream.rangeClosed(1, replaced).mapToObj(Places::instance).toList()));
    Map<String, String> successors = new ConcurrentHashMap<>();
    Clients.all(
        CLIENTS,
        1,
        replaced,
        number -> successors.put(Fleet.name(number), launched(lab, number, all)));
    return successors;
  }

  private static String launched(Lab lab, int number, int all) {
    TagSpecification tags =
        TagSpecification.builder()
            .resourceType(ResourceType.INSTANCE)
            .tags(Tag.builder().key("Name").value(Places.name(number)).build())
            .build();
    return lab.others()
        .runInstances(it ->
            it.imageId(Images.LINUX)
                .instanceType(InstanceType.T3_MEDIUM)
                .minCount(1)
                .maxCount(1)
                .subnetId(Worlds.id("subnet", 1 + (number - 1) % Places.subnets(all)))
                .securityGroupIds(Worlds.GROUP)
                .tagSpecifications(tags))
        .instances()
        .getFirst()
        .instanceId();
  }

  private static Map<String, String> interfaces(Fleet fleet, int all) {
    return IntStream.rangeClosed(1, all)
        .mapToObj(Fleet::name)
        .collect(Collectors.toMap(Function.identity(), name -> interfaceOf(fleet, name)));
  }

  private static String interfaceOf(Fleet fleet, String name) {
    return fleet
        .seen(name)
        .map(FixedIp::getStatus)
        .map(FixedIpStatus::networkInterface)
        .map(FixedIpStatus.InterfaceStatus::id)
        .orElse("none");
  }
}
