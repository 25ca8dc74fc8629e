package dev.fixedip.simulator;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.AssignIpv6AddressesResponse;
import software.amazon.awssdk.services.ec2.model.AssignPrivateIpAddressesResponse;
import software.amazon.awssdk.services.ec2.model.AssignedPrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.AssociateAddressResponse;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.CreateSubnetCidrReservationResponse;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/**
 * Remembers what a client made and changed at others, to undo it in the opposite order. After each
 * change it waits until reads no longer lag behind it: a hundredth of its patience.
 */
final class Traces implements ExecutionInterceptor {
  private static final Pattern READING = Pattern.compile("^(Describe|Get)[A-Z]");

  private final Duration patience;
  private final Deque<Consumer<Ec2Client>> undoing = new ArrayDeque<>();

  /** Each thing may take that long to go. */
  Traces(Duration patience) {
    this.patience = patience;
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    note(context.request(), context.response());
    if (!READING.matcher(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME)).find()) {
      await().pollDelay(patience.dividedBy(100)).until(() -> true);
    }
  }

  private void note(SdkRequest request, SdkResponse response) {
    switch (response) {
      case CreateNetworkInterfaceResponse made -> {
        String id = made.networkInterface().networkInterfaceId();
        undo(ec2 -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId(id)));
      }
      case AttachNetworkInterfaceResponse made ->
          undo(ec2 -> ec2.detachNetworkInterface(r -> r.attachmentId(made.attachmentId())));
      case AssignPrivateIpAddressesResponse made -> unassign(made);
      case RunInstancesResponse made -> terminate(made);
      case CreateSecurityGroupResponse made ->
          undo(ec2 -> ec2.deleteSecurityGroup(r -> r.groupId(made.groupId())));
      case AuthorizeSecurityGroupIngressResponse made -> revoke(made);
      case AllocateAddressResponse made ->
          undo(ec2 -> ec2.releaseAddress(r -> r.allocationId(made.allocationId())));
      case AssociateAddressResponse made ->
          undo(ec2 -> ec2.disassociateAddress(r -> r.associationId(made.associationId())));
      case AssignIpv6AddressesResponse made ->
          undo(ec2 ->
              ec2.unassignIpv6Addresses(r ->
                  r.networkInterfaceId(made.networkInterfaceId())
                      .ipv6Addresses(made.assignedIpv6Addresses())));
      case CreateVpcResponse made -> undo(ec2 -> ec2.deleteVpc(r -> r.vpcId(made.vpc().vpcId())));
      case CreateSubnetResponse made ->
          undo(ec2 -> ec2.deleteSubnet(r -> r.subnetId(made.subnet().subnetId())));
      case CreateInternetGatewayResponse made ->
          undo(ec2 ->
              ec2.deleteInternetGateway(
                  r -> r.internetGatewayId(made.internetGateway().internetGatewayId())));
      case AttachInternetGatewayResponse made -> detach((AttachInternetGatewayRequest) request);
      case CreateSubnetCidrReservationResponse made ->
          undo(ec2 ->
              ec2.deleteSubnetCidrReservation(r ->
                  r.subnetCidrReservationId(
                      made.subnetCidrReservation().subnetCidrReservationId())));
      default -> {}
    }
  }

  private void undo(Consumer<Ec2Client> call) {
    undoing.push(call);
  }

  private void unassign(AssignPrivateIpAddressesResponse made) {
    for (AssignedPrivateIpAddress address : made.assignedPrivateIpAddresses()) {
      undo(ec2 ->
          ec2.unassignPrivateIpAddresses(r ->
              r.networkInterfaceId(made.networkInterfaceId())
                  .privateIpAddresses(address.privateIpAddress())));
    }
  }

  private void terminate(RunInstancesResponse made) {
    List<String> ids = made.instances().stream().map(Instance::instanceId).toList();
    undo(ec2 -> {
      boolean gone =
          ec2.terminateInstances(r -> r.instanceIds(ids)).terminatingInstances().stream()
              .allMatch(it -> it.currentState().name() == InstanceStateName.TERMINATED);
      if (!gone) {
        throw new IllegalStateException(ids + " are not terminated yet");
      }
    });
  }

  private void revoke(AuthorizeSecurityGroupIngressResponse made) {
    for (SecurityGroupRule rule : made.securityGroupRules()) {
      undo(ec2 ->
          ec2.revokeSecurityGroupIngress(
              r -> r.groupId(rule.groupId()).securityGroupRuleIds(rule.securityGroupRuleId())));
    }
  }

  private void detach(AttachInternetGatewayRequest request) {
    undo(ec2 ->
        ec2.detachInternetGateway(
            r -> r.internetGatewayId(request.internetGatewayId()).vpcId(request.vpcId())));
  }

  /** Undoes all of it; what fails is tried again until it is done or gone. */
  void remove(Ec2Client ec2) {
    AssertionError failure = new AssertionError("the sandbox cannot be cleaned");
    while (!undoing.isEmpty()) {
      Consumer<Ec2Client> call = undoing.pop();
      try {
        await()
            .pollDelay(Duration.ZERO)
            .pollInterval(patience.dividedBy(200))
            .atMost(patience)
            .ignoreExceptions()
            .until(() -> isDone(call, ec2));
      } catch (RuntimeException e) {
        failure.addSuppressed(e);
      }
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  private static boolean isDone(Consumer<Ec2Client> call, Ec2Client ec2) {
    try {
      call.accept(ec2);
      return true;
    } catch (Ec2Exception e) {
      if (isGone(e.awsErrorDetails())) {
        return true;
      }
      throw e;
    }
  }

  private static boolean isGone(AwsErrorDetails error) {
    return error.errorCode().endsWith(".NotFound")
        || error.errorCode().equals("Gateway.NotAttached")
        || error.errorMessage().startsWith("Some of the specified addresses are not assigned");
  }
}
