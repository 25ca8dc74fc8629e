package dev.fixedip.cli.iam;

import static dev.fixedip.cli.iam.Feature.ADOPT;
import static dev.fixedip.cli.iam.Feature.ELASTIC_IP;
import static dev.fixedip.cli.iam.Feature.ELASTIC_IP_ALLOCATE;
import static dev.fixedip.cli.iam.Feature.INTERFACE;
import static dev.fixedip.cli.iam.Feature.IPV6;
import static dev.fixedip.cli.iam.Feature.PING;
import static dev.fixedip.cli.iam.Feature.PRIMARY_AT_LAUNCH;
import static dev.fixedip.cli.iam.Feature.SECONDARY_ADDRESS;

import dev.fixedip.model.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the operator must be allowed in EC2 for some features within a fence, and nothing else. A
 * statement has only conditions on which the Service Authorization Reference ("Actions, resources,
 * and condition keys for Amazon EC2") says that EC2 tells them for its actions on its resources: a
 * key that EC2 does not tell never holds.
 */
final class LeastPolicy {
  private static final String TAG_KEYS = "aws:TagKeys";
  private static final String INTERFACES = "network-interface";
  private static final String INSTANCES = "instance";
  private static final String GROUPS = "security-group";
  private static final String RULES = "security-group-rule";
  private static final String SUBNETS = "subnet";
  private static final String ELASTIC_IPS = "elastic-ip";

  private static final String CREATE = "CreateNetworkInterface";
  private static final String MODIFY = "ModifyNetworkInterfaceAttribute";
  private static final String AUTHORIZE = "AuthorizeSecurityGroupIngress";
  private static final List<String> ATTACH =
      List.of("AttachNetworkInterface", "DetachNetworkInterface");
  private static final List<String> ASSOCIATE = List.of("AssociateAddress", "DisassociateAddress");

  private final Set<Feature> features;
  private final Fence fence;
  private final List<Statement> statements = new ArrayList<>();

  private LeastPolicy(Set<Feature> features, Fence fence) {
    this.features = features;
    this.fence = fence;
  }

  /** The statements, reading first. */
  static List<Statement> of(Set<Feature> features, Fence fence) {
    LeastPolicy policy = new LeastPolicy(features, fence);
    policy.look();
    policy.make();
    policy.useInterfaces();
    policy.putAddresses();
    policy.changeTags();
    return policy.statements;
  }

  private void look() {
    List<String> reads =
        all(
            when(usesElasticIps(), "DescribeAddresses"),
            List.of(
                "DescribeInstanceStatus",
                "DescribeInstanceTypes",
                "DescribeInstances",
                "DescribeNetworkInterfaces",
                "DescribeSecurityGroupRules",
                "DescribeSubnets",
                "DescribeVpcs"));
    statements.add(new Statement("Look", reads, List.of("*"), fence.inRegion()));
  }

  private void make() {
    allow("MakeWithTheTag", makingCalls(), fence.made(), all(taggable(), rules()));
    allow(
        "InSubnetsWithGroups", when(makesInterfaces(), CREATE), given(), List.of(SUBNETS, GROUPS));
    allow(
        "TagWhatIsBeingMade",
        when(!makingCalls().isEmpty(), "CreateTags"),
        Condition.of("StringEquals", "ec2:CreateAction", makingCalls()),
        all(taggable(), rules()));
  }

  private List<String> makingCalls() {
    return all(
        when(makesInterfaces(), CREATE),
        when(anyOf(ELASTIC_IP_ALLOCATE), "AllocateAddress"),
        when(anyOf(PING), AUTHORIZE));
  }

  private boolean makesInterfaces() {
    return anyOf(INTERFACE, PRIMARY_AT_LAUNCH);
  }

  /** What the operator makes and may tag anew later. */
  private List<String> taggable() {
    return all(when(makesInterfaces(), INTERFACES), when(anyOf(ELASTIC_IP_ALLOCATE), ELASTIC_IPS));
  }

  private List<String> rules() {
    return when(anyOf(PING), RULES);
  }

  private void useInterfaces() {
    boolean changes = makesInterfaces() || anyOf(ADOPT);
    allow(
        "UseInterfacesWithTheTag",
        all(
            when(anyOf(INTERFACE), ATTACH),
            when(makesInterfaces(), "DeleteNetworkInterface"),
            when(makesInterfaces(), MODIFY)),
        fence.own().and(fence.inVpcs()),
        List.of(INTERFACES));
    allow(
        "UseAdoptedInterfaces",
        all(when(anyOf(ADOPT), ATTACH), when(anyOf(ADOPT), MODIFY)),
        fence.adopted().and(fence.inVpcs()),
        List.of(INTERFACES));
    allow(
        "OnInstances",
        all(
            when(anyOf(INTERFACE, ADOPT), ATTACH),
            when(changes, MODIFY),
            when(usesElasticIps(), "AssociateAddress")),
        fence.tagged(),
        List.of(INSTANCES));
    allow(
        "UseGroups",
        all(
            when(changes, MODIFY),
            when(anyOf(PING), AUTHORIZE),
            when(anyOf(PING), "RevokeSecurityGroupIngress")),
        given(),
        List.of(GROUPS));
  }

  private void putAddresses() {
    allow(
        "AddressesOnInterfaces",
        all(
            when(anyOf(SECONDARY_ADDRESS), "AssignPrivateIpAddresses"),
            when(anyOf(SECONDARY_ADDRESS), "UnassignPrivateIpAddresses"),
            when(anyOf(IPV6), "AssignIpv6Addresses"),
            when(anyOf(IPV6), "UnassignIpv6Addresses"),
            when(usesElasticIps(), ASSOCIATE)),
        fence.inVpcs(),
        List.of(INTERFACES));
    boolean anyElasticIp = anyOf(ELASTIC_IP) && fence.tags().isEmpty();
    allow(
        "UseElasticIpsWithTheTag",
        all(
            when(anyOf(ELASTIC_IP_ALLOCATE) && !anyElasticIp, ASSOCIATE),
            when(anyOf(ELASTIC_IP_ALLOCATE), "ReleaseAddress")),
        fence.own(),
        List.of(ELASTIC_IPS));
    allow(
        "UseNamedElasticIps",
        when(anyOf(ELASTIC_IP), ASSOCIATE),
        fence.tagged(),
        List.of(ELASTIC_IPS));
  }

  private boolean usesElasticIps() {
    return anyOf(ELASTIC_IP, ELASTIC_IP_ALLOCATE);
  }

  private void changeTags() {
    allow(
        "ChangeTagsOfWhatHasTheTag",
        when(!taggable().isEmpty(), List.of("CreateTags", "DeleteTags")),
        fence.own(),
        taggable());
    allow("LeaveRules", when(anyOf(PING), "DeleteTags"), fence.own(), rules());
    markAdopted();
  }

  /** EC2 takes all tags off when none is named, and then there are no tag keys. */
  private void markAdopted() {
    Condition mark =
        Condition.of("ForAllValues:StringEquals", TAG_KEYS, List.of(Ownership.ADOPTED_BY))
            .and(Condition.exists(TAG_KEYS));
    Condition others =
        Condition.of("ForAllValues:StringNotLike", TAG_KEYS, List.of(Ownership.PREFIX + "*"));
    allow(
        "AdoptInterfaces",
        when(anyOf(ADOPT), "CreateTags"),
        mark.and(fence.adopting()).and(fence.inVpcs()),
        List.of(INTERFACES));
    allow(
        "TagAdoptedInterfaces",
        when(anyOf(ADOPT), "CreateTags"),
        others.and(fence.adopted()).and(fence.inVpcs()),
        List.of(INTERFACES));
    allow(
        "LeaveAdoptedInterfaces",
        when(anyOf(ADOPT), "DeleteTags"),
        mark.and(fence.adopted()),
        List.of(INTERFACES));
  }

  /** What is not the operator's, but in the fence. */
  private Condition given() {
    return fence.inVpcs().and(fence.tagged());
  }

  private boolean anyOf(Feature... some) {
    return Stream.of(some).anyMatch(features::contains);
  }

  private static List<String> when(boolean needed, String one) {
    return when(needed, List.of(one));
  }

  private static List<String> when(boolean needed, List<String> some) {
    return needed ? some : List.of();
  }

  @SafeVarargs
  private static List<String> all(List<String>... some) {
    List<String> all = new ArrayList<>();
    for (List<String> each : some) {
      all.addAll(each);
    }
    return all;
  }

  private void allow(String sid, List<String> actions, Condition condition, List<String> types) {
    if (!actions.isEmpty()) {
      statements.add(
          new Statement(
              sid,
              List.copyOf(new TreeSet<>(actions)),
              types.stream().map(fence::arn).toList(),
              condition));
    }
  }
}
