package dev.fixedip.simulator.ops;

import static dev.fixedip.simulator.ops.VpcAttributeOps.value;

import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.World;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.HostnameType;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeResponse;
import software.amazon.awssdk.services.ec2.model.PrivateDnsNameOptionsOnLaunch;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Modifying a subnet: one attribute a call. */
final class SubnetAttributeOps {
  private final World world;

  SubnetAttributeOps(World world) {
    this.world = world;
  }

  @Action(
      requires = "SubnetId",
      refuses = {
        "MapCustomerOwnedIpOnLaunch",
        "CustomerOwnedIpv4Pool",
        "EnableLniAtDeviceIndex",
        "DisableLniAtDeviceIndex"
      })
  ModifySubnetAttributeResponse modify(ModifySubnetAttributeRequest request) {
    Subnet subnet = world.subnets().get(request.subnetId());
    long given =
        Stream.of(
                request.mapPublicIpOnLaunch(),
                request.assignIpv6AddressOnCreation(),
                request.enableDns64(),
                request.privateDnsHostnameTypeOnLaunch(),
                request.enableResourceNameDnsARecordOnLaunch(),
                request.enableResourceNameDnsAAAARecordOnLaunch())
            .filter(Objects::nonNull)
            .count();
    if (given == 0) {
      throw Errors.invalidCombination("No attributes specified.");
    }
    if (given > 1) {
      throw Errors.invalidCombination("Fields for multiple attribute types specified");
    }
    world.subnets().put(modified(subnet, request));
    return ModifySubnetAttributeResponse.builder().build();
  }

  private static Subnet modified(Subnet subnet, ModifySubnetAttributeRequest request) {
    var changed = subnet.toBuilder();
    if (request.mapPublicIpOnLaunch() != null) {
      return changed.mapPublicIpOnLaunch(value(request.mapPublicIpOnLaunch())).build();
    }
    if (request.assignIpv6AddressOnCreation() != null) {
      boolean assign = value(request.assignIpv6AddressOnCreation());
      if (assign && subnet.ipv6CidrBlockAssociationSet().isEmpty()) {
        throw Errors.invalidValue(
            ("Invalid value 'true' for assignIpv6AddressOnCreation. Subnet '%s' does not have an"
                    + " associated IPv6 CIDR.")
                .formatted(subnet.subnetId()));
      }
      return changed.assignIpv6AddressOnCreation(assign).build();
    }
    if (request.enableDns64() != null) {
      return changed.enableDns64(value(request.enableDns64())).build();
    }
    return changed.privateDnsNameOptionsOnLaunch(dns(subnet, request)).build();
  }

  private static PrivateDnsNameOptionsOnLaunch dns(
      Subnet subnet, ModifySubnetAttributeRequest request) {
    var dns = subnet.privateDnsNameOptionsOnLaunch().toBuilder();
    if (request.privateDnsHostnameTypeOnLaunch() != null) {
      if (request.privateDnsHostnameTypeOnLaunch() == HostnameType.UNKNOWN_TO_SDK_VERSION) {
        throw Errors.invalidValue(
            "Value (%s) for parameter privateDnsHostnameTypeOnLaunch is invalid."
                .formatted(request.privateDnsHostnameTypeOnLaunchAsString()));
      }
      return dns.hostnameType(request.privateDnsHostnameTypeOnLaunch()).build();
    }
    return request.enableResourceNameDnsARecordOnLaunch() != null
        ? dns.enableResourceNameDnsARecord(value(request.enableResourceNameDnsARecordOnLaunch()))
            .build()
        : dns.enableResourceNameDnsAAAARecord(
                value(request.enableResourceNameDnsAAAARecordOnLaunch()))
            .build();
  }
}
