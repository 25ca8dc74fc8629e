package dev.fixedip.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Tenancy;

/** Ready-made worlds: each fills an empty one. */
public final class Worlds {
  /** The VPC 10.0.0.0/21. */
  public static final String VPC = "vpc-00000000000000021";

  /** The subnet 10.0.0.0/24 in us-east-1a. */
  public static final String SUBNET = "subnet-00000000000000024";

  /** The VPC's default security group. */
  public static final String DEFAULT_GROUP = "sg-00000000000000000";

  /** The security group of both instances: SSH and RDP, no ICMP. */
  public static final String GROUP = "sg-00000000000000001";

  /** The Linux instance. */
  public static final String LINUX = "i-00000000000000050";

  /** The Linux instance's primary interface. */
  public static final String LINUX_INTERFACE = "eni-00000000000000050";

  /** The Linux instance's address. */
  public static final String LINUX_ADDRESS = "10.0.0.50";

  /** The Windows instance. */
  public static final String WINDOWS = "i-00000000000000133";

  /** The Windows instance's primary interface. */
  public static final String WINDOWS_INTERFACE = "eni-00000000000000133";

  /** The address that the Windows instance was given. */
  public static final String WINDOWS_ADDRESS = "10.0.0.133";

  private final World world;
  private final Makers makers;
  private final Networks networks;

  private Worlds(World world) {
    this.world = world;
    this.makers = new Makers(world);
    this.networks = new Networks(world);
  }

  /** A VPC with a Linux and a Windows instance whose addresses are not neighbours. */
  public static Consumer<World> story() {
    return world -> {
      var make = new Worlds(world);
      make.putVpc(VPC, "10.0.0.0/21", DEFAULT_GROUP, "lab");
      Subnet subnet = make.putSubnet(SUBNET, VPC, "10.0.0.0/24", 0);
      make.makers.group(GROUP, VPC, "remote-access", "SSH and RDP", List.of());
      make.rule("sgr-00000000000000022", GROUP, 22);
      make.rule("sgr-00000000000003389", GROUP, 3389);
      make.instance(LINUX, Images.LINUX, LINUX_INTERFACE, LINUX_ADDRESS, subnet, GROUP, "linux");
      make.instance(
          WINDOWS, Images.WINDOWS, WINDOWS_INTERFACE, WINDOWS_ADDRESS, subnet, GROUP, "windows");
    };
  }

  /**
   * A large world: running instances spread evenly over subnets of one VPC, 10.0.0.0/8, and those
   * over the region's zones, all in one group. Ids count up from 1: {@code i-00000000000000001},
   * {@code eni-…}, {@code subnet-…}. The quota of interfaces leaves room for as many again.
   *
   * @param instances from 0
   * @param subnets 1 to 256, with at most 60,000 instances each
   * @throws IllegalArgumentException for other numbers
   */
  public static Consumer<World> generated(int instances, int subnets) {
    if (subnets < 1 || subnets > 256 || instances < 0 || instances > subnets * 60_000L) {
      throw new IllegalArgumentException(
          "%d instances in %d subnets do not fit; have 1 to 256 subnets with up to 60000 instances each"
              .formatted(instances, subnets));
    }
    return world -> {
      var make = new Worlds(world);
      make.putVpc(VPC, "10.0.0.0/8", DEFAULT_GROUP, "large");
      make.makers.group(GROUP, VPC, "shared", "All instances", List.of());
      List<Subnet> made = new ArrayList<>();
      for (int i = 0; i < subnets; i++) {
        made.add(make.putSubnet(id("subnet", i + 1), VPC, "10.%d.0.0/16".formatted(i), i));
      }
      for (int i = 0; i < instances; i++) {
        Subnet subnet = made.get(i % subnets);
        int base = Ipv4Cidr.parse(subnet.cidrBlock()).base();
        make.instance(
            id("i", i + 1),
            Images.LINUX,
            id("eni", i + 1),
            Ipv4Cidr.format(base + 4 + i / subnets),
            subnet,
            GROUP,
            "instance-" + (i + 1));
      }
      var standard = Quotas.standard();
      world.quotas(
          new Quotas(
              standard.interfaces() + 2 * instances,
              standard.rulesPerGroup(),
              standard.groupsPerInterface(),
              standard.elasticIps()));
    };
  }

