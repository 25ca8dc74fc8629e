package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.Quotas;
import dev.fixedip.simulator.world.Worlds;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;

/** Addresses and launches where it takes a world of its own to see what happens. */
class AddressWorldTest {
  private static final String SMALL = "subnet-00000000000000001";

  private final Simulator simulator =
      Simulator.start(
          SimulatorOptions.at(InstantSource.system())
              .withWorld(
                  Worlds.story()
                      .andThen(Worlds.subnet(SMALL, Worlds.VPC, "10.0.1.0/28", 0))
                      .andThen(
                          Worlds.ipv6(
                              Worlds.VPC, "2001:db8:0:100::/56", SMALL, "2001:db8:0:101::/64"))));
  private final Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint());

  @AfterEach
  void stop() {
    ec2.close();
    simulator.close();
  }

  @Test
  void withoutAnInternetGatewayNoElasticIpIsAssociated() {
    String allocationId = ec2.allocateAddress(r -> {}).allocationId();

    Ec2Contract.assertRefused(
        () ->
            ec2.associateAddress(
                r -> r.allocationId(allocationId).networkInterfaceId(Worlds.LINUX_INTERFACE)),
        "Gateway.NotAttached",
        "Network %s is not attached to any internet gateway".formatted(Worlds.VPC));
  }

  @Test
  void aLargerQuotaAllowsMoreElasticIpsThanOnePoolHas() {
    simulator.backstage().quotas(new Quotas(5000, 60, 5, 600));
    List<String> allocated = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      allocated.add(ec2.allocateAddress(r -> {}).publicIp());
    }

    assertThat(allocated).doesNotHaveDuplicates();
    Ec2Contract.assertRefused(() -> ec2.allocateAddress(r -> {}), "AddressLimitExceeded", "");
  }

  @Test
  void anIpv6NetworkWithAddressesInUseStays() {
    String face =
        ec2.createNetworkInterface(r -> r.subnetId(SMALL).ipv6AddressCount(1))
            .networkInterface()
            .networkInterfaceId();
    String id =
        ec2.describeSubnets(r -> r.subnetIds(SMALL))
            .subnets()
            .getFirst()
            .ipv6CidrBlockAssociationSet()
            .getFirst()
            .associationId();

    Ec2Contract.assertRefused(
        () -> ec2.disassociateSubnetCidrBlock(r -> r.associationId(id)),
        "InvalidCidrBlock.InUse",
        id);
    ec2.deleteNetworkInterface(r -> r.networkInterfaceId(face));
    ec2.disassociateSubnetCidrBlock(r -> r.associationId(id));
  }

  @Test
  void anInterfaceThatOutlivesItsInstanceGivesBackTheAddressOfAmazons() {
    var made =
        ec2.runInstances(r ->
                r.imageId(Images.LINUX)
                    .instanceType("t3.micro")
                    .minCount(1)
                    .maxCount(1)
                    .networkInterfaces(
                        WorldLife.publicly(SMALL).toBuilder().deleteOnTermination(false).build()))
            .instances()
            .getFirst();
    String face = made.networkInterfaces().getFirst().networkInterfaceId();
    assertThat(association(face)).isNotNull();

    ec2.terminateInstances(r -> r.instanceIds(made.instanceId()));

    assertThat(association(face)).isNull();
  }

  private @Nullable NetworkInterfaceAssociation association(String interfaceId) {
    return ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(interfaceId))
        .networkInterfaces()
        .getFirst()
        .association();
  }

  private List<Instance> run(int least, int most) {
    return ec2.runInstances(r ->
            r.imageId(Images.LINUX)
                .instanceType("t3.medium")
                .minCount(least)
                .maxCount(most)
                .networkInterfaces(
                    InstanceNetworkInterfaceSpecification.builder()
                        .deviceIndex(0)
                        .subnetId(SMALL)
                        .secondaryPrivateIpAddressCount(1)
                        .build()))
        .instances();
  }

  @Test
  void asManyInstancesAreLaunchedAsTheSubnetHasAddressesFor() {
    assertThat(run(1, 9)).hasSize(5);

    Ec2Contract.assertRefused(() -> run(1, 1), "InsufficientFreeAddressesInSubnet", SMALL);
    Ec2Contract.assertRefused(
        () -> ec2.createNetworkInterface(r -> r.subnetId(SMALL).secondaryPrivateIpAddressCount(1)),
        "InsufficientFreeAddressesInSubnet",
        "");
    assertThat(ec2.createNetworkInterface(r -> r.subnetId(SMALL)).networkInterface()).isNotNull();
  }

  @Test
  void aLaunchForWhichAddressesDoNotSufficeLaunchesNothing() {
    String subnetId =
        ec2.createSubnet(r -> r.vpcId(Worlds.VPC).cidrBlock("10.0.7.0/28")).subnet().subnetId();
    ec2.createSubnetCidrReservation(
        r -> r.subnetId(subnetId).cidr("10.0.7.8/29").reservationType("explicit"));

    Ec2Contract.assertRefused(
        () ->
            ec2.runInstances(
                r -> r.imageId(Images.LINUX).minCount(5).maxCount(5).subnetId(subnetId)),
        "InsufficientFreeAddressesInSubnet",
        subnetId);
    var inSubnet = Ec2Contract.filter("subnet-id", subnetId);
    assertThat(ec2.describeInstances(r -> r.filters(inSubnet)).reservations()).isEmpty();
    assertThat(
            ec2.runInstances(
                    r -> r.imageId(Images.LINUX).minCount(1).maxCount(5).subnetId(subnetId))
                .instances())
        .hasSize(4);
  }

  @Test
  void aTypeWithoutIpv6TakesNone() {
    Ec2Contract.assertRefused(
        () ->
            ec2.runInstances(r ->
                r.imageId(Images.LINUX)
                    .minCount(1)
                    .maxCount(1)
                    .subnetId(SMALL)
                    .ipv6AddressCount(1)),
        "PrivateIpAddressLimitExceeded",
        "IPv6");
    Instance instance =
        ec2.runInstances(r ->
                r.imageId(Images.LINUX)
                    .instanceType("t3.micro")
                    .minCount(1)
                    .maxCount(1)
                    .subnetId(SMALL)
                    .ipv6AddressCount(1))
            .instances()
            .getFirst();
    assertThat(instance.ipv6Address()).startsWith("2001:db8:0:101:");
    assertThat(
            ec2.describeInstances(
                    r -> r.filters(Ec2Contract.filter("ipv6-address", instance.ipv6Address())))
                .reservations())
        .hasSize(1);
  }
}
