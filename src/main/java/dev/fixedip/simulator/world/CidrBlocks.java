package dev.fixedip.simulator.world;

import software.amazon.awssdk.services.ec2.model.IpSource;
import software.amazon.awssdk.services.ec2.model.Ipv6AddressAttribute;
import software.amazon.awssdk.services.ec2.model.SubnetCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.SubnetIpv6CidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.VpcIpv6CidrBlockAssociation;

/** The associations of address ranges with VPCs and subnets. */
public final class CidrBlocks {
  private CidrBlocks() {}

  /** An IPv4 range of a VPC. */
  public static VpcCidrBlockAssociation ofVpc(String id, String cidr) {
    return VpcCidrBlockAssociation.builder()
        .associationId(id)
        .cidrBlock(cidr)
        .cidrBlockState(s -> s.state(VpcCidrBlockStateCode.ASSOCIATED))
        .build();
  }

  /** An IPv6 range of Amazon's that a VPC has. */
  public static VpcIpv6CidrBlockAssociation ipv6OfVpc(String id, String cidr) {
    return VpcIpv6CidrBlockAssociation.builder()
        .associationId(id)
        .ipv6CidrBlock(cidr)
        .ipv6CidrBlockState(s -> s.state(VpcCidrBlockStateCode.ASSOCIATED))
        .ipv6Pool("Amazon")
        .ipSource(IpSource.AMAZON)
        .ipv6AddressAttribute(Ipv6AddressAttribute.PUBLIC)
        .networkBorderGroup(World.REGION)
        .build();
  }

  /** The IPv6 range of a subnet. */
  public static SubnetIpv6CidrBlockAssociation ipv6OfSubnet(String id, String cidr) {
    return SubnetIpv6CidrBlockAssociation.builder()
        .associationId(id)
        .ipv6CidrBlock(cidr)
        .ipv6CidrBlockState(s -> s.state(SubnetCidrBlockStateCode.ASSOCIATED))
        .ipv6AddressAttribute(Ipv6AddressAttribute.PUBLIC)
        .ipSource(IpSource.AMAZON)
        .build();
  }
}
