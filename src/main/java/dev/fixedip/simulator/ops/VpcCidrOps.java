package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.CidrBlocks;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Ipv4Cidr;
import dev.fixedip.simulator.world.Ipv6Cidr;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AssociateVpcCidrBlockRequest;
import software.amazon.awssdk.services.ec2.model.AssociateVpcCidrBlockResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateVpcCidrBlockRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateVpcCidrBlockResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.VpcIpv6CidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcState;

/** Giving further address ranges to VPCs and taking them back. */
final class VpcCidrOps {
  /** Of each family (VPC User Guide, "Amazon VPC quotas"). */
  private static final int MOST = 5;

  private final World world;

  private final Makers makers;

  VpcCidrOps(World world) {
    this.world = world;
    this.makers = new Makers(world);
  }

  @Action(
      requires = "VpcId",
      refuses = {
        "Ipv4IpamPoolId",
        "Ipv4NetmaskLength",
        "Ipv6Pool",
        "Ipv6CidrBlock",
        "Ipv6IpamPoolId",
        "Ipv6NetmaskLength",
        "Ipv6CidrBlockNetworkBorderGroup"
      })
  AssociateVpcCidrBlockResponse associate(AssociateVpcCidrBlockRequest request) {
    Vpc vpc = world.vpcs().get(request.vpcId());
    boolean amazon = Boolean.TRUE.equals(request.amazonProvidedIpv6CidrBlock());
    if (request.cidrBlock() == null && !amazon) {
      throw new Ec2Error(
          "MissingParameter",
          "Either 'cidrBlock' or 'amazonProvidedIpv6CidrBlock' should be provided.");
    }
    if (request.cidrBlock() != null && amazon) {
      throw Errors.invalidCombination(
          "Only one of 'cidrBlock' and 'amazonProvidedIpv6CidrBlock' can be provided.");
    }
    var answer = AssociateVpcCidrBlockResponse.builder().vpcId(vpc.vpcId());
    if (amazon) {
      return answer
          .ipv6CidrBlockAssociation(
              associating(addAmazonV6(vpc).ipv6CidrBlockAssociationSet().getLast()))
          .build();
    }
    return answer
        .cidrBlockAssociation(
            associating(add(vpc, request.cidrBlock()).cidrBlockAssociationSet().getLast()))
        .build();
  }

  private Vpc add(Vpc vpc, String text) {
    Ipv4Cidr cidr = Cidrs.sized(text, "InvalidVpc.Range");
    if (Cidrs.of(vpc).stream().anyMatch(cidr::overlaps)) {
      throw new Ec2Error(
          "InvalidVpc.Conflict",
          "The CIDR '%s' conflicts with another CIDR block of the VPC.".formatted(cidr));
    }
    List<VpcCidrBlockAssociation> all = new ArrayList<>(vpc.cidrBlockAssociationSet());
    checkMost(vpc, all.size());
    all.add(CidrBlocks.ofVpc(world.ids().next("vpc-cidr-assoc"), cidr.toString()));
    return world.vpcs().put(vpc.toBuilder().cidrBlockAssociationSet(all).build());
  }

  private static void checkMost(Vpc vpc, int count) {
    if (count >= MOST) {
      throw new Ec2Error(
          "CidrLimitExceeded",
          "This network %s has met its maximum number of allowed CIDRs: %d"
              .formatted(vpc.vpcId(), MOST));
    }
  }

  /** Gives the VPC an IPv6 range of Amazon's, a /56. */
  Vpc addAmazonV6(Vpc vpc) {
    List<VpcIpv6CidrBlockAssociation> all = new ArrayList<>(vpc.ipv6CidrBlockAssociationSet());
    checkMost(vpc, all.size());
    all.add(CidrBlocks.ipv6OfVpc(world.ids().next("vpc-cidr-assoc"), freeV6().toString()));
    if (all.size() == 1) {
      makers.openIpv6(vpc.vpcId());
    }
    return world.vpcs().put(vpc.toBuilder().ipv6CidrBlockAssociationSet(all).build());
  }

  private Ipv6Cidr freeV6() {
    while (true) {
      int bits = world.ids().below(1 << 24);
      var cidr = Ipv6Cidr.parse("2600:1f18:%x:%x00::/56".formatted(bits >> 8, bits & 0xff));
      if (world.vpcs().all().stream().noneMatch(vpc -> Cidrs.v6(vpc).contains(cidr))) {
        return cidr;
      }
    }
  }

