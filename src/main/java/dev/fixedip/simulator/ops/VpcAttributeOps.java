package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.VpcAttributes;
import dev.fixedip.simulator.world.World;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeResponse;

/** The attributes of a VPC: one a call, read or modified. */
final class VpcAttributeOps {
  private final World world;

  VpcAttributeOps(World world) {
    this.world = world;
  }

  @Action(requires = {"VpcId", "Attribute"})
  DescribeVpcAttributeResponse describe(DescribeVpcAttributeRequest request) {
    VpcAttributes attributes = of(request.vpcId());
    var answer = DescribeVpcAttributeResponse.builder().vpcId(request.vpcId());
    return switch (request.attribute()) {
      case ENABLE_DNS_SUPPORT ->
          answer.enableDnsSupport(v -> v.value(attributes.dnsSupport())).build();
      case ENABLE_DNS_HOSTNAMES ->
          answer.enableDnsHostnames(v -> v.value(attributes.dnsHostnames())).build();
      case ENABLE_NETWORK_ADDRESS_USAGE_METRICS ->
          answer.enableNetworkAddressUsageMetrics(v -> v.value(attributes.usageMetrics())).build();
      case UNKNOWN_TO_SDK_VERSION ->
          throw Errors.invalidValue(
              "Value (%s) for parameter attribute is invalid. Unknown VPC attribute."
                  .formatted(request.attributeAsString()));
    };
  }

  private VpcAttributes of(String vpcId) {
    String id = world.vpcs().get(vpcId).vpcId();
    return world.vpcAttributes().find(id).orElse(VpcAttributes.ofNew(false));
  }

  @Action(requires = "VpcId")
  ModifyVpcAttributeResponse modify(ModifyVpcAttributeRequest request) {
    VpcAttributes old = of(request.vpcId());
    long given =
        Stream.of(
                request.enableDnsSupport(),
                request.enableDnsHostnames(),
                request.enableNetworkAddressUsageMetrics())
            .filter(Objects::nonNull)
            .count();
    if (given == 0) {
      throw Errors.invalidCombination("No attributes specified.");
    }
    if (given > 1) {
      throw Errors.invalidCombination("Fields for multiple attribute types specified");
    }
    VpcAttributes changed;
    if (request.enableDnsSupport() != null) {
      changed =
          new VpcAttributes(
              value(request.enableDnsSupport()), old.dnsHostnames(), old.usageMetrics());
    } else if (request.enableDnsHostnames() != null) {
      changed =
          new VpcAttributes(
              old.dnsSupport(), value(request.enableDnsHostnames()), old.usageMetrics());
    } else {
      changed =
          new VpcAttributes(
              old.dnsSupport(),
              old.dnsHostnames(),
              value(request.enableNetworkAddressUsageMetrics()));
    }
    world.vpcAttributes().put(request.vpcId(), changed);
    return ModifyVpcAttributeResponse.builder().build();
  }

  /** What a request gives an attribute; without a value it is no request. */
  static boolean value(AttributeBooleanValue given) {
    if (given.value() == null) {
      throw Errors.missing("value");
    }
    return given.value();
  }
}
