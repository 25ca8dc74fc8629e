package dev.fixedip.ec2;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Leaves out of EC2's longest answers what {@link Mapping} does not ask for and what {@link
 * Repeats} knows, before the AWS SDK makes objects of it: most of what a whole read costs.
 */
final class Excerpts implements ExecutionInterceptor {

  /** What is known of the members of the answer's list. */
  static final ExecutionAttribute<Repeats<?>> REPEATS = new ExecutionAttribute<>("Repeats");

  /** The list of each action's answer. */
  private static final Map<String, String> LISTS =
      Map.of(
          "DescribeNetworkInterfaces",
          "networkInterfaceSet",
          "DescribeInstances",
          "reservationSet",
          "DescribeInstanceStatus",
          "instanceStatusSet");

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
              "virtualizationType"),
          "DescribeInstanceStatus",
          Set.of(
              "attachedEbsStatus",
              "availabilityZone",
              "availabilityZoneId",
              "eventsSet",
              "instanceState",
              "operator",
              "outpostArn"));

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    String action = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    String list = LISTS.get(action);
    if (list == null) {
      return context.responseBody();
    }
    Sieve sieve = new Sieve(OMITTED.getOrDefault(action, Set.of()), list);
    ExcerptStream.Members members = members(attributes.getAttribute(REPEATS));
    return context.responseBody().map(it -> new ExcerptStream(it, sieve, members));
  }

  private static ExcerptStream.Members members(@Nullable Repeats<?> repeats) {
    if (repeats == null) {
      return (xml, start, end) -> true;
    }
    repeats.beginAnswer();
    return repeats;
  }
}