  /** The VPC as the call that makes it answers: pending, and available after a moment. */
  Vpc pending(Vpc vpc) {
    Vpc pending = world.vpcs().put(vpc.toBuilder().state(VpcState.PENDING).build());
    world
        .agenda()
        .after(
            world.latencies().create(),
            () ->
                world
                    .vpcs()
                    .find(vpc.vpcId())
                    .ifPresent(made ->
                        world.vpcs().put(made.toBuilder().state(VpcState.AVAILABLE).build())));
    return pending.toBuilder()
        .tags(List.copyOf(pending.tags()))
        .ipv6CidrBlockAssociationSet(
            pending.ipv6CidrBlockAssociationSet().stream().map(VpcCidrOps::associating).toList())
        .build();
  }

  private static VpcCidrBlockAssociation associating(VpcCidrBlockAssociation made) {
    return made.toBuilder().cidrBlockState(s -> s.state(VpcCidrBlockStateCode.ASSOCIATING)).build();
  }

  private static VpcIpv6CidrBlockAssociation associating(VpcIpv6CidrBlockAssociation made) {
    return made.toBuilder()
        .ipv6CidrBlockState(s -> s.state(VpcCidrBlockStateCode.ASSOCIATING))
        .build();
  }

  @Action(requires = "AssociationId")
  DisassociateVpcCidrBlockResponse disassociate(DisassociateVpcCidrBlockRequest request) {
    String id = request.associationId();
    for (Vpc vpc : world.vpcs().all()) {
      for (VpcCidrBlockAssociation it : vpc.cidrBlockAssociationSet()) {
        if (it.associationId().equals(id)) {
          return remove(vpc, it);
        }
      }
      for (VpcIpv6CidrBlockAssociation it : vpc.ipv6CidrBlockAssociationSet()) {
        if (it.associationId().equals(id)) {
          return remove(vpc, it);
        }
      }
    }
    throw new Ec2Error(
        "InvalidVpcCidrBlockAssociationID.NotFound",
        "The vpc CIDR block association ID '%s' does not exist".formatted(id));
  }

  private DisassociateVpcCidrBlockResponse remove(Vpc vpc, VpcCidrBlockAssociation unwanted) {
    if (unwanted.cidrBlock().equals(vpc.cidrBlock())) {
      throw Errors.notPermitted(
          ("The vpc CIDR block with association ID %s may not be disassociated. It is the primary"
                  + " IPv4 CIDR block of the VPC")
              .formatted(unwanted.associationId()));
    }
    Ipv4Cidr cidr = Ipv4Cidr.parse(unwanted.cidrBlock());
    if (subnets(vpc).stream().anyMatch(it -> cidr.contains(Ipv4Cidr.parse(it.cidrBlock())))) {
      throw inUse(vpc, cidr);
    }
    var left = new ArrayList<>(vpc.cidrBlockAssociationSet());
    left.remove(unwanted);
    world.vpcs().put(vpc.toBuilder().cidrBlockAssociationSet(left).build());
    return DisassociateVpcCidrBlockResponse.builder()
        .vpcId(vpc.vpcId())
        .cidrBlockAssociation(
            unwanted.toBuilder()
                .cidrBlockState(s -> s.state(VpcCidrBlockStateCode.DISASSOCIATING))
                .build())
        .build();
  }

  private DisassociateVpcCidrBlockResponse remove(Vpc vpc, VpcIpv6CidrBlockAssociation unwanted) {
    Ipv6Cidr cidr = Ipv6Cidr.parse(unwanted.ipv6CidrBlock());
    if (subnets(vpc).stream().anyMatch(it -> Cidrs.v6(it).stream().anyMatch(cidr::contains))) {
      throw inUse(vpc, cidr);
    }
    var left = new ArrayList<>(vpc.ipv6CidrBlockAssociationSet());
    left.remove(unwanted);
    world.vpcs().put(withV6(vpc, left));
    return DisassociateVpcCidrBlockResponse.builder()
        .vpcId(vpc.vpcId())
        .ipv6CidrBlockAssociation(
            unwanted.toBuilder()
                .ipv6CidrBlockState(s -> s.state(VpcCidrBlockStateCode.DISASSOCIATING))
                .build())
        .build();
  }

  @SuppressWarnings("NullAway")
  private static Vpc withV6(Vpc vpc, List<VpcIpv6CidrBlockAssociation> left) {
    return vpc.toBuilder().ipv6CidrBlockAssociationSet(left.isEmpty() ? null : left).build();
  }

  private List<Subnet> subnets(Vpc vpc) {
    return world.subnets().all().stream().filter(it -> it.vpcId().equals(vpc.vpcId())).toList();
  }

  private static Ec2Error inUse(Vpc vpc, Object cidr) {
    return new Ec2Error(
        "InvalidCidrBlock.InUse",
        "The vpc %s currently has a subnet within CIDR block %s".formatted(vpc.vpcId(), cidr));
  }
}
