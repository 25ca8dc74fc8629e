package dev.fixedip.simulator.iam;

import static java.util.stream.Stream.concat;

import dev.fixedip.simulator.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AssignIpv6AddressesRequest;
import software.amazon.awssdk.services.ec2.model.AssignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UnassignIpv6AddressesRequest;
import software.amazon.awssdk.services.ec2.model.UnassignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/**
 * Which resources each call touches, all of which must be allowed, with the condition keys that the
 * call has on each (Service Authorization Reference, "Actions, resources, and condition keys for
 * Amazon EC2"). Resources that the reference calls optional count where the call has to do with
 * them. A call that is not in the table is allowed by its name, on {@code *} only.
 */
public final class Touched {
  private static final String INTERFACE = "network-interface";
  private static final String RULE = "security-group-rule";
  private static final String ELASTIC_IP = "elastic-ip";

  private static final Map<String, List<String>> EVERYWHERE =
      Map.of(
          Keys.of(Keys.REGION), List.of(World.REGION),
          Keys.of(Keys.REQUESTED_REGION), List.of(World.REGION),
          Keys.of(Keys.SECURE_TRANSPORT), List.of("false"));

  /** What a call touches, and the tags that it gives to the one that it makes. */
  private record Touch(Stream<Thing> there, String made, List<Tag> tags) {
    private static final String NOTHING = "";
  }

  private final Things things;
  private final Map<Class<?>, Function<AwsRequest, Touch>> table = new HashMap<>();

  /** The resources of that world; ask it while nothing else changes them. */
  public Touched(World world) {
    things = new Things(world);
    interfaces();
    addresses();
    rules();
    tags();
  }

  private void interfaces() {
    makes(
        CreateNetworkInterfaceRequest.class,
        INTERFACE,
        CreateNetworkInterfaceRequest::tagSpecifications,
        it -> concat(things.of(it.subnetId()), things.of(it.groups())));
    touches(
        AttachNetworkInterfaceRequest.class,
        it -> concat(things.of(it.networkInterfaceId()), things.of(it.instanceId())));
    touches(DetachNetworkInterfaceRequest.class, it -> things.ofAttachment(it.attachmentId()));
    touches(DeleteNetworkInterfaceRequest.class, it -> things.of(it.networkInterfaceId()));
    touches(
        ModifyNetworkInterfaceAttributeRequest.class,
        it -> concat(things.withInstance(it.networkInterfaceId()), things.of(it.groups())));
    touches(AssignPrivateIpAddressesRequest.class, it -> things.of(it.networkInterfaceId()));
    touches(UnassignPrivateIpAddressesRequest.class, it -> things.of(it.networkInterfaceId()));
    touches(AssignIpv6AddressesRequest.class, it -> things.of(it.networkInterfaceId()));
    touches(UnassignIpv6AddressesRequest.class, it -> things.of(it.networkInterfaceId()));
  }

  private void addresses() {
    makes(
        AllocateAddressRequest.class,
        ELASTIC_IP,
        AllocateAddressRequest::tagSpecifications,
        it -> Stream.empty());
    touches(
        AssociateAddressRequest.class,
        it ->
            concat(
                things.ofElasticIp(it.allocationId(), it.publicIp()),
                it.networkInterfaceId() == null
                    ? things.of(it.instanceId())
                    : things.withInstance(it.networkInterfaceId())));
    touches(
        DisassociateAddressRequest.class,
        it -> things.ofAssociation(it.associationId(), it.publicIp()));
    touches(
        ReleaseAddressRequest.class, it -> things.ofElasticIp(it.allocationId(), it.publicIp()));
  }

  private void rules() {
    put(
        AuthorizeSecurityGroupIngressRequest.class,
        it -> {
          List<Tag> tags = tags(it.tagSpecifications());
          return new Touch(group(it.groupId()), tags.isEmpty() ? Touch.NOTHING : RULE, tags);
        });
    touches(RevokeSecurityGroupIngressRequest.class, it -> group(it.groupId()));
  }

  private void tags() {
    touches(
        CreateTagsRequest.class,
        it -> things.of(it.resources()).map(thing -> thing.withRequestTags(it.tags())));
    touches(
        DeleteTagsRequest.class,
        it ->
            things
                .of(it.resources())
                .map(thing -> thing.withoutPlace().withRequestTags(it.tags())));
  }

  private Stream<Thing> group(@Nullable String id) {
    return id == null ? Stream.of(Thing.unknown("security-group")) : things.of(id);
  }

  private <R extends AwsRequest> void touches(Class<R> type, Function<R, Stream<Thing>> touched) {
    put(type, it -> new Touch(touched.apply(it), Touch.NOTHING, List.of()));
  }

  private <R extends AwsRequest> void makes(
      Class<R> type,
      String made,
      Function<R, List<TagSpecification>> tags,
      Function<R, Stream<Thing>> touched) {
    put(type, it -> new Touch(touched.apply(it), made, tags(tags.apply(it))));
  }

  private <R extends AwsRequest> void put(Class<R> type, Function<R, Touch> touched) {
    table.put(type, request -> touched.apply(type.cast(request)));
  }

  private static List<Tag> tags(List<TagSpecification> specifications) {
    return specifications.stream().flatMap(it -> it.tags().stream()).toList();
  }

  /**
   * What must be allowed for the call.
   *
   * @param action with its service
   */
  public List<Ask> asks(String action, AwsRequest request) {
    List<Ask> asks =
        request instanceof AssumeRoleRequest it && it.roleArn() != null
            ? List.of(new Ask(action, it.roleArn(), EVERYWHERE))
            : Optional.ofNullable(table.get(request.getClass()))
                .map(touched -> asks(action, touched.apply(request)))
                .orElse(List.of());
    return asks.isEmpty() ? List.of(new Ask(action, Ask.ALL, EVERYWHERE)) : asks;
  }

  private static List<Ask> asks(String action, Touch touch) {
    if (touch.made.equals(Touch.NOTHING)) {
      return touch.there.map(thing -> ask(action, thing)).toList();
    }
    Thing made = Thing.unknown(touch.made).withRequestTags(touch.tags);
    Stream<Ask> asks = concat(Stream.of(made), touch.there).map(thing -> ask(action, thing));
    return touch.tags.isEmpty() ? asks.toList() : concat(asks, tagging(action, made)).toList();
  }

  /** Who makes something with tags must be allowed to tag it, too. */
  private static Stream<Ask> tagging(String action, Thing made) {
    String call = action.substring(action.indexOf(':') + 1);
    return Stream.of(
        ask("ec2:CreateTags", made.with(Map.of(Keys.of(Keys.CREATE_ACTION), List.of(call)))));
  }

  private static Ask ask(String action, Thing thing) {
    return new Ask(action, thing.arn(), thing.with(EVERYWHERE).keys());
  }
}
