package dev.fixedip.ec2;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Leaves out of EC2's longest answers what {@link Mapping} does not ask for, before the AWS SDK
 * makes objects of it: most of what a whole read costs.
 */
final class Excerpts implements ExecutionInterceptor {

  /** The elements of each action's answer that nobody asks for, at any depth. */
  private static final Map<String, Set<String>> OMITTED =
      Map.of(
          "DescribeNetworkInterfaces",
          Set.of(
              "association",
              "associatedSubnetSet",
              "attachTime",
              "availabilityZoneId",
              "connectionTrackingConfiguration",
              "groupName",
              "instanceOwnerId",
              "ipv4PrefixSet",
              "ipv6PrefixSet",
              "networkCardIndex",
              "ownerId",
              "primary",
              "privateDnsName",
              "publicDnsName"),
          "DescribeInstances",
          Set.of(
              "blockDeviceMapping",
              "capacityReservationSpecification",
              "cpuOptions",
              "enclaveOptions",
              "groupSet",
              "hibernationOptions",
              "iamInstanceProfile",
              "licenseSet",
              "maintenanceOptions",
              "metadataOptions",
              "monitoring",
              "networkInterfaceSet",
              "networkPerformanceOptions",
              "privateDnsNameOptions",
              "productCodes",
              "stateReason",
              "amiLaunchIndex",
              "availabilityZoneId",
              "architecture",
              "clientToken",
              "currentInstanceBootMode",
              "dnsName",
              "ebsOptimized",
              "enaSupport",
              "hypervisor",
              "imageId",
              "ipAddress",
              "keyName",
              "launchTime",
              "operator",
              "ownerId",
              "platformDetails",
              "privateDnsName",
              "privateIpAddress",
              "reason",
              "reservationId",
              "rootDeviceName",
              "rootDeviceType",
              "sourceDestCheck",
              "tenancy",
              "usageOperation",
              "usageOperationUpdateTime",
              "virtualizationType"));

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Set<String> omitted =
        OMITTED.get(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    return omitted == null
        ? context.responseBody()
        : context.responseBody().map(it -> new ExcerptStream(it, omitted));
  }
}
