package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Vpc;

abstract class VpcCidrContract extends NetworkingContract {
  @Test
  void amazonGivesAnIpv6Range() {
    var made = ec2().createVpc(r -> r.cidrBlock("10.77.0.0/20").amazonProvidedIpv6CidrBlock(true));
    String id = made.vpc().vpcId();
    atTheEnd(() -> ec2().deleteVpc(r -> r.vpcId(id)));

    var association = vpc(id).ipv6CidrBlockAssociationSet().getFirst();
    assertThat(association.ipv6CidrBlock()).endsWith("::/56");
    assertThat(association.ipv6CidrBlockState().stateAsString()).isEqualTo("associated");
    assertThat(association.ipv6Pool()).isEqualTo("Amazon");
    assertThat(
            ec2()
                .describeVpcs(r ->
                    r.filters(
                        filter(
                            "ipv6-cidr-block-association.ipv6-cidr-block",
                            association.ipv6CidrBlock())))
                .vpcs())
        .extracting(Vpc::vpcId)
        .containsExactly(id);
  }

  @Test
  void aSecondRangeIsThereForSubnetsAsLongAsNoneUsesIt() {
    String id = newVpc("10.77.0.0/24");
    var added =
        ec2()
            .associateVpcCidrBlock(r -> r.vpcId(id).cidrBlock("10.78.0.0/24"))
            .cidrBlockAssociation();
    assertThat(added.cidrBlockState().stateAsString()).isEqualTo("associating");
    String subnetId = newSubnet(id, "10.78.0.0/25");

    assertRefused(
        () -> ec2().disassociateVpcCidrBlock(r -> r.associationId(added.associationId())),
        "InvalidCidrBlock.InUse",
        "The vpc %s currently has a subnet within CIDR block 10.78.0.0/24".formatted(id));
    ec2().deleteSubnet(r -> r.subnetId(subnetId));
    ec2().disassociateVpcCidrBlock(r -> r.associationId(added.associationId()));

    assertRefused(() -> newSubnet(id, "10.78.0.0/25"), "InvalidSubnet.Range", "10.78.0.0/25");
    assertRefused(
        () -> ec2().disassociateVpcCidrBlock(r -> r.associationId("vpc-cidr-assoc-" + UNKNOWN)),
        "InvalidVpcCidrBlockAssociationID.NotFound",
        "does not exist");
  }

  @Test
  void rangesOfAVpcAreFiveAndApart() {
    String id = newVpc("10.77.0.0/24");
    String primary = vpc(id).cidrBlockAssociationSet().getFirst().associationId();
    assertRefused(
        () -> ec2().associateVpcCidrBlock(r -> r.vpcId(id).cidrBlock("10.77.0.0/25")),
        "InvalidVpc.Conflict",
        "10.77.0.0/25");
    assertRefused(
        () -> ec2().disassociateVpcCidrBlock(r -> r.associationId(primary)),
        "OperationNotPermitted",
        "It is the primary IPv4 CIDR block of the VPC");
    for (int i = 1; i < 5; i++) {
      String cidr = "10.77.%d.0/24".formatted(i);
      ec2().associateVpcCidrBlock(r -> r.vpcId(id).cidrBlock(cidr));
    }

    assertRefused(
        () -> ec2().associateVpcCidrBlock(r -> r.vpcId(id).cidrBlock("10.77.5.0/24")),
        "CidrLimitExceeded",
        "This network %s has met its maximum number of allowed CIDRs: 5".formatted(id));
  }

  @Test
  void anIpv6RangeComesAndGoes() {
    String id = newVpc("10.77.0.0/24");
    var added =
        ec2()
            .associateVpcCidrBlock(r -> r.vpcId(id).amazonProvidedIpv6CidrBlock(true))
            .ipv6CidrBlockAssociation();
    assertThat(vpc(id).ipv6CidrBlockAssociationSet()).hasSize(1);

    ec2().disassociateVpcCidrBlock(r -> r.associationId(added.associationId()));

    assertThat(vpc(id).ipv6CidrBlockAssociationSet()).isEmpty();
    assertRefused(
        () -> ec2().associateVpcCidrBlock(r -> r.vpcId(id)), "MissingParameter", "cidrBlock");
    assertRefused(
        () ->
            ec2()
                .associateVpcCidrBlock(
                    r -> r.vpcId(id).cidrBlock("10.78.0.0/24").amazonProvidedIpv6CidrBlock(true)),
        "InvalidParameterCombination",
        "");
  }
}
