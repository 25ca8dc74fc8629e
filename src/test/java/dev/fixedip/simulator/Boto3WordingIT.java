package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.Boto3;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Refusals as boto3 reads them: code, message and HTTP status. */
class Boto3WordingIT {
  private static final String SMALL_SUBNET = "subnet-00000000000000028";
  private static final String GHOST = "eni-0123456789abcdef0";
  private static final List<Map<String, ?>> SSH =
      List.of(
          Map.of(
              "IpProtocol",
              "tcp",
              "FromPort",
              22,
              "ToPort",
              22,
              "IpRanges",
              List.of(Map.of("CidrIp", "0.0.0.0/0"))));

  private final Simulator simulator =
      Simulator.start(
          SimulatorOptions.at(new SteppedClock())
              .withWorld(
                  SimulatorContractTest.WORLD.andThen(
                      Worlds.subnet(SMALL_SUBNET, Worlds.VPC, "10.0.2.0/28", 0))));
  private final Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint());
  private final List<Row> rows = new ArrayList<>();

  /** A call that is refused, and how. */
  private record Row(Boto3.Call call, String code, String message, int status) {
    String name() {
      return "%s → %s: %s".formatted(call.action(), code, message);
    }

    void check(JsonNode answer) {
      JsonNode error = answer.path("error");
      assertThat(error.path("Code").textValue()).isEqualTo(code);
      assertThat(error.path("Message").textValue().replaceFirst("\\.$", ""))
          .isEqualTo(message.replaceFirst("\\.$", ""));
      JsonNode metadata = answer.get("metadata");
      assertThat(metadata.get("HTTPStatusCode").intValue()).isEqualTo(status);
      assertThat(metadata.get("RequestId").textValue())
          .isEqualTo(metadata.get("HTTPHeaders").get("x-amzn-requestid").textValue());
    }
  }

  @AfterEach
  void stop() {
    ec2.close();
    simulator.close();
  }

  private void refused(String action, Map<String, ?> parameters, String code, String message) {
    rows.add(new Row(new Boto3.Call(action, parameters), code, message, 400));
  }

  private Stream<DynamicTest> tests() {
    List<JsonNode> answers = Boto3.ask(simulator.endpoint(), rows.stream().map(Row::call).toList());
    assertThat(answers).hasSameSizeAs(rows);
    return IntStream.range(0, rows.size())
        .mapToObj(i ->
            DynamicTest.dynamicTest(rows.get(i).name(), () -> rows.get(i).check(answers.get(i))));
  }

  private String create(String address) {
    return ec2.createNetworkInterface(r -> r.subnetId(Worlds.SUBNET).privateIpAddress(address))
        .networkInterface()
        .networkInterfaceId();
  }

  private String attach(String id) {
    return ec2.attachNetworkInterface(
            r -> r.networkInterfaceId(id).instanceId(Worlds.WINDOWS).deviceIndex(1))
        .attachmentId();
  }

  private static Map<String, ?> filter(String name, String value) {
    return Map.of("Filters", List.of(Map.of("Name", name, "Values", List.of(value))));
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotThere() {
    refused(
        "DescribeNetworkInterfaces",
        Map.of("NetworkInterfaceIds", List.of(GHOST)),
        "InvalidNetworkInterfaceID.NotFound",
        "The networkInterface ID '%s' does not exist".formatted(GHOST));
    refused(
        "DeleteNetworkInterface",
        Map.of("NetworkInterfaceId", "eni-0"),
        "InvalidNetworkInterfaceID.NotFound",
        "The networkInterface ID 'eni-0' does not exist");
    refused(
        "DescribeSecurityGroups",
        Map.of("GroupIds", List.of("sg-0")),
        "InvalidGroup.NotFound",
        "The security group 'sg-0' does not exist");
    refused(
        "CreateNetworkInterface",
        Map.of("SubnetId", Worlds.SUBNET, "Groups", List.of("sg-0123456789abcdef0")),
        "InvalidGroup.NotFound",
        "The security group 'sg-0123456789abcdef0' does not exist");
    refused(
        "DescribeSubnets",
        Map.of("SubnetIds", List.of("subnet-0")),
        "InvalidSubnetID.NotFound",
        "The subnet ID 'subnet-0' does not exist");
    refused(
        "DescribeVpcs",
        Map.of("VpcIds", List.of("vpc-0")),
        "InvalidVpcID.NotFound",
        "The vpc ID 'vpc-0' does not exist");
    refused(
        "DescribeInstances",
        Map.of("InstanceIds", List.of("i-0")),
        "InvalidInstanceID.NotFound",
        "The instance ID 'i-0' does not exist");
    refused(
        "DescribeSecurityGroupRules",
        Map.of("SecurityGroupRuleIds", List.of("sgr-0")),
        "InvalidSecurityGroupRuleId.NotFound",
        "The security group rule ID 'sgr-0' does not exist");
    refused(
        "DescribeSecurityGroupRules",
        filter("group-id", "foobar"),
        "InvalidGroupId.Malformed",
        "The security group ID 'foobar' is malformed");
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> addresses() {
    String id = create("10.0.0.60");
    refused(
        "CreateNetworkInterface",
        Map.of("SubnetId", Worlds.SUBNET, "PrivateIpAddress", "10.0.0.60"),
        "InvalidIPAddress.InUse",
        "The specified address is already in use.");
    refused(
        "RunInstances",
        Map.of(
            "ImageId",
            Images.LINUX,
            "MinCount",
            1,
            "MaxCount",
            1,
            "SubnetId",
            Worlds.SUBNET,
            "PrivateIpAddress",
            "10.0.0.60"),
        "InvalidIPAddress.InUse",
        "Address 10.0.0.60 is in use");
    refused(
        "CreateNetworkInterface",
        Map.of("SubnetId", Worlds.SUBNET, "PrivateIpAddress", "10.0.1.60"),
        "InvalidParameterValue",
        "Address 10.0.1.60 does not fall within the subnet's address range");
    refused(
        "AssignPrivateIpAddresses",
        Map.of("NetworkInterfaceId", id, "PrivateIpAddresses", List.of("10.0.0.1")),
        "InvalidParameterValue",
        "Address 10.0.0.1 is in subnet's reserved address range");
    refused(
        "CreateNetworkInterface",
        Map.of("SubnetId", Worlds.SUBNET, "PrivateIpAddress", "10.0.0"),
        "InvalidParameterValue",
        "invalid value for parameter address: 10.0.0");
    refused(
        "AssignPrivateIpAddresses",
        Map.of("NetworkInterfaceId", id, "PrivateIpAddresses", List.of("10.0.0.50")),
        "InvalidParameterValue",
        "[10.0.0.50] assigned, but move is not allowed.");
    refused(
        "UnassignPrivateIpAddresses",
        Map.of("NetworkInterfaceId", id, "PrivateIpAddresses", List.of("10.0.0.61")),
        "InvalidParameterValue",
        "Some of the specified addresses are not assigned to interface " + id);
    refused(
        "AssignPrivateIpAddresses",
        Map.of("NetworkInterfaceId", Worlds.WINDOWS_INTERFACE, "SecondaryPrivateIpAddressCount", 6),
        "PrivateIpAddressLimitExceeded",
        "Number of private addresses will exceed limit.");
    refused(
        "CreateNetworkInterface",
        Map.of("SubnetId", SMALL_SUBNET, "SecondaryPrivateIpAddressCount", 11),
        "InsufficientFreeAddressesInSubnet",
        "The specified subnet does not have enough free addresses to satisfy the request.");
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> attachments() {
    String attached = create("10.0.0.60");
    String attachment = attach(attached);
    String free = create("10.0.0.61");
    String elsewhere =
        ec2.createNetworkInterface(
                r -> r.subnetId(SimulatorContractTest.SETTING.otherZoneSubnetId()))
            .networkInterface()
            .networkInterfaceId();
    refused(
        "DeleteNetworkInterface",
        Map.of("NetworkInterfaceId", attached),
        "InvalidParameterValue",
        "Network interface '%s' is currently in use.".formatted(attached));
    for (int index : List.of(0, 1)) {
      refused(
          "AttachNetworkInterface",
          Map.of("NetworkInterfaceId", free, "InstanceId", Worlds.WINDOWS, "DeviceIndex", index),
          "InvalidParameterValue",
          "Instance '%s' already has an interface attached at device index '%d'"
              .formatted(Worlds.WINDOWS, index));
    }
    refused(
        "AttachNetworkInterface",
        Map.of("NetworkInterfaceId", attached, "InstanceId", Worlds.WINDOWS, "DeviceIndex", 2),
        "InvalidNetworkInterface.InUse",
        "Interface: [%s] in use.".formatted(attached));
    refused(
        "AttachNetworkInterface",
        Map.of("NetworkInterfaceId", elsewhere, "InstanceId", Worlds.WINDOWS, "DeviceIndex", 2),
        "InvalidParameterCombination",
        "You may not attach a network interface to an instance if they are not in the same"
            + " availability zone");
    refused(
        "DetachNetworkInterface",
        Map.of("AttachmentId", primaryAttachment()),
        "OperationNotPermitted",
        "The network interface at device index 0 and networkCard index 0 cannot be detached.");
    refused(
        "DetachNetworkInterface",
        Map.of("AttachmentId", "eni-attach-0"),
        "InvalidAttachmentID.NotFound",
        "The networkInterface attachment ID 'eni-attach-0' does not exist");
    refused(
        "ModifyNetworkInterfaceAttribute",
        Map.of("NetworkInterfaceId", attached),
        "InvalidParameterCombination",
        "No attributes specified.");
    refused(
        "ModifyNetworkInterfaceAttribute",
        Map.of("NetworkInterfaceId", attached, "Attachment", Map.of("DeleteOnTermination", true)),
        "MissingParameter",
        "The request must contain the parameter attachmentId");
    refused(
        "ModifyNetworkInterfaceAttribute",
        Map.of("NetworkInterfaceId", attached, "Attachment", Map.of("AttachmentId", attachment)),
        "MissingParameter",
        "The request must contain the parameter deleteOnTermination");
    return tests();
  }

  private String primaryAttachment() {
    return ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(Worlds.WINDOWS_INTERFACE))
        .networkInterfaces()
        .getFirst()
        .attachment()
        .attachmentId();
  }

  @TestFactory
  Stream<DynamicTest> instances() {
    String free = create("10.0.0.60");
    ec2.terminateInstances(r -> r.instanceIds(Worlds.LINUX));
    refused(
        "RunInstances",
        Map.of(
            "ImageId",
            Images.LINUX,
            "MinCount",
            1,
            "MaxCount",
            1,
            "NetworkInterfaces",
            List.of(
                Map.of("DeviceIndex", 0, "NetworkInterfaceId", free, "DeleteOnTermination", true))),
        "InvalidParameterCombination",
        "A network interface may not specify a network interface ID and delete on termination as"
            + " true");
    refused(
        "AttachNetworkInterface",
        Map.of("NetworkInterfaceId", free, "InstanceId", Worlds.LINUX, "DeviceIndex", 1),
        "IncorrectInstanceState",
        "Instance '%s' is not 'running' or 'stopped'.".formatted(Worlds.LINUX));
    refused(
        "StartInstances",
        Map.of("InstanceIds", List.of(Worlds.LINUX)),
        "IncorrectInstanceState",
        "The instance '%s' is not in a state from which it can be started."
            .formatted(Worlds.LINUX));
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> groups() {
    ec2.authorizeSecurityGroupIngress(r ->
        r.groupId(Worlds.DEFAULT_GROUP)
            .ipProtocol("tcp")
            .fromPort(22)
            .toPort(22)
            .cidrIp("0.0.0.0/0"));
    refused(
        "AuthorizeSecurityGroupIngress",
        Map.of("GroupId", Worlds.DEFAULT_GROUP, "IpPermissions", SSH),
        "InvalidPermission.Duplicate",
        "the specified rule \"peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW\" already"
            + " exists");
    refused(
        "RevokeSecurityGroupIngress",
        Map.of("GroupId", SimulatorContractTest.SETTING.otherVpcGroupId(), "IpPermissions", SSH),
        "InvalidPermission.NotFound",
        "The specified rule does not exist in this security group");
    refused(
        "AuthorizeSecurityGroupIngress",
        Map.of(
            "GroupId",
            Worlds.GROUP,
            "IpPermissions",
            List.of(Map.of("IpRanges", List.of(Map.of("CidrIp", "10.0.0.0/8"))))),
        "InvalidParameterValue",
        "Invalid value 'null' for protocol. VPC security group rules must specify protocols"
            + " explicitly.");
    refused(
        "CreateNetworkInterface",
        Map.of(
            "SubnetId",
            Worlds.SUBNET,
            "Groups",
            List.of(SimulatorContractTest.SETTING.otherVpcGroupId())),
        "InvalidGroup.NotFound",
        "You have specified two resources that belong to different networks.");
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> parameters() {
    refused(
        "CreateTags",
        Map.of("Tags", List.of(Map.of("Key", "a", "Value", "b"))),
        "MissingParameter",
        "The request must contain the parameter resourceIdSet");
    refused(
        "CreateNetworkInterface",
        Map.of("Description", "nowhere"),
        "MissingParameter",
        "The request must contain the parameter subnetId");
    refused(
        "DescribeNetworkInterfaces",
        Map.of("MaxResults", 1),
        "InvalidParameterValue",
        "Value ( 1 ) for parameter maxResults is invalid. Expecting a value greater than 5.");
    refused(
        "DescribeInstances",
        Map.of("MaxResults", 5, "InstanceIds", List.of(Worlds.LINUX)),
        "InvalidParameterCombination",
        "The parameter instancesSet cannot be used with the parameter maxResults");
    ec2.createNetworkInterface(r -> r.subnetId(Worlds.SUBNET).clientToken("used"));
    refused(
        "CreateNetworkInterface",
        Map.of("SubnetId", SMALL_SUBNET, "ClientToken", "used"),
        "IdempotentParameterMismatch",
        "Arguments on this idempotent request are inconsistent with arguments used in previous"
            + " request(s).");
    rows.add(
        new Row(
            new Boto3.Call("DescribeSubnets", Map.of("DryRun", true)),
            "DryRunOperation",
            "Request would have succeeded, but DryRun flag is set.",
            412));
    return tests();
  }

  @Test
  void stsHasItsOwnEnvelope() {
    JsonNode answer =
        Boto3.ask(
                simulator.endpoint(),
                List.of(
                    new Boto3.Call(
                        "AssumeRole", Map.of("RoleArn", "nobody", "RoleSessionName", "test"))))
            .getFirst();

    assertThat(answer.path("error").path("Code").textValue()).isEqualTo("ValidationError");
    assertThat(answer.path("error").path("Type").textValue()).isEqualTo("Sender");
    assertThat(answer.path("metadata").path("HTTPStatusCode").intValue()).isEqualTo(400);
    assertThat(answer.path("body").textValue())
        .contains("<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>")
        .endsWith(
            "<RequestId>%s</RequestId></ErrorResponse>"
                .formatted(answer.path("metadata").path("RequestId").textValue()));
  }
}
