package dev.fixedip.simulator.file;

import dev.fixedip.simulator.world.VpcAttributes;
import dev.fixedip.simulator.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.HostnameType;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetCidrReservation;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Writes the networks of a world. */
final class NetworkWriter {
  private final World world;

  NetworkWriter(World world) {
    this.world = world;
  }

  NetworkPart.Vpc vpc(Vpc vpc) {
    var usual = VpcAttributes.ofNew(vpc.isDefault());
    var attributes = world.vpcAttributes().find(vpc.vpcId()).orElse(usual);
    var v4 = vpc.cidrBlockAssociationSet();
    return new NetworkPart.Vpc(
        vpc.vpcId(),
        vpc.cidrBlock(),
        v4.getFirst().associationId(),
        v4.stream()
            .skip(1)
            .map(it -> new NetworkPart.CidrBlock(it.cidrBlock(), it.associationId()))
            .toList(),
        vpc.ipv6CidrBlockAssociationSet().stream()
            .map(it -> new NetworkPart.CidrBlock(it.ipv6CidrBlock(), it.associationId()))
            .toList(),
        Parts.unless(false, vpc.isDefault()),
        Parts.unless(Tenancy.DEFAULT.toString(), vpc.instanceTenancyAsString()),
        Parts.unless(usual.dnsSupport(), attributes.dnsSupport()),
        Parts.unless(usual.dnsHostnames(), attributes.dnsHostnames()),
        Parts.unless(usual.usageMetrics(), attributes.usageMetrics()),
        Parts.tags(vpc.tags()));
  }

  static NetworkPart.InternetGateway gateway(InternetGateway gateway) {
    return new NetworkPart.InternetGateway(
        gateway.internetGatewayId(),
        gateway.attachments().isEmpty() ? null : gateway.attachments().getFirst().vpcId(),
        Parts.tags(gateway.tags()));
  }

  static NetworkPart.Subnet subnet(Subnet subnet) {
    var v6 = subnet.ipv6CidrBlockAssociationSet().stream().findFirst();
    return new NetworkPart.Subnet(
        subnet.subnetId(),
        subnet.vpcId(),
        subnet.cidrBlock(),
        v6.map(it -> it.ipv6CidrBlock()).orElse(null),
        v6.map(it -> it.associationId()).orElse(null),
        subnet.availabilityZone(),
        Parts.unless(false, subnet.defaultForAz()),
        Parts.unless(subnet.defaultForAz(), subnet.mapPublicIpOnLaunch()),
        Parts.unless(false, subnet.assignIpv6AddressOnCreation()),
        Parts.unless(false, subnet.enableDns64()),
        names(subnet),
        Parts.tags(subnet.tags()));
  }

  private static NetworkPart.@Nullable HostNames names(Subnet subnet) {
    var names = subnet.privateDnsNameOptionsOnLaunch();
    return Parts.unless(
        new NetworkPart.HostNames(null, null, null),
        new NetworkPart.HostNames(
            Parts.unless(HostnameType.IP_NAME.toString(), names.hostnameTypeAsString()),
            Parts.unless(false, names.enableResourceNameDnsARecord()),
            Parts.unless(false, names.enableResourceNameDnsAAAARecord())));
  }

  static NetworkPart.CidrReservation reservation(SubnetCidrReservation reservation) {
    return new NetworkPart.CidrReservation(
        reservation.subnetCidrReservationId(),
        reservation.subnetId(),
        reservation.cidr(),
        reservation.reservationTypeAsString(),
        reservation.description(),
        Parts.tags(reservation.tags()));
  }

  NetworkPart.SecurityGroup group(SecurityGroup group) {
    List<SecurityGroupRule> rules = world.rules().of(group.groupId());
    return new NetworkPart.SecurityGroup(
        group.groupId(),
        group.vpcId(),
        group.groupName(),
        group.description(),
        rules.stream().filter(it -> !it.isEgress()).map(NetworkWriter::rule).toList(),
        rules.stream().filter(SecurityGroupRule::isEgress).map(NetworkWriter::rule).toList(),
        Parts.tags(group.tags()));
  }

  private static NetworkPart.Rule rule(SecurityGroupRule rule) {
    var referenced = rule.referencedGroupInfo();
    return new NetworkPart.Rule(
        rule.securityGroupRuleId(),
        rule.ipProtocol(),
        rule.fromPort(),
        rule.toPort(),
        rule.cidrIpv4(),
        rule.cidrIpv6(),
        rule.prefixListId(),
        referenced == null ? null : referenced.groupId(),
        rule.description(),
        Parts.tags(rule.tags()));
  }
}
