package dev.fixedip.operator;

import static org.awaitility.Awaitility.await;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorClients;
import dev.fixedip.simulator.world.World;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.OperatorProcess;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;

/** A stage with its operator, the EC2 that it works on, and somebody else who changes EC2 too. */
final class Scene implements AutoCloseable {
  final Simulator ec2;
  final Stage stage;
  final Ec2Client others;
  final Ec2Client truth;
  final History history;
  final OperatorProcess operator;

  private Scene(KubernetesApi kubernetes, Consumer<World> world, String... options) {
    ec2 = LifelikeEc2.start(world);
    stage = Stage.open(kubernetes, ec2.endpoint());
    others = SimulatorClients.ec2(ec2.endpoint());
    truth = LifelikeEc2.truth(ec2);
    history = stage.history();
    operator = stage.operator(options);
  }

  /** Fills the world, starts the operator and waits until it is ready. */
  static Scene open(KubernetesApi kubernetes, Consumer<World> world, String... options) {
    return new Scene(kubernetes, world, options);
  }

  /** Waits until EC2 was read whole that many times by reads that show all that is so now. */
  void awaitPolls(int number) {
    Instant from = Instant.now().plus(LifelikeEc2.WINDOW);
    await("%d polls".formatted(number))
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> polls(from) > number + 1);
  }

  /** How often the operator began to read all instances since then. */
  private int polls(Instant from) {
    return (int)
        ec2.calls().of("DescribeInstances").stream()
            .filter(it -> !it.at().isBefore(from))
            .map(it -> (DescribeInstancesRequest) it.request())
            .filter(it -> it.filters().isEmpty() && it.instanceIds().isEmpty())
            .count();
  }

  /** Waits until EC2 has finished what it was asked to do with the interface. */
  NetworkInterface awaitSettled(String id) {
    return await(id + " to be available or in use")
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> networkInterface(id), Scene::isSettled);
  }

  private static boolean isSettled(NetworkInterface it) {
    return it.attachment() == null
        ? it.status() == NetworkInterfaceStatus.AVAILABLE
        : it.attachment().status() == AttachmentStatus.ATTACHED;
  }

  /** Waits until the instance is in that state. */
  void awaitInstance(String id, InstanceStateName state) {
    await(id + " to be " + state)
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(50))
        .until(() ->
            truth
                .describeInstances(it -> it.instanceIds(id))
                .reservations()
                .getFirst()
                .instances()
                .getFirst()
                .state()
                .name()
                .equals(state));
  }

  /** Somebody attaches an interface of theirs, and waits until it is attached. */
  String attachedByOthers(String id, String instance, int deviceIndex) {
    awaitSettled(id);
    String attachment =
        others
            .attachNetworkInterface(
                it -> it.networkInterfaceId(id).instanceId(instance).deviceIndex(deviceIndex))
            .attachmentId();
    awaitSettled(id);
    return attachment;
  }

  /** The interface as EC2 has it. */
  NetworkInterface networkInterface(String id) {
    return truth
        .describeNetworkInterfaces(it -> it.networkInterfaceIds(id))
        .networkInterfaces()
        .getFirst();
  }

  /** The interfaces that have the address, in whatever subnet: none or one, in these worlds. */
  List<NetworkInterface> holders(String address) {
    return truth
        .describeNetworkInterfacesPaginator(
            it -> it.filters(filter("addresses.private-ip-address", address)))
        .networkInterfaces()
        .stream()
        .toList();
  }

  /** All interfaces that carry this stage's tag. */
  List<NetworkInterface> ourInterfaces() {
    return truth
        .describeNetworkInterfacesPaginator(
            it -> it.filters(filter("tag:fixedip.dev/cluster", stage.clusterId())))
        .networkInterfaces()
        .stream()
        .toList();
  }

  /** The ingress rules of a group that speak of ICMP. */
  List<SecurityGroupRule> pingRules(String group) {
    return truth
        .describeSecurityGroupRulesPaginator(it -> it.filters(filter("group-id", group)))
        .securityGroupRules()
        .stream()
        .filter(it -> !it.isEgress() && it.ipProtocol().equals("icmp"))
        .toList();
  }

  /** What {@code kubectl describe} says happened to it for that reason. */
  List<Event> events(String name, String reason) {
    return stage.events(name).stream().filter(it -> it.getReason().equals(reason)).toList();
  }

  /** The message of its Ready condition once that is False for the reason. */
  String refusal(String name, String reason) {
    return stage
        .awaitReason(name, reason)
        .condition(ConditionType.Ready)
        .map(Condition::getMessage)
        .orElseThrow();
  }

  /** The interface that a status tells of. */
  static FixedIpStatus.InterfaceStatus interfaceOf(FixedIpStatus it) {
    return Objects.requireNonNull(it.networkInterface(), () -> "No interface: " + it);
  }

  /** The first ping rule that a status tells of. */
  static FixedIpStatus.PingRule pingRuleOf(FixedIpStatus it) {
    return Objects.requireNonNull(it.pingRules(), () -> "No ping rule: " + it).getFirst();
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  /** The keys of an interface's tags. */
  static List<String> tagKeys(NetworkInterface it) {
    return it.tagSet().stream().map(Tag::key).toList();
  }

  /** Closes it, after a look at whether the operator wrote any status for nothing. */
  void end() {
    try {
      history.saysNothingTwice();
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    try (ec2;
        others) {
      stage.close();
    }
  }
}
