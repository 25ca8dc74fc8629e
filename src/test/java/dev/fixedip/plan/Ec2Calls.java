package dev.fixedip.plan;

import dev.fixedip.model.Attachment;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.ElasticIpWrite;
import dev.fixedip.model.Instance;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Subnet;
import dev.fixedip.model.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mutating calls of the small EC2, each with what EC2 refuses; null is success. */
final class Ec2Calls {
  private final Ec2 ec2;

  Ec2Calls(Ec2 ec2) {
    this.ec2 = ec2;
  }

  /** Carries it out; answers EC2's error code if it refuses, null if it succeeds. */
  @Nullable String apply(Action action) {
    return switch (action) {
      case Action.CreateInterface it -> create(it);
      case Action.Attach it -> attach(it);
      case Action.Detach it -> detach(it);
      case Action.DeleteInterface it -> deleteFree(it);
      case Action.AssignAddresses it -> assign(it);
      case Action.UnassignAddress it -> unassign(it);
      case Action.AuthorizePing it -> authorize(it);
      case ElasticIpAction it -> ec2.elasticIps.apply(it);
      default -> write(Foresight.of(action));
    };
  }

  private @Nullable String create(Action.CreateInterface it) {
    Subnet subnet = ec2.subnets.get(it.placement().subnetId());
    if (subnet == null) {
      return "InvalidSubnetID.NotFound";
    }
    if (subnet.holding(it.address()).isEmpty() || subnet.reserves(it.address())) {
      return "InvalidParameterValue";
    }
    if (ec2.isHidden(it.address()) || ec2.world().holder(subnet.id(), it.address()).isPresent()) {
      return "InvalidIPAddress.InUse";
    }
    ec2.make(it);
    return null;
  }

  private @Nullable String attach(Action.Attach it) {
    NetworkInterface eni = ec2.interfaces.get(it.interfaceId());
    Instance instance = ec2.instances.get(it.instanceId());
    if (eni == null || instance == null) {
      return "InvalidNetworkInterfaceID.NotFound";
    }
    if (eni.attachment() != null) {
      return "InvalidNetworkInterface.InUse";
    }
    if (!instance.takesInterfaces()) {
      return "IncorrectInstanceState";
    }
    if (!instance.placement().availabilityZone().equals(eni.placement().availabilityZone())) {
      return "InvalidParameterCombination";
    }
    List<NetworkInterface> others = ec2.world().interfacesOf(instance.id());
    InstanceType type = ec2.types.get(instance.type());
    if (type == null || others.size() >= type.maximumNetworkInterfaces()) {
      return "AttachmentLimitExceeded";
    }
    for (NetworkInterface other : others) {
      Attachment attachment = other.attachment();
      if (attachment != null && attachment.deviceIndex() == it.deviceIndex()) {
        return "InvalidParameterValue";
      }
    }
    ec2.on(eni.id(), instance.id(), it.deviceIndex(), false);
    return underWay(eni.id(), Attachment.Status.ATTACHING);
  }

  private @Nullable String detach(Action.Detach it) {
    NetworkInterface eni = ec2.interfaces.get(it.interfaceId());
    if (eni == null || eni.attachment() == null) {
      return "InvalidAttachmentID.NotFound";
    }
    if (!it.attachmentId().equals(eni.attachment().id())
        || eni.attachment().status() != Attachment.Status.ATTACHED) {
      return "IncorrectState";
    }
    if (eni.isPrimary()) {
      return "OperationNotPermitted";
    }
    if (!eni.instanceId().map(ec2::instance).filter(Instance::isLive).isPresent()) {
      return "IncorrectInstanceState";
    }
    underWay(eni.id(), Attachment.Status.DETACHING);
    return ec2.isSlow()
        ? null
        : write(new Write.Detached(it.interfaceId(), it.attachmentId(), true));
  }

  private @Nullable String underWay(String interfaceId, Attachment.Status status) {
    ec2.change(
        interfaceId,
        it -> {
          Attachment attachment = it.attachment();
          return !ec2.isSlow() || attachment == null ? it : it.with(attachment.in(status));
        });
    return null;
  }

  private @Nullable String deleteFree(Action.DeleteInterface it) {
    NetworkInterface eni = ec2.interfaces.get(it.interfaceId());
    if (eni == null) {
      return "InvalidNetworkInterfaceID.NotFound";
    }
    if (eni.attachment() != null) {
      return "InvalidNetworkInterface.InUse";
    }
    ec2.delete(it.interfaceId());
    return null;
  }

  private @Nullable String assign(Action.AssignAddresses it) {
    NetworkInterface eni = ec2.interfaces.get(it.interfaceId());
    if (eni == null) {
      return "InvalidNetworkInterfaceID.NotFound";
    }
    Subnet subnet = ec2.subnet(eni.placement().subnetId());
    for (String address : it.addresses()) {
      if (subnet.holding(address).isEmpty()
          || subnet.reserves(address)
          || ec2.isHidden(address)
          || ec2.world().holder(subnet.id(), address).isPresent()) {
        return "InvalidParameterValue";
      }
    }
    InstanceType type =
        eni.instanceId().map(ec2::instance).map(Instance::type).map(ec2.types::get).orElse(null);
    if (type != null
        && eni.addresses(it.family()).size() + it.addresses().size()
            > type.addressesPerInterface(it.family())) {
      return "PrivateIpAddressLimitExceeded";
    }
    return write(Foresight.of(it));
  }

  private @Nullable String unassign(Action.UnassignAddress it) {
    NetworkInterface eni = ec2.interfaces.get(it.interfaceId());
    return eni == null
            || !eni.addresses().contains(it.address())
            || eni.primaryAddress().equals(it.address())
        ? "InvalidParameterValue"
        : write(Foresight.of(it));
  }

  private @Nullable String authorize(Action.AuthorizePing it) {
    if (!ec2.rules.containsKey(it.securityGroupId())) {
      return "InvalidGroup.NotFound";
    }
    Cidr from = Cidr.parse(it.cidr());
    boolean there =
        ec2.rulesOf(it.securityGroupId()).stream()
            .anyMatch(rule ->
                rule.protocol().equals(SecurityGroupRule.icmp(from.family()))
                    && rule.fromPort() == it.icmpType()
                    && from.equals(rule.cidr()));
    if (there) {
      return "InvalidPermission.Duplicate";
    }
    ec2.rule(
        it.securityGroupId(),
        SecurityGroupRule.icmp(from.family()),
        it.icmpType(),
        it.cidr(),
        it.tags());
    return null;
  }

  private @Nullable String write(Write write) {
    switch (write) {
      case Write.OfInterface it -> {
        NetworkInterface before = ec2.interfaces.get(it.interfaceId());
        if (before == null) {
          return "InvalidNetworkInterfaceID.NotFound";
        }
        NetworkInterface after = it.over(before);
        if (after != null) {
          ec2.interfaces.put(after.id(), after);
        }
      }
      case ElasticIpWrite _ -> throw new IllegalArgumentException("Not written here: " + write);
      case Write.OfRules it -> ec2.rules.put(it.groupId(), it.over(ec2.rulesOf(it.groupId())));
    }
    return null;
  }
}
