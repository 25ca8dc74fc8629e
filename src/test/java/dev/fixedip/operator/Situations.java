package dev.fixedip.operator;

import static dev.fixedip.simulator.world.Worlds.GROUP;
import static dev.fixedip.simulator.world.Worlds.LINUX;
import static dev.fixedip.simulator.world.Worlds.SUBNET;
import static dev.fixedip.simulator.world.Worlds.WINDOWS;
import static dev.fixedip.simulator.world.Worlds.WINDOWS_INTERFACE;
import static org.awaitility.Awaitility.await;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.Reason;
import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.Tag;

/** For each reason a situation in which it arises; each is about a FixedIp of its own. */
final class Situations implements AutoCloseable {
  /** Being throttled is told after a minute; the try after that follows after half a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Pattern AGE = Pattern.compile("(?m)^fixedip_snapshot_age\\S* (\\S+)$");

  /** A FixedIp that several reasons are about: of the address that Windows has anyway. */
  private static final String PRESENT = "present";

  private static final String AT_LAUNCH =
      "strategy: PrimaryAtLaunch, interface: {subnetId: %s, securityGroupIds: [%s]}"
          .formatted(SUBNET, GROUP);

  private final KubernetesApi kubernetes;
  private final Scene scene;
  private final Stage stage;
  private final Props props;

  private Situations(KubernetesApi kubernetes, Scene scene) {
    this.kubernetes = kubernetes;
    this.scene = scene;
    this.stage = scene.stage;
    this.props = Props.in(scene);
    stage.apply(PRESENT, on(WINDOWS, "10.0.0.133", "interface: {sourceDestCheck: false}"));
  }

  static Situations open(KubernetesApi kubernetes) {
    return new Situations(kubernetes, Scene.open(kubernetes, Props.world()));
  }

  /** Brings about a situation in which the operator says the reason, and gives its message. */
  String message(Reason reason) {
    return of(reason).replace(stage.namespace(), "lab");
  }

