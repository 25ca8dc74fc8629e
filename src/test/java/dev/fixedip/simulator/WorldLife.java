package dev.fixedip.simulator;

import dev.fixedip.simulator.world.Quotas;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.HostnameType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetCidrReservationType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/**
 * A life of the example's world, in which calls change whatever they can, and what is told of it.
 */
final class WorldLife {
  private static final String VPC = "vpc-0000000000000000a";
  private static final String SUBNET = "subnet-0000000000000000a";
  private static final String IMAGE = "ami-00000000000000001";
  private static final AttributeBooleanValue ON =
      AttributeBooleanValue.builder().value(true).build();
  private static final Tag EMPTY = Tag.builder().key("a").value("").build();

  private final Ec2Client ec2;
  private final Backstage backstage;

  WorldLife(Ec2Client ec2, Backstage backstage) {
    this.ec2 = ec2;
    this.backstage = backstage;
  }

  /** All that EC2 tells of its resources. */
  List<Object> told() {
    List<Object> told = new ArrayList<>();
    Stream.<List<? extends SdkPojo>>of(
            ec2.describeVpcs(r -> {}).vpcs(),
            ec2.describeSubnets(r -> {}).subnets(),
            ec2.describeSecurityGroups(r -> {}).securityGroups(),
            ec2.describeSecurityGroupRules(r -> {}).securityGroupRules(),
            ec2.describeNetworkInterfaces(r -> r.includeManagedResources(true)).networkInterfaces(),
            ec2.describeInstances(r -> {}).reservations(),
            ec2.describeAddresses(r -> {}).addresses(),
            ec2.describeInternetGateways(r -> {}).internetGateways(),
            ec2.describeInstanceStatus(r -> r.includeAllInstances(true)).instanceStatuses())
        .<SdkPojo>flatMap(List::stream)
        .forEach(told::add);
    for (Subnet subnet : ec2.describeSubnets(r -> {}).subnets()) {
      var kept = ec2.getSubnetCidrReservations(r -> r.subnetId(subnet.subnetId()));
      told.addAll(kept.subnetIpv4CidrReservations());
      told.addAll(kept.subnetIpv6CidrReservations());
    }
    for (Vpc vpc : ec2.describeVpcs(r -> {}).vpcs()) {
      VpcAttributeName.knownValues().stream()
          .map(name -> ec2.describeVpcAttribute(r -> r.vpcId(vpc.vpcId()).attribute(name)))
          .map(WorldLife::fields)
          .forEach(told::add);
    }
    for (Instance instance : instances()) {
      Stream.of(
              InstanceAttributeName.DISABLE_API_STOP,
              InstanceAttributeName.DISABLE_API_TERMINATION,
              InstanceAttributeName.INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR,
              InstanceAttributeName.USER_DATA)
          .map(name ->
              ec2.describeInstanceAttribute(
                  r -> r.instanceId(instance.instanceId()).attribute(name)))
          .map(WorldLife::fields)
          .forEach(told::add);
    }
    return told;
  }

  /** An answer without its request id. */
  private static List<?> fields(SdkPojo answer) {
    return answer.sdkFields().stream().map(field -> field.getValueOrDefault(answer)).toList();
  }

  private List<Instance> instances() {
    return ec2.describeInstances(r -> {}).reservations().stream()
        .flatMap(it -> it.instances().stream())
        .toList();
  }

  /** Changes whatever calls can change. */
  void live() {
    liveInside();
    liveInNetworks();
    liveInDefaultNetwork();
    liveInPublic();
    var quotas = backstage.quotas();
    backstage.quotas(
        new Quotas(quotas.interfaces(), quotas.rulesPerGroup(), quotas.groupsPerInterface(), 7));
  }

