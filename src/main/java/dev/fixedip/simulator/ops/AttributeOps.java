package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachmentChanges;
import software.amazon.awssdk.services.ec2.model.ResetNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ResetNetworkInterfaceAttributeResponse;

/** The attributes of a network interface: one a call. */
final class AttributeOps {
  private final World world;
  private final Makers makers;
  private final Groups groups;
  private final AttachmentOps attachments;

  AttributeOps(World world, AttachmentOps attachments) {
    this.world = world;
    this.makers = new Makers(world);
    this.groups = new Groups(world);
    this.attachments = attachments;
  }

  @Action(
      requires = "NetworkInterfaceId",
      refuses = {
        "EnaSrdSpecification",
        "EnablePrimaryIpv6",
        "ConnectionTrackingSpecification",
        "AssociatePublicIpAddress",
        "AssociatedSubnetId"
      })
  ModifyNetworkInterfaceAttributeResponse modify(ModifyNetworkInterfaceAttributeRequest request) {
    checkOne(request);
    NetworkInterface face = world.interfaces().get(request.networkInterfaceId());
    InterfaceOps.refuseManaged(face);
    world.interfaces().put(modified(face, request));
    return ModifyNetworkInterfaceAttributeResponse.builder().build();
  }

  private static void checkOne(ModifyNetworkInterfaceAttributeRequest request) {
    long given =
        Stream.of(
                request.description(),
                request.sourceDestCheck(),
                request.attachment(),
                request.groups().isEmpty() ? null : request.groups())
            .filter(Objects::nonNull)
            .count();
    if (given == 0) {
      throw Errors.invalidCombination("No attributes specified.");
    }
    if (given > 1) {
      throw Errors.invalidCombination("Fields for multiple attribute types specified");
    }
  }

  private NetworkInterface modified(
      NetworkInterface face, ModifyNetworkInterfaceAttributeRequest request) {
    if (request.description() != null) {
      String text = request.description().value();
      return face.toBuilder().description(text == null ? "" : text).build();
    }
    if (request.sourceDestCheck() != null) {
      Boolean check = request.sourceDestCheck().value();
      if (check == null) {
        throw Errors.missing("value");
      }
      return face.toBuilder().sourceDestCheck(check).build();
    }
    if (request.attachment() != null) {
      return withTermination(face, request.attachment());
    }
    var ids = groups.of(face.vpcId(), request.groups());
    return face.toBuilder().groups(makers.groups(ids)).build();
  }

  private NetworkInterface withTermination(
      NetworkInterface face, NetworkInterfaceAttachmentChanges changes) {
    if (changes.attachmentId() == null) {
      throw Errors.missing("attachmentId");
    }
    if (changes.deleteOnTermination() == null) {
      throw Errors.missing("deleteOnTermination");
    }
    String holder = attachments.attachedBy(changes.attachmentId()).networkInterfaceId();
    if (!holder.equals(face.networkInterfaceId())) {
      throw new Ec2Error(
          "InvalidAttachmentID.NotFound",
          "The attachment '%s' is not that of '%s'"
              .formatted(changes.attachmentId(), face.networkInterfaceId()));
    }
    var attachment =
        face.attachment().toBuilder().deleteOnTermination(changes.deleteOnTermination()).build();
    return face.toBuilder().attachment(attachment).build();
  }

  @Action(requires = {"NetworkInterfaceId", "Attribute"})
  DescribeNetworkInterfaceAttributeResponse describe(
      DescribeNetworkInterfaceAttributeRequest request) {
    NetworkInterface face = world.interfaces().get(request.networkInterfaceId());
    var answer =
        DescribeNetworkInterfaceAttributeResponse.builder()
            .networkInterfaceId(face.networkInterfaceId());
    return switch (request.attribute()) {
      case DESCRIPTION -> answer.description(d -> d.value(face.description())).build();
      case GROUP_SET -> answer.groups(face.groups()).build();
      case SOURCE_DEST_CHECK ->
          answer.sourceDestCheck(check -> check.value(face.sourceDestCheck())).build();
      case ATTACHMENT -> answer.attachment(face.attachment()).build();
      case ASSOCIATE_PUBLIC_IP_ADDRESS ->
          answer
              .associatePublicIpAddress(
                  world.publicAddresses().launchedPublic(face.networkInterfaceId()))
              .build();
      case UNKNOWN_TO_SDK_VERSION ->
          throw Errors.invalidValue(
              "Value (%s) for parameter attribute is invalid. Unknown network interface attribute."
                  .formatted(request.attributeAsString()));
    };
  }

  /** Sets source/destination checking back to on, the only attribute that can be reset. */
  @Action(requires = "NetworkInterfaceId")
  ResetNetworkInterfaceAttributeResponse reset(ResetNetworkInterfaceAttributeRequest request) {
    if (request.sourceDestCheck() == null) {
      throw Errors.invalidCombination("No attributes specified.");
    }
    NetworkInterface face = world.interfaces().get(request.networkInterfaceId());
    InterfaceOps.refuseManaged(face);
    world.interfaces().put(face.toBuilder().sourceDestCheck(true).build());
    return ResetNetworkInterfaceAttributeResponse.builder().build();
  }
}
