package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Ipv4Cidr;
import dev.fixedip.simulator.world.Ipv6Cidr;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.SubnetIpv6CidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.VpcIpv6CidrBlockAssociation;

/** The address ranges of VPCs and subnets. */
final class Cidrs {
  private static final int LARGEST = 16;
  private static final int SMALLEST = 28;

  private Cidrs() {}

  /**
   * The range that a VPC or a subnet shall have.
   *
   * @param code of the error when it is larger or smaller than EC2 allows
   */
  static Ipv4Cidr sized(String text, String code) {
    Ipv4Cidr cidr = given(text);
    if (cidr.prefixLength() < LARGEST || cidr.prefixLength() > SMALLEST) {
      throw new Ec2Error(code, "The CIDR '%s' is invalid.".formatted(text));
    }
    return cidr;
  }

  private static Ipv4Cidr given(String text) {
    try {
      return Ipv4Cidr.parse(text);
    } catch (Ec2Error malformed) {
      throw notCidr("cidrBlock", text);
    }
  }

  /** The IPv6 range that a parameter gives. */
  static Ipv6Cidr v6(String parameter, String text) {
    try {
      return Ipv6Cidr.parse(text);
    } catch (Ec2Error malformed) {
      throw notCidr(parameter, text);
    }
  }

  /** The error for text that is no range. */
  static Ec2Error notCidr(String parameter, String text) {
    return Errors.invalidValue(
        "Value (%s) for parameter %s is invalid. This is not a valid CIDR block."
            .formatted(text, parameter));
  }

  /** The IPv4 ranges of a VPC. */
  static List<Ipv4Cidr> of(Vpc vpc) {
    return vpc.cidrBlockAssociationSet().stream()
        .filter(it -> it.cidrBlockState().state() == VpcCidrBlockStateCode.ASSOCIATED)
        .map(VpcCidrBlockAssociation::cidrBlock)
        .map(Ipv4Cidr::parse)
        .toList();
  }

  /** The IPv6 ranges of a VPC. */
  static List<Ipv6Cidr> v6(Vpc vpc) {
    return vpc.ipv6CidrBlockAssociationSet().stream()
        .filter(it -> it.ipv6CidrBlockState().state() == VpcCidrBlockStateCode.ASSOCIATED)
        .map(VpcIpv6CidrBlockAssociation::ipv6CidrBlock)
        .map(Ipv6Cidr::parse)
        .toList();
  }

  /** The IPv6 ranges of a subnet. */
  static List<Ipv6Cidr> v6(Subnet subnet) {
    return subnet.ipv6CidrBlockAssociationSet().stream()
        .filter(it -> it.ipv6CidrBlockState().state() == SubnetCidrBlockStateCode.ASSOCIATED)
        .map(SubnetIpv6CidrBlockAssociation::ipv6CidrBlock)
        .map(Ipv6Cidr::parse)
        .toList();
  }

  /** The networks of that size in a network, in order; none when it is smaller itself. */
  static Stream<Ipv4Cidr> parts(Ipv4Cidr whole, int prefixLength) {
    return IntStream.range(0, whole.size() >>> (32 - prefixLength))
        .mapToObj(i ->
            Ipv4Cidr.parse(
                Ipv4Cidr.format(whole.last() - whole.size() + 1 + (i << (32 - prefixLength)))
                    + "/"
                    + prefixLength));
  }
}
