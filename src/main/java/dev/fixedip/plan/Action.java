package dev.fixedip.plan;

import dev.fixedip.model.IpFamily;
import dev.fixedip.model.NetworkInterface;
import java.util.List;
import java.util.Map;

/** One mutating call to EC2. */
public sealed interface Action
    permits Action.CreateInterface,
        Action.Attach,
        Action.Detach,
        Action.DeleteInterface,
        Action.AssignAddresses,
        Action.UnassignAddress,
        Action.SetSecurityGroups,
        Action.SetSourceDestCheck,
        Action.SetDeleteOnTermination,
        Action.AddTags,
        Action.RemoveTags,
        Action.AuthorizePing,
        Action.RevokePing,
        Action.DisownRule,
        ElasticIpAction {

  /** Stands for the id of an interface that is still to be made. */
  String NEW_INTERFACE = "(new)";

  /** What the call is aimed at, for people: an id, or an address that is still to be made. */
  String target();

  /** Whether the call takes something away: never done on an old observation. */
  default boolean takesAway() {
    return switch (this) {
      case Detach _,
          DeleteInterface _,
          UnassignAddress _,
          RemoveTags _,
          RevokePing _,
          DisownRule _,
          ElasticIpAction.Disassociate _,
          ElasticIpAction.Release _,
          ElasticIpAction.RemoveTags _ ->
          true;
      case CreateInterface _,
          Attach _,
          AssignAddresses _,
          SetSecurityGroups _,
          SetSourceDestCheck _,
          SetDeleteOnTermination _,
          AddTags _,
          AuthorizePing _,
          ElasticIpAction.Allocate _,
          ElasticIpAction.Associate _,
          ElasticIpAction.AddTags _ ->
          false;
    };
  }

  /** The EC2 API action, such as {@code AttachNetworkInterface}. */
  String call();

  /**
   * Makes an interface that has the address, with all its tags. An IPv4 address is its primary one;
   * beside one of IPv6, EC2 gives it an IPv4 address of its choice, unless the subnet has none.
   */
  record CreateInterface(
      NetworkInterface.Placement placement,
      String address,
      List<String> securityGroupIds,
      Map<String, String> tags,
      String description)
      implements Action {
    @Override
    public String target() {
      return address + " in " + placement.subnetId();
    }

    @Override
    public String call() {
      return "CreateNetworkInterface";
    }
  }

  /** Attaches an interface to an instance at a device index. */
  record Attach(String interfaceId, String instanceId, int deviceIndex) implements Action {
    @Override
    public String target() {
      return interfaceId + " to " + instanceId + " at device index " + deviceIndex;
    }

    @Override
    public String call() {
      return "AttachNetworkInterface";
    }
  }

  /** Detaches an interface, never by force. */
  record Detach(String interfaceId, String attachmentId, String instanceId) implements Action {
    @Override
    public String target() {
      return interfaceId + " from " + instanceId;
    }

    @Override
    public String call() {
      return "DetachNetworkInterface";
    }
  }

  /** Deletes an interface that is attached to nothing. */
  record DeleteInterface(String interfaceId) implements Action {
    @Override
    public String target() {
      return interfaceId;
    }

    @Override
    public String call() {
      return "DeleteNetworkInterface";
    }
  }

  /**
   * Assigns addresses to an interface as secondary ones, never taking them from another interface.
   *
   * @param subnetId the interface's
   * @param addresses at least one, all of one family
   */
  record AssignAddresses(String interfaceId, String subnetId, List<String> addresses)
      implements Action {
    /** Keeps its own unchangeable copy. */
    public AssignAddresses {
      addresses = List.copyOf(addresses);
    }

    @Override
    public String target() {
      return String.join(", ", addresses) + " to " + interfaceId;
    }

    /** The family of all of the addresses. */
    public IpFamily family() {
      return IpFamily.of(addresses.getFirst());
    }

    @Override
    public String call() {
      if (family() == IpFamily.IPV4) {
        return "AssignPrivateIpAddresses";
      }
      return "AssignIpv6Addresses";
    }
  }

  /**
   * Takes a secondary address back from an interface.
   *
   * @param interfaceId whose
   */
  record UnassignAddress(String interfaceId, String address) implements Action {
    @Override
    public String target() {
      return address + " from " + interfaceId;
    }

    /** The address's family. */
    public IpFamily family() {
      return IpFamily.of(address);
    }

    @Override
    public String call() {
      if (family() == IpFamily.IPV4) {
        return "UnassignPrivateIpAddresses";
      }
      return "UnassignIpv6Addresses";
    }
  }

  /** Replaces all security groups of an interface. */
  record SetSecurityGroups(String interfaceId, List<String> securityGroupIds) implements Action {
    @Override
    public String target() {
      return interfaceId + " groups " + String.join(", ", securityGroupIds);
    }

    @Override
    public String call() {
      return "ModifyNetworkInterfaceAttribute";
    }
  }

  /** Switches an interface's source/destination check. */
  record SetSourceDestCheck(String interfaceId, boolean value) implements Action {
    @Override
    public String target() {
      return interfaceId + " sourceDestCheck " + value;
    }

    @Override
    public String call() {
      return "ModifyNetworkInterfaceAttribute";
    }
  }

  /** Says whether an attached interface is deleted with its instance. */
  record SetDeleteOnTermination(String interfaceId, String attachmentId, boolean value)
      implements Action {
    @Override
    public String target() {
      return interfaceId + " deleteOnTermination " + value;
    }

    @Override
    public String call() {
      return "ModifyNetworkInterfaceAttribute";
    }
  }

  /** Adds tags to an interface, or replaces their values. */
  record AddTags(String interfaceId, Map<String, String> tags) implements Action {
    @Override
    public String target() {
      return interfaceId;
    }

    @Override
    public String call() {
      return "CreateTags";
    }
  }

  /** Takes tags off an interface, only where they have the values given. */
  record RemoveTags(String interfaceId, Map<String, String> tags) implements Action {
    @Override
    public String target() {
      return interfaceId;
    }

    @Override
    public String call() {
      return "DeleteTags";
    }
  }

  /**
   * Adds an ingress rule that lets ping through.
   *
   * @param icmpType EC2's FromPort for the ICMP of the source's family; -1 = all types
   * @param cidr the source in canonical form
   */
  record AuthorizePing(
      String securityGroupId,
      int icmpType,
      String cidr,
      Map<String, String> tags,
      String description)
      implements Action {
    @Override
    public String target() {
      return securityGroupId + " from " + cidr;
    }

    @Override
    public String call() {
      return "AuthorizeSecurityGroupIngress";
    }
  }

  /** Takes back a rule of ours, by its id. */
  record RevokePing(String securityGroupId, String ruleId) implements Action {
    @Override
    public String target() {
      return ruleId + " of " + securityGroupId;
    }

    @Override
    public String call() {
      return "RevokeSecurityGroupIngress";
    }
  }

  /** Takes our tag off a rule that stays when its FixedIp is deleted with {@code Retain}. */
  record DisownRule(String securityGroupId, String ruleId, Map<String, String> tags)
      implements Action {
    @Override
    public String target() {
      return ruleId + " of " + securityGroupId;
    }

    @Override
    public String call() {
      return "DeleteTags";
    }
  }
}
