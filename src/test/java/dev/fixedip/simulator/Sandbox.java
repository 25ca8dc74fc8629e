package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixedip.simulator.Ec2Endpoint.Setting;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.Ec2ClientBuilder;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/**
 * A part of an account that is full of other things: there all that a test makes is tagged, and
 * removed after it.
 */
final class Sandbox implements AutoCloseable {
  private final Supplier<Ec2ClientBuilder> plain;
  private final Traces traces;
  private final Ec2Client client;
  private final Setting setting;
  private final Duration patience;

  private Sandbox(
      Supplier<Ec2ClientBuilder> plain,
      Traces traces,
      Ec2Client client,
      Setting setting,
      Duration patience) {
    this.plain = plain;
    this.traces = traces;
    this.client = client;
    this.setting = setting;
    this.patience = patience;
  }

  /**
   * What of an account the tests may use.
   *
   * @param otherZoneSubnetId a subnet in another zone
   * @param otherVpcGroupId a group of another VPC
   */
  record Ground(
      String subnetId,
      String instanceId,
      String groupId,
      String otherZoneSubnetId,
      String otherVpcGroupId) {}

  /**
   * Opens it.
   *
   * @param client how to reach the account
   * @param patience how long changes may take until they are seen everywhere
   */
  static Sandbox open(Supplier<Ec2ClientBuilder> client, Ground ground, Duration patience) {
    var traces = new Traces(patience);
    Ec2Client ec2 =
        client
            .get()
            .overrideConfiguration(
                o -> o.addExecutionInterceptor(new OwnTag()).addExecutionInterceptor(traces))
            .build();
    return new Sandbox(client, traces, ec2, setting(ec2, ground), patience);
  }

  private static Setting setting(Ec2Client ec2, Ground ground) {
    var subnet = ec2.describeSubnets(r -> r.subnetIds(ground.subnetId())).subnets().getFirst();
    var instance =
        ec2.describeInstances(r -> r.instanceIds(ground.instanceId()))
            .reservations()
            .getFirst()
            .instances()
            .getFirst();
    return new Setting(
        subnet.vpcId(),
        subnet.subnetId(),
        subnet.cidrBlock(),
        instance.instanceId(),
        ground.groupId(),
        ground.otherZoneSubnetId(),
        ground.otherVpcGroupId(),
        instance.imageId());
  }

  /** The endpoint for one test. */
  Ec2Endpoint endpoint() {
    return new Ec2Endpoint(client, setting, patience, () -> traces.remove(client));
  }

  /** The ids of all that still has the tests' tag; terminated instances keep it for a while. */
  List<String> leftBehind() {
    try (Ec2Client ec2 = plain.get().build()) {
      return ec2.describeTags(r -> r.filters(Ec2Contract.filter("key", OwnTag.KEY))).tags().stream()
          .filter(tag -> tag.resourceType() != ResourceType.INSTANCE)
          .map(TagDescription::resourceId)
          .toList();
    }
  }

  /** Fails when the tests have left something. */
  @Override
  public void close() {
    try (client) {
      await()
          .atMost(patience)
          .pollInterval(patience.dividedBy(200))
          .untilAsserted(() -> assertThat(leftBehind()).as("left in the sandbox").isEmpty());
    }
  }
}
