package dev.fixedip.ec2;

import dev.fixedip.cli.iam.Feature;
import dev.fixedip.model.Ownership;
import dev.fixedip.plan.Action;
import dev.fixedip.simulator.world.Worlds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All that the operator does in EC2 for each feature. */
final class FeatureStories {
  static final Map<String, String> ADOPTED =
      Map.of(Ownership.ADOPTED_BY, Ownership.adopter(Account.CLUSTER, "uid-1"));

  private static final Map<Feature, Consumer<Account>> STORIES =
      Map.of(
          Feature.INTERFACE, FeatureStories::anInterfaceOfItsOwn,
          Feature.PING, FeatureStories::pingRules,
          Feature.PRIMARY_AT_LAUNCH, FeatureStories::anInterfaceForALaunch,
          Feature.SECONDARY_ADDRESS, FeatureStories::aSecondaryAddress,
          Feature.IPV6, FeatureStories::aSecondaryIpv6Address,
          Feature.ELASTIC_IP, FeatureStories::aNamedElasticIp,
          Feature.ELASTIC_IP_ALLOCATE, FeatureStories::anElasticIpOfItsOwn,
          Feature.ADOPT, FeatureStories::anAdoptedInterface);

  private FeatureStories() {}

  /** The stories of these features, after the one of looking only. */
  static List<Consumer<Account>> of(Set<Feature> features) {
    return Stream.concat(
            Stream.<Consumer<Account>>of(account -> account.operator.look()),
            features.stream().map(STORIES::get))
        .toList();
  }

  private static void anInterfaceOfItsOwn(Account account) {
    String id = account.operator.create("10.0.0.51");
    account.operator.act(new Action.Attach(id, Worlds.WINDOWS, 1));
    String attachment = account.attachmentId(id);
    changed(account, id);
    account.operator.act(new Action.AddTags(id, Map.of(Ownership.DELETION, "Retain")));
    account.operator.act(new Action.Detach(id, attachment, Worlds.WINDOWS));
    account.operator.act(new Action.DeleteInterface(id));
    String retained = account.operator.create("10.0.0.52");
    account.operator.act(new Action.RemoveTags(retained, Account.ownTags()));
  }

  /** What may change on an attached interface. */
  private static void changed(Account account, String id) {
    account.operator.act(new Action.SetSecurityGroups(id, List.of(Worlds.GROUP)));
    account.operator.act(new Action.SetSourceDestCheck(id, false));
    account.operator.act(new Action.SetDeleteOnTermination(id, account.attachmentId(id), true));
  }

  private static void pingRules(Account account) {
    String revoked = account.operator.authorize("10.0.0.0/21");
    account.operator.act(new Action.RevokePing(Worlds.GROUP, revoked));
    String left = account.operator.authorize("10.0.0.0/24");
    account.operator.act(
        new Action.DisownRule(Worlds.GROUP, left, Ownership.ofRule(Account.CLUSTER)));
  }

  private static void anInterfaceForALaunch(Account account) {
    String id = account.operator.create("10.0.0.51");
    account.launchedWith(id);
    changed(account, id);
    account.operator.act(new Action.RemoveTags(id, Account.ownTags()));
    String never = account.operator.create("10.0.0.52");
    account.operator.act(new Action.AddTags(never, Map.of(Ownership.DELETION, "Delete")));
    account.operator.act(new Action.DeleteInterface(never));
  }

  private static void aSecondaryAddress(Account account) {
    account.operator.assign(Worlds.WINDOWS_INTERFACE, "10.0.0.51");
    account.operator.unassign(Worlds.WINDOWS_INTERFACE, "10.0.0.51");
  }

  private static void aSecondaryIpv6Address(Account account) {
    account.operator.assign(Worlds.WINDOWS_INTERFACE, Account.IPV6);
    account.operator.unassign(Worlds.WINDOWS_INTERFACE, Account.IPV6);
  }

  private static void aNamedElasticIp(Account account) {
    account.openToTheInternet();
    onAndOff(account, account.foreignElasticIp());
  }

  private static void onAndOff(Account account, String allocationId) {
    account.operator.readElasticIps();
    account.operator.disassociate(
        allocationId,
        account.operator.associate(allocationId, Worlds.WINDOWS_INTERFACE, Worlds.WINDOWS_ADDRESS));
  }

  private static void anElasticIpOfItsOwn(Account account) {
    account.openToTheInternet();
    String id = account.operator.allocate();
    onAndOff(account, id);
    account.operator.retag(id, Map.of(Ownership.DELETION, "Retain"));
    account.operator.release(id);
    account.operator.untag(account.operator.allocate(), Account.ownTags());
  }

  /** The tag comes before all that it is the permission for, and goes last. */
  private static void anAdoptedInterface(Account account) {
    String id = account.foreignInterface("10.0.0.51");
    account.operator.act(new Action.AddTags(id, ADOPTED));
    account.operator.act(new Action.AddTags(id, Map.of("team", "network")));
    account.operator.act(new Action.Attach(id, Worlds.WINDOWS, 1));
    changed(account, id);
    account.operator.act(new Action.Detach(id, account.attachmentId(id), Worlds.WINDOWS));
    account.operator.act(new Action.RemoveTags(id, ADOPTED));
  }
}
