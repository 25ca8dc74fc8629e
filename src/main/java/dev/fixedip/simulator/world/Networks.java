package dev.fixedip.simulator.world;

import dev.fixedip.simulator.world.Zones.Zone;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.HostnameType;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcState;

/** Makes VPCs, subnets and internet gateways, and finds the default ones. */
public final class Networks {
  /**
   * A VPC to make.
   *
   * @param groupId of its default security group
   */
  public record NewVpc(
      String id, String cidr, String groupId, boolean isDefault, Tenancy tenancy, List<Tag> tags) {}

  /** A subnet to make. */
  public record NewSubnet(
      String id, String vpcId, String cidr, Zone zone, boolean isDefault, List<Tag> tags) {}

  private static final String DHCP_OPTIONS = "dopt-00000000000000001";

  private final World world;
  private final Makers makers;

  /** The networks of that world. */
  public Networks(World world) {
    this.world = world;
    this.makers = new Makers(world);
  }

  /** An available VPC with its default security group. */
  public Vpc make(NewVpc wanted) {
    var primary = CidrBlocks.ofVpc(world.ids().next("vpc-cidr-assoc"), wanted.cidr);
    Vpc vpc =
        world
            .vpcs()
            .put(
                Vpc.builder()
                    .vpcId(wanted.id)
                    .cidrBlock(wanted.cidr)
                    .cidrBlockAssociationSet(primary)
                    .dhcpOptionsId(DHCP_OPTIONS)
                    .instanceTenancy(wanted.tenancy)
                    .isDefault(wanted.isDefault)
                    .ownerId(World.OWNER)
                    .state(VpcState.AVAILABLE)
                    .tags(wanted.tags.isEmpty() ? null : wanted.tags)
                    .build());
    world.vpcAttributes().put(wanted.id, VpcAttributes.ofNew(wanted.isDefault));
    makers.group(wanted.groupId, wanted.id, "default", "default VPC security group", List.of());
    return vpc;
  }

  /** A default VPC with a default subnet in each zone and an internet gateway. */
  public Vpc makeDefault() {
    String id = world.ids().next("vpc");
    Vpc vpc =
        make(
            new NewVpc(
                id, "172.31.0.0/16", world.ids().next("sg"), true, Tenancy.DEFAULT, List.of()));
    for (int i = 0; i < Zones.ALL.size(); i++) {
      String cidr = "172.31.%d.0/20".formatted(16 * i);
      make(new NewSubnet(world.ids().next("subnet"), id, cidr, Zones.ALL.get(i), true, List.of()));
    }
    attach(gateway(List.of()), id);
    return vpc;
  }

  /** An available subnet; a default one gives public addresses. */
  public Subnet make(NewSubnet wanted) {
    return world
        .subnets()
        .put(
            Subnet.builder()
                .subnetId(wanted.id)
                .vpcId(wanted.vpcId)
                .cidrBlock(wanted.cidr)
                .availabilityZone(wanted.zone.name())
                .availabilityZoneId(wanted.zone.id())
                .state(SubnetState.AVAILABLE)
                .ownerId(World.OWNER)
                .subnetArn(Makers.arn("subnet", wanted.id))
                .defaultForAz(wanted.isDefault)
                .mapPublicIpOnLaunch(wanted.isDefault)
                .mapCustomerOwnedIpOnLaunch(false)
                .assignIpv6AddressOnCreation(false)
                .ipv6CidrBlockAssociationSet(List.of())
                .ipv6Native(false)
                .enableDns64(false)
                .privateDnsNameOptionsOnLaunch(o ->
                    o.hostnameType(HostnameType.IP_NAME)
                        .enableResourceNameDnsARecord(false)
                        .enableResourceNameDnsAAAARecord(false))
                .tags(wanted.tags.isEmpty() ? null : wanted.tags)
                .build());
  }

  /** An internet gateway that is attached to nothing. */
  public InternetGateway gateway(List<Tag> tags) {
    return gateway(world.ids().next("igw"), tags);
  }

  /** An internet gateway of that id that is attached to nothing. */
  public InternetGateway gateway(String id, List<Tag> tags) {
    return world
        .gateways()
        .put(
            InternetGateway.builder()
                .internetGatewayId(id)
                .attachments(List.of())
                .ownerId(World.OWNER)
                .tags(tags)
                .build());
  }

  /** Attaches a gateway to a VPC. On the wire such an attachment is {@code available}. */
  public void attach(InternetGateway gateway, String vpcId) {
    var attachment = InternetGatewayAttachment.builder().vpcId(vpcId).state("available").build();
    world.gateways().put(gateway.toBuilder().attachments(attachment).build());
  }

  /** Whether the gateway is attached to the VPC. */
  public static boolean isAttached(InternetGateway gateway, String vpcId) {
    return gateway.attachments().stream().anyMatch(it -> it.vpcId().equals(vpcId));
  }

  /** Whether the VPC has an internet gateway. */
  public boolean hasGateway(String vpcId) {
    return world.gateways().all().stream().anyMatch(gateway -> isAttached(gateway, vpcId));
  }

  /** The account's default VPC, if there is one. */
  public Optional<Vpc> defaultVpc() {
    return world.vpcs().all().stream().filter(Vpc::isDefault).findFirst();
  }

  /** The default subnets, in the order of their zones' names. */
  public List<Subnet> defaultSubnets() {
    return world.subnets().all().stream()
        .filter(Subnet::defaultForAz)
        .sorted((a, b) -> a.availabilityZone().compareTo(b.availabilityZone()))
        .toList();
  }
}
