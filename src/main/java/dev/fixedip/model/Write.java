package dev.fixedip.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a mutating call changed in EC2. Laid over what was read until a read shows it; the planner
 * lays the same over the world to foresee what its actions lead to.
 */
public sealed interface Write permits Write.OfInterface, Write.OfRules, ElasticIpWrite {

  /** A write to one network interface. */
  sealed interface OfInterface extends Write {
    /** Whose. */
    String interfaceId();

    /** What the interface is like after the write; null: it does not exist. */
    @Nullable NetworkInterface over(@Nullable NetworkInterface before);

    /** Whether a read that began after the write shows it; null: the read found nothing. */
    boolean shownBy(@Nullable NetworkInterface read);
  }

  /** A write to one security group. */
  sealed interface OfRules extends Write {
    /** Whose. */
    String groupId();

    /** The group's ingress rules after the write. */
    List<SecurityGroupRule> over(List<SecurityGroupRule> before);

    /** Whether a read that began after the write shows it. */
    boolean shownBy(List<SecurityGroupRule> read);
  }

  /** CreateNetworkInterface. */
  record Created(NetworkInterface made) implements OfInterface {
    @Override
    public String interfaceId() {
      return made.id();
    }

    @Override
    public NetworkInterface over(@Nullable NetworkInterface before) {
      return before == null ? made : before;
    }

    @Override
    public boolean shownBy(@Nullable NetworkInterface read) {
      return read != null;
    }
  }

  /** What EC2 does after CreateNetworkInterface by itself: the interface may be attached. */
  record MadeAvailable(String interfaceId) implements OfInterface {
    @Override
    public @Nullable NetworkInterface over(@Nullable NetworkInterface before) {
      return before == null || before.attachment() != null ? before : before.with(null);
    }

    @Override
    public boolean shownBy(@Nullable NetworkInterface read) {
      return read != null && read.status() != NetworkInterface.Status.PENDING;
    }
  }

  /** DeleteNetworkInterface. */
  record Deleted(String interfaceId) implements OfInterface {
    @Override
    public @Nullable NetworkInterface over(@Nullable NetworkInterface before) {
      return null;
    }

    @Override
    public boolean shownBy(@Nullable NetworkInterface read) {
      return read == null;
    }
  }

  /** AttachNetworkInterface, with the attachment that EC2 answered. */
  record Attached(String interfaceId, Attachment attachment) implements OfInterface {
    @Override
    public @Nullable NetworkInterface over(@Nullable NetworkInterface before) {
      return before == null ? null : before.with(attachment);
    }

    @Override
    public boolean shownBy(@Nullable NetworkInterface read) {
      return read != null
          && read.attachment() != null
          && Objects.equals(read.attachment().id(), attachment.id());
    }
  }

  /**
   * DetachNetworkInterface.
   *
   * @param settled whether the detachment is over, or only under way
   */
  record Detached(String interfaceId, String attachmentId, boolean settled) implements OfInterface {
    @Override
    public @Nullable NetworkInterface over(@Nullable NetworkInterface before) {
      if (before == null || !isOn(before)) {
        return before;
      }
      Attachment attachment = Objects.requireNonNull(before.attachment());
      return before.with(settled ? null : attachment.in(Attachment.Status.DETACHING));
    }

    @Override
    public boolean shownBy(@Nullable NetworkInterface read) {
      return read == null
          || !isOn(read)
          || Objects.requireNonNull(read.attachment()).status() == Attachment.Status.DETACHING;
    }

    private boolean isOn(NetworkInterface it) {
      return it.attachment() != null && attachmentId.equals(it.attachment().id());
    }
  }

  /** ModifyNetworkInterfaceAttribute, groups. */
  record SecurityGroupsSet(String interfaceId, List<String> groupIds) implements OfInterface {
    @Override
    public @Nullable NetworkInterface over(@Nullable NetworkInterface before) {
      return before == null ? null : before.withSecurityGroups(groupIds);
    }

    @Override
    public boolean shownBy(@Nullable NetworkInterface read) {
      return read != null && read.securityGroupIds().equals(groupIds.stream().sorted().toList());
    }
  }

