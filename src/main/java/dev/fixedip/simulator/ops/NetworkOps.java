package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Addresses;
import dev.fixedip.simulator.world.World;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;

/** Describing VPCs and subnets. */
final class NetworkOps {
  private static final Filters<Vpc> VPC_FILTERS =
      new Filters<>(Vpc::tags)
          .one("vpc-id", Vpc::vpcId)
          .one("cidr", Vpc::cidrBlock)
          .many(
              "cidr-block-association.cidr-block",
              vpc -> vpc.cidrBlockAssociationSet().stream().map(VpcCidrBlockAssociation::cidrBlock))
          .one("dhcp-options-id", Vpc::dhcpOptionsId)
          .one("is-default", Vpc::isDefault)
          .one("owner-id", Vpc::ownerId)
          .one("state", Vpc::stateAsString);

  private final World world;
  private final Addresses addresses;
  private final Filters<Subnet> subnetFilters;

  NetworkOps(World world) {
    this.world = world;
    this.addresses = new Addresses(world);
    this.subnetFilters =
        new Filters<>(Subnet::tags)
            .one("subnet-id", Subnet::subnetId)
            .one("vpc-id", Subnet::vpcId)
            .one("availability-zone", Subnet::availabilityZone)
            .one("availability-zone-id", Subnet::availabilityZoneId)
            .one("available-ip-address-count", addresses::available)
            .one("cidr-block", Subnet::cidrBlock)
            .one("default-for-az", Subnet::defaultForAz)
            .one("map-public-ip-on-launch", Subnet::mapPublicIpOnLaunch)
            .one("owner-id", Subnet::ownerId)
            .one("state", Subnet::stateAsString)
            .one("subnet-arn", Subnet::subnetArn);
  }

  @Action
  DescribeVpcsResponse vpcs(DescribeVpcsRequest request) {
    var page =
        Pages.page(
            world.vpcs(),
            VPC_FILTERS,
            new Pages.Query(
                request.vpcIds(), request.filters(), request.maxResults(), request.nextToken()),
            vpc -> true);
    return DescribeVpcsResponse.builder().vpcs(page.items()).nextToken(page.nextToken()).build();
  }

  @Action
  DescribeSubnetsResponse subnets(DescribeSubnetsRequest request) {
    var page =
        Pages.page(
            world.subnets(),
            subnetFilters,
            new Pages.Query(
                request.subnetIds(), request.filters(), request.maxResults(), request.nextToken()),
            subnet -> true);
    return DescribeSubnetsResponse.builder()
        .subnets(
            page.items().stream()
                .map(s -> s.toBuilder().availableIpAddressCount(addresses.available(s)).build())
                .toList())
        .nextToken(page.nextToken())
        .build();
  }
}
