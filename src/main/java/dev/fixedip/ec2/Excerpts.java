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
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Leaves out of EC2's longest answers what {@link Mapping} does not ask for and what {@link
 * Repeats} knows, before the AWS SDK makes objects of it: most of what a whole read costs.
 */
final class Excerpts implements ExecutionInterceptor {

  /** What is known of the members of the answer's list. */
  static final ExecutionAttribute<Repeats<?>> REPEATS = new ExecutionAttribute<>("Repeats");

  /**
   * What is read of an answer.
   *
   * @param list the element whose members are told apart
   * @param omitted the elements that {@link Mapping} reads nowhere in the answer: they are left out
   *     at any depth
   */
  private record Reading(String list, Set<String> omitted) {}

  private static final Map<String, Reading> READINGS =
      Map.of(
          "DescribeNetworkInterfaces",
          new Reading(
              "networkInterfaceSet",
              Set.of(
                  "associatedSubnetSet",
                  "association",
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
                  "publicDnsName")),
          "DescribeInstances",
          new Reading(
              "reservationSet",
              Set.of(
                  "amiLaunchIndex",
                  "architecture",
                  "availabilityZoneId",
                  "blockDeviceMapping",
                  "capacityReservationSpecification",
                  "clientToken",
                  "cpuOptions",
                  "currentInstanceBootMode",
                  "dnsName",
                  "ebsOptimized",
                  "enaSupport",
                  "enclaveOptions",
                  "groupSet",
                  "hibernationOptions",
                  "hypervisor",
                  "iamInstanceProfile",
                  "imageId",
                  "ipAddress",
                  "keyName",
                  "launchTime",
                  "licenseSet",
                  "maintenanceOptions",
                  "metadataOptions",
                  "monitoring",
                  "networkInterfaceSet",
                  "networkPerformanceOptions",
                  "operator",
                  "ownerId",
                  "platformDetails",
                  "privateDnsName",
                  "privateDnsNameOptions",
                  "privateIpAddress",
                  "productCodes",
                  "reason",
                  "reservationId",
                  "rootDeviceName",
                  "rootDeviceType",
                  "sourceDestCheck",
                  "stateReason",
                  "tenancy",
                  "usageOperation",
                  "usageOperationUpdateTime",
                  "virtualizationType")),
          "DescribeInstanceStatus",
          new Reading(
              "instanceStatusSet",
              Set.of(
                  "attachedEbsStatus",
                  "availabilityZone",
                  "availabilityZoneId",
                  "eventsSet",
                  "instanceState",
                  "operator",
                  "outpostArn")));

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Reading reading =
        READINGS.get(String.valueOf(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME)));
    if (reading == null || isEncoded(context.httpResponse())) {
      return context.responseBody();
    }
    Sieve sieve = new Sieve(reading.omitted(), reading.list());
    ExcerptStream.Members members = members(attributes.getAttribute(REPEATS));
    return context.responseBody().map(it -> new ExcerptStream(it, sieve, members));
  }

  /** A proxy may compress what EC2 does not: the AWS SDK reads that after this. */
  private static boolean isEncoded(SdkHttpResponse answer) {
    return answer.firstMatchingHeader("Content-Encoding").isPresent();
  }

  private static ExcerptStream.Members members(@Nullable Repeats<?> repeats) {
    if (repeats == null) {
      return (xml, start, end) -> true;
    }
    repeats.beginAnswer();
    return repeats;
  }
}
