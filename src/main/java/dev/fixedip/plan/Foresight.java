package dev.fixedip.plan;

import dev.fixedip.model.Attachment;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.ElasticIpWrite;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an action leads to once EC2 has finished it. */
final class Foresight {
  private Foresight() {}

  static Write of(Action action) {
    return switch (action) {
      case Action.CreateInterface it -> new Write.Created(made(it));
      case Action.Attach it ->
          new Write.Attached(
              it.interfaceId(),
              new Attachment(
                  "(new)", it.instanceId(), it.deviceIndex(), Attachment.Status.ATTACHED, false));
      case Action.Detach it -> new Write.Detached(it.interfaceId(), it.attachmentId(), true);
      case Action.DeleteInterface it -> new Write.Deleted(it.interfaceId());
      case Action.AssignAddresses it ->
          new Write.AddressesAssigned(it.interfaceId(), it.addresses());
      case Action.UnassignAddress it ->
          new Write.AddressesUnassigned(it.interfaceId(), List.of(it.address()));
      case Action.SetSecurityGroups it ->
          new Write.SecurityGroupsSet(it.interfaceId(), it.securityGroupIds());
      case Action.SetSourceDestCheck it ->
          new Write.SourceDestCheckSet(it.interfaceId(), it.value());
      case Action.SetDeleteOnTermination it ->
          new Write.DeleteOnTerminationSet(it.interfaceId(), it.value());
      case Action.AddTags it -> new Write.Tagged(it.interfaceId(), new HashMap<>(it.tags()));
      case Action.RemoveTags it -> new Write.Tagged(it.interfaceId(), absent(it.tags()));
      case Action.AuthorizePing it -> new Write.RuleAdded(rule(it));
      case Action.RevokePing it -> new Write.RuleRevoked(it.securityGroupId(), it.ruleId());
      case Action.DisownRule it -> new Write.RuleDisowned(it.securityGroupId(), it.ruleId());
      case ElasticIpAction it -> of(it);
    };
  }

  private static Write of(ElasticIpAction action) {
    return switch (action) {
      case ElasticIpAction.Allocate it ->
          new ElasticIpWrite.Allocated(new ElasticIp(it.allocationId(), "(new)", null, it.tags()));
      case ElasticIpAction.Associate it ->
          new ElasticIpWrite.Associated(
              it.allocationId(),
              new ElasticIp.Association("(new)", it.interfaceId(), null, it.address()));
      case ElasticIpAction.Disassociate it ->
          new ElasticIpWrite.Disassociated(it.allocationId(), it.associationId());
      case ElasticIpAction.Release it -> new ElasticIpWrite.Released(it.allocationId());
      case ElasticIpAction.AddTags it ->
          new ElasticIpWrite.Tagged(it.allocationId(), new HashMap<>(it.tags()));
      case ElasticIpAction.RemoveTags it ->
          new ElasticIpWrite.Tagged(it.allocationId(), absent(it.tags()));
    };
  }

  private static NetworkInterface made(Action.CreateInterface it) {
    return new NetworkInterface(
        Action.NEW_INTERFACE,
        it.placement(),
        "",
        NetworkInterface.Status.AVAILABLE,
        List.of(it.address()),
        it.securityGroupIds(),
        true,
        null,
        it.tags(),
        new NetworkInterface.Origin("interface", false, null, null, it.description()));
  }

  private static SecurityGroupRule rule(Action.AuthorizePing it) {
    Cidr cidr = Cidr.parse(it.cidr());
    return new SecurityGroupRule(
        "(new) " + it.cidr(),
        it.securityGroupId(),
        SecurityGroupRule.icmp(cidr.family()),
        it.icmpType(),
        SecurityGroupRule.ALL,
        cidr,
        it.tags());
  }

  private static Map<String, @Nullable String> absent(Map<String, String> tags) {
    Map<String, @Nullable String> changes = new HashMap<>();
    tags.keySet().forEach(key -> changes.put(key, null));
    return changes;
  }
}
