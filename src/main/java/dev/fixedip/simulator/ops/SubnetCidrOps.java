package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.CidrBlocks;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Ipv6Cidr;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AssociateSubnetCidrBlockRequest;
import software.amazon.awssdk.services.ec2.model.AssociateSubnetCidrBlockResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateSubnetCidrBlockRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateSubnetCidrBlockResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.SubnetIpv6CidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** The IPv6 ranges of subnets: a /64 of the VPC's, one a subnet. */
final class SubnetCidrOps {
  private static final int LENGTH = 64;

  private final World world;

  SubnetCidrOps(World world) {
    this.world = world;
  }

  @Action(
      requires = {"SubnetId", "Ipv6CidrBlock"},
      refuses = {"Ipv6IpamPoolId", "Ipv6NetmaskLength"})
  AssociateSubnetCidrBlockResponse associate(AssociateSubnetCidrBlockRequest request) {
    Subnet subnet = world.subnets().get(request.subnetId());
    Ipv6Cidr cidr = checked(world.vpcs().get(subnet.vpcId()), request.ipv6CidrBlock());
    if (!subnet.ipv6CidrBlockAssociationSet().isEmpty()) {
      throw new Ec2Error(
          "CidrLimitExceeded",
          "This subnet '%s' has met its maximum number of allowed CIDRs: 1"
              .formatted(subnet.subnetId()));
    }
    return AssociateSubnetCidrBlockResponse.builder()
        .subnetId(subnet.subnetId())
        .ipv6CidrBlockAssociation(
            in(
                SubnetCidrBlockStateCode.ASSOCIATING,
                add(subnet, cidr).ipv6CidrBlockAssociationSet().getFirst()))
        .build();
  }

  /**
   * The IPv6 range that a subnet of the VPC may have.
   *
   * @throws Ec2Error {@code InvalidSubnet.Range}, {@code InvalidSubnet.Conflict}
   */
  Ipv6Cidr checked(Vpc vpc, String text) {
    Ipv6Cidr cidr = Cidrs.v6("ipv6CidrBlock", text);
    if (cidr.prefixLength() != LENGTH
        || Cidrs.v6(vpc).stream().noneMatch(range -> range.contains(cidr))) {
      throw new Ec2Error("InvalidSubnet.Range", "The CIDR '%s' is invalid.".formatted(text));
    }
    if (world.subnets().all().stream().anyMatch(subnet -> Cidrs.v6(subnet).contains(cidr))) {
      throw new Ec2Error(
          "InvalidSubnet.Conflict", "The CIDR '%s' conflicts with another subnet".formatted(cidr));
    }
    return cidr;
  }

  /** Gives the subnet the range. */
  Subnet add(Subnet subnet, Ipv6Cidr cidr) {
    var association =
        CidrBlocks.ipv6OfSubnet(world.ids().next("subnet-cidr-assoc"), cidr.toString());
    return world.subnets().put(subnet.toBuilder().ipv6CidrBlockAssociationSet(association).build());
  }

  private static SubnetIpv6CidrBlockAssociation in(
      SubnetCidrBlockStateCode state, SubnetIpv6CidrBlockAssociation association) {
    return association.toBuilder().ipv6CidrBlockState(s -> s.state(state)).build();
  }

  @Action(requires = "AssociationId")
  DisassociateSubnetCidrBlockResponse disassociate(DisassociateSubnetCidrBlockRequest request) {
    String id = request.associationId();
    for (Subnet subnet : world.subnets().all()) {
      for (SubnetIpv6CidrBlockAssociation it : subnet.ipv6CidrBlockAssociationSet()) {
        if (it.associationId().equals(id)) {
          return remove(subnet, it);
        }
      }
    }
    throw new Ec2Error(
        "InvalidSubnetCidrBlockAssociationID.NotFound",
        "The subnet CIDR block with association ID '%s' does not exist".formatted(id));
  }

  private DisassociateSubnetCidrBlockResponse remove(
      Subnet subnet, SubnetIpv6CidrBlockAssociation unwanted) {
    if (Boolean.TRUE.equals(subnet.assignIpv6AddressOnCreation())) {
      throw new Ec2Error(
          "InvalidCidrBlock.InUse",
          ("The subnet IPv6 CIDR block with association ID %s may not be disassociated, because its"
                  + " subnet has assign-ipv6-address-on-creation set to true.")
              .formatted(unwanted.associationId()));
    }
    if (world.interfaces().all().stream()
        .anyMatch(
            face -> face.subnetId().equals(subnet.subnetId()) && !face.ipv6Addresses().isEmpty())) {
      throw new Ec2Error(
          "InvalidCidrBlock.InUse",
          ("The subnet IPv6 CIDR block with association ID %s may not be disassociated, because"
                  + " network interfaces have addresses of it.")
              .formatted(unwanted.associationId()));
    }
    List<SubnetIpv6CidrBlockAssociation> left =
        new ArrayList<>(subnet.ipv6CidrBlockAssociationSet());
    left.remove(unwanted);
    world.subnets().put(subnet.toBuilder().ipv6CidrBlockAssociationSet(left).build());
    return DisassociateSubnetCidrBlockResponse.builder()
        .subnetId(subnet.subnetId())
        .ipv6CidrBlockAssociation(in(SubnetCidrBlockStateCode.DISASSOCIATING, unwanted))
        .build();
  }
}
