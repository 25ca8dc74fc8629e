package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.testing.Ec2Proxy;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.MotoServer;
import dev.fixedip.testing.MotoStory;
import dev.fixedip.testing.SharedKubernetesApi;
import dev.fixedip.testing.SharedMotoServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The ways other than an interface of its own, on an EC2 by others; one after the other. */
@ExtendWith({SharedKubernetesApi.class, SharedMotoServer.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MotoWaysIT {
  private final MotoScene scene;
  private final Ec2Client ec2;
  private final MotoStory story;
  private final Ec2Proxy proxy;
  private final Stage stage;

  MotoWaysIT(KubernetesApi kubernetes, MotoServer moto) {
    scene = new MotoScene(kubernetes, moto);
    ec2 = scene.ec2;
    story = scene.story;
    proxy = scene.proxy;
    stage = scene.stage;
  }

  @BeforeAll
  void start() {
    stage.operator();
  }

  @BeforeEach
  void forgetTheCallsOfBefore() {
    proxy.clear();
  }

  @AfterAll
  void stop() {
    scene.close();
  }

  @Test
  void aSecondaryAddressComesAndGoesWithOneCallEach() {
    stage.apply(
        "second",
        """
        address: 10.0.0.51
        strategy: SecondaryAddress
        instance: {tags: {Name: windows}}
        ping: {enabled: false}
        """);
    stage.awaitReady("second");

    assertThat(proxy.mutating()).containsExactly("AssignPrivateIpAddresses");
    assertThat(addresses(holder("10.0.0.133")))
        .containsExactlyInAnyOrder("10.0.0.133", "10.0.0.51");

    stage.fixedIp("second").delete();
    stage.awaitGone("second");

    assertThat(proxy.mutating())
        .containsExactly("AssignPrivateIpAddresses", "UnassignPrivateIpAddresses");
    assertThat(addresses(holder("10.0.0.133"))).containsExactly("10.0.0.133");
  }

  @Test
  void aReservedAddressIsHeldByOneCall() {
    stage.apply(
        "reserved",
        """
        address: 10.0.0.52
        interface: {subnetId: %s}
        """
            .formatted(story.subnetId()));
    stage.awaitReady("reserved");

    assertThat(proxy.mutating()).containsExactly("CreateNetworkInterface");
    assertThat(holder("10.0.0.52").attachment()).isNull();

    stage.fixedIp("reserved").delete();
    stage.awaitGone("reserved");

    assertThat(proxy.mutating())
        .containsExactly("CreateNetworkInterface", "DeleteNetworkInterface");
  }

  @Test
  void anInterfaceThatExistsIsTakenOverAndLetGo() {
    String theirs =
        ec2.createNetworkInterface(it ->
                it.subnetId(story.subnetId())
                    .privateIpAddress("10.0.0.53")
                    .groups(story.securityGroupId()))
            .networkInterface()
            .networkInterfaceId();
    stage.apply(
        "adopted",
        """
        address: 10.0.0.53
        instance: {id: %s}
        interface: {id: %s}
        ping: {enabled: false}
        """
            .formatted(story.linuxInstanceId(), theirs));
    stage.awaitReady("adopted");

    assertThat(proxy.mutating()).containsExactly("CreateTags", "AttachNetworkInterface");
    assertThat(holder("10.0.0.53").attachment().instanceId()).isEqualTo(story.linuxInstanceId());

    stage.fixedIp("adopted").delete();
    stage.awaitGone("adopted");

    assertThat(holder("10.0.0.53").tagSet()).extracting(Tag::key).isEmpty();
    assertThat(holder("10.0.0.53").attachment().instanceId()).isEqualTo(story.linuxInstanceId());
  }

  private NetworkInterface holder(String primaryAddress) {
    return ec2.describeNetworkInterfaces().networkInterfaces().stream()
        .filter(it -> primaryAddress.equals(it.privateIpAddress()))
        .filter(it -> story.subnetId().equals(it.subnetId()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> addresses(NetworkInterface it) {
    return it.privateIpAddresses().stream()
        .map(NetworkInterfacePrivateIpAddress::privateIpAddress)
        .toList();
  }
}
