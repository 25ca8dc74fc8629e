package dev.fixedip.plan;

import dev.fixedip.model.NetworkInterface.Origin;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which service of AWS has a network interface, told from what EC2 says of it: its type, the
 * description that the service gave it, and who asked for it (EC2 user guide, "Requester-managed
 * network interfaces").
 */
final class Owners {
  private static final String UNTOLD = "(?!)";

  /**
   * A service, with the signs of its interfaces.
   *
   * @param words what the service has them for, in plain words
   * @param types EC2's interface types that are this service's alone
   * @param requester its requester id, or its principal as an operator; empty if it has none
   * @param description how its descriptions begin; the first group, if any, is the name of the
   *     thing
   */
  private record Service(
      String words, List<String> types, Optional<String> requester, Pattern description) {

    boolean hasType(Origin it) {
      return types.contains(it.type());
    }

    boolean hasDescription(Origin it) {
      return description.matcher(it.description()).lookingAt();
    }

    boolean hasRequester(Origin it) {
      return requester
          .filter(known -> known.equals(it.requesterId()) || known.equals(it.operator()))
          .isPresent();
    }

    String named(Origin it) {
      Matcher matcher = description.matcher(it.description());
      return matcher.lookingAt() && matcher.groupCount() > 0
          ? "%s (%s)".formatted(words, matcher.group(1))
          : words;
    }
  }

  /** The surest sign comes first. */
  private static final List<BiPredicate<Service, Origin>> SIGNS =
      List.of(Service::hasType, Service::hasDescription, Service::hasRequester);

  private static final List<Service> SERVICES =
      List.of(
          typed(
              "a NAT gateway", "Interface for NAT Gateway (nat-\\w+)", "nat_gateway", "natGateway"),
          typed("an Application Load Balancer", "ELB app/([^/]+)/"),
          typed("a Network Load Balancer", "ELB net/([^/]+)/", "network_load_balancer"),
          typed("a Gateway Load Balancer", "ELB gwy/([^/]+)/", "gateway_load_balancer"),
          requested("a load balancer", "ELB (\\S+)", "amazon-elb"),
          requested("a database of Amazon RDS", "RDSNetworkInterface", "amazon-rds"),
          requested("a cluster of Amazon Redshift", "RedshiftNetworkInterface", "amazon-redshift"),
          requested("a cache of Amazon ElastiCache", "ElastiCache (\\S+)", "amazon-elasticache"),
          typed(
              "a function of AWS Lambda",
              "AWS Lambda VPC ENI-(.+?)(?:-\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})?$",
              "lambda"),
          typed("a file system of Amazon EFS", "EFS mount target for (fs-\\w+)", "efs"),
          typed("a VPC endpoint", "VPC Endpoint Interface (vpce-\\w+)", "vpc_endpoint"),
          typed(
              "a Gateway Load Balancer endpoint",
              "VPC Endpoint Interface (vpce-\\w+)",
              "gateway_load_balancer_endpoint"),
          typed(
              "an EC2 Instance Connect Endpoint",
              "EC2 Instance Connect Endpoint",
              "ec2_instance_connect_endpoint"),
          typed(
              "a transit gateway",
              "Network Interface for Transit Gateway Attachment (tgw-attach-\\w+)",
              "transit_gateway"),
          typed(
              "a directory of AWS Directory Service",
              "AWS created network interface for directory (d-\\w+)"),
          typed("a desktop of Amazon WorkSpaces", "Created By Amazon Workspaces"),
          typed("a resolver endpoint of Route 53", "Route 53 Resolver: (rslvr-(?:in|out)-\\w+)"),
          typed("a replication instance of AWS DMS", "DMSNetworkInterface"),
          typed("a job of AWS Glue", "Attached to Glue"),
          typed("a task of Amazon ECS", "arn:aws[\\w-]*:ecs:[\\w-]+:\\d*:attachment/([\\w-]+)"),
          requested("a cluster of Amazon EKS", "Amazon EKS (\\S+)", "eks.amazonaws.com"),
          typed("Amazon API Gateway", UNTOLD, "api_gateway_managed"),
          typed("AWS Global Accelerator", UNTOLD, "global_accelerator_managed"),
          typed("Amazon QuickSight", UNTOLD, "quicksight"),
          typed("AWS IoT", UNTOLD, "iot_rules_managed"),
          typed("AWS CodeConnections", UNTOLD, "aws_codestar_connections_managed"));

  private Owners() {}

  /**
   * The service in plain words, such as {@code a NAT gateway (nat-0123456789abcdef0)}; empty if
   * what EC2 says names none that is known here, and for an interface that no service has.
   */
  static Optional<String> service(Origin it) {
    return it.isService()
        ? SIGNS.stream().flatMap(sign -> having(sign, it)).findFirst().map(some -> some.named(it))
        : Optional.empty();
  }

  private static Stream<Service> having(BiPredicate<Service, Origin> sign, Origin it) {
    return SERVICES.stream().filter(some -> sign.test(some, it));
  }

  private static Service typed(String words, String description, String... types) {
    return new Service(words, List.of(types), Optional.empty(), Pattern.compile(description));
  }

  private static Service requested(String words, String description, String requester) {
    return new Service(words, List.of(), Optional.of(requester), Pattern.compile(description));
  }
}
