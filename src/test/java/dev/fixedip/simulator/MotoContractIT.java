package dev.fixedip.simulator;

import dev.fixedip.simulator.MotoContractIT.Endpoint;
import dev.fixedip.testing.MotoServer;
import dev.fixedip.testing.MotoStory;
import dev.fixedip.testing.SharedMotoServer;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Moto, an EC2 that others wrote, keeps the contract but for what is listed as its laxness. */
@ExtendWith({Endpoint.class, MotoLaxness.class})
class MotoContractIT extends SimulatedContracts {
  private static final String IMAGE = "ami-760aaa0f";

  /** An EC2 with nothing but the story and what the contract needs besides, for each test. */
  static final class Endpoint extends TypeBasedParameterResolver<Ec2Endpoint> {
    @Override
    public Ec2Endpoint resolveParameter(ParameterContext parameter, ExtensionContext context) {
      MotoServer moto = SharedMotoServer.of(context);
      moto.reset();
      Ec2Client ec2 = moto.ec2();
      return new Ec2Endpoint(ec2, setting(ec2), Duration.ZERO, ec2::close);
    }

    private static Ec2Endpoint.Setting setting(Ec2Client ec2) {
      var story = MotoStory.build(ec2);
      openToTheWorld(ec2, story);
      String otherZone = ec2.describeAvailabilityZones().availabilityZones().get(1).zoneName();
      String otherVpc = ec2.createVpc(r -> r.cidrBlock("10.8.0.0/16")).vpc().vpcId();
      return new Ec2Endpoint.Setting(
          story.vpcId(),
          story.subnetId(),
          "10.0.0.0/24",
          story.windowsInstanceId(),
          story.securityGroupId(),
          ec2.createSubnet(
                  r -> r.vpcId(story.vpcId()).cidrBlock("10.0.1.0/24").availabilityZone(otherZone))
              .subnet()
              .subnetId(),
          ec2.createSecurityGroup(r -> r.vpcId(otherVpc).groupName("other").description("Other"))
              .groupId(),
          IMAGE);
    }

    /** An internet gateway for the VPC, an IPv6 network for the subnet. */
    private static void openToTheWorld(Ec2Client ec2, MotoStory story) {
      String gatewayId = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
      ec2.attachInternetGateway(r -> r.internetGatewayId(gatewayId).vpcId(story.vpcId()));
      ec2.associateSubnetCidrBlock(
          r -> r.subnetId(story.subnetId()).ipv6CidrBlock("2001:db8:0:100::/64"));
    }
  }
}
