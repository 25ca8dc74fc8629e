package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.wire.Form;
import dev.fixedip.simulator.wire.Protocol;
import dev.fixedip.simulator.wire.RequestDecoder;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sts.model.StsRequest;

/**
 * One operation of the API.
 *
 * @param action its name on the wire
 * @param builder makes an empty request
 * @param method what it does
 * @param mutating whether it changes the world
 * @param required parameters without which EC2 answers {@code MissingParameter}
 * @param refused parameters that EC2 has and this simulator has not
 */
public record Operation(
    Protocol protocol,
    String action,
    Supplier<SdkPojo> builder,
    Function<AwsRequest, SdkPojo> method,
    boolean mutating,
    List<String> required,
    List<String> refused) {
  private static final List<String> NARROWING =
      List.of(
          "Filter",
          "MaxResults",
          "NextToken",
          "NetworkInterfaceId",
          "InstanceId",
          "GroupId",
          "GroupName");
  private static final Pattern READING = Pattern.compile("(Describe|Get|Assume|Decode)[A-Z].*");

  /**
   * The operation that a method of an object is.
   *
   * @param lookup may call the method
   */
  @SuppressWarnings("unchecked")
  static Operation of(MethodHandles.Lookup lookup, Object target, Method method) {
    Class<?> request = method.getParameterTypes()[0];
    String action = request.getSimpleName().replaceFirst("Request$", "");
    Action marks = method.getAnnotation(Action.class);
    try {
      return new Operation(
          StsRequest.class.isAssignableFrom(request) ? Protocol.STS : Protocol.EC2,
          action,
          MethodHandleProxies.asInterfaceInstance(
              Supplier.class, lookup.unreflect(request.getMethod("builder"))),
          MethodHandleProxies.asInterfaceInstance(
              Function.class, lookup.unreflect(method).bindTo(target)),
          !READING.matcher(action).matches(),
          List.of(marks.requires()),
          List.of(marks.refuses()));
    } catch (ReflectiveOperationException notAnOperation) {
      throw new LinkageError(method + " is no operation", notAnOperation);
    }
  }

  /**
   * The request that the form describes.
   *
   * @throws Ec2Error {@code UnknownParameter}, {@code MissingParameter}, {@code
   *     InvalidParameterValue}
   */
  public AwsRequest decode(Form form) {
    var request = (AwsRequest) RequestDecoder.decode(form, builder.get());
    for (String parameter : required) {
      if (!form.contains(parameter)) {
        throw Errors.missing(
            parameter.substring(0, 1).toLowerCase(Locale.ROOT) + parameter.substring(1));
      }
    }
    for (String parameter : refused) {
      if (form.contains(parameter)) {
        throw Errors.notSimulated(parameter);
      }
    }
    return request;
  }

  /** Whether the form asks for some resources, or for all page by page. */
  public static boolean isNarrowed(Form form) {
    return NARROWING.stream().anyMatch(form::contains);
  }

  /** Whether the form asks only whether the call would be allowed. */
  public boolean isDryRun(Form form) {
    return "true".equalsIgnoreCase(form.text("DryRun"));
  }
}
