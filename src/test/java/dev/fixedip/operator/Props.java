package dev.fixedip.operator;

import static dev.fixedip.simulator.world.Worlds.GROUP;
import static dev.fixedip.simulator.world.Worlds.LINUX;
import static dev.fixedip.simulator.world.Worlds.LINUX_INTERFACE;
import static dev.fixedip.simulator.world.Worlds.SUBNET;
import static dev.fixedip.simulator.world.Worlds.VPC;

import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Worlds;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * What others have in the story's account, beside Linux and Windows.
 *
 * @param windows instances with room for two interfaces each
 * @param licences two of which one may have the tag {@code role=licence}; the first has it now
 * @param small a t3.micro that takes no more interfaces, and whose primary one no more addresses
 * @param fullGroup a security group that takes no more rules
 * @param elasticIp one that Linux has; the account may have no more than there are
 */
record Props(
    List<String> windows, List<String> licences, String small, String fullGroup, String elasticIp) {
  /** The default group of a VPC of its own. */
  static final String OTHER_GROUP = "sg-00000000000000022";

  private static final String OTHER_VPC = "vpc-00000000000000022";

  /**
   * The story's VPC with an internet gateway and a second subnet, in another zone, and another VPC
   * whose subnet has the same range as that.
   */
  static Consumer<World> world() {
    return Worlds.story()
        .andThen(Worlds.internetGateway(VPC))
        .andThen(Worlds.subnet("subnet-00000000000000025", VPC, "10.0.1.0/24", 1))
        .andThen(Worlds.vpc(OTHER_VPC, "10.0.1.0/24", OTHER_GROUP))
        .andThen(Worlds.subnet("subnet-00000000000000026", OTHER_VPC, "10.0.1.0/24", 1));
  }

  /** Brings them there, and waits until the operator sees them. */
  static Props in(Scene scene) {
    List<String> windows =
        IntStream.rangeClosed(201, 204)
            .mapToObj(it -> launched(scene, "10.0.0." + it, "windows", "none"))
            .toList();
    List<String> databases =
        IntStream.rangeClosed(205, 206)
            .mapToObj(it -> launched(scene, "10.0.0." + it, "database", "database"))
            .toList();
    String first = launched(scene, "10.0.0.207", "old", "licence");
    String second = launched(scene, "10.0.0.208", "new", "none");
    String small = launched(scene, InstanceType.T3_MICRO, "10.0.0.101", tagged("small", "none"));
    Stream.of(windows, databases, List.of(first, second, small))
        .flatMap(List::stream)
        .forEach(it -> scene.awaitInstance(it, InstanceStateName.RUNNING));
    scene.others.assignPrivateIpAddresses(it ->
        it.networkInterfaceId(scene.holders("10.0.0.101").getFirst().networkInterfaceId())
            .privateIpAddresses("10.0.0.102"));
    scene.attachedByOthers(made(scene, "10.0.0.103"), small, 1);
    scene.attachedByOthers(made(scene, "10.0.0.104"), LINUX, 1);
    Props all =
        new Props(windows, List.of(first, second), small, fullGroup(scene), elasticIps(scene));
    scene.awaitPolls(1);
    return all;
  }

  private static String launched(Scene scene, String address, String name, String role) {
    return launched(scene, InstanceType.T3_MEDIUM, address, tagged(name, role));
  }

  private static String launched(
      Scene scene, InstanceType type, String address, TagSpecification tags) {
    return scene
        .others
        .runInstances(it ->
            it.imageId(Images.WINDOWS)
                .instanceType(type)
                .minCount(1)
                .maxCount(1)
                .subnetId(SUBNET)
                .privateIpAddress(address)
                .securityGroupIds(GROUP)
                .tagSpecifications(tags))
        .instances()
        .getFirst()
        .instanceId();
  }

  private static TagSpecification tagged(String name, String role) {
    return TagSpecification.builder()
        .resourceType(ResourceType.INSTANCE)
        .tags(
            Tag.builder().key("Name").value(name).build(),
            Tag.builder().key("role").value(role).build())
        .build();
  }

  private static String made(Scene scene, String address) {
    return scene
        .others
        .createNetworkInterface(it -> it.subnetId(SUBNET).privateIpAddress(address).groups(GROUP))
        .networkInterface()
        .networkInterfaceId();
  }

  private static String fullGroup(Scene scene) {
    String group =
        scene
            .others
            .createSecurityGroup(it -> it.groupName("full").description("Full").vpcId(VPC))
            .groupId();
    List<IpRange> ranges =
        IntStream.rangeClosed(1, scene.ec2.backstage().quotas().rulesPerGroup())
            .mapToObj(it -> IpRange.builder().cidrIp("192.168.%d.0/24".formatted(it)).build())
            .toList();
    scene.others.authorizeSecurityGroupIngress(it ->
        it.groupId(group)
            .ipPermissions(
                IpPermission.builder()
                    .ipProtocol("tcp")
                    .fromPort(22)
                    .toPort(22)
                    .ipRanges(ranges)
                    .build()));
    return group;
  }

  private static String elasticIps(Scene scene) {
    List<String> all =
        IntStream.range(0, scene.ec2.backstage().quotas().elasticIps())
            .mapToObj(_ -> scene.others.allocateAddress(it -> {}).allocationId())
            .toList();
    scene.others.associateAddress(it ->
        it.allocationId(all.getFirst())
            .networkInterfaceId(LINUX_INTERFACE)
            .privateIpAddress(Worlds.LINUX_ADDRESS));
    return all.getFirst();
  }
}
