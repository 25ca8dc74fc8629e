package dev.fixedip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.model.NetworkInterface.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which service has an interface is told in plain words, from what EC2 says of it. */
class OwnersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          nat_gateway | 123456789012 | Interface for NAT Gateway nat-0123456789abcdef0 | a NAT gateway (nat-0123456789abcdef0)
          nat_gateway | 123456789012 | '' | a NAT gateway
          interface | amazon-elb | ELB app/shop/50dc6c495c0c9188 | an Application Load Balancer (shop)
          network_load_balancer | amazon-elb | ELB net/game/50dc6c495c0c9188 | a Network Load Balancer (game)
          network_load_balancer | amazon-elb | '' | a Network Load Balancer
          gateway_load_balancer | amazon-elb | ELB gwy/firewall/50dc6c495c0c9188 | a Gateway Load Balancer (firewall)
          interface | amazon-elb | ELB classic | a load balancer (classic)
          interface | amazon-elb | '' | a load balancer
          interface | amazon-rds | RDSNetworkInterface | a database of Amazon RDS
          interface | amazon-redshift | RedshiftNetworkInterface | a cluster of Amazon Redshift
          interface | amazon-elasticache | ElastiCache sessions-0001-001 | a cache of Amazon ElastiCache (sessions-0001-001)
          lambda | AROAEXAMPLE:resize | AWS Lambda VPC ENI-resize-4c3a2b1d-0f9e-4d8c-8b7a-6a5b4c3d2e1f | a function of AWS Lambda (resize)
          efs | 123456789012 | EFS mount target for fs-0123456789abcdef0 (fsmt-0123456789abcdef0) | a file system of Amazon EFS (fs-0123456789abcdef0)
          interface | 123456789012 | EFS mount target for fs-01234567 (fsmt-01234567) | a file system of Amazon EFS (fs-01234567)
          vpc_endpoint | 123456789012 | VPC Endpoint Interface vpce-0123456789abcdef0 | a VPC endpoint (vpce-0123456789abcdef0)
          gateway_load_balancer_endpoint | 123456789012 | VPC Endpoint Interface vpce-0123456789abcdef0 | a Gateway Load Balancer endpoint (vpce-0123456789abcdef0)
          transit_gateway | 123456789012 | Network Interface for Transit Gateway Attachment tgw-attach-0123456789abcdef0 | a transit gateway (tgw-attach-0123456789abcdef0)
          interface | 123456789012 | AWS created network interface for directory d-9067a1b2c3 | a directory of AWS Directory Service (d-9067a1b2c3)
          interface | 123456789012 | Created By Amazon Workspaces for AWS Account ID 123456789012 | a desktop of Amazon WorkSpaces
          api_gateway_managed | 123456789012 | - | Amazon API Gateway
          interface | 123456789012 | Route 53 Resolver: rslvr-in-0123456789abcdef0:rni-0123456789abcdef0 | a resolver endpoint of Route 53 (rslvr-in-0123456789abcdef0)
          interface | 123456789012 | arn:aws:ecs:eu-west-1:123456789012:attachment/4c3a2b1d-0f9e | a task of Amazon ECS (4c3a2b1d-0f9e)
          interface | 123456789012 | Amazon EKS lab | a cluster of Amazon EKS (lab)
          """)
  void aServiceIsNamed(String type, String requester, String description, String words) {
    assertThat(Owners.service(origin(type, requester, description))).contains(words);
  }

  private static Origin origin(String type, String requester, String description) {
    return new Origin(type, true, requester, null, description == null ? "" : description);
  }

  @Test
  void theOperatorOfAManagedInstanceIsNamed() {
    assertThat(Owners.service(new Origin("interface", false, null, "eks.amazonaws.com", "")))
        .contains("a cluster of Amazon EKS");
  }

  @Test
  void anUnknownServiceIsNotGuessed() {
    assertThat(Owners.service(origin("quantum", "amazon-quantum", "Qubits of ELB q-1"))).isEmpty();
  }

  @Test
  void anInterfaceThatNoServiceHasIsNobodysWhateverItsDescriptionSays() {
    assertThat(
            Owners.service(new Origin("interface", false, null, null, "ELB app/shop/50dc6c495c0c")))
        .isEmpty();
  }
}
