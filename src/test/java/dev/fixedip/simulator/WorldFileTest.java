package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.simulator.file.WorldFile;
import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.Quotas;
import dev.fixedip.simulator.world.Worlds;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Worlds that are written by hand, and those that are written out and read again. */
class WorldFileTest {
  private final Simulator simulator =
      Simulator.start(SimulatorOptions.at(new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"))));
  private final Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint());
  private final Steering steering = new Steering(simulator.endpoint());

  @AfterEach
  void stop() {
    steering.close();
    ec2.close();
    simulator.close();
  }

  private static String example() throws IOException {
    return Files.readString(Path.of("examples", "world.yaml"));
  }

  @Test
  void theExampleIsAWorld() throws IOException {
    steering.ask("PUT", "world", example());

    var web = ec2.describeInstances(r -> r.instanceIds("i-0000000000000000a")).reservations();
    assertThat(web.getFirst().instances().getFirst().privateIpAddress()).isEqualTo("10.0.1.10");
    var guest =
        ec2.describeInstanceStatus(r -> r.instanceIds("i-0000000000000000b"))
            .instanceStatuses()
            .getFirst();
    assertThat(guest.instanceStatus().statusAsString()).isEqualTo("impaired");
    var stopped = ec2.describeInstances(r -> r.instanceIds("i-0000000000000000c")).reservations();
    assertThat(stopped.getFirst().instances().getFirst().networkInterfaces().getFirst())
        .satisfies(it -> assertThat(it.privateIpAddresses()).hasSize(2));
    assertThat(ec2.describeSubnets(r -> {}).subnets())
        .extracting(Subnet::availabilityZone)
        .containsExactly("us-east-1a", "us-east-1b");
    assertThat(
            ec2.describeSecurityGroups(r -> r.groupIds("sg-0000000000000000a"))
                .securityGroups()
                .getFirst()
                .ipPermissions())
        .hasSize(2);
    assertThat(ec2.describeNetworkInterfaces(r -> {}).networkInterfaces()).hasSize(4);
    assertThat(web.getFirst().instances().getFirst().publicIpAddress()).isEqualTo("203.0.113.10");
    assertThat(
            ec2.getSubnetCidrReservations(r -> r.subnetId("subnet-0000000000000000a"))
                .subnetIpv4CidrReservations())
        .hasSize(1);
  }

  @Test
  void aDumpThatIsReadAgainIsTheSameWorld() throws IOException {
    steering.ask("PUT", "world", example());
    var life = new WorldLife(ec2, simulator.backstage());
    life.live();
    List<Object> before = life.told();
    Quotas quotas = simulator.backstage().quotas();
    String dump = steering.send("GET", "world", "").body();

    steering.ask("POST", "reset", "");
    steering.ask("PUT", "world", dump);

    assertThat(life.told()).isEqualTo(before);
    assertThat(simulator.backstage().quotas()).isEqualTo(quotas);
    assertThat(steering.send("GET", "world", "").body()).isEqualTo(dump);
  }

  @Test
  void whatIsUnderWayInADumpIsDoneWhenItIsRead() {
    steering.ask("PUT", "latencies", "{\"create\": \"1h\", \"terminate\": \"1h\"}");
    ec2.createNetworkInterface(
        r -> r.subnetId("subnet-00000000000000024").privateIpAddress("10.0.0.60"));
    ec2.terminateInstances(r -> r.instanceIds("i-00000000000000050"));
    String dump = steering.send("GET", "world", "").body();
    assertThat(dump).contains("shutting-down", "pending");

    steering.ask("PUT", "world", dump);

    assertThat(ec2.describeNetworkInterfaces(r -> {}).networkInterfaces())
        .extracting(it -> it.privateIpAddress() + " " + it.statusAsString())
        .containsExactlyInAnyOrder("10.0.0.133 in-use", "10.0.0.60 available");
    assertThat(ec2.describeInstances(r -> {}).reservations()).hasSize(1);
  }

  @Test
  void publicAddressesFollowWhatIsUnderWay() {
    ec2.createInternetGateway(r -> {});
    String gateway =
        ec2.describeInternetGateways(r -> {}).internetGateways().getFirst().internetGatewayId();
    ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(Worlds.VPC));
    String ended = ec2.allocateAddress(r -> {}).allocationId();
    ec2.associateAddress(r -> r.allocationId(ended).instanceId(Worlds.WINDOWS));
    String face = publicFace();
    ec2.modifyNetworkInterfaceAttribute(r ->
        r.networkInterfaceId(Worlds.WINDOWS_INTERFACE)
            .attachment(a ->
                a.attachmentId(face(Worlds.WINDOWS_INTERFACE).attachment().attachmentId())
                    .deleteOnTermination(true)));
    String stopping = face(face).attachment().instanceId();
    steering.ask(
        "PUT", "latencies", "{\"start\": \"1h\", \"stop\": \"1h\", \"terminate\": \"1h\"}");
    ec2.stopInstances(r -> r.instanceIds(stopping));
    ec2.terminateInstances(r -> r.instanceIds(Worlds.WINDOWS));
    String pending = publicFace();

    steering.ask("PUT", "world", steering.send("GET", "world", "").body());

    assertThat(ec2.describeAddresses(r -> {}).addresses())
        .extracting(Address::allocationId, Address::associationId)
        .containsExactly(tuple(ended, null));
    assertThat(face(face).association()).isNull();
    assertThat(face(pending).association().ipOwnerId()).isEqualTo("amazon");
    steering.ask("PUT", "latencies", "{\"start\": \"0s\"}");
    ec2.startInstances(r -> r.instanceIds(stopping));
    assertThat(face(face).association().ipOwnerId()).isEqualTo("amazon");
  }

