package dev.fixedip.ec2;

import dev.fixedip.model.Key;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.Write;
import dev.fixedip.plan.Action;
import dev.fixedip.plan.ElasticIpAction;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an action has to do with, for when nobody knows or EC2 did not find it. */
final class Concern {

  private Concern() {}

  /** What to look at to see whether the call was made after all, and what stood in its way. */
  static Set<Key> of(Action action) {
    return switch (action) {
      case Action.CreateInterface it -> {
        Set<Key> keys = new HashSet<>();
        keys.add(new Key.OfAddress(it.placement().subnetId(), it.address()));
        String uid = it.tags().get(Ownership.UID);
        if (uid != null) {
          keys.add(new Key.OfOwner(uid));
        }
        yield keys;
      }
      case Action.Attach it ->
          Set.of(new Key.OfInterface(it.interfaceId()), new Key.OfInstance(it.instanceId()));
      case Action.Detach it ->
          Set.of(new Key.OfInterface(it.interfaceId()), new Key.OfInstance(it.instanceId()));
      case Action.DeleteInterface it -> Set.of(new Key.OfInterface(it.interfaceId()));
      case Action.AssignAddresses it -> {
        Set<Key> keys = new HashSet<>();
        keys.add(new Key.OfInterface(it.interfaceId()));
        it.addresses().forEach(address -> keys.add(new Key.OfAddress(it.subnetId(), address)));
        yield keys;
      }
      case Action.UnassignAddress it -> Set.of(new Key.OfInterface(it.interfaceId()));
      case Action.SetSecurityGroups it -> Set.of(new Key.OfInterface(it.interfaceId()));
      case Action.SetSourceDestCheck it -> Set.of(new Key.OfInterface(it.interfaceId()));
      case Action.SetDeleteOnTermination it -> Set.of(new Key.OfInterface(it.interfaceId()));
      case Action.AddTags it -> Set.of(new Key.OfInterface(it.interfaceId()));
      case Action.RemoveTags it -> Set.of(new Key.OfInterface(it.interfaceId()));
      case Action.AuthorizePing it -> Set.of(new Key.OfRules(it.securityGroupId()));
      case Action.RevokePing it -> Set.of(new Key.OfRules(it.securityGroupId()));
      case Action.DisownRule it -> Set.of(new Key.OfRules(it.securityGroupId()));
      case ElasticIpAction it -> ElasticIpCalls.concern(it);
    };
  }

  /** What is so when EC2 does not find what the action takes away; empty if it takes nothing. */
  static Optional<Write> goneAlready(Action action) {
    return switch (action) {
      case Action.DeleteInterface(String id) -> Optional.of(new Write.Deleted(id));
      case Action.RemoveTags it -> Optional.of(new Write.Deleted(it.interfaceId()));
      case Action.Detach it ->
          Optional.of(new Write.Detached(it.interfaceId(), it.attachmentId(), true));
      case Action.UnassignAddress it ->
          Optional.of(new Write.AddressesUnassigned(it.interfaceId(), List.of(it.address())));
      case Action.RevokePing it ->
          Optional.of(new Write.RuleRevoked(it.securityGroupId(), it.ruleId()));
      case Action.DisownRule it ->
          Optional.of(new Write.RuleRevoked(it.securityGroupId(), it.ruleId()));
      case ElasticIpAction it -> ElasticIpCalls.goneAlready(it);
      case Action.CreateInterface _,
          Action.Attach _,
          Action.AssignAddresses _,
          Action.SetSecurityGroups _,
          Action.SetSourceDestCheck _,
          Action.SetDeleteOnTermination _,
          Action.AddTags _,
          Action.AuthorizePing _ ->
          Optional.empty();
    };
  }
}