  private void liveInside() {
    String made =
        ec2.createNetworkInterface(r ->
                r.subnetId(SUBNET)
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
        r.resources(SUBNET, made, VPC, "i-0000000000000000b", "sg-0000000000000000a").tags(EMPTY));
    ec2.stopInstances(r -> r.instanceIds("i-0000000000000000a"));
    ec2.authorizeSecurityGroupIngress(r ->
        r.groupId("sg-0000000000000000a")
            .tagSpecifications(
                TagSpecification.builder()
                    .resourceType(ResourceType.SECURITY_GROUP_RULE)
                    .tags(EMPTY)
                    .build())
            .ipPermissions(
                IpPermission.builder()
                    .ipProtocol("udp")
                    .fromPort(53)
                    .toPort(54)
                    .ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").description("dns").build())
                    .ipv6Ranges(Ipv6Range.builder().cidrIpv6("2001:db8::/32").build())
                    .build()));
    ec2.runInstances(
        r -> r.imageId(IMAGE).instanceType("t3.micro").subnetId(SUBNET).minCount(2).maxCount(2));
    backstage.operatorManaged("eni-0000000000000000c", "eks.amazonaws.com", true);
    String lb =
        ec2.createNetworkInterface(r -> r.subnetId(SUBNET)).networkInterface().networkInterfaceId();
    backstage.requesterManaged(lb, "amazon-elb", "network_load_balancer");
  }

  private void liveInNetworks() {
    ec2.associateVpcCidrBlock(r -> r.vpcId(VPC).cidrBlock("10.1.0.0/16"));
    ec2.associateVpcCidrBlock(r -> r.vpcId(VPC).amazonProvidedIpv6CidrBlock(true));
    ec2.modifyVpcAttribute(r -> r.vpcId(VPC).enableDnsHostnames(ON));
    ec2.modifyVpcAttribute(r -> r.vpcId(VPC).enableNetworkAddressUsageMetrics(ON));
    ec2.createVpc(r -> r.cidrBlock("10.9.0.0/16").instanceTenancy("dedicated"));
    ec2.createInternetGateway(r ->
        r.tagSpecifications(
            TagSpecification.builder()
                .resourceType(ResourceType.INTERNET_GATEWAY)
                .tags(EMPTY)
                .build()));
    String v6 =
        ec2.describeVpcs(r -> r.vpcIds(VPC))
            .vpcs()
            .getFirst()
            .ipv6CidrBlockAssociationSet()
            .getFirst()
            .ipv6CidrBlock()
            .replace("::/56", "::/64");
    String subnet =
        ec2.createSubnet(r -> r.vpcId(VPC).cidrBlock("10.1.0.0/24").ipv6CidrBlock(v6))
            .subnet()
            .subnetId();
    ec2.modifySubnetAttribute(r -> r.subnetId(subnet).assignIpv6AddressOnCreation(ON));
    ec2.modifySubnetAttribute(r -> r.subnetId(subnet).mapPublicIpOnLaunch(ON));
    ec2.modifySubnetAttribute(r -> r.subnetId(subnet).enableDns64(ON));
    ec2.modifySubnetAttribute(
        r -> r.subnetId(subnet).privateDnsHostnameTypeOnLaunch(HostnameType.RESOURCE_NAME));
    ec2.modifySubnetAttribute(r -> r.subnetId(subnet).enableResourceNameDnsARecordOnLaunch(ON));
    ec2.modifySubnetAttribute(r -> r.subnetId(subnet).enableResourceNameDnsAAAARecordOnLaunch(ON));
    ec2.createNetworkInterface(r -> r.subnetId(subnet).privateIpAddress("10.1.0.70"));
    ec2.createNetworkInterface(r -> r.subnetId(subnet).ipv6AddressCount(2));
    ec2.createSubnetCidrReservation(r ->
        r.subnetId(subnet)
            .cidr("10.1.0.64/28")
            .reservationType(SubnetCidrReservationType.PREFIX)
            .description("prefixes")
            .tagSpecifications(
                TagSpecification.builder()
                    .resourceType(ResourceType.SUBNET_CIDR_RESERVATION)
                    .tags(EMPTY)
                    .build()));
    ec2.createSubnetCidrReservation(r ->
        r.subnetId(subnet)
            .cidr(v6.replace("/64", "/80"))
            .reservationType(SubnetCidrReservationType.EXPLICIT));
    ec2.runInstances(r -> one(r).subnetId(subnet));
  }

