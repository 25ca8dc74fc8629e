package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.InstanceAttributes;
import dev.fixedip.simulator.world.Makers;
import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** The attributes of an instance: one a call. */
final class InstanceAttributeOps {
  private static final Set<InstanceStateName> GONE =
      Set.of(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED);

  private final World world;
  private final Groups groups;
  private final Makers makers;

  InstanceAttributeOps(World world) {
    this.world = world;
    this.groups = new Groups(world);
    this.makers = new Makers(world);
  }

  @Action(
      requires = "InstanceId",
      refuses = {
        "BlockDeviceMapping",
        "Kernel",
        "Ramdisk",
        "UserData",
        "EbsOptimized",
        "SriovNetSupport",
        "EnaSupport",
        "EnclaveOptions"
      })
  ModifyInstanceAttributeResponse modify(ModifyInstanceAttributeRequest given) {
    ModifyInstanceAttributeRequest request =
        given.attribute() == null && given.value() == null ? given : withName(given);
    checkOne(request);
    Instance instance = world.instances().get(request.instanceId());
    if (GONE.contains(instance.state().name())) {
      throw Errors.instanceState(
          "Instance '%s' is not in a valid state for this operation."
              .formatted(instance.instanceId()));
    }
    if (request.sourceDestCheck() != null) {
      boolean check = value(request.sourceDestCheck());
      change(instance, face -> face.toBuilder().sourceDestCheck(check).build());
    } else if (!request.groups().isEmpty()) {
      change(
          instance,
          face -> {
            List<String> ids = groups.of(face.vpcId(), request.groups());
            return face.toBuilder().groups(makers.groups(ids)).build();
          });
    } else if (request.instanceType() != null) {
      changeType(instance, request.instanceType().value());
    } else {
      world.attributes().put(instance.instanceId(), changed(of(instance.instanceId()), request));
    }
    return ModifyInstanceAttributeResponse.builder().build();
  }

  /** The request that names its attribute in one parameter and the value in another. */
  private static ModifyInstanceAttributeRequest withName(ModifyInstanceAttributeRequest given) {
    if (given.attribute() == null) {
      throw Errors.missing("attribute");
    }
    String value = given.value();
    if (value == null) {
      throw Errors.missing("value");
    }
    boolean on = value.equals("true");
    return switch (given.attribute()) {
      case INSTANCE_TYPE -> given.copy(r -> r.instanceType(a -> a.value(value)));
      case DISABLE_API_TERMINATION -> given.copy(r -> r.disableApiTermination(a -> a.value(on)));
      case DISABLE_API_STOP -> given.copy(r -> r.disableApiStop(a -> a.value(on)));
      case SOURCE_DEST_CHECK -> given.copy(r -> r.sourceDestCheck(a -> a.value(on)));
      case GROUP_SET -> given.copy(r -> r.groups(value));
      case INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR ->
          given.copy(r -> r.instanceInitiatedShutdownBehavior(a -> a.value(value)));
      case UNKNOWN_TO_SDK_VERSION -> throw unknown(given.attributeAsString());
      default -> throw Errors.notSimulated("Attribute=" + given.attributeAsString());
    };
  }

  private static Ec2Error unknown(String attribute) {
    return Errors.invalidValue(
        "Value (%s) for parameter attribute is invalid. Unknown attribute.".formatted(attribute));
  }

  private static void checkOne(ModifyInstanceAttributeRequest request) {
    long given =
        Stream.of(
                request.sourceDestCheck(),
                request.disableApiTermination(),
                request.disableApiStop(),
                request.instanceInitiatedShutdownBehavior(),
                request.instanceType(),
                request.groups().isEmpty() ? null : request.groups())
            .filter(Objects::nonNull)
            .count();
    if (given == 0) {
      throw Errors.invalidCombination("No attributes specified.");
    }
    if (given > 1) {
      throw Errors.invalidCombination("Fields for multiple attribute types specified");
    }
  }

  private static boolean value(AttributeBooleanValue given) {
    if (given.value() == null) {
      throw Errors.missing("value");
    }
    return given.value();
  }

  private void change(Instance instance, UnaryOperator<NetworkInterface> change) {
    world.interfaces().put(change.apply(AssociationOps.only(world, instance)));
  }

  private void changeType(Instance instance, @Nullable String type) {
    if (type == null) {
      throw Errors.missing("value");
    }
    if (instance.state().name() != InstanceStateName.STOPPED) {
      throw Errors.instanceState(
          "The instance '%s' is not in the 'stopped' state.".formatted(instance.instanceId()));
    }
    InstanceTypes.get(type);
    world.instances().put(instance.toBuilder().instanceType(type).build());
  }

  private static InstanceAttributes changed(
      InstanceAttributes before, ModifyInstanceAttributeRequest request) {
    if (request.disableApiTermination() != null) {
      return before.withDisableApiTermination(value(request.disableApiTermination()));
    }
    if (request.disableApiStop() != null) {
      return before.withDisableApiStop(value(request.disableApiStop()));
    }
    String behavior = request.instanceInitiatedShutdownBehavior().value();
    if (behavior == null || !behavior.matches("stop|terminate")) {
      throw Errors.invalidValue(
          "Invalid value '%s' for InstanceInitiatedShutdownBehavior.".formatted(behavior));
    }
    return before.withShutdownBehavior(behavior);
  }

  private InstanceAttributes of(String instanceId) {
    return world.attributes().find(instanceId).orElse(InstanceAttributes.STANDARD);
  }

  @Action(requires = {"InstanceId", "Attribute"})
  DescribeInstanceAttributeResponse describe(DescribeInstanceAttributeRequest request) {
    Instance instance = world.instances().get(request.instanceId());
    InstanceAttributes more = of(instance.instanceId());
    var answer = DescribeInstanceAttributeResponse.builder().instanceId(instance.instanceId());
    return switch (request.attribute()) {
      case INSTANCE_TYPE ->
          answer.instanceType(a -> a.value(instance.instanceTypeAsString())).build();
      case DISABLE_API_TERMINATION ->
          answer.disableApiTermination(a -> a.value(more.disableApiTermination())).build();
      case DISABLE_API_STOP -> answer.disableApiStop(a -> a.value(more.disableApiStop())).build();
      case INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR ->
          answer.instanceInitiatedShutdownBehavior(a -> a.value(more.shutdownBehavior())).build();
      case USER_DATA -> answer.userData(a -> a.value(more.userData())).build();
      case ROOT_DEVICE_NAME ->
          answer.rootDeviceName(a -> a.value(instance.rootDeviceName())).build();
      case EBS_OPTIMIZED -> answer.ebsOptimized(a -> a.value(instance.ebsOptimized())).build();
      case ENA_SUPPORT -> answer.enaSupport(a -> a.value(instance.enaSupport())).build();
      case ENCLAVE_OPTIONS -> answer.enclaveOptions(a -> a.enabled(false)).build();
      case SOURCE_DEST_CHECK -> {
        boolean check = AssociationOps.only(world, instance).sourceDestCheck();
        yield answer.sourceDestCheck(a -> a.value(check)).build();
      }
      case GROUP_SET ->
          answer
              .groups(
                  world
                      .interfaces()
                      .at(instance.instanceId(), 0)
                      .map(NetworkInterface::groups)
                      .orElse(List.of()))
              .build();
      case KERNEL, RAMDISK, SRIOV_NET_SUPPORT, BLOCK_DEVICE_MAPPING, PRODUCT_CODES ->
          answer.build();
      case UNKNOWN_TO_SDK_VERSION -> throw unknown(request.attributeAsString());
    };
  }
}