  private String of(Reason reason) {
    return switch (reason) {
      case ATTACHED -> said(reason, on(props.windows().get(0), "10.0.0.51", ""));
      case ALREADY_PRESENT -> awaited(PRESENT, ConditionType.Ready, reason);
      case ASSIGNED ->
          said(reason, on(props.windows().get(0), "10.0.0.52", "strategy: SecondaryAddress"));
      case RESERVED -> said(reason, held("10.0.0.53", ""));
      case PROGRESSING -> attaching();
      case AWAITING_LAUNCH -> said(reason, held("10.0.0.55", AT_LAUNCH));
      case DRIFTED -> reportedDrift();
      case DRIFT_RECURRING -> recurringDrift();
      case THROTTLED -> throttled();
      case OBSERVATION_STALE -> stale();
      case EC2_UNAVAILABLE -> failing(reason, "10.0.0.59", "InternalError", 500);
      case ADDRESS_IN_USE -> said(reason, on(WINDOWS, "10.0.0.50", ""));
      case ADDRESS_CLAIMED -> claimed();
      case ADDRESS_RESERVED_BY_AWS -> said(reason, on(WINDOWS, "10.0.0.2", ""));
      case ADDRESS_OUTSIDE_SUBNET ->
          said(reason, on(WINDOWS, "10.0.1.51", "interface: {subnetId: %s}".formatted(SUBNET)));
      case NO_SUBNET_FOR_ADDRESS -> said(reason, on(WINDOWS, "10.0.7.51", ""));
      case SUBNET_AMBIGUOUS -> said(reason, held("10.0.1.52", ""));
      case INSTANCE_NOT_FOUND -> said(reason, on("i-0123456789abcdef0", "10.0.0.61", ""));
      case INSTANCE_AMBIGUOUS ->
          said(reason, held("10.0.0.62", "instance: {tags: {role: database}}"));
      case HELD_BY_LIVE_INSTANCE -> heldByLiveInstance();
      case INTERFACE_NOT_FOUND ->
          said(reason, held("10.0.0.64", "interface: {id: eni-0123456789abcdef0}"));
      case ADDRESS_NOT_ON_INTERFACE ->
          said(reason, held("10.0.0.65", "interface: {id: %s}".formatted(WINDOWS_INTERFACE)));
      case ZONE_MISMATCH -> said(reason, on(WINDOWS, "10.0.1.53", ""));
      case INTERFACE_LIMIT_REACHED -> said(reason, on(props.small(), "10.0.0.66", ""));
      case INTERFACE_ADDRESS_LIMIT_REACHED ->
          said(reason, on(props.small(), "10.0.0.67", "strategy: SecondaryAddress"));
      case DEVICE_INDEX_IN_USE ->
          said(reason, on(LINUX, "10.0.0.68", "interface: {deviceIndex: 1}"));
      case PRIMARY_ADDRESS_FIXED -> said(reason, on(WINDOWS, "10.0.0.69", AT_LAUNCH));
      case ELASTIC_IP_NOT_FOUND ->
          said(reason, onWith(1, "10.0.0.70", "allocationId: eipalloc-0123456789abcdef0"));
      case ELASTIC_IP_IN_USE ->
          said(reason, onWith(2, "10.0.0.71", "allocationId: " + props.elasticIp()));
      case SECURITY_GROUP_FULL ->
          said(
              reason,
              "{address: 10.0.0.72, instance: {id: %s}, interface: {securityGroupIds: [%s]}}"
                  .formatted(props.windows().get(3), props.fullGroup()));
      case OWNERSHIP_LOST -> ownershipLost();
      case NOT_PERMITTED ->
          said(
              reason,
              "{address: 10.0.0.74, instance: {id: %s}, ping: {from: [0.0.0.0/0]}}"
                  .formatted(WINDOWS));
      case DENIED -> failing(reason, "10.0.0.75", "UnauthorizedOperation", 403);
      case QUOTA_EXCEEDED -> said(reason, onWith(2, "10.0.0.76", "allocate: true"));
      case REFUSED ->
          said(
              reason,
              held(
                  "10.0.0.77", "interface: {securityGroupIds: [%s]}".formatted(Props.OTHER_GROUP)));
      case DELETION_BLOCKED -> deletedWhileSuspended();
      case SUCCEEDED -> said(ConditionType.InSync, reason, held("10.0.0.79", ""));
      case PENDING -> said(ConditionType.AddressHeld, reason, on(WINDOWS, "10.0.0.50", ""));
      case DISABLED -> awaited(PRESENT, ConditionType.PingAllowed, reason);
      case GUEST_UNREACHABLE -> cutOff();
      case FOREIGN_INTERFACE -> awaited(PRESENT, ConditionType.InSync, reason);
      case SUSPENDED -> said(ConditionType.Suspended, reason, held("10.0.0.80", "suspend: true"));
    };
  }

  private String attaching() {
    stage.apply("attaching", on(props.windows().get(1), "10.0.0.54", ""));
    return awaited("attaching", ConditionType.Ready, Reason.PROGRESSING, "to attach");
  }

  private String reportedDrift() {
    unchecked(ready("reported", held("10.0.0.56", "drift: Report")));
    return awaited("reported", ConditionType.Ready, Reason.DRIFTED);
  }

  private String recurringDrift() {
    String networkInterface = ready("fought", held("10.0.0.57", ""));
    for (int times = 1; times <= 3; times++) {
      unchecked(networkInterface);
      await("correction " + times)
          .atMost(Duration.ofSeconds(40))
          .until(() -> scene.networkInterface(networkInterface).sourceDestCheck());
      stage.awaitReady("fought");
    }
    unchecked(networkInterface);
    return awaited("fought", ConditionType.Ready, Reason.DRIFT_RECURRING);
  }

  private void unchecked(String networkInterface) {
    scene.others.modifyNetworkInterfaceAttribute(
        it -> it.networkInterfaceId(networkInterface).sourceDestCheck(check -> check.value(false)));
  }

  private String throttled() {
    scene.ec2.faults().add(creationOf("10.0.0.58").always().throttle());
    return said(Reason.THROTTLED, held("10.0.0.58", ""));
  }

  private String failing(Reason reason, String address, String code, int status) {
    scene.ec2.faults().add(creationOf(address).always().fail(code, "It went wrong.", status));
    return said(reason, held(address, ""));
  }

  private static FaultRule.Chosen creationOf(String address) {
    return FaultRule.on("CreateNetworkInterface")
        .when(call ->
            call.request() instanceof CreateNetworkInterfaceRequest it
                && address.equals(it.privateIpAddress()));
  }

