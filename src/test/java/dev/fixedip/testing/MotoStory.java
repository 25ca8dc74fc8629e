package dev.fixedip.testing;

import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * The story's world in moto: a Linux instance at 10.0.0.50 and a Windows instance at 10.0.0.133 in
 * subnet 10.0.0.0/24 of VPC 10.0.0.0/21. The instances' Name tags are "linux" and "windows".
 *
 * @param vpcId the VPC
 * @param subnetId the subnet
 * @param securityGroupId both instances' only group; it allows nothing in
 * @param linuxInstanceId the instance at 10.0.0.50
 * @param windowsInstanceId the instance at 10.0.0.133
 */
public record MotoStory(
    String vpcId,
    String subnetId,
    String securityGroupId,
    String linuxInstanceId,
    String windowsInstanceId) {
  private static final String LINUX_IMAGE = "ami-760aaa0f";
  private static final String WINDOWS_IMAGE = "ami-03cf127a";

  /** Builds it, beside what is there already. */
  public static MotoStory build(Ec2Client ec2) {
    String zone = ec2.describeAvailabilityZones().availabilityZones().getFirst().zoneName();
    String vpcId = ec2.createVpc(vpc -> vpc.cidrBlock("10.0.0.0/21")).vpc().vpcId();
    String subnetId =
        ec2.createSubnet(
                subnet -> subnet.vpcId(vpcId).cidrBlock("10.0.0.0/24").availabilityZone(zone))
            .subnet()
            .subnetId();
    String securityGroupId =
        ec2.createSecurityGroup(
                group -> group.vpcId(vpcId).groupName("lab").description("The two instances"))
            .groupId();
    MotoStory place = new MotoStory(vpcId, subnetId, securityGroupId, "", "");
    return new MotoStory(
        vpcId,
        subnetId,
        securityGroupId,
        place.run(ec2, "linux", LINUX_IMAGE, "10.0.0.50"),
        place.run(ec2, "windows", WINDOWS_IMAGE, "10.0.0.133"));
  }

  private String run(Ec2Client ec2, String name, String image, String address) {
    return ec2.runInstances(run ->
            run.imageId(image)
                .instanceType(InstanceType.M5_LARGE)
                .minCount(1)
                .maxCount(1)
                .networkInterfaces(primaryInterface(address))
                .tagSpecifications(nameTag(name)))
        .instances()
        .getFirst()
        .instanceId();
  }

  private InstanceNetworkInterfaceSpecification primaryInterface(String address) {
    return InstanceNetworkInterfaceSpecification.builder()
        .deviceIndex(0)
        .subnetId(subnetId)
        .groups(securityGroupId)
        .privateIpAddress(address)
        .build();
  }

  private static List<TagSpecification> nameTag(String name) {
    return List.of(
        TagSpecification.builder()
            .resourceType(ResourceType.INSTANCE)
            .tags(Tag.builder().key("Name").value(name).build())
            .build());
  }
}
