package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.model.Cidr;
import dev.fixedip.model.IpFamily;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.SubnetIpv6CidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.VpcIpv6CidrBlockAssociation;

/** What EC2 answers of IPv6, whatever way it writes it. */
class Ipv6MappingTest {
  private final Mapping mapping = new Mapping();

  @Test
  void addressesAreCanonicalAndThoseOfIpv4ComeFirst() {
    NetworkInterface answered =
        NetworkInterface.builder()
            .networkInterfaceId("eni-1")
            .privateIpAddress("10.0.0.60")
            .privateIpAddresses(
                NetworkInterfacePrivateIpAddress.builder().privateIpAddress("10.0.0.60").build(),
                NetworkInterfacePrivateIpAddress.builder().privateIpAddress("10.0.0.51").build())
            .ipv6Addresses(
                NetworkInterfaceIpv6Address.builder()
                    .ipv6Address("2001:db8:0:100:0:0:0:52")
                    .build(),
                NetworkInterfaceIpv6Address.builder().ipv6Address("2001:DB8:0:100::51").build())
            .build();
    assertThat(mapping.networkInterface(answered).addresses())
        .containsExactly("10.0.0.60", "10.0.0.51", "2001:db8:0:100::51", "2001:db8:0:100::52");
  }

  @Test
  void anInterfaceOfASubnetWithoutIpv4HasOnlyTheOthers() {
    NetworkInterface answered =
        NetworkInterface.builder()
            .networkInterfaceId("eni-1")
            .ipv6Addresses(
                NetworkInterfaceIpv6Address.builder().ipv6Address("2001:db8::51").build())
            .build();
    assertThat(mapping.networkInterface(answered).addresses()).containsExactly("2001:db8::51");
    assertThat(mapping.networkInterface(answered).primaryAddress()).isEqualTo("2001:db8::51");
    assertThat(mapping.networkInterface(NetworkInterface.builder().build()).primaryAddress())
        .isEqualTo("no address");
  }

  @Test
  void onlyRangesThatAreAssociatedCount() {
    Subnet answered =
        Subnet.builder()
            .subnetId("subnet-1")
            .cidrBlock("10.0.0.0/24")
            .ipv6CidrBlockAssociationSet(
                range("2001:db8:0:101:0:0:0:0/64", SubnetCidrBlockStateCode.ASSOCIATED),
                range("2001:db8:0:102::/64", SubnetCidrBlockStateCode.DISASSOCIATED),
                range("2001:db8:0:103::/64", SubnetCidrBlockStateCode.ASSOCIATING))
            .build();
    var subnet = mapping.subnet(answered).orElseThrow();
    assertThat(subnet.cidr()).hasToString("10.0.0.0/24");
    assertThat(subnet.ipv6Cidrs()).containsExactly(Cidr.parse("2001:db8:0:101::/64"));

    var vpc =
        mapping.vpc(
            Vpc.builder()
                .vpcId("vpc-1")
                .cidrBlock("10.0.0.0/21")
                .ipv6CidrBlockAssociationSet(
                    ofVpc("2001:db8:0:200::/56", VpcCidrBlockStateCode.ASSOCIATED),
                    ofVpc("2001:db8:0:100::/56", VpcCidrBlockStateCode.ASSOCIATED),
                    ofVpc("2001:db8:0:300::/56", VpcCidrBlockStateCode.DISASSOCIATING))
                .build());
    assertThat(vpc.cidrs(IpFamily.IPV4)).hasToString("[10.0.0.0/21]");
    assertThat(vpc.cidrs(IpFamily.IPV6)).hasToString("[2001:db8:0:100::/56, 2001:db8:0:200::/56]");
  }

  @Test
  void aSubnetMayHaveNoIpv4() {
    Subnet answered =
        Subnet.builder()
            .subnetId("subnet-1")
            .ipv6Native(true)
            .ipv6CidrBlockAssociationSet(
                range("2001:db8:0:101::/64", SubnetCidrBlockStateCode.ASSOCIATED))
            .build();
    var subnet = mapping.subnet(answered).orElseThrow();
    assertThat(subnet.cidrs(IpFamily.IPV4)).isEmpty();
    assertThat(subnet.cidr()).hasToString("2001:db8:0:101::/64");
    assertThat(mapping.subnet(Subnet.builder().subnetId("subnet-2").build())).isEmpty();
  }

  /** Java itself takes such a range for one of IPv4, whose prefix length would be wrong. */
  @Test
  void somebodysRuleMayNameTheRangeOfMappedAddresses() {
    SecurityGroupRule answered =
        SecurityGroupRule.builder()
            .securityGroupRuleId("sgr-1")
            .groupId("sg-1")
            .ipProtocol("icmpv6")
            .cidrIpv6("::ffff:0:0/96")
            .build();
    assertThat(mapping.rule(answered).cidr()).hasToString("::ffff:0:0/96");
  }

  private static SubnetIpv6CidrBlockAssociation range(String cidr, SubnetCidrBlockStateCode state) {
    return SubnetIpv6CidrBlockAssociation.builder()
        .ipv6CidrBlock(cidr)
        .ipv6CidrBlockState(it -> it.state(state))
        .build();
  }

  private static VpcIpv6CidrBlockAssociation ofVpc(String cidr, VpcCidrBlockStateCode state) {
    return VpcIpv6CidrBlockAssociation.builder()
        .ipv6CidrBlock(cidr)
        .ipv6CidrBlockState(it -> it.state(state))
        .build();
  }
}
