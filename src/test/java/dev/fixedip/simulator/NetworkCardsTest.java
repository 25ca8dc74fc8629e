package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.Worlds;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;

/** Instances with several network cards, each with device indexes of its own. */
class NetworkCardsTest {
  private final Simulator simulator = Simulator.start(SimulatorOptions.at(InstantSource.system()));
  private final Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint());

  @AfterEach
  void stop() {
    ec2.close();
    simulator.close();
  }

  private static InstanceNetworkInterfaceSpecification spec(int card, int deviceIndex) {
    return InstanceNetworkInterfaceSpecification.builder()
        .networkCardIndex(card)
        .deviceIndex(deviceIndex)
        .subnetId(Worlds.SUBNET)
        .build();
  }

  private String run(InstanceNetworkInterfaceSpecification... specs) {
    return ec2.runInstances(r ->
            r.imageId(Images.LINUX)
                .instanceType("p4d.24xlarge")
                .minCount(1)
                .maxCount(1)
                .networkInterfaces(specs))
        .instances()
        .getFirst()
        .instanceId();
  }

  private String attach(String instanceId, int card, int deviceIndex) {
    String face =
        ec2.createNetworkInterface(r -> r.subnetId(Worlds.SUBNET))
            .networkInterface()
            .networkInterfaceId();
    return ec2.attachNetworkInterface(r ->
            r.networkInterfaceId(face)
                .instanceId(instanceId)
                .networkCardIndex(card)
                .deviceIndex(deviceIndex))
        .attachmentId();
  }

  @Test
  void eachCardHasDeviceIndexesOfItsOwn() {
    String id = run(spec(0, 0), spec(1, 1), spec(2, 1));
    String attachmentId = attach(id, 3, 1);

    assertThat(
            ec2.describeInstances(r -> r.instanceIds(id))
                .reservations()
                .getFirst()
                .instances()
                .getFirst()
                .networkInterfaces())
        .extracting(face -> face.attachment().networkCardIndex())
        .containsExactlyInAnyOrder(0, 1, 2, 3);
    Ec2Contract.assertRefused(
        () -> attach(id, 3, 1),
        "InvalidParameterValue",
        "already has an interface attached at device index '1'");
    ec2.detachNetworkInterface(r -> r.attachmentId(attachmentId));
    attach(id, 3, 1);
    assertThat(
            ec2.describeInstances(r ->
                    r.filters(
                        Ec2Contract.filter("network-interface.attachment.network-card-index", "3")))
                .reservations())
        .hasSize(1);
  }

  @Test
  void aCardTakesSoManyInterfaces() {
    String id = run(spec(0, 0));
    IntStream.range(1, 16).forEach(index -> attach(id, 1, index));

    Ec2Contract.assertRefused(
        () -> attach(id, 1, 16),
        "AttachmentLimitExceeded",
        "Interface count 16 exceeds the limit for p4d.24xlarge");
    attach(id, 2, 1);
  }

  @Test
  void aCardThatTheTypeHasNotIsRefused() {
    Ec2Contract.assertRefused(
        () -> attach(Worlds.LINUX, 1, 1), "InvalidParameterValue", "Network card index 1");
    Ec2Contract.assertRefused(
        () -> run(spec(0, 0), spec(4, 1)), "InvalidParameterValue", "Network card index 4");
  }
}