  private void liveInDefaultNetwork() {
    ec2.createDefaultVpc(r -> {});
    Subnet first =
        ec2.describeSubnets(r -> {}).subnets().stream()
            .filter(Subnet::defaultForAz)
            .findFirst()
            .orElseThrow();
    ec2.modifySubnetAttribute(
        r -> r.subnetId(first.subnetId()).mapPublicIpOnLaunch(v -> v.value(false)));
    ec2.modifyVpcAttribute(r -> r.vpcId(first.vpcId()).enableDnsHostnames(v -> v.value(false)));
    ec2.modifyVpcAttribute(r -> r.vpcId(first.vpcId()).enableDnsSupport(v -> v.value(false)));
    ec2.runInstances(r ->
        one(r)
            .instanceType("p4d.24xlarge")
            .networkInterfaces(onCard(0, 0, first), onCard(1, 1, first)));
    String guarded = run(r -> one(r).keyName("key").ebsOptimized(true).userData("ZWNobw=="));
    ec2.modifyInstanceAttribute(r -> r.instanceId(guarded).disableApiTermination(ON));
    ec2.modifyInstanceAttribute(r -> r.instanceId(guarded).disableApiStop(ON));
    ec2.modifyInstanceAttribute(r ->
        r.instanceId(guarded)
            .instanceInitiatedShutdownBehavior(
                v -> v.value(ShutdownBehavior.TERMINATE.toString())));
  }

  private static InstanceNetworkInterfaceSpecification onCard(int card, int index, Subnet subnet) {
    return InstanceNetworkInterfaceSpecification.builder()
        .networkCardIndex(card)
        .deviceIndex(index)
        .subnetId(subnet.subnetId())
        .build();
  }

  private void liveInPublic() {
    String ip =
        ec2.allocateAddress(r ->
                r.tagSpecifications(
                    TagSpecification.builder()
                        .resourceType(ResourceType.ELASTIC_IP)
                        .tags(EMPTY)
                        .build()))
            .allocationId();
    ec2.allocateAddress(r -> {});
    var face =
        ec2.createNetworkInterface(r -> r.subnetId(SUBNET).secondaryPrivateIpAddressCount(1))
            .networkInterface();
    ec2.associateAddress(r ->
        r.allocationId(ip)
            .networkInterfaceId(face.networkInterfaceId())
            .privateIpAddress(face.privateIpAddresses().getLast().privateIpAddress()));
    String stopped = run(r -> one(r).networkInterfaces(publicly(SUBNET)));
    ec2.stopInstances(r -> r.instanceIds(stopped));
    run(r -> one(r).networkInterfaces(publicly(SUBNET)));
    losesItsAddress(run(r -> one(r).networkInterfaces(publicly(SUBNET))));
  }

  /** An instance that lost its public address to an Elastic IP while it had two interfaces. */
  private void losesItsAddress(String instance) {
    String ip = ec2.allocateAddress(r -> {}).allocationId();
    String associated =
        ec2.associateAddress(r -> r.allocationId(ip).instanceId(instance)).associationId();
    String second =
        ec2.createNetworkInterface(r -> r.subnetId(SUBNET)).networkInterface().networkInterfaceId();
    String attached =
        ec2.attachNetworkInterface(
                r -> r.networkInterfaceId(second).instanceId(instance).deviceIndex(1))
            .attachmentId();
    ec2.disassociateAddress(r -> r.associationId(associated));
    ec2.detachNetworkInterface(r -> r.attachmentId(attached));
  }

  /** A primary interface with a public address of EC2's own. */
  static InstanceNetworkInterfaceSpecification publicly(String subnet) {
    return InstanceNetworkInterfaceSpecification.builder()
        .deviceIndex(0)
        .subnetId(subnet)
        .associatePublicIpAddress(true)
        .build();
  }

  private String run(Consumer<RunInstancesRequest.Builder> request) {
    return ec2.runInstances(request).instances().getFirst().instanceId();
  }

  private static RunInstancesRequest.Builder one(RunInstancesRequest.Builder request) {
    return request.imageId(IMAGE).instanceType("t3.micro").minCount(1).maxCount(1);
  }
}
