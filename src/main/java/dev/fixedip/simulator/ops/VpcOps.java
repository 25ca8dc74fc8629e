package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Networks;
import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcTenancyRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcTenancyResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcIpv6CidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcTenancy;

/** Describing, creating and deleting VPCs. */
final class VpcOps {
  private static final Set<Tenancy> TENANCIES = Set.of(Tenancy.DEFAULT, Tenancy.DEDICATED);

  private static final Filters<Vpc> FILTERS =
      new Filters<>(Vpc::tags)
          .one("vpc-id", Vpc::vpcId)
          .one("cidr", Vpc::cidrBlock)
          .many("cidr-block-association.cidr-block", v4(VpcCidrBlockAssociation::cidrBlock))
          .many("cidr-block-association.association-id", v4(VpcCidrBlockAssociation::associationId))
          .many("cidr-block-association.state", v4(it -> it.cidrBlockState().stateAsString()))
          .many(
              "ipv6-cidr-block-association.ipv6-cidr-block",
              v6(VpcIpv6CidrBlockAssociation::ipv6CidrBlock))
          .many("ipv6-cidr-block-association.ipv6-pool", v6(VpcIpv6CidrBlockAssociation::ipv6Pool))
          .many(
              "ipv6-cidr-block-association.association-id",
              v6(VpcIpv6CidrBlockAssociation::associationId))
          .many(
              "ipv6-cidr-block-association.state",
              v6(it -> it.ipv6CidrBlockState().stateAsString()))
          .one("dhcp-options-id", Vpc::dhcpOptionsId)
          .one("is-default", Vpc::isDefault)
          .one("isDefault", Vpc::isDefault)
          .one("owner-id", Vpc::ownerId)
          .one("state", Vpc::stateAsString);

  private final World world;
  private final Networks networks;
  private final VpcCidrOps cidrs;
  private final Groups allGroups;

  VpcOps(World world, VpcCidrOps cidrs) {
    this.world = world;
    this.networks = new Networks(world);
    this.cidrs = cidrs;
    this.allGroups = new Groups(world);
  }

  private static Function<Vpc, Stream<String>> v4(Function<VpcCidrBlockAssociation, String> value) {
    return vpc -> vpc.cidrBlockAssociationSet().stream().map(value);
  }

  private static Function<Vpc, Stream<String>> v6(
      Function<VpcIpv6CidrBlockAssociation, String> value) {
    return vpc -> vpc.ipv6CidrBlockAssociationSet().stream().map(value);
  }

  @Action
  DescribeVpcsResponse describe(DescribeVpcsRequest request) {
    var page =
        Pages.page(
            world.vpcs(),
            FILTERS,
            new Pages.Query(
                request.vpcIds(), request.filters(), request.maxResults(), request.nextToken()),
            vpc -> true);
    return DescribeVpcsResponse.builder().vpcs(page.items()).nextToken(page.nextToken()).build();
  }

  @Action(
      refuses = {
        "Ipv4IpamPoolId",
        "Ipv4NetmaskLength",
        "Ipv6Pool",
        "Ipv6CidrBlock",
        "Ipv6IpamPoolId",
        "Ipv6NetmaskLength",
        "Ipv6CidrBlockNetworkBorderGroup",
        "VpcEncryptionControl"
      })
  CreateVpcResponse create(CreateVpcRequest request) {
    if (request.cidrBlock() == null) {
      throw new Ec2Error(
          "MissingParameter", "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.");
    }
    var cidr = Cidrs.sized(request.cidrBlock(), "InvalidVpc.Range");
    Tenancy tenancy =
        request.instanceTenancy() == null ? Tenancy.DEFAULT : request.instanceTenancy();
    if (!TENANCIES.contains(tenancy)) {
      throw unsupported(request.instanceTenancyAsString());
    }
    var tags = Tags.of(ResourceType.VPC, request.tagSpecifications(), Set.of(ResourceType.VPC));
    Vpc vpc =
        networks.make(
            new Networks.NewVpc(
                world.ids().next("vpc"),
                cidr.toString(),
                world.ids().next("sg"),
                false,
                tenancy,
                tags));
    if (Boolean.TRUE.equals(request.amazonProvidedIpv6CidrBlock())) {
      vpc = cidrs.addAmazonV6(vpc);
    }
    return CreateVpcResponse.builder().vpc(cidrs.pending(vpc)).build();
  }

  /** Makes the VPC that needs no set-up (VPC User Guide, "Default VPCs"). */
  @Action
  CreateDefaultVpcResponse create(CreateDefaultVpcRequest request) {
    if (networks.defaultVpc().isPresent()) {
      throw new Ec2Error(
          "DefaultVpcAlreadyExists",
          "A Default VPC already exists for this account in this region.");
    }
    return CreateDefaultVpcResponse.builder().vpc(cidrs.pending(networks.makeDefault())).build();
  }

  /** Makes a VPC's tenancy the default one; there is no way to {@code dedicated}. */
  @Action(requires = {"VpcId", "InstanceTenancy"})
  ModifyVpcTenancyResponse modify(ModifyVpcTenancyRequest request) {
    Vpc vpc = world.vpcs().get(request.vpcId());
    if (request.instanceTenancy() != VpcTenancy.DEFAULT) {
      throw unsupported(request.instanceTenancyAsString());
    }
    world.vpcs().put(vpc.toBuilder().instanceTenancy(Tenancy.DEFAULT).build());
    return ModifyVpcTenancyResponse.builder().returnValue(true).build();
  }

  private static Ec2Error unsupported(String tenancy) {
    return new Ec2Error(
        "UnsupportedTenancy", "The tenancy value %s is not supported.".formatted(tenancy));
  }

  @Action(requires = "VpcId")
  DeleteVpcResponse delete(DeleteVpcRequest request) {
    String id = world.vpcs().get(request.vpcId()).vpcId();
    List<SecurityGroup> groups = allGroups.in(id);
    if (groups.size() > 1
        || world.subnets().all().stream().anyMatch(subnet -> subnet.vpcId().equals(id))
        || world.gateways().all().stream().anyMatch(it -> Networks.isAttached(it, id))) {
      throw new Ec2Error(
          "DependencyViolation",
          "The vpc '%s' has dependencies and cannot be deleted.".formatted(id));
    }
    groups.forEach(allGroups::remove);
    world.vpcAttributes().remove(id);
    world.vpcs().remove(id);
    return DeleteVpcResponse.builder().build();
  }
}