  /** Adds the default VPC that AWS gives every account to whatever the world has. */
  public static Consumer<World> defaultVpc() {
    return world -> new Networks(world).makeDefault();
  }

  /** Adds a VPC with its default group to whatever the world has. */
  public static Consumer<World> vpc(String id, String cidr, String defaultGroupId) {
    return world -> new Worlds(world).putVpc(id, cidr, defaultGroupId, id);
  }

  /**
   * Adds a subnet to whatever the world has.
   *
   * @param zone 0 for us-east-1a, 1 for us-east-1b …
   */
  public static Consumer<World> subnet(String id, String vpcId, String cidr, int zone) {
    return world -> new Worlds(world).putSubnet(id, vpcId, cidr, zone);
  }

  /** Gives a VPC an internet gateway. */
  public static Consumer<World> internetGateway(String vpcId) {
    return world -> {
      var networks = new Networks(world);
      networks.attach(networks.gateway(List.of()), vpcId);
    };
  }

  /**
   * Gives a VPC and one of its subnets an IPv6 network.
   *
   * @param vpcCidr such as {@code 2001:db8:0:100::/56}
   * @param subnetCidr a /64 of it
   */
  public static Consumer<World> ipv6(
      String vpcId, String vpcCidr, String subnetId, String subnetCidr) {
    return world -> {
      var ofVpc = CidrBlocks.ipv6OfVpc(world.ids().next("vpc-cidr-assoc"), vpcCidr);
      var ofSubnet = CidrBlocks.ipv6OfSubnet(world.ids().next("subnet-cidr-assoc"), subnetCidr);
      var vpc = world.vpcs().get(vpcId).toBuilder().ipv6CidrBlockAssociationSet(ofVpc).build();
      world.vpcs().put(vpc);
      new Makers(world).openIpv6(vpcId);
      var subnet = world.subnets().get(subnetId).toBuilder();
      world.subnets().put(subnet.ipv6CidrBlockAssociationSet(ofSubnet).build());
    };
  }

  /** The id of a generated resource: {@code id("i", 1)} is {@code i-00000000000000001}. */
  public static String id(String prefix, int number) {
    return "%s-%017d".formatted(prefix, number);
  }

  private void putVpc(String id, String cidr, String defaultGroup, String name) {
    networks.make(new Networks.NewVpc(id, cidr, defaultGroup, false, Tenancy.DEFAULT, named(name)));
  }

  private Subnet putSubnet(String id, String vpcId, String cidr, int zone) {
    return networks.make(
        new Networks.NewSubnet(
            id, vpcId, cidr, Zones.ALL.get(zone % Zones.ALL.size()), false, List.of()));
  }

  private void rule(String id, String groupId, int port) {
    world
        .rules()
        .put(
            SecurityGroupRule.builder()
                .securityGroupRuleId(id)
                .securityGroupRuleArn(Makers.arn("security-group-rule", id))
                .groupId(groupId)
                .groupOwnerId(World.OWNER)
                .isEgress(false)
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .cidrIpv4("0.0.0.0/0")
                .tags(List.of())
                .build());
  }

  private void instance(
      String id,
      String image,
      String interfaceId,
      String address,
      Subnet subnet,
      String groupId,
      String name) {
    @Nullable String platform = world.images().platform(image);
    var instance =
        makers.make(
            new Makers.NewInstance(
                id, world.ids().next("r"), image, platform, "t3.medium", subnet, named(name)));
    world
        .instances()
        .put(instance.toBuilder().state(Makers.state(InstanceStateName.RUNNING)).build());
    world.guests().started(id, world.agenda().now());
    var face =
        makers.make(
            new Makers.NewInterface(
                interfaceId, subnet, List.of(address), List.of(groupId), "", List.of()));
    makers.attach(face, id, 0, AttachmentStatus.ATTACHED);
  }

  private static List<Tag> named(String name) {
    return List.of(Tag.builder().key("Name").value(name).build());
  }
}
