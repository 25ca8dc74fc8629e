package dev.fixedip.ec2;

import dev.fixedip.model.Attachment;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.World;
import dev.fixedip.model.Write;
import dev.fixedip.plan.Action;
import dev.fixedip.plan.ElasticIpAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Response;

/** The mutating call of each action. */
final class Calls {

  /**
   * A call that EC2 answered.
   *
   * @param writes what it changed, as far as the answer tells
   */
  record Answered(String requestId, List<Write> writes) {
    static Answered of(Ec2Response response, Write write) {
      return of(response, List.of(write));
    }

    private static Answered of(Ec2Response response, List<Write> writes) {
      return new Answered(response.responseMetadata().requestId(), writes);
    }
  }

  private static final int TOKEN_BYTES = 20;

  private final Ec2Client client;
  private final RandomGenerator random;
  private final ElasticIpCalls elasticIps;

  Calls(Ec2Client client, RandomGenerator random) {
    this.client = client;
    this.random = random;
    this.elasticIps = new ElasticIpCalls(client);
  }

  /**
   * Makes the call of the action, once.
   *
   * @param world what is known of what the action is aimed at
   * @throws software.amazon.awssdk.core.exception.SdkException if EC2 refuses or does not answer
   */
  Answered make(Action action, World world) {
    return switch (action) {
      case Action.CreateInterface it -> {
        var response = client.createNetworkInterface(Requests.of(it, clientToken()));
        yield Answered.of(response, new Write.Created(made(it, response.networkInterface())));
      }
      case Action.Attach it -> {
        var response = client.attachNetworkInterface(Requests.of(it));
        Attachment attachment =
            new Attachment(
                response.attachmentId(),
                it.instanceId(),
                it.deviceIndex(),
                Attachment.Status.ATTACHING,
                false);
        yield Answered.of(response, new Write.Attached(it.interfaceId(), attachment));
      }
      case Action.Detach it ->
          Answered.of(
              client.detachNetworkInterface(request -> request.attachmentId(it.attachmentId())),
              new Write.Detached(it.interfaceId(), it.attachmentId(), false));
      case Action.DeleteInterface(String id) ->
          Answered.of(
              client.deleteNetworkInterface(request -> request.networkInterfaceId(id)),
              new Write.Deleted(id));
      case Action.AssignAddresses it ->
          Answered.of(
              switch (it.family()) {
                case IPV4 -> client.assignPrivateIpAddresses(Requests.ofIpv4(it));
                case IPV6 -> client.assignIpv6Addresses(Requests.ofIpv6(it));
              },
              new Write.AddressesAssigned(it.interfaceId(), it.addresses()));
      case Action.UnassignAddress it ->
          Answered.of(
              switch (it.family()) {
                case IPV4 -> client.unassignPrivateIpAddresses(Requests.ofIpv4(it));
                case IPV6 -> client.unassignIpv6Addresses(Requests.ofIpv6(it));
              },
              new Write.AddressesUnassigned(it.interfaceId(), List.of(it.address())));
      case Action.SetSecurityGroups it ->
          Answered.of(
              client.modifyNetworkInterfaceAttribute(Requests.of(it)),
              new Write.SecurityGroupsSet(it.interfaceId(), it.securityGroupIds()));
      case Action.SetSourceDestCheck it ->
          Answered.of(
              client.modifyNetworkInterfaceAttribute(Requests.of(it)),
              new Write.SourceDestCheckSet(it.interfaceId(), it.value()));
      case Action.SetDeleteOnTermination it ->
          Answered.of(
              client.modifyNetworkInterfaceAttribute(Requests.of(it)),
              new Write.DeleteOnTerminationSet(it.interfaceId(), it.value()));
      case Action.AddTags it ->
          Answered.of(
              client.createTags(Requests.of(it)),
              new Write.Tagged(it.interfaceId(), new HashMap<>(it.tags())));
      case Action.RemoveTags it ->
          Answered.of(
              client.deleteTags(Requests.of(it)),
              new Write.Tagged(
                  it.interfaceId(),
                  taken(
                      it.tags(),
                      world
                          .networkInterface(it.interfaceId())
                          .present()
                          .map(NetworkInterface::tags))));
      case Action.AuthorizePing it -> {
        var response = client.authorizeSecurityGroupIngress(Requests.of(it));
        yield Answered.of(response, added(it, response));
      }
      case Action.RevokePing it ->
          Answered.of(
              client.revokeSecurityGroupIngress(request ->
                  request.groupId(it.securityGroupId()).securityGroupRuleIds(it.ruleId())),
              new Write.RuleRevoked(it.securityGroupId(), it.ruleId()));
      case Action.DisownRule it ->
          Answered.of(
              client.deleteTags(Requests.of(it)),
              new Write.RuleDisowned(it.securityGroupId(), it.ruleId()));
      case ElasticIpAction it -> elasticIps.make(it, world);
    };
  }

  /** The answer may leave out the tags, and IPv6 addresses, which it has all the same. */
  private static NetworkInterface made(
      Action.CreateInterface action,
      software.amazon.awssdk.services.ec2.model.NetworkInterface answered) {
    NetworkInterface it =
        new Mapping().networkInterface(answered).withTags(new HashMap<>(action.tags()));
    if (it.addresses().contains(action.address())) {
      return it;
    }
    List<String> all = new ArrayList<>(it.addresses());
    all.add(action.address());
    return it.withAddresses(all);
  }

  /** The answer may leave out the tags, which the rule has all the same, or the rule itself. */
  private static List<Write> added(
      Action.AuthorizePing action, AuthorizeSecurityGroupIngressResponse response) {
    Mapping mapping = new Mapping();
    return response.securityGroupRules().stream()
        .filter(it -> it.securityGroupRuleId() != null)
        .map(mapping::rule)
        .filter(it -> it.cidr() != null)
        .<Write>map(it -> new Write.RuleAdded(tagged(it, action)))
        .toList();
  }

  private static SecurityGroupRule tagged(SecurityGroupRule it, Action.AuthorizePing action) {
    return new SecurityGroupRule(
        it.id(),
        action.securityGroupId(),
        it.protocol(),
        it.fromPort(),
        it.toPort(),
        it.cidr(),
        action.tags());
  }

  /**
   * What taking those tags off changes: EC2 leaves a tag that has another value than the one to
   * remove.
   *
   * @param had the tags before; empty if they are not known
   */
  static Map<String, @Nullable String> taken(
      Map<String, String> tags, Optional<Map<String, String>> had) {
    Map<String, String> before = had.orElse(tags);
    Map<String, @Nullable String> taken = new HashMap<>();
    tags.forEach((key, value) -> {
      if (value.equals(before.get(key))) {
        taken.put(key, null);
      }
    });
    return taken;
  }

  private String clientToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    synchronized (random) {
      random.nextBytes(bytes);
    }
    return HexFormat.of().formatHex(bytes);
  }
}
