package dev.fixedip.simulator.file;

import dev.fixedip.simulator.ops.ReservedCidrs;
import dev.fixedip.simulator.world.CidrBlocks;
import dev.fixedip.simulator.world.Ipv4Cidr;
import dev.fixedip.simulator.world.Ipv6Cidr;
import dev.fixedip.simulator.world.Networks;
import dev.fixedip.simulator.world.VpcAttributes;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetCidrReservation;
import software.amazon.awssdk.services.ec2.model.SubnetCidrReservationType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcIpv6CidrBlockAssociation;

/** Reads VPCs and internet gateways, and the reservations of subnets' ranges. */
final class NetworkReader {
  private static final Map<String, Tenancy> TENANCIES =
      Map.of("default", Tenancy.DEFAULT, "dedicated", Tenancy.DEDICATED);
  private static final Map<String, SubnetCidrReservationType> RESERVATIONS =
      Map.of(
          "explicit", SubnetCidrReservationType.EXPLICIT,
          "prefix", SubnetCidrReservationType.PREFIX);

  private final World world;
  private final WorldFile file;
  private final OwnIds ids;
  private final Networks networks;
  private final ReservedCidrs reserved;

  NetworkReader(World world, WorldFile file, OwnIds ids) {
    this.world = world;
    this.file = file;
    this.ids = ids;
    this.networks = new Networks(world);
    this.reserved = new ReservedCidrs(world);
  }

  String vpc(Place place, NetworkPart.Vpc wanted) {
    String id = place.id(world, world.vpcs(), wanted.id());
    boolean isDefault = Boolean.TRUE.equals(wanted.isDefault());
    if (isDefault && networks.defaultVpc().isPresent()) {
      throw place.wrong(
          "isDefault",
          "%s is the default VPC already; write true for one only"
              .formatted(networks.defaultVpc().get().vpcId()));
    }
    String cidr = place.cidr("cidrBlock", wanted.cidrBlock()).toString();
    String group = world.ids().next("sg");
    Vpc made =
        networks.make(
            new Networks.NewVpc(
                id, cidr, group, isDefault, tenancy(place, wanted), Place.tags(wanted.tags())));
    if (declaresGroup(id)) {
      world.rules().of(group).forEach(it -> world.rules().remove(it.securityGroupRuleId()));
      world.groups().remove(group);
    }
    var row = made.toBuilder().cidrBlockAssociationSet(v4(place, wanted));
    if (!wanted.ipv6CidrBlocks().isEmpty()) {
      row.ipv6CidrBlockAssociationSet(v6(place, wanted));
    }
    world.vpcs().put(row.build());
    world.vpcAttributes().put(id, attributes(wanted, isDefault));
    return id;
  }

  private boolean declaresGroup(String vpcId) {
    return file.securityGroups().stream()
        .filter(Objects::nonNull)
        .anyMatch(it -> vpcId.equals(it.vpcId()) && "default".equals(it.name()));
  }

  private static Tenancy tenancy(Place place, NetworkPart.Vpc wanted) {
    String name = Objects.requireNonNullElse(wanted.instanceTenancy(), "default");
    Tenancy tenancy = TENANCIES.get(name);
    if (tenancy == null) {
      throw place.wrong("instanceTenancy", name + " cannot be; write default or dedicated");
    }
    return tenancy;
  }

  private static VpcAttributes attributes(NetworkPart.Vpc wanted, boolean isDefault) {
    var usual = VpcAttributes.ofNew(isDefault);
    return new VpcAttributes(
        Objects.requireNonNullElse(wanted.enableDnsSupport(), usual.dnsSupport()),
        Objects.requireNonNullElse(wanted.enableDnsHostnames(), usual.dnsHostnames()),
        Objects.requireNonNullElse(
            wanted.enableNetworkAddressUsageMetrics(), usual.usageMetrics()));
  }

