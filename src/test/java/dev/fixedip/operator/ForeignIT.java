package dev.fixedip.operator;

import static dev.fixedip.operator.Scene.interfaceOf;
import static dev.fixedip.simulator.world.Worlds.GROUP;
import static dev.fixedip.simulator.world.Worlds.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What others have in the same VPC stays as it is; what is ours and lost is taken back. */
@ExtendWith(SharedKubernetesApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignIT {
  private static final String SUBNET = id("subnet", 1);
  private static final String GONE = "00000000-0000-0000-0000-000000000000";

  private final Scene scene;
  private final Stage stage;

  ForeignIT(KubernetesApi kubernetes) {
    scene = Scene.open(kubernetes, Worlds.generated(10, 1), "--collect-after=3s");
    stage = scene.stage;
  }

  @AfterAll
  void stop() {
    scene.end();
  }

  @Test
  void aWholeLifeLeavesWhatIsNotOursAsItWas() {
    String attached = made("10.0.3.1", GROUP, Map.of("Name", "backup", "team", "red"));
    scene.attachedByOthers(attached, id("i", 1), 1);
    scene.awaitSettled(
        made("10.0.3.2", GROUP, Map.of("Name", "fixedip lab/old", "fixedip", "true")));
    rule(GROUP, "10.0.0.0/9", Map.of("team", "red"));
    Set<NetworkInterface> interfaces = interfaces();
    Set<SecurityGroupRule> rules = rules();
    scene.awaitPolls(1);

    stage.apply("guest", "{address: 10.0.3.3, instance: {id: %s}}".formatted(id("i", 1)));
    FixedIpStatus ready = stage.awaitReady("guest");
    assertThat(interfaceOf(ready).deviceIndex()).isEqualTo(2);
    assertThat(interfaces()).containsAll(interfaces);
    scene.others.modifyNetworkInterfaceAttribute(
        it -> it.networkInterfaceId(interfaceOf(ready).id()).sourceDestCheck(v -> v.value(false)));
    stage.awaitThat("guest", "corrected", it -> it.getStatus().lastCorrection() != null);
    stage.awaitReady("guest");
    stage.fixedIp("guest").delete();
    stage.awaitGone("guest");

    assertThat(interfaces()).isEqualTo(interfaces);
    assertThat(rules()).isEqualTo(rules);
  }

  @Test
  void aBroaderRuleOfOthersIsEnough() {
    rule(GROUP, "10.64.0.0/10", Map.of());
    scene.awaitPolls(1);
    Set<SecurityGroupRule> rules = rules();

    stage.apply(
        "allowed",
        "{address: 10.0.3.4, instance: {id: %s}, ping: {from: [10.64.0.0/16]}}"
            .formatted(id("i", 2)));
    FixedIpStatus ready = stage.awaitReady("allowed");

    assertThat(rules()).isEqualTo(rules);
    assertThat(ready.pingRules()).singleElement().satisfies(it -> assertThat(it.owned()).isFalse());
    stage.fixedIp("allowed").delete();
    stage.awaitGone("allowed");
    assertThat(rules()).isEqualTo(rules);
  }

  @Test
  void whatIsOursAndLostIsTakenBackAndNothingElse() {
    String leaked = made("10.0.3.5", GROUP, ours(stage.clusterId(), "Delete"));
    String attached = made("10.0.3.6", GROUP, ours(stage.clusterId(), "Delete"));
    scene.attachedByOthers(attached, id("i", 3), 1);
    String retained = made("10.0.3.7", GROUP, ours(stage.clusterId(), "Retain"));
    String another = made("10.0.3.8", GROUP, ours("another-cluster", "Delete"));
    String unneeded = rule(GROUP, "10.0.3.0/24", Map.of("fixedip.dev/cluster", stage.clusterId()));
    String anothers = rule(GROUP, "10.0.4.0/24", Map.of("fixedip.dev/cluster", "another-cluster"));

    await("the leaked interface and the unneeded rule to be gone")
        .atMost(Duration.ofSeconds(30))
        .until(() -> !ids().contains(leaked) && !ids().contains(unneeded));
    scene.awaitPolls(2);

    assertThat(ids()).contains(attached, retained, another, anothers);
    assertThat(scene.networkInterface(attached).attachment().instanceId()).isEqualTo(id("i", 3));
    assertThat(scene.operator.metrics()).contains("fixedip_leaks_attached 1");
  }

  @Test
  void anOperatorOfAnotherClusterLeavesOursAlone(KubernetesApi kubernetes) {
    stage.apply("ours", "{address: 10.0.3.9, instance: {id: %s}}".formatted(id("i", 4)));
    stage.awaitReady("ours");
    scene.awaitPolls(1);
    Set<NetworkInterface> interfaces = interfaces();
    Set<SecurityGroupRule> rules = rules();

    try (Stage other = Stage.open(kubernetes, scene.ec2.endpoint())) {
      other.operator("--collect-after=1s");
      other.apply("same", "{address: 10.0.3.9, instance: {id: %s}}".formatted(id("i", 5)));
      assertThat(other.awaitReason("same", "AddressInUse").conditions()).isNotEmpty();
      scene.awaitPolls(3);
      other.fixedIp("same").delete();
      other.awaitGone("same");
    }

    assertThat(interfaces()).isEqualTo(interfaces);
    assertThat(rules()).isEqualTo(rules);
  }

  private Map<String, String> ours(String cluster, String deletion) {
    return Map.of(
        "fixedip.dev/cluster", cluster,
        "fixedip.dev/uid", GONE,
        "fixedip.dev/namespace", stage.namespace(),
        "fixedip.dev/name", "gone",
        "fixedip.dev/deletion", deletion);
  }

  private String made(String address, String group, Map<String, String> tags) {
    return scene
        .others
        .createNetworkInterface(it ->
            it.subnetId(SUBNET)
                .privateIpAddress(address)
                .groups(group)
                .tagSpecifications(tagged(ResourceType.NETWORK_INTERFACE, tags)))
        .networkInterface()
        .networkInterfaceId();
  }

  private String rule(String group, String cidr, Map<String, String> tags) {
    return scene
        .others
        .authorizeSecurityGroupIngress(it -> {
          it.groupId(group).ipPermissions(ping(cidr));
          if (!tags.isEmpty()) {
            it.tagSpecifications(tagged(ResourceType.SECURITY_GROUP_RULE, tags));
          }
        })
        .securityGroupRules()
        .getFirst()
        .securityGroupRuleId();
  }

  private static IpPermission ping(String cidr) {
    return IpPermission.builder()
        .ipProtocol("icmp")
        .fromPort(8)
        .toPort(-1)
        .ipRanges(IpRange.builder().cidrIp(cidr).build())
        .build();
  }

  private static TagSpecification tagged(ResourceType type, Map<String, String> tags) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(
            tags.entrySet().stream()
                .map(it -> Tag.builder().key(it.getKey()).value(it.getValue()).build())
                .toList())
        .build();
  }

  private Set<String> ids() {
    Set<String> ids =
        interfaces().stream().map(NetworkInterface::networkInterfaceId).collect(Collectors.toSet());
    rules().forEach(it -> ids.add(it.securityGroupRuleId()));
    return ids;
  }

  private Set<NetworkInterface> interfaces() {
    return scene.truth.describeNetworkInterfacesPaginator().networkInterfaces().stream()
        .collect(Collectors.toSet());
  }

  private Set<SecurityGroupRule> rules() {
    return scene
        .truth
        .describeSecurityGroupRulesPaginator(it -> it.maxResults(1000))
        .securityGroupRules()
        .stream()
        .collect(Collectors.toSet());
  }
}
