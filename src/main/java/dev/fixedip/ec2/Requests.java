package dev.fixedip.ec2;

import dev.fixedip.model.Cidr;
import dev.fixedip.model.IpFamily;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.plan.Action;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.AssignIpv6AddressesRequest;
import software.amazon.awssdk.services.ec2.model.AssignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.InstanceIpv6Address;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UnassignIpv6AddressesRequest;
import software.amazon.awssdk.services.ec2.model.UnassignPrivateIpAddressesRequest;

/** From actions to the AWS SDK's requests. */
final class Requests {

  private Requests() {}

  static CreateNetworkInterfaceRequest of(Action.CreateInterface it, String clientToken) {
    CreateNetworkInterfaceRequest.Builder request =
        CreateNetworkInterfaceRequest.builder()
            .clientToken(clientToken)
            .subnetId(it.placement().subnetId())
            .groups(it.securityGroupIds())
            .description(it.description())
            .tagSpecifications(tagged(ResourceType.NETWORK_INTERFACE, it.tags()));
    return switch (IpFamily.of(it.address())) {
      case IPV4 -> request.privateIpAddress(it.address()).build();
      case IPV6 ->
          request
              .ipv6Addresses(InstanceIpv6Address.builder().ipv6Address(it.address()).build())
              .build();
    };
  }

  static AssignPrivateIpAddressesRequest ofIpv4(Action.AssignAddresses it) {
    return AssignPrivateIpAddressesRequest.builder()
        .networkInterfaceId(it.interfaceId())
        .privateIpAddresses(it.addresses())
        .allowReassignment(false)
        .build();
  }

  static AssignIpv6AddressesRequest ofIpv6(Action.AssignAddresses it) {
    return AssignIpv6AddressesRequest.builder()
        .networkInterfaceId(it.interfaceId())
        .ipv6Addresses(it.addresses())
        .build();
  }

  static UnassignPrivateIpAddressesRequest ofIpv4(Action.UnassignAddress it) {
    return UnassignPrivateIpAddressesRequest.builder()
        .networkInterfaceId(it.interfaceId())
        .privateIpAddresses(it.address())
        .build();
  }

  static UnassignIpv6AddressesRequest ofIpv6(Action.UnassignAddress it) {
    return UnassignIpv6AddressesRequest.builder()
        .networkInterfaceId(it.interfaceId())
        .ipv6Addresses(it.address())
        .build();
  }

  static AttachNetworkInterfaceRequest of(Action.Attach it) {
    return AttachNetworkInterfaceRequest.builder()
        .networkInterfaceId(it.interfaceId())
        .instanceId(it.instanceId())
        .deviceIndex(it.deviceIndex())
        .build();
  }

  static ModifyNetworkInterfaceAttributeRequest of(Action.SetSecurityGroups it) {
    return ModifyNetworkInterfaceAttributeRequest.builder()
        .networkInterfaceId(it.interfaceId())
        .groups(it.securityGroupIds())
        .build();
  }

  static ModifyNetworkInterfaceAttributeRequest of(Action.SetSourceDestCheck it) {
    return ModifyNetworkInterfaceAttributeRequest.builder()
        .networkInterfaceId(it.interfaceId())
        .sourceDestCheck(value -> value.value(it.value()))
        .build();
  }

  static ModifyNetworkInterfaceAttributeRequest of(Action.SetDeleteOnTermination it) {
    return ModifyNetworkInterfaceAttributeRequest.builder()
        .networkInterfaceId(it.interfaceId())
        .attachment(value -> value.attachmentId(it.attachmentId()).deleteOnTermination(it.value()))
        .build();
  }

  static CreateTagsRequest of(Action.AddTags it) {
    return CreateTagsRequest.builder().resources(it.interfaceId()).tags(tags(it.tags())).build();
  }

  static DeleteTagsRequest of(Action.RemoveTags it) {
    return DeleteTagsRequest.builder().resources(it.interfaceId()).tags(tags(it.tags())).build();
  }

  static DeleteTagsRequest of(Action.DisownRule it) {
    return DeleteTagsRequest.builder().resources(it.ruleId()).tags(tags(it.tags())).build();
  }

  static AuthorizeSecurityGroupIngressRequest of(Action.AuthorizePing it) {
    Cidr cidr = Cidr.parse(it.cidr());
    IpPermission.Builder permission =
        IpPermission.builder()
            .ipProtocol(SecurityGroupRule.icmp(cidr.family()))
            .fromPort(it.icmpType())
            .toPort(-1);
    if (cidr.isIpv4()) {
      permission.ipRanges(
          IpRange.builder().cidrIp(it.cidr()).description(it.description()).build());
    } else {
      permission.ipv6Ranges(
          Ipv6Range.builder().cidrIpv6(it.cidr()).description(it.description()).build());
    }
    return AuthorizeSecurityGroupIngressRequest.builder()
        .groupId(it.securityGroupId())
        .ipPermissions(permission.build())
        .tagSpecifications(tagged(ResourceType.SECURITY_GROUP_RULE, it.tags()))
        .build();
  }

  static List<TagSpecification> tagged(ResourceType type, Map<String, String> tags) {
    return tags.isEmpty()
        ? List.of()
        : List.of(TagSpecification.builder().resourceType(type).tags(tags(tags)).build());
  }

  static List<Tag> tags(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(it -> Tag.builder().key(it.getKey()).value(it.getValue()).build())
            .toList();
  }
}
