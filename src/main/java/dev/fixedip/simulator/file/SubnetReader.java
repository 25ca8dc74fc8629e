package dev.fixedip.simulator.file;

import dev.fixedip.simulator.world.CidrBlocks;
import dev.fixedip.simulator.world.Ipv4Cidr;
import dev.fixedip.simulator.world.Ipv6Cidr;
import dev.fixedip.simulator.world.Networks;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Zones;
import dev.fixedip.simulator.world.Zones.Zone;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.HostnameType;
import software.amazon.awssdk.services.ec2.model.PrivateDnsNameOptionsOnLaunch;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetIpv6CidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;

/** Reads subnets. */
final class SubnetReader {
  private static final int IPV6_LENGTH = 64;

  private final World world;
  private final OwnIds ids;

  SubnetReader(World world, OwnIds ids) {
    this.world = world;
    this.ids = ids;
  }

  String subnet(Place place, NetworkPart.Subnet wanted) {
    String id = place.id(world, world.subnets(), wanted.id());
    Vpc vpc = place.named(world.vpcs(), "vpcs", "vpcId", wanted.vpcId());
    Ipv4Cidr cidr = place.cidr("cidrBlock", wanted.cidrBlock());
    checkRoom(place, vpc, cidr);
    Zone zone = zone(place, wanted);
    boolean isDefault = Boolean.TRUE.equals(wanted.defaultForAz());
    if (isDefault) {
      checkDefault(place, vpc, zone);
    }
    Subnet made =
        new Networks(world)
            .make(
                new Networks.NewSubnet(
                    id, vpc.vpcId(), cidr.toString(), zone, isDefault, Place.tags(wanted.tags())));
    var row =
        made.toBuilder()
            .mapPublicIpOnLaunch(
                Objects.requireNonNullElse(wanted.mapPublicIpOnLaunch(), isDefault))
            .enableDns64(Boolean.TRUE.equals(wanted.enableDns64()));
    if (wanted.ipv6CidrBlock() != null) {
      row.ipv6CidrBlockAssociationSet(ipv6(place, vpc, wanted))
          .assignIpv6AddressOnCreation(Boolean.TRUE.equals(wanted.assignIpv6AddressOnCreation()));
    } else if (Boolean.TRUE.equals(wanted.assignIpv6AddressOnCreation())) {
      throw place.wrong(
          "assignIpv6AddressOnCreation", "this needs an ipv6CidrBlock; write it, or false");
    }
    if (wanted.privateDnsNameOptionsOnLaunch() != null) {
      row.privateDnsNameOptionsOnLaunch(names(place, wanted.privateDnsNameOptionsOnLaunch()));
    }
    world.subnets().put(row.build());
    return id;
  }

  private static Zone zone(Place place, NetworkPart.Subnet wanted) {
    String name = Objects.requireNonNullElse(wanted.availabilityZone(), "us-east-1a");
    return Zones.named(name)
        .orElseThrow(() ->
            place.wrong(
                "availabilityZone",
                "%s is unknown; write one of %s"
                    .formatted(
                        name,
                        Zones.ALL.stream().map(Zone::name).collect(Collectors.joining(", ")))));
  }

  private void checkDefault(Place place, Vpc vpc, Zone zone) {
    if (!vpc.isDefault()) {
      throw place.wrong(
          "defaultForAz",
          "%s is not the default VPC; write false, or isDefault: true there"
              .formatted(vpc.vpcId()));
    }
    for (Subnet other : world.subnets().all()) {
      if (other.defaultForAz() && other.availabilityZone().equals(zone.name())) {
        throw place.wrong(
            "defaultForAz",
            "%s is the default subnet of %s already; write true for one only"
                .formatted(other.subnetId(), zone.name()));
      }
    }
  }

  private void checkRoom(Place place, Vpc vpc, Ipv4Cidr cidr) {
    var ranges =
        vpc.cidrBlockAssociationSet().stream().map(VpcCidrBlockAssociation::cidrBlock).toList();
    if (ranges.stream().noneMatch(range -> Ipv4Cidr.parse(range).contains(cidr))) {
      throw place.wrong(
          "cidrBlock",
          "%s is not inside %s of %s; write one that is"
              .formatted(cidr, String.join(" or ", ranges), vpc.vpcId()));
    }
    for (Subnet other : world.subnets().all()) {
      if (other.vpcId().equals(vpc.vpcId()) && cidr.overlaps(Ipv4Cidr.parse(other.cidrBlock()))) {
        throw place.wrong(
            "cidrBlock",
            "%s overlaps %s of %s; write one that does not"
                .formatted(cidr, other.cidrBlock(), other.subnetId()));
      }
    }
  }

  private SubnetIpv6CidrBlockAssociation ipv6(Place place, Vpc vpc, NetworkPart.Subnet wanted) {
    Ipv6Cidr cidr = place.ipv6Cidr("ipv6CidrBlock", wanted.ipv6CidrBlock());
    boolean inside =
        vpc.ipv6CidrBlockAssociationSet().stream()
            .anyMatch(range -> Ipv6Cidr.parse(range.ipv6CidrBlock()).contains(cidr));
    if (!inside || cidr.prefixLength() != IPV6_LENGTH) {
      throw place.wrong(
          "ipv6CidrBlock",
          "%s is no /64 inside the ipv6CidrBlocks of %s; write one that is"
              .formatted(cidr, vpc.vpcId()));
    }
    for (Subnet other : world.subnets().all()) {
      for (SubnetIpv6CidrBlockAssociation taken : other.ipv6CidrBlockAssociationSet()) {
        if (cidr.overlaps(Ipv6Cidr.parse(taken.ipv6CidrBlock()))) {
          throw place.wrong(
              "ipv6CidrBlock",
              "%s is that of %s; write another one".formatted(cidr, other.subnetId()));
        }
      }
    }
    return CidrBlocks.ipv6OfSubnet(
        ids.id(place, "ipv6CidrAssociationId", "subnet-cidr-assoc", wanted.ipv6CidrAssociationId()),
        cidr.toString());
  }

  private static PrivateDnsNameOptionsOnLaunch names(Place place, NetworkPart.HostNames wanted) {
    String type = Objects.requireNonNullElse(wanted.hostnameType(), "ip-name");
    HostnameType known = HostnameType.fromValue(type);
    if (known == HostnameType.UNKNOWN_TO_SDK_VERSION) {
      throw place.wrong(
          "privateDnsNameOptionsOnLaunch.hostnameType",
          type + " cannot be; write ip-name or resource-name");
    }
    return PrivateDnsNameOptionsOnLaunch.builder()
        .hostnameType(known)
        .enableResourceNameDnsARecord(Boolean.TRUE.equals(wanted.enableResourceNameDnsARecord()))
        .enableResourceNameDnsAAAARecord(
            Boolean.TRUE.equals(wanted.enableResourceNameDnsAAAARecord()))
        .build();
  }
}
