package dev.fixedip.ec2;

import dev.fixedip.model.Ownership;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorClients;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.Steering;
import dev.fixedip.simulator.world.Worlds;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** An AWS account with the story's world, an administrator who may do all, and the operator. */
final class Account implements AutoCloseable {
  static final String CLUSTER = "lab";

  /** What a fence of tags asks for; the Windows instance, its subnet and its group have it. */
  static final Tag FENCED = tag("team", "network");

  static final String IPV6 = "2001:db8:0:100::51";

  private final Simulator simulator =
      Simulator.start(
          SimulatorOptions.at(InstantSource.system())
              .withWorld(
                  Worlds.story()
                      .andThen(Worlds.defaultVpc())
                      .andThen(
                          Worlds.ipv6(
                              Worlds.VPC,
                              "2001:db8:0:100::/56",
                              Worlds.SUBNET,
                              "2001:db8:0:100::/64"))));
  private final Steering steering = new Steering(simulator.endpoint());
  private final Ec2Clients clients =
      new Ec2Clients(
          new Ec2Settings(CLUSTER, Lab.POLL, 1000, Optional.of(simulator.endpoint())), () -> true);

  final Ec2Client admin =
      SimulatorClients.builder(simulator.endpoint())
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("admin", "secret")))
          .build();
  final OperatorCalls operator = new OperatorCalls(clients);

  /** Everything is as at the start, and the operator has that policy. */
  void give(String policy) {
    simulator.reset();
    steering.ask("POST", "policies", "{\"user\": \"simulated\", \"policy\": %s}".formatted(policy));
    tag(FENCED, Worlds.WINDOWS, Worlds.SUBNET, Worlds.GROUP);
  }

  /** Tags some things as their owners do. */
  void tag(Tag tag, String... ids) {
    admin.createTags(it -> it.resources(ids).tags(tag));
  }

  /** An interface that somebody else made. */
  String foreignInterface(String address, Tag... tags) {
    String id =
        admin
            .createNetworkInterface(
                it -> it.subnetId(Worlds.SUBNET).privateIpAddress(address).groups(Worlds.GROUP))
            .networkInterface()
            .networkInterfaceId();
    for (Tag each : tags) {
      tag(each, id);
    }
    return id;
  }

  /** A subnet that is in another VPC. */
  String otherVpcsSubnet() {
    return admin.describeSubnets(it -> {}).subnets().stream()
        .filter(it -> !it.vpcId().equals(Worlds.VPC))
        .findFirst()
        .orElseThrow()
        .subnetId();
  }

  /** An Elastic IP that somebody else allocated. */
  String foreignElasticIp() {
    return admin
        .allocateAddress(it ->
            it.tagSpecifications(
                TagSpecification.builder()
                    .resourceType(ResourceType.ELASTIC_IP)
                    .tags(FENCED)
                    .build()))
        .allocationId();
  }

  /** Lets Elastic IPs be used in the VPC. */
  void openToTheInternet() {
    String id = admin.createInternetGateway(it -> {}).internetGateway().internetGatewayId();
    admin.attachInternetGateway(it -> it.internetGatewayId(id).vpcId(Worlds.VPC));
  }

  /** An instance that somebody launched with the interface as its primary one. */
  void launchedWith(String interfaceId) {
    String id =
        admin
            .runInstances(it ->
                it.imageId("ami-00000000000000001")
                    .instanceType("t3.micro")
                    .minCount(1)
                    .maxCount(1)
                    .networkInterfaces(
                        InstanceNetworkInterfaceSpecification.builder()
                            .networkInterfaceId(interfaceId)
                            .deviceIndex(0)
                            .build()))
            .instances()
            .getFirst()
            .instanceId();
    tag(FENCED, id);
  }

  /** The interface as EC2 has it. */
  NetworkInterface read(String interfaceId) {
    return admin
        .describeNetworkInterfaces(it -> it.networkInterfaceIds(interfaceId))
        .networkInterfaces()
        .getFirst();
  }

  String attachmentId(String interfaceId) {
    return read(interfaceId).attachment().attachmentId();
  }

  /** The tags of what the operator makes. */
  static Map<String, String> ownTags() {
    return Map.of(Ownership.CLUSTER, CLUSTER, Ownership.UID, "uid-1", "Name", "windows");
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream().map(it -> tag(it.getKey(), it.getValue())).toList();
  }

  @Override
  public void close() {
    clients.close();
    admin.close();
    steering.close();
    simulator.close();
  }
}
