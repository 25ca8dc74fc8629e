package dev.fixedip.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/**
 * Tags what a client makes, in the call that makes it, and hides the tag from the client: a test
 * sees its own tags only.
 */
final class OwnTag implements ExecutionInterceptor {
  /** The tag's key. Whatever has it may be removed when no test runs. */
  static final String KEY = "fixedip.dev/contract-test";

  private static final Map<String, String> TAGGABLE =
      Map.of(
          "CreateNetworkInterface", "network-interface",
          "RunInstances", "instance",
          "CreateSecurityGroup", "security-group",
          "AuthorizeSecurityGroupIngress", "security-group-rule",
          "AllocateAddress", "elastic-ip",
          "CreateVpc", "vpc",
          "CreateSubnet", "subnet",
          "CreateInternetGateway", "internet-gateway",
          "CreateSubnetCidrReservation", "subnet-cidr-reservation");

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    SdkRequest request = context.request();
    String action = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    Optional<SdkField<?>> field = field(request, "TagSpecifications");
    if (!TAGGABLE.containsKey(action) || field.isEmpty()) {
      return request;
    }
    var own =
        TagSpecification.builder()
            .resourceType(TAGGABLE.get(action))
            .tags(Tag.builder().key(KEY).value("").build())
            .build();
    var builder = request.toBuilder();
    field.get().set(builder, with((List<?>) field.get().getValueOrDefault(request), own));
    return builder.build();
  }

  private static List<TagSpecification> with(List<?> given, TagSpecification own) {
    List<TagSpecification> all =
        new ArrayList<>(given.stream().map(TagSpecification.class::cast).toList());
    for (int i = 0; i < all.size(); i++) {
      boolean same = own.resourceTypeAsString().equals(all.get(i).resourceTypeAsString());
      if (same && !all.get(i).tags().isEmpty()) {
        List<Tag> tags = new ArrayList<>(all.get(i).tags());
        tags.addAll(own.tags());
        all.set(i, all.get(i).toBuilder().tags(tags).build());
        return all;
      }
    }
    all.add(own);
    return all;
  }

  @Override
  public SdkResponse modifyResponse(
      Context.ModifyResponse context, ExecutionAttributes attributes) {
    return (SdkResponse) hidden(context.response());
  }

  private static Object hidden(SdkPojo pojo) {
    var builder = ((ToCopyableBuilder<?, ?>) pojo).toBuilder();
    for (SdkField<?> field : pojo.sdkFields()) {
      switch (field.getValueOrDefault(pojo)) {
        case null -> {}
        case SdkAutoConstructList<?> none -> {}
        case SdkPojo structure -> field.set(builder, hidden(structure));
        case List<?> list ->
            field.set(
                builder,
                list.stream()
                    .filter(item -> !isOwn(item))
                    .map(item -> item instanceof SdkPojo structure ? hidden(structure) : item)
                    .toList());
        default -> {}
      }
    }
    return builder.build();
  }

  private static boolean isOwn(Object item) {
    return item instanceof SdkPojo pojo
        && field(pojo, "Key")
            .map(field -> field.getValueOrDefault(pojo))
            .filter(KEY::equals)
            .isPresent();
  }

  private static Optional<SdkField<?>> field(SdkPojo pojo, String name) {
    return pojo.sdkFields().stream().filter(field -> field.memberName().equals(name)).findFirst();
  }
}