  private List<VpcCidrBlockAssociation> v4(Place place, NetworkPart.Vpc wanted) {
    List<Ipv4Cidr> taken = new ArrayList<>();
    Ipv4Cidr primary = place.cidr("cidrBlock", wanted.cidrBlock());
    taken.add(primary);
    var first =
        CidrBlocks.ofVpc(
            ids.id(place, "cidrAssociationId", "vpc-cidr-assoc", wanted.cidrAssociationId()),
            primary.toString());
    var more =
        place.each(
            "secondaryCidrBlocks",
            wanted.secondaryCidrBlocks(),
            (inner, block) -> {
              Ipv4Cidr cidr = inner.cidr("cidrBlock", block.cidrBlock());
              taken.stream()
                  .filter(cidr::overlaps)
                  .findFirst()
                  .ifPresent(other -> {
                    throw overlaps(inner, cidr, other);
                  });
              taken.add(cidr);
              return CidrBlocks.ofVpc(
                  ids.id(inner, "associationId", "vpc-cidr-assoc", block.associationId()),
                  cidr.toString());
            });
    return Stream.concat(Stream.of(first), more.stream()).toList();
  }

  private List<VpcIpv6CidrBlockAssociation> v6(Place place, NetworkPart.Vpc wanted) {
    List<Ipv6Cidr> taken = new ArrayList<>();
    for (Vpc other : world.vpcs().all()) {
      other.ipv6CidrBlockAssociationSet().stream()
          .map(it -> Ipv6Cidr.parse(it.ipv6CidrBlock()))
          .forEach(taken::add);
    }
    return place.each(
        "ipv6CidrBlocks",
        wanted.ipv6CidrBlocks(),
        (inner, block) -> {
          Ipv6Cidr cidr = inner.ipv6Cidr("cidrBlock", block.cidrBlock());
          taken.stream()
              .filter(cidr::overlaps)
              .findFirst()
              .ifPresent(other -> {
                throw overlaps(inner, cidr, other);
              });
          taken.add(cidr);
          return CidrBlocks.ipv6OfVpc(
              ids.id(inner, "associationId", "vpc-cidr-assoc", block.associationId()),
              cidr.toString());
        });
  }

  private static BadInput overlaps(Place place, Object cidr, Object other) {
    return place.wrong(
        "cidrBlock", "%s overlaps %s of a VPC; write one that does not".formatted(cidr, other));
  }

  String gateway(Place place, NetworkPart.InternetGateway wanted) {
    String id = place.id(world, world.gateways(), wanted.id());
    InternetGateway made = networks.gateway(id, Place.tags(wanted.tags()));
    if (wanted.vpcId() != null) {
      Vpc vpc = place.named(world.vpcs(), "vpcs", "vpcId", wanted.vpcId());
      if (networks.hasGateway(vpc.vpcId())) {
        throw place.wrong(
            "vpcId",
            "%s has an internet gateway already; write another VPC, or leave it out"
                .formatted(vpc.vpcId()));
      }
      networks.attach(made, vpc.vpcId());
    }
    return id;
  }

  String reservation(Place place, NetworkPart.CidrReservation wanted) {
    String id = place.id(world, world.cidrReservations(), wanted.id());
    Subnet subnet = place.named(world.subnets(), "subnets", "subnetId", wanted.subnetId());
    String cidr = place.required("cidr", wanted.cidr());
    String type = place.required("reservationType", wanted.reservationType());
    if (!RESERVATIONS.containsKey(type)) {
      throw place.wrong("reservationType", type + " cannot be; write explicit or prefix");
    }
    place.checked(
        "cidr",
        () ->
            reserved.put(
                subnet,
                cidr,
                SubnetCidrReservation.builder()
                    .subnetCidrReservationId(id)
                    .reservationType(RESERVATIONS.get(type))
                    .description(wanted.description())
                    .tags(orNull(wanted.tags()))));
    return id;
  }

  @SuppressWarnings("NullAway")
  private static List<Tag> orNull(Map<String, String> tags) {
    return tags.isEmpty() ? null : Place.tags(tags);
  }
}
