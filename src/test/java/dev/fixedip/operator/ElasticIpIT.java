package dev.fixedip.operator;

import static dev.fixedip.simulator.world.Worlds.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.FixedIpStatus.ElasticIpStatus;
import dev.fixedip.simulator.Calls.Call;
import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.world.Quotas;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** An address is reached from the internet by an Elastic IP, the user's or one of ours. */
@ExtendWith(SharedKubernetesApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElasticIpIT {
  private final Scene scene;
  private final Stage stage;

  ElasticIpIT(KubernetesApi kubernetes) {
    scene =
        Scene.open(
            kubernetes,
            Worlds.generated(20, 1)
                .andThen(Worlds.internetGateway(Worlds.VPC))
                .andThen(ElasticIpIT::withRoom),
            "--collect-after=5s");
    stage = scene.stage;
  }

  private static void withRoom(World world) {
    Quotas now = world.quotas();
    world.quotas(new Quotas(now.interfaces(), now.rulesPerGroup(), now.groupsPerInterface(), 50));
  }

  @AfterAll
  void stop() {
    scene.end();
  }

  @Test
  @SideBySide
  void oneIsAllocatedAndReleasedWithItsFixedIp() {
    apply("allocated", 1, "allocate: true");

    FixedIpStatus status = stage.awaitReady("allocated");

    ElasticIpStatus elasticIp = elasticIpOf(status);
    Address inEc2 = address(elasticIp.allocationId());
    assertThat(inEc2.publicIp()).isEqualTo(elasticIp.publicIp());
    assertThat(inEc2.associationId()).isEqualTo(elasticIp.associationId());
    assertThat(inEc2.privateIpAddress()).isEqualTo(privateAddress(1));
    assertThat(inEc2.instanceId()).isEqualTo(id("i", 1));
    assertThat(inEc2.tags())
        .contains(
            tag("fixedip.dev/cluster", stage.clusterId()), tag("fixedip.dev/name", "allocated"));
    assertThat(elasticIp.owned()).isTrue();
    assertThat(status.condition(ConditionType.ElasticIpAssociated))
        .map(Condition::getMessage)
        .hasValueSatisfying(
            it -> assertThat(it).contains(elasticIp.publicIp()).contains("AWS charges for that"));
    await("the event that says that it costs money")
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(scene.events("allocated", "CostsMoney"))
                .singleElement()
                .satisfies(it ->
                    assertThat(it.getMessage())
                        .contains(elasticIp.publicIp())
                        .contains("take spec.elasticIp out when it is no longer needed")));
    assertThat(calls("AllocateAddress", isFor("allocated"))).isEqualTo(1);
    assertThat(calls("AssociateAddress", isWith(1))).isEqualTo(1);

    stage.fixedIp("allocated").delete();
    stage.awaitGone("allocated");

    assertThat(addresses()).noneMatch(it -> it.allocationId().equals(elasticIp.allocationId()));
    assertThat(scene.holders(privateAddress(1))).isEmpty();
  }

  @Test
  @SideBySide
  void oneThatSomebodyElseUsesIsTakenOnceItIsFree() {
    String users = scene.others.allocateAddress(it -> {}).allocationId();
    String association =
        scene
            .others
            .associateAddress(it -> it.allocationId(users).networkInterfaceId(id("eni", 3)))
            .associationId();
    scene.awaitPolls(1);

    apply("in-use", 2, "allocationId: " + users);

    assertThat(scene.refusal("in-use", "ElasticIpInUse"))
        .contains(users)
        .contains(id("eni", 3))
        .contains(id("i", 3) + " (instance-3)")
        .contains("disassociate it there");
    assertThat(address(users).associationId()).as("left where it was").isEqualTo(association);

    scene.others.disassociateAddress(it -> it.associationId(association));

    FixedIpStatus status = stage.awaitReady("in-use");
    assertThat(elasticIpOf(status).owned()).isFalse();
    assertThat(address(users).privateIpAddress()).isEqualTo(privateAddress(2));

    stage.fixedIp("in-use").delete();
    stage.awaitGone("in-use");

    assertThat(address(users).associationId()).as("the user's own is not released").isNull();
  }

  @Test
  @SideBySide
  void anAssociationThatIsTakenAwayComesBack() {
    apply("drifting", 4, "allocate: true");
    ElasticIpStatus before = elasticIpOf(stage.awaitReady("drifting"));

    scene.others.disassociateAddress(it -> it.associationId(before.associationId()));

    stage.awaitThat(
        "drifting",
        "corrected",
        it ->
            it.getStatus().lastCorrection() != null
                && it.getStatus().lastCorrection().field().equals("elasticIp.association"));
    ElasticIpStatus after = elasticIpOf(stage.awaitReady("drifting"));
    assertThat(after.allocationId()).isEqualTo(before.allocationId());
    assertThat(address(after.allocationId()).privateIpAddress()).isEqualTo(privateAddress(4));
    assertThat(scene.events("drifting", "CostsMoney")).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  @SideBySide
  void aMovedAddressTakesItAlong() {
    apply("moving", 5, "allocate: true");
    ElasticIpStatus before = elasticIpOf(stage.awaitReady("moving"));

    stage.apply("moving", spec("10.0.3.5", 5, "allocate: true"));

    ElasticIpStatus after = elasticIpOf(stage.awaitReady("moving"));
    assertThat(after.allocationId()).isEqualTo(before.allocationId());
    assertThat(address(after.allocationId()).privateIpAddress()).isEqualTo("10.0.3.5");
    assertThat(scene.holders(privateAddress(5))).isEmpty();
    assertThat(calls("AllocateAddress", isFor("moving"))).isEqualTo(1);
  }

  @ParameterizedTest(name = "with its effect: {0}")
  @ValueSource(booleans = {true, false})
  @SideBySide
  void aLostAnswerLeavesExactlyOne(boolean hasEffect) {
    String name = "lost-" + hasEffect;
    int number = hasEffect ? 6 : 7;
    FaultRule.Chosen chosen =
        FaultRule.on("AllocateAddress").when(call -> isFor(name).test((Ec2Request) call.request()));
    scene
        .ec2
        .faults()
        .add(hasEffect ? chosen.loseAnswer() : chosen.fail("InternalError", "It went wrong", 500));

    apply(name, number, "allocate: true");

    ElasticIpStatus elasticIp = elasticIpOf(stage.awaitReady(name));
    assertThat(addresses())
        .filteredOn(it -> it.tags().contains(tag("fixedip.dev/name", name)))
        .extracting(Address::allocationId)
        .containsExactly(elasticIp.allocationId());
    assertThat(calls("AllocateAddress", isFor(name))).isEqualTo(hasEffect ? 1 : 2);
    assertThat(calls("AssociateAddress", isWith(number))).isEqualTo(1);
  }

  @Test
  @SideBySide
  void whatNoFixedIpNeedsAnyMoreIsReleasedUnlessItIsAssociated() {
    apply("watching", 8, "allocate: true");
    stage.awaitReady("watching");
    String free = allocatedFor("gone");
    String used = allocatedFor("gone-too");
    scene.others.associateAddress(it -> it.allocationId(used).networkInterfaceId(id("eni", 9)));

    await("the Elastic IP of nobody to be released")
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> addresses().stream().noneMatch(it -> it.allocationId().equals(free)));

    scene.awaitPolls(2);
    assertThat(address(used).associationId()).isNotNull();
  }

  private String allocatedFor(String name) {
    return scene
        .others
        .allocateAddress(request ->
            request.tagSpecifications(
                TagSpecification.builder()
                    .resourceType(ResourceType.ELASTIC_IP)
                    .tags(
                        tag("fixedip.dev/cluster", stage.clusterId()),
                        tag("fixedip.dev/uid", "uid-" + name),
                        tag("fixedip.dev/namespace", stage.namespace()),
                        tag("fixedip.dev/name", name))
                    .build()))
        .allocationId();
  }

  private void apply(String name, int number, String elasticIp) {
    stage.apply(name, spec(privateAddress(number), number, elasticIp));
  }

  private static String spec(String address, int instance, String elasticIp) {
    return """
    address: %s
    instance: {id: %s}
    ping: {enabled: false}
    elasticIp: {%s}
    """
        .formatted(address, id("i", instance), elasticIp);
  }

  private static String privateAddress(int number) {
    return "10.0.1." + number;
  }

  private List<Address> addresses() {
    return scene.truth.describeAddresses(it -> {}).addresses();
  }

  private Address address(String allocationId) {
    return addresses().stream()
        .filter(it -> it.allocationId().equals(allocationId))
        .findFirst()
        .orElseThrow();
  }

  private static ElasticIpStatus elasticIpOf(FixedIpStatus it) {
    return Objects.requireNonNull(it.elasticIp(), () -> "No Elastic IP: " + it);
  }

  private long calls(String action, Predicate<Ec2Request> which) {
    return scene.ec2.calls().of(action).stream()
        .map(Call::request)
        .filter(it -> which.test((Ec2Request) it))
        .count();
  }

  private static Predicate<Ec2Request> isFor(String name) {
    return it ->
        it instanceof AllocateAddressRequest request
            && request.tagSpecifications().stream()
                .anyMatch(some -> some.tags().contains(tag("fixedip.dev/name", name)));
  }

  private static Predicate<Ec2Request> isWith(int number) {
    return it ->
        it instanceof AssociateAddressRequest request
            && privateAddress(number).equals(request.privateIpAddress());
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
