package dev.fixedip.simulator.ops;

import static dev.fixedip.simulator.ops.Operation.mutating;
import static dev.fixedip.simulator.ops.Operation.reading;

import dev.fixedip.simulator.wire.Protocol;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.World;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AssignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.UnassignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The table of the operations: to add one, write its method and register it here. */
public final class Operations {
  private final Map<String, Operation<?>> ec2 = new HashMap<>();
  private final Map<String, Operation<?>> sts = new HashMap<>();

  /** The operations on a world. */
  public Operations(World world) {
    networkInterfaces(world);
    instances(world);
    networks(world);
    var tags = new TagOps(world);
    ec2(mutating("CreateTags", CreateTagsRequest::builder, tags::create));
    ec2(mutating("DeleteTags", DeleteTagsRequest::builder, tags::delete));
    ec2(reading("DescribeTags", DescribeTagsRequest::builder, tags::describe));
    var identity =
        GetCallerIdentityResponse.builder()
            .account(World.OWNER)
            .arn("arn:aws:iam::%s:root".formatted(World.OWNER))
            .userId(World.OWNER)
            .build();
    sts.put(
        "GetCallerIdentity",
        reading("GetCallerIdentity", GetCallerIdentityRequest::builder, request -> identity));
  }

  /**
   * The operation of that name.
   *
   * @throws Ec2Error {@code InvalidAction}, {@code MissingAction}
   */
  public Operation<?> get(Protocol protocol, @Nullable String action) {
    if (action == null) {
      throw new Ec2Error(
          "MissingAction", "The request is missing an action or operation parameter");
    }
    Operation<?> operation = (protocol == Protocol.STS ? sts : ec2).get(action);
    if (operation == null) {
      throw new Ec2Error(
          "InvalidAction", "The action %s is not valid for this web service.".formatted(action));
    }
    return operation;
  }

  private void ec2(Operation<?> operation) {
    ec2.put(operation.action(), operation);
  }

  private void networkInterfaces(World world) {
    var interfaces = new InterfaceOps(world);
    ec2(
        reading(
            "DescribeNetworkInterfaces",
            DescribeNetworkInterfacesRequest::builder,
            interfaces::describe));
    ec2(
        mutating(
                "CreateNetworkInterface",
                CreateNetworkInterfaceRequest::builder,
                interfaces::create)
            .requires("SubnetId")
            .refuses(
                "Ipv4Prefix",
                "Ipv4PrefixCount",
                "Ipv6Prefix",
                "Ipv6PrefixCount",
                "Ipv6Addresses",
                "Ipv6AddressCount",
                "EnablePrimaryIpv6",
                "ConnectionTrackingSpecification",
                "InterfaceType",
                "Operator"));
    ec2(
        mutating(
                "DeleteNetworkInterface",
                DeleteNetworkInterfaceRequest::builder,
                interfaces::delete)
            .requires("NetworkInterfaceId"));
    var attachments = new AttachmentOps(world);
    ec2(
        mutating(
                "AttachNetworkInterface",
                AttachNetworkInterfaceRequest::builder,
                attachments::attach)
            .requires("NetworkInterfaceId", "InstanceId", "DeviceIndex")
            .refuses("EnaSrdSpecification", "EnaQueueCount"));
    ec2(
        mutating(
                "DetachNetworkInterface",
                DetachNetworkInterfaceRequest::builder,
                attachments::detach)
            .requires("AttachmentId"));
    ec2(
        mutating(
                "ModifyNetworkInterfaceAttribute",
                ModifyNetworkInterfaceAttributeRequest::builder,
                new AttributeOps(world, attachments)::modify)
            .requires("NetworkInterfaceId")
            .refuses(
                "EnaSrdSpecification",
                "EnablePrimaryIpv6",
                "ConnectionTrackingSpecification",
                "AssociatePublicIpAddress",
                "AssociatedSubnetId"));
    var addresses = new AddressOps(world);
    ec2(
        mutating(
                "AssignPrivateIpAddresses",
                AssignPrivateIpAddressesRequest::builder,
                addresses::assign)
            .requires("NetworkInterfaceId")
            .refuses("Ipv4Prefix", "Ipv4PrefixCount"));
    ec2(
        mutating(
                "UnassignPrivateIpAddresses",
                UnassignPrivateIpAddressesRequest::builder,
                addresses::unassign)
            .requires("NetworkInterfaceId")
            .refuses("Ipv4Prefix"));
  }

  private void instances(World world) {
    var instances = new InstanceOps(world);
    var lifecycle = new LifecycleOps(world, new AttachmentOps(world));
    ec2(reading("DescribeInstances", DescribeInstancesRequest::builder, instances::describe));
    ec2(
        reading(
            "DescribeInstanceStatus",
            DescribeInstanceStatusRequest::builder,
            new StatusOps(world)::describe));
    ec2(
        reading(
            "DescribeInstanceTypes",
            DescribeInstanceTypesRequest::builder,
            InstanceTypes::describe));
    ec2(
        mutating(
                "RunInstances",
                RunInstancesRequest::builder,
                new LaunchOps(world, instances, lifecycle)::run)
            .requires("ImageId", "MinCount", "MaxCount")
            .refuses("LaunchTemplate", "SecurityGroup", "Ipv6Address", "Ipv6AddressCount"));
    ec2(
        mutating("StartInstances", StartInstancesRequest::builder, lifecycle::start)
            .requires("InstanceId"));
    ec2(
        mutating("StopInstances", StopInstancesRequest::builder, lifecycle::stop)
            .requires("InstanceId"));
    ec2(
        mutating("TerminateInstances", TerminateInstancesRequest::builder, lifecycle::terminate)
            .requires("InstanceId"));
  }

  private void networks(World world) {
    var networks = new NetworkOps(world);
    ec2(reading("DescribeVpcs", DescribeVpcsRequest::builder, networks::vpcs));
    ec2(reading("DescribeSubnets", DescribeSubnetsRequest::builder, networks::subnets));
    var groups = new GroupOps(world);
    ec2(
        reading("DescribeSecurityGroups", DescribeSecurityGroupsRequest::builder, groups::describe)
            .refuses("GroupName"));
    ec2(
        mutating("CreateSecurityGroup", CreateSecurityGroupRequest::builder, groups::create)
            .requires("GroupName", "GroupDescription"));
    var rules = new RuleOps(world);
    ec2(
        reading(
            "DescribeSecurityGroupRules",
            DescribeSecurityGroupRulesRequest::builder,
            rules::describe));
    ec2(
        mutating(
                "AuthorizeSecurityGroupIngress",
                AuthorizeSecurityGroupIngressRequest::builder,
                rules::authorize)
            .refuses("GroupName", "SourceSecurityGroupName", "SourceSecurityGroupOwnerId"));
    ec2(
        mutating(
                "RevokeSecurityGroupIngress",
                RevokeSecurityGroupIngressRequest::builder,
                rules::revoke)
            .refuses("GroupName", "SourceSecurityGroupName", "SourceSecurityGroupOwnerId"));
  }
}
