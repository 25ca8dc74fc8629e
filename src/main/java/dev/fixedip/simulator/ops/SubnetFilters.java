package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Addresses;
import dev.fixedip.simulator.world.World;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.PrivateDnsNameOptionsOnLaunch;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetIpv6CidrBlockAssociation;

/** The filters of DescribeSubnets. */
final class SubnetFilters {
  private SubnetFilters() {}

  /** All filters, on the subnets of a world. */
  static Filters<Subnet> of(World world) {
    return new Filters<>(Subnet::tags)
        .one("subnet-id", Subnet::subnetId)
        .one("vpc-id", Subnet::vpcId)
        .one("availability-zone", Subnet::availabilityZone)
        .one("availabilityZone", Subnet::availabilityZone)
        .one("availability-zone-id", Subnet::availabilityZoneId)
        .one("availabilityZoneId", Subnet::availabilityZoneId)
        .one("available-ip-address-count", new Addresses(world)::available)
        .one("cidr", Subnet::cidrBlock)
        .one("cidr-block", Subnet::cidrBlock)
        .one("cidrBlock", Subnet::cidrBlock)
        .one("customer-owned-ipv4-pool", Subnet::customerOwnedIpv4Pool)
        .one("default-for-az", Subnet::defaultForAz)
        .one("defaultForAz", Subnet::defaultForAz)
        .one("enable-dns64", Subnet::enableDns64)
        .one("enable-lni-at-device-index", Subnet::enableLniAtDeviceIndex)
        .many(
            "ipv6-cidr-block-association.ipv6-cidr-block",
            v6(SubnetIpv6CidrBlockAssociation::ipv6CidrBlock))
        .many(
            "ipv6-cidr-block-association.association-id",
            v6(SubnetIpv6CidrBlockAssociation::associationId))
        .many(
            "ipv6-cidr-block-association.state", v6(it -> it.ipv6CidrBlockState().stateAsString()))
        .one("ipv6-native", Subnet::ipv6Native)
        .one("map-customer-owned-ip-on-launch", Subnet::mapCustomerOwnedIpOnLaunch)
        .one("map-public-ip-on-launch", Subnet::mapPublicIpOnLaunch)
        .one("outpost-arn", Subnet::outpostArn)
        .one("owner-id", Subnet::ownerId)
        .one(
            "private-dns-name-options-on-launch.hostname-type",
            dns(PrivateDnsNameOptionsOnLaunch::hostnameTypeAsString))
        .one(
            "private-dns-name-options-on-launch.enable-resource-name-dns-a-record",
            dns(PrivateDnsNameOptionsOnLaunch::enableResourceNameDnsARecord))
        .one(
            "private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record",
            dns(PrivateDnsNameOptionsOnLaunch::enableResourceNameDnsAAAARecord))
        .one("state", Subnet::stateAsString)
        .one("subnet-arn", Subnet::subnetArn);
  }

  private static Function<Subnet, Stream<String>> v6(
      Function<SubnetIpv6CidrBlockAssociation, String> value) {
    return subnet -> subnet.ipv6CidrBlockAssociationSet().stream().map(value);
  }

  private static Function<Subnet, @Nullable Object> dns(
      Function<PrivateDnsNameOptionsOnLaunch, @Nullable Object> value) {
    return subnet -> value.apply(subnet.privateDnsNameOptionsOnLaunch());
  }
}