  /** The stage reads EC2 every 2 s, an operator without options every 30 s: as that says it. */
  private String stale() {
    try (Scene blind = Scene.open(kubernetes, Worlds.story())) {
      blind.stage.apply("stale", held("10.0.0.51", ""));
      blind.stage.awaitReady("stale");
      blind
          .ec2
          .faults()
          .add(
              FaultRule.on("DescribeNetworkInterfaces")
                  .always()
                  .fail("InternalError", "It went wrong.", 500));
      await("what is known to be old")
          .atMost(Duration.ofSeconds(30))
          .until(() -> age(blind.operator.metrics()) > 4);
      blind.stage.fixedIp("stale").delete();
      return blind
          .refusal("stale", Reason.OBSERVATION_STALE.toString())
          .replace("more than 4 s", "more than 60 s");
    }
  }

  private static double age(String metrics) {
    Matcher matcher = AGE.matcher(metrics);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
  }

  private String claimed() {
    ready("printer", held("10.0.0.60", ""));
    return said(Reason.ADDRESS_CLAIMED, on(WINDOWS, "10.0.0.60", ""));
  }

  private String heldByLiveInstance() {
    ready("licence", held("10.0.0.63", "instance: {tags: {role: licence}}"));
    scene.awaitPolls(1);
    role(props.licences().getFirst(), "retired");
    role(props.licences().getLast(), "licence");
    return awaited("licence", ConditionType.Ready, Reason.HELD_BY_LIVE_INSTANCE);
  }

  private void role(String instance, String role) {
    scene.others.createTags(
        it -> it.resources(instance).tags(Tag.builder().key("role").value(role).build()));
  }

  private String ownershipLost() {
    String networkInterface = ready("stripped", held("10.0.0.73", ""));
    List<Tag> tags = scene.networkInterface(networkInterface).tagSet();
    scene.others.deleteTags(it -> it.resources(networkInterface).tags(tags));
    return awaited("stripped", ConditionType.Ready, Reason.OWNERSHIP_LOST);
  }

  private String deletedWhileSuspended() {
    ready("blocked", held("10.0.0.78", ""));
    stage.apply("blocked", held("10.0.0.78", "suspend: true"));
    awaited("blocked", ConditionType.Suspended, Reason.SUSPENDED);
    stage.fixedIp("blocked").delete();
    return awaited("blocked", ConditionType.Ready, Reason.DELETION_BLOCKED);
  }

  private String cutOff() {
    scene.ec2.backstage().setGuestAddress(WINDOWS, "10.0.0.51");
    return awaited(PRESENT, ConditionType.GuestReachable, Reason.GUEST_UNREACHABLE);
  }

  private static String on(String instance, String address, String more) {
    return held(address, "instance: {id: %s}, %s".formatted(instance, more));
  }

  private String onWith(int windows, String address, String elasticIp) {
    return on(props.windows().get(windows), address, "elasticIp: {%s}".formatted(elasticIp));
  }

  private static String held(String address, String more) {
    return "{address: %s, ping: {enabled: false}, %s}".formatted(address, more);
  }

  /** The interface of the FixedIp once that is ready. */
  private String ready(String name, String spec) {
    stage.apply(name, spec);
    return Scene.interfaceOf(stage.awaitReady(name)).id();
  }

  private String said(Reason reason, String spec) {
    return said(ConditionType.Ready, reason, spec);
  }

  private String said(ConditionType type, Reason reason, String spec) {
    String name = "of-" + reason.toString().toLowerCase(Locale.ROOT);
    stage.apply(name, spec);
    return awaited(name, type, reason);
  }

  private String awaited(String name, ConditionType type, Reason reason) {
    return awaited(name, type, reason, "");
  }

  private String awaited(String name, ConditionType type, Reason reason, String part) {
    return await("%s of %s to be %s".formatted(type, name, reason))
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> message(name, type, reason), it -> it.filter(m -> m.contains(part)).isPresent())
        .orElseThrow();
  }

  private Optional<String> message(String name, ConditionType type, Reason reason) {
    return Optional.ofNullable(stage.fixedIp(name).get())
        .map(FixedIp::getStatus)
        .flatMap(it -> it.condition(type))
        .filter(it -> it.getReason().equals(reason.toString()))
        .map(Condition::getMessage);
  }

  @Override
  public void close() {
    scene.end();
  }
}
