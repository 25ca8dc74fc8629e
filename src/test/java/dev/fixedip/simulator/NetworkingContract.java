package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Tests that make networks of their own, and take them back at the end. */
abstract class NetworkingContract extends Ec2Contract {
  static final String UNKNOWN = "0123456789abcdef0";

  private final Deque<Runnable> undo = new ArrayDeque<>();

  @AfterEach
  void takeBack() {
    while (!undo.isEmpty()) {
      try {
        undo.pop().run();
      } catch (Ec2Exception refusal) {
        assertThat(refusal.awsErrorDetails().errorCode()).endsWith(".NotFound");
      }
    }
  }

  /** Remembers how to take back what was made. */
  void atTheEnd(Runnable takeBack) {
    undo.push(takeBack);
  }

  String newVpc(String cidr) {
    String id = ec2().createVpc(r -> r.cidrBlock(cidr)).vpc().vpcId();
    atTheEnd(() -> ec2().deleteVpc(r -> r.vpcId(id)));
    return id;
  }

  String newSubnet(String vpcId, String cidr) {
    String id = ec2().createSubnet(r -> r.vpcId(vpcId).cidrBlock(cidr)).subnet().subnetId();
    atTheEnd(() -> ec2().deleteSubnet(r -> r.subnetId(id)));
    return id;
  }

  String newInterface(String subnetId) {
    String id =
        ec2()
            .createNetworkInterface(r -> r.subnetId(subnetId))
            .networkInterface()
            .networkInterfaceId();
    atTheEnd(() -> ec2().deleteNetworkInterface(r -> r.networkInterfaceId(id)));
    return id;
  }

  String newGroup(String vpcId, String name) {
    String id =
        ec2()
            .createSecurityGroup(r -> r.vpcId(vpcId).groupName(name).description("for a test"))
            .groupId();
    atTheEnd(() -> ec2().deleteSecurityGroup(r -> r.groupId(id)));
    return id;
  }

  String newGateway() {
    String id = ec2().createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    atTheEnd(() -> ec2().deleteInternetGateway(r -> r.internetGatewayId(id)));
    return id;
  }

  InternetGateway gateway(String id) {
    return ec2()
        .describeInternetGateways(r -> r.internetGatewayIds(id))
        .internetGateways()
        .getFirst();
  }

  void attach(String id, String vpcId) {
    ec2().attachInternetGateway(r -> r.internetGatewayId(id).vpcId(vpcId));
    atTheEnd(() -> {
      if (!gateway(id).attachments().isEmpty()) {
        detach(id, vpcId);
      }
    });
  }

  void detach(String id, String vpcId) {
    ec2().detachInternetGateway(r -> r.internetGatewayId(id).vpcId(vpcId));
  }

  Vpc vpc(String id) {
    return ec2().describeVpcs(r -> r.vpcIds(id)).vpcs().getFirst();
  }

  Subnet subnet(String id) {
    return ec2().describeSubnets(r -> r.subnetIds(id)).subnets().getFirst();
  }

  SecurityGroup group(String id) {
    return ec2().describeSecurityGroups(r -> r.groupIds(id)).securityGroups().getFirst();
  }
}