  private String publicFace() {
    return ec2.runInstances(r ->
            r.imageId(Images.LINUX)
                .instanceType("t3.micro")
                .minCount(1)
                .maxCount(1)
                .networkInterfaces(WorldLife.publicly(Worlds.SUBNET)))
        .instances()
        .getFirst()
        .networkInterfaces()
        .getFirst()
        .networkInterfaceId();
  }

  private NetworkInterface face(String id) {
    return ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(id))
        .networkInterfaces()
        .getFirst();
  }

  @Test
  void aLifeWritesEveryFieldThatHasToBeWritten() throws IOException {
    steering.ask("PUT", "world", example());
    new WorldLife(ec2, simulator.backstage()).live();

    JsonNode dump = steering.get("world");

    Set<String> unwritten = declared("", WorldFile.class);
    unwritten.removeAll(written("", dump));
    unwritten.removeIf(it -> it.startsWith(".securityGroups.egress."));
    assertThat(unwritten)
        .containsExactlyInAnyOrder(
            ".instances.privateIpAddress",
            ".instances.groupIds",
            ".instances.associatePublicIpAddress",
            ".elasticIps.association.instanceId",
            ".securityGroups.ingress.prefixListId");
  }

  private static Set<String> declared(String path, Class<?> type) {
    Set<String> fields = new TreeSet<>();
    for (RecordComponent field : type.getRecordComponents()) {
      String here = path + "." + field.getName();
      Type of =
          field.getGenericType() instanceof ParameterizedType list
              ? list.getActualTypeArguments()[0]
              : field.getGenericType();
      fields.add(here);
      if (of instanceof Class<?> part && part.isRecord()) {
        fields.addAll(declared(here, part));
      }
    }
    return fields;
  }

  private static Set<String> written(String path, JsonNode node) {
    Set<String> fields = new TreeSet<>(Set.of(path));
    node.valueStream().filter(it -> node.isArray()).forEach(it -> fields.addAll(written(path, it)));
    node.propertyStream()
        .forEach(it -> fields.addAll(written(path + "." + it.getKey(), it.getValue())));
    return fields;
  }

  @Test
  void idsThatAWorldBringsAreNotMadeASecondTime() {
    String first =
        ec2.createNetworkInterface(r -> r.subnetId("subnet-00000000000000024"))
            .networkInterface()
            .networkInterfaceId();
    String dump = steering.send("GET", "world", "").body();

    steering.ask("POST", "reset", "");
    steering.ask("PUT", "world", dump);
    for (int i = 0; i < 20; i++) {
      ec2.createNetworkInterface(r -> r.subnetId("subnet-00000000000000024"));
    }

    assertThat(ec2.describeNetworkInterfaces(r -> {}).networkInterfaces())
        .hasSize(23)
        .anyMatch(it -> it.networkInterfaceId().equals(first));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          subnetId: subnet-0000000000000000a | subnetId: subnet-0000000000000000d | instances[0].subnetId: subnet-0000000000000000d is not in the file; declare it under subnets
          10.0.2.0/24 | 10.0.1.128/25 | subnets[1].cidrBlock: 10.0.1.128/25 overlaps 10.0.1.0/24 of subnet-0000000000000000a; write one that does not
          10.0.2.0/24 | 10.9.2.0/24 | subnets[1].cidrBlock: 10.9.2.0/24 is not inside 10.0.0.0/16
          10.0.0.0/16 | 10.0.1.0/16 | vpcs[0].cidrBlock: 10.0.1.0/16 has host bits; write 10.0.0.0/16
          us-east-1b | us-west-1b | subnets[1].availabilityZone: us-west-1b is unknown; write one of us-east-1a
          id: i-0000000000000000b | id: i-0000000000000000a | instances[1].id: i-0000000000000000a is there twice
          id: i-0000000000000000b | id: web | instances[1].id: web is not such an id; write i- and hexadecimal digits
          state: stopped | state: asleep | instances[2].state: asleep cannot be; write running or stopped
          m5.large | m5.larger | instances[1].instanceType: The following supplied instance types do not exist: [m5.larger]
          imageId: ami-0000000000000000b | imageId: ami-nowhere | instances[1].imageId: ami-nowhere is not in the file; declare it under images
          privateIpAddress: 10.0.1.10 | privateIpAddress: 10.0.1.3 | instances[0].privateIpAddress: Address 10.0.1.3 is in subnet's reserved address range
          10.0.2.21 | 10.0.2.20 | networkInterfaces[0].privateIpAddresses: 10.0.2.20 is taken already
          protocol: tcp | protocol: ttp | securityGroups[0].ingress[0].protocol: ttp is unknown; write tcp, udp
          interfaces: 500 | interface: 500 | quotas.interface: there is no such field; the fields are
          vpcId: vpc-0000000000000000a | vpcId: vpc-0000000000000000d | internetGateways[0].vpcId: vpc-0000000000000000d is not in the file; declare it under vpcs
          10.0.1.64/26 | 10.0.9.64/26 | cidrReservations[0].cidr: Reservation CIDR should be within subnet CIDR block (10.0.1.0/24)
          reservationType: explicit | reservationType: none | cidrReservations[0].reservationType: none cannot be; write explicit or prefix
          203.0.113.10 | 203.0.113 | elasticIps[0].publicIp: 203.0.113 is no IPv4 address; write one such as 203.0.113.10
          '{instanceId: i-0000000000000000a}' | '{instanceId: i-0000000000000000d}' | elasticIps[0].association.instanceId: i-0000000000000000d is not in the file; declare it under instances
          '{instanceId: i-0000000000000000a}' | '{networkInterfaceId: eni-0000000000000000c, privateIpAddress: 10.0.2.22}' | elasticIps[0].association.privateIpAddress: eni-0000000000000000c has no 10.0.2.22; write one of 10.0.2.20, 10.0.2.21
          '{instanceId: i-0000000000000000a}' | '{}' | elasticIps[0].association: write either networkInterfaceId or instanceId
          deviceIndex: 0} | deviceIndex: none} | networkInterfaces[0].attachment.deviceIndex: this does not fit; write a whole number
          """)
  void whatDoesNotFitIsTold(String right, String wrong, String told) throws IOException {
    String broken = example().replaceFirst("\\Q%s\\E".formatted(right), wrong);
    if (right.startsWith("subnetId")) {
      broken =
          example().replace("    " + right + "\n    privateIp", "    " + wrong + "\n    privateIp");
    }

    assertThat(steering.complaint("PUT", "world", broken)).startsWith(told);
    assertThat(ec2.describeInstances(r -> {}).reservations()).hasSize(2);
  }
}