  /** ModifyNetworkInterfaceAttribute, sourceDestCheck. */
  record SourceDestCheckSet(String interfaceId, boolean value) implements OfInterface {
    @Override
    public @Nullable NetworkInterface over(@Nullable NetworkInterface before) {
      return before == null ? null : before.withSourceDestCheck(value);
    }

    @Override
    public boolean shownBy(@Nullable NetworkInterface read) {
      return read != null && read.sourceDestCheck() == value;
    }
  }

  /** ModifyNetworkInterfaceAttribute, attachment: deleteOnTermination. */
  record DeleteOnTerminationSet(String interfaceId, boolean value) implements OfInterface {
    @Override
    public @Nullable NetworkInterface over(@Nullable NetworkInterface before) {
      return before == null || before.attachment() == null
          ? before
          : before.with(before.attachment().deletedOnTermination(value));
    }

    @Override
    public boolean shownBy(@Nullable NetworkInterface read) {
      return read != null
          && (read.attachment() == null || read.attachment().deleteOnTermination() == value);
    }
  }

  /** AssignPrivateIpAddresses, AssignIpv6Addresses. */
  record AddressesAssigned(String interfaceId, List<String> addresses) implements OfInterface {
    @Override
    public @Nullable NetworkInterface over(@Nullable NetworkInterface before) {
      if (before == null) {
        return null;
      }
      List<String> after = new ArrayList<>(before.addresses());
      addresses.stream().filter(it -> !after.contains(it)).forEach(after::add);
      return before.withAddresses(after);
    }

    @Override
    public boolean shownBy(@Nullable NetworkInterface read) {
      return read != null && read.addresses().containsAll(addresses);
    }
  }

  /** UnassignPrivateIpAddresses, UnassignIpv6Addresses. */
  record AddressesUnassigned(String interfaceId, List<String> addresses) implements OfInterface {
    @Override
    public @Nullable NetworkInterface over(@Nullable NetworkInterface before) {
      return before == null
          ? null
          : before.withAddresses(
              before.addresses().stream().filter(it -> !addresses.contains(it)).toList());
    }

    @Override
    public boolean shownBy(@Nullable NetworkInterface read) {
      return read == null || read.addresses().stream().noneMatch(addresses::contains);
    }
  }

  /** CreateTags, and DeleteTags as null values. */
  record Tagged(String interfaceId, Map<String, @Nullable String> changes) implements OfInterface {
    @Override
    public @Nullable NetworkInterface over(@Nullable NetworkInterface before) {
      return before == null ? null : before.withTags(changes);
    }

    @Override
    public boolean shownBy(@Nullable NetworkInterface read) {
      return read != null
          && changes.entrySet().stream()
              .allMatch(it -> Objects.equals(read.tags().get(it.getKey()), it.getValue()));
    }
  }

  /** AuthorizeSecurityGroupIngress. */
  record RuleAdded(SecurityGroupRule rule) implements OfRules {
    @Override
    public String groupId() {
      return rule.groupId();
    }

    @Override
    public List<SecurityGroupRule> over(List<SecurityGroupRule> before) {
      if (shownBy(before)) {
        return before;
      }
      List<SecurityGroupRule> after = new ArrayList<>(before);
      after.add(rule);
      return List.copyOf(after);
    }

    @Override
    public boolean shownBy(List<SecurityGroupRule> read) {
      return read.stream().anyMatch(it -> it.id().equals(rule.id()));
    }
  }

  /** RevokeSecurityGroupIngress, by rule id. */
  record RuleRevoked(String groupId, String ruleId) implements OfRules {
    @Override
    public List<SecurityGroupRule> over(List<SecurityGroupRule> before) {
      return before.stream().filter(it -> !it.id().equals(ruleId)).toList();
    }

    @Override
    public boolean shownBy(List<SecurityGroupRule> read) {
      return read.stream().noneMatch(it -> it.id().equals(ruleId));
    }
  }

  /** DeleteTags on a rule: it is no longer ours. */
  record RuleDisowned(String groupId, String ruleId) implements OfRules {
    @Override
    public List<SecurityGroupRule> over(List<SecurityGroupRule> before) {
      return before.stream().map(it -> it.id().equals(ruleId) ? it.disowned() : it).toList();
    }

    @Override
    public boolean shownBy(List<SecurityGroupRule> read) {
      return over(read).equals(read);
    }
  }
}
