package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

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
  }

  /** All that EC2 tells of its resources. */
  private List<SdkPojo> told() {
    return Stream.<List<? extends SdkPojo>>of(
            ec2.describeVpcs(r -> {}).vpcs(),
            ec2.describeSubnets(r -> {}).subnets(),
            ec2.describeSecurityGroups(r -> {}).securityGroups(),
            ec2.describeSecurityGroupRules(r -> {}).securityGroupRules(),
            ec2.describeNetworkInterfaces(r -> r.includeManagedResources(true)).networkInterfaces(),
            ec2.describeInstances(r -> {}).reservations(),
            ec2.describeInstanceStatus(r -> r.includeAllInstances(true)).instanceStatuses())
        .<SdkPojo>flatMap(List::stream)
        .toList();
  }

  @Test
  void aDumpThatIsReadAgainIsTheSameWorld() throws IOException {
    steering.ask("PUT", "world", example());
    live();
    List<SdkPojo> before = told();
    String dump = steering.send("GET", "world", "").body();

    steering.ask("POST", "reset", "");
    steering.ask("PUT", "world", dump);

    assertThat(told()).isEqualTo(before);
    assertThat(steering.send("GET", "world", "").body()).isEqualTo(dump);
  }

  /** Changes whatever calls can change. */
  private void live() {
    String subnet = "subnet-0000000000000000a";
    String made =
        ec2.createNetworkInterface(r ->
                r.subnetId(subnet)
                    .description("made")
                    .secondaryPrivateIpAddressCount(2)
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.NETWORK_INTERFACE)
                            .tags(Tag.builder().key("b").value("1").build())
                            .build()))
            .networkInterface()
            .networkInterfaceId();
    ec2.modifyNetworkInterfaceAttribute(
        r -> r.networkInterfaceId(made).sourceDestCheck(c -> c.value(false)));
    String attachment =
        ec2.attachNetworkInterface(
                r -> r.networkInterfaceId(made).instanceId("i-0000000000000000a").deviceIndex(2))
            .attachmentId();
    ec2.modifyNetworkInterfaceAttribute(r ->
        r.networkInterfaceId(made)
            .attachment(a -> a.attachmentId(attachment).deleteOnTermination(true)));
    ec2.createTags(r ->
        r.resources(subnet, made, "vpc-0000000000000000a", "i-0000000000000000b")
            .tags(Tag.builder().key("a").value("").build()));
    ec2.stopInstances(r -> r.instanceIds("i-0000000000000000a"));
    ec2.authorizeSecurityGroupIngress(r ->
        r.groupId("sg-0000000000000000a")
            .ipPermissions(
                IpPermission.builder()
                    .ipProtocol("udp")
                    .fromPort(53)
                    .toPort(54)
                    .ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").description("dns").build())
                    .build()));
    ec2.runInstances(r ->
        r.imageId("ami-00000000000000001")
            .instanceType("t3.micro")
            .subnetId(subnet)
            .minCount(2)
            .maxCount(2));
    simulator.backstage().operatorManaged("eni-0000000000000000c", "eks.amazonaws.com", true);
    String lb =
        ec2.createNetworkInterface(r -> r.subnetId(subnet)).networkInterface().networkInterfaceId();
    simulator.backstage().requesterManaged(lb, "amazon-elb", "network_load_balancer");
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
          ami-00000000000000002 | ami-nowhere | instances[1].imageId: ami-nowhere is not in the file; declare it under images
          privateIpAddress: 10.0.1.10 | privateIpAddress: 10.0.1.3 | instances[0].privateIpAddress: Address 10.0.1.3 is in subnet's reserved address range
          10.0.2.21 | 10.0.2.20 | networkInterfaces[0].privateIpAddresses: 10.0.2.20 is taken already
          protocol: tcp | protocol: ttp | securityGroups[0].ingress[0].protocol: ttp is unknown; write tcp, udp
          interfaces: 500 | interface: 500 | quotas.interface: there is no such field; the fields are
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
